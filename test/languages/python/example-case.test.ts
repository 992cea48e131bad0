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
