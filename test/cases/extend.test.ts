import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseCases } from '../../daemon/cases/case-file.ts';
import type { CaseEntry } from '../../daemon/cases/case-text.ts';
import { extendCaseFile } from '../../daemon/cases/extend.ts';

const found: readonly CaseEntry[] = [
  { id: 'doctest line 3', args: [[1, 2], 3], expected: null },
  { id: 'two', args: [[], 1], raises: 'ValueError' },
];

function extended(text: string | null, cases = found): { text: string; added: number } {
  const result = extendCaseFile(text, 'a.cases.json', 'f', cases);
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

it('begins a file as a person would lay it out', () => {
  expect(extended(null).text).toBe(`{
  "function": "f",
  "cases": [
    { "id": "doctest line 3", "args": [[1, 2], 3], "expected": null },
    { "id": "two", "args": [[], 1], "raises": "ValueError" }
  ]
}
`);
});

it.each<[string, string, string]>([
  [
    'adds behind what is there',
    '{ "function": "f",\n  "cases": [\n    { "id": "two",  "args": [ 7 ] }   ] , "domain": {} }\n',
    '{ "function": "f",\n  "cases": [\n    { "id": "two",  "args": [ 7 ] },\n    { "id": "doctest line 3", "args": [[1, 2], 3], "expected": null },\n    { "id": "two (2)", "args": [[], 1], "raises": "ValueError" }   ] , "domain": {} }\n',
  ],
  [
    'fills an empty list, and keeps other line ends',
    '{\r\n  "problem": "cases",\r\n  "cases": []\r\n}\r\n',
    '{\r\n  "problem": "cases",\r\n  "cases": [\r\n    { "id": "doctest line 3", "args": [[1, 2], 3], "expected": null },\r\n    { "id": "two", "args": [[], 1], "raises": "ValueError" }\r\n  ]\r\n}\r\n',
  ],
  [
    'leaves out inputs that it has, whatever is expected of them',
    '\uFEFF{"cases": [{"args": [[1, 2], 3]}, {"args": [[], 1], "expected": "],{"}]}',
    '\uFEFF{"cases": [{"args": [[1, 2], 3]}, {"args": [[], 1], "expected": "],{"}]}',
  ],
])('%s', (_, before, after) => {
  expect(extended(before).text).toBe(after);
});

it.each(['', '[]', '{"cases": {}}', '{"cases": [}'])('refuses %s', (text) => {
  expect(extendCaseFile(text, 'a.cases.json', 'f', found)).toMatchObject({
    ok: false,
    failure: { code: 'cases-invalid' },
  });
});

const values = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }).filter((value) => !JSON.stringify(value).includes('"$')),
  fc.constantFrom({ $float: 1 }, { $int: '9007199254740993' }, { $tuple: [1, { $float: 2 }] }, 1.5),
);

it('what is added is read again as it was, and what was there stays', () => {
  fc.assert(
    fc.property(
      fc.array(values, { maxLength: 3 }),
      fc.array(values, { maxLength: 3 }),
      fc.constantFrom(0, 1, 2, 4),
      (old, args, indent) => {
        const before = JSON.stringify({ cases: [{ id: 'old', args: old }] }, null, indent);
        const { text, added } = extended(before, [{ id: 'new', args }]);
        expect(text.startsWith(before.slice(0, before.lastIndexOf(']')).trimEnd())).toBe(true);
        const read = parseCases(text, 'a.cases.json', 'f', 'python');
        if (!read.ok) throw new Error(read.failure.message);
        expect(read.value.cases.map(({ call }) => call.id)).toEqual(
          added === 1 ? ['old', 'new'] : ['old'],
        );
        const alone = parseCases(JSON.stringify({ cases: [{ args }] }), '', 'f', 'python');
        if (added === 1 && alone.ok) {
          expect(read.value.cases[1]?.call.args).toEqual(alone.value.cases[0]?.call.args);
        }
      },
    ),
  );
});
