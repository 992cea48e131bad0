import { beforeAll, expect, test } from 'vitest';
import { parseCases } from '../../../daemon/cases/case-file.ts';
import { loadGrammar } from '../../../daemon/languages/grammar.ts';
import { exampleCase } from '../../../daemon/languages/python/example-case.ts';

beforeAll(() => loadGrammar('python'));

const ints = { $ints: { n: 1000, min: 0, max: 1000, seed: 1 } };

test.each([
  ['a, b=2, c="x", d=None, e=-1.5, f=2.0', [10, 2, 'x', null, -1.5, { $float: 2 }]],
  ['xs, text, target', [ints, 'text', 10]],
  ['xs: list[int], ys: "List[int]"', [ints, ints]],
  ['a: int | None, b: Optional[str], c: typing.Optional[bool]', [10, 'text', true]],
  [
    'a: dict[str, int], b: tuple[int, str], c: Custom',
    [{ key: 10 }, { $tuple: [10, 'text'] }, null],
  ],
  ['a: list[list[int]], b: list[tuple[int, int]]', [[ints], [{ $tuple: [10, 10] }]]],
  ['a, /, b, *rest, **others', [10, 10]],
])('values for (%s)', (parameters, args) => {
  const example = exampleCase(`def f(${parameters}): pass\n`, 'f');
  expect(example).toEqual({ init: null, args, kwargs: {} });
  const file = { function: 'f', cases: [{ args: example!.args }] };
  expect(parseCases(JSON.stringify(file), 'x', 'f', 'python').ok).toBe(true);
});

test.each<[string, string, unknown]>([
  [
    'xs',
    'return [x.lower() for x in xs]',
    [{ $strings: { n: 1000, length: 8, alphabet: 'abcdefghij', seed: 1 } }],
  ],
  [
    'cells',
    'return cells[0][0] + len(cells[0]) + sum(cells[1])',
    [{ $matrix: { rows: 30, cols: 30, min: 0, max: 1000, seed: 1 } }],
  ],
  ['table', 'return table["n"] // 2, table["name"].lower()', [{ n: 10, name: 'text' }]],
  ['table', 'return [k.lower() for k, v in table.items() if v > 3]', [{ key: 10 }]],
  ['seen', 'seen.discard(3)', [{ $set: { $range: { start: 0, stop: 1000 } } }]],
  ['data', 'return data.decode()', [{ $bytes: 'dGV4dA==' }]],
  ['mode: Literal["a", "b"]', 'pass', ['a']],
  ['some: tuple[int, ...]', 'pass', [{ $tuple: [10, 10] }]],
  ['edges: list[list[int]]', 'for u, v in edges: pass', [[[10, 10]]]],
])('values for (%s) of what is done with it', (parameters, body, args) => {
  const example = exampleCase(`def f(${parameters}):\n    ${body}\n`, 'f');
  expect(example?.args).toEqual(args);
  const file = { function: 'f', cases: [{ args }] };
  expect(parseCases(JSON.stringify(file), 'x', 'f', 'python').ok).toBe(true);
});

test('what is given by its name alone', () => {
  expect(exampleCase('def f(a, *, b: str, c=3): pass\n', 'f')).toEqual({
    init: null,
    args: [10],
    kwargs: { b: 'text', c: 3 },
  });
});

test('methods have an instance, or none', () => {
  const source =
    'class A:\n    def __init__(self, n: int, m=2): pass\n    def f(self, x: str): pass\n' +
    '    @staticmethod\n    def g(x: int): pass\n    @classmethod\n    def h(cls, x: float): pass\n';
  expect(exampleCase(source, 'A.f')).toEqual({ init: [10], args: ['text'], kwargs: {} });
  expect(exampleCase(source, 'A.g')).toEqual({ init: null, args: [10], kwargs: {} });
  expect(exampleCase(source, 'A.h')).toEqual({ init: null, args: [1.5], kwargs: {} });
  expect(exampleCase(source, 'A.no')).toBeNull();
});
