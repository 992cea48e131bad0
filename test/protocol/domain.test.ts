import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type DomainRule, withDomainRule } from '../../protocol/domain.ts';

const notEmpty: DomainRule = { parameter: 'xs', rule: { minItems: 1 } };

it.each<[string, string, DomainRule, string]>([
  [
    'begins a domain before the cases, and keeps the rest',
    '{\n  "function": "f",\n  "cases": [ {"args":[ 1.0 ]} ]\n}\n',
    notEmpty,
    '{\n  "function": "f",\n  "domain": { "xs": { "minItems": 1 } },\n  "cases": [ {"args":[ 1.0 ]} ]\n}\n',
  ],
  [
    'where the cases come first, on one line',
    '{ "cases": [{}] }',
    notEmpty,
    '{ "domain": { "xs": { "minItems": 1 } }, "cases": [{}] }',
  ],
  [
    'adds a parameter, with other line ends and a mark of order',
    '\uFEFF{\r\n  "cases": [{}],\r\n  "domain": {\r\n    "n": { "minimum": 1.0 }\r\n  }\r\n}\r\n',
    notEmpty,
    '\uFEFF{\r\n  "cases": [{}],\r\n  "domain": {\r\n    "n": { "minimum": 1.0 },\r\n    "xs": { "minItems": 1 }\r\n  }\r\n}\r\n',
  ],
  [
    'adds a keyword',
    '{"domain": {"xs": {"maxItems": 9007199254740993}}, "cases": [{}]}',
    notEmpty,
    '{"domain": {"xs": {"maxItems": 9007199254740993,"minItems": 1}}, "cases": [{}]}',
  ],
  [
    'fills an empty domain',
    '{"domain": {  }, "cases": [{}]}',
    notEmpty,
    '{"domain": { "xs": { "minItems": 1 } }, "cases": [{}]}',
  ],
  [
    'says more than that it can be anything',
    '{"domain": {"xs": true}, "cases": [{}]}',
    notEmpty,
    '{"domain": {"xs": { "minItems": 1 }}, "cases": [{}]}',
  ],
  [
    'writes it where there are no cases: they come from elsewhere',
    '{"problem": "pile", "cases": []}',
    notEmpty,
    '{"problem": "pile", "domain": { "xs": { "minItems": 1 } }, "cases": []}',
  ],
  [
    'leaves a stricter bound',
    '{"domain": {"xs": {"minItems": 3}}, "cases": [{}]}',
    notEmpty,
    '{"domain": {"xs": {"minItems": 3}}, "cases": [{}]}',
  ],
  [
    'tightens a looser one, and adds beside it',
    '{"domain": {"xs": {"items": {"maximum": 9, "minimum": -1}}}, "cases": [{}]}',
    { parameter: 'xs', rule: { items: { minimum: 0, maximum: 10 }, uniqueItems: true } },
    '{"domain": {"xs": {"items": {"maximum": 9, "minimum": 0},"uniqueItems": true}}, "cases": [{}]}',
  ],
])('%s', (_, before, added, after) => {
  expect(withDomainRule(before, 'a.cases.json', added)).toEqual({ ok: true, value: after });
});

it.each<[string, string, string]>([
  ['{', 'cases-invalid', 'no case file'],
  ['[]', 'cases-invalid', 'no case file'],
  ['{"domain": [], "cases": [{}]}', 'cases-invalid', 'something else of xs'],
  ['{"domain": {"xs": {"minItems": "1"}}, "cases": [{}]}', 'cases-invalid', 'something else of xs'],
])('refuses %s', (text, code, message) => {
  const refused = withDomainRule(text, 'a.cases.json', notEmpty);
  expect(refused).toMatchObject({ ok: false, failure: { code } });
  expect(refused.ok ? '' : refused.failure.message).toContain(message);
});

it('changes the domain alone, however the file is laid out and whatever stands in it', () => {
  const value = fc.jsonValue({ maxDepth: 3 });
  const schemas = fc.dictionary(fc.constantFrom('n', 'ys', 'a"b'), fc.constant({ type: 'array' }));
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 3 }),
      fc.option(schemas, { nil: undefined }),
      value,
      fc.constantFrom(0, 1, 2, '\t'),
      (cases, domain, other, indent) => {
        const document = { other, domain, cases };
        const before = JSON.stringify(document, null, indent);
        const after = withDomainRule(before, 'a.cases.json', notEmpty);
        if (!after.ok) throw new Error(after.failure.message);
        expect(JSON.parse(after.value)).toEqual({
          ...(JSON.parse(before) as object),
          domain: { ...domain, xs: { minItems: 1 } },
        });
        const casesText = JSON.stringify({ cases }, null, indent).slice(1);
        expect(after.value.endsWith(casesText)).toBe(true);
      },
    ),
  );
});
