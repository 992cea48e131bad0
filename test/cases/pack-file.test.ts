import { beforeAll, describe, expect, it } from 'vitest';
import { casesOf, parsePack } from '../../daemon/cases/pack-file.ts';
import type { Language } from '../../daemon/core/ports/language.ts';
import { createPython } from '../../daemon/languages/python/python.ts';

let python: Language;

beforeAll(async () => {
  python = await createPython('daemon/languages/python');
});

const solution = {
  id: 'plain',
  language: 'python',
  approach: 'Add them.',
  complexity: { time: 'O(1)', memory: 'O(1)' },
  code: 'def total(a, b):\n    return a + b\n',
};
const problem = {
  id: 'total',
  title: 'Total',
  statement: 'Add two numbers.',
  function: 'total',
  parameters: [
    { name: 'a', type: 'float' },
    { name: 'b', type: 'float' },
  ],
  returns: 'float',
  starter: { python: 'def total(a, b):\n    raise NotImplementedError\n' },
  cases: [{ id: 'small', args: [1, 2], expected: 3 }],
  solutions: [solution],
};
const pack = { id: 'sums', title: 'Sums', problems: [problem] };

function withProblem(change: object): object {
  return { ...pack, problems: [{ ...problem, ...change }] };
}

function withSolution(change: object): object {
  return withProblem({ solutions: [{ ...solution, ...change }] });
}

function read(document: object | string) {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  return parsePack(text, 'x.pack.json', [python]);
}

describe('a pack is refused with its place and reason', () => {
  it.each<[string, object | string, string]>([
    ['no JSON', '{\n  "id": None }', 'x.pack.json:2:9: '],
    ['no object', '[]', 'the file must be an object'],
    ['no problems', { ...pack, problems: [] }, 'problems must be at least 1'],
    ['an id with blanks', withProblem({ id: 'a b' }), 'problems[0].id must be small letters'],
    [
      'an unknown field',
      withSolution({ aproach: 'x' }),
      'problems[0].solutions[0] has an unknown field "aproach"; did you mean "approach"?',
    ],
    [
      'an unknown type',
      withProblem({ returns: 'int' }),
      'problems[0].returns must be boolean, integer, float or string',
    ],
    [
      'no stated cost',
      withSolution({ complexity: { time: 'fast', memory: 'O(1)' } }),
      'problems[0].solutions[0].complexity.time must be as in "O(n log n)"',
    ],
    ['two problems of one name', { ...pack, problems: [problem, problem] }, 'are named total'],
    [
      'two solutions of one name',
      withProblem({ solutions: [solution, solution] }),
      'problem total: two solutions are named plain',
    ],
    ['no cases', withProblem({ cases: [] }), 'problem total has no cases'],
    [
      'a case that nobody can judge',
      withProblem({ cases: [{ args: [1, 2] }] }),
      'problem total: cases[0] must have "expected" or "raises"',
    ],
    [
      'a form that means nothing',
      withProblem({ cases: [{ args: [{ $ints: { n: 0 } }], expected: 1 }] }),
      'problem total: its cases: ',
    ],
    [
      'another function',
      withSolution({ code: 'def sum_up(a, b):\n    return a + b\n' }),
      'problem total: solution plain: has no function total, but sum_up',
    ],
    [
      'a syntax error',
      withSolution({ code: 'def total(a, b:\n    return a + b\n' }),
      "problem total: solution plain: Line 1, column 10: '(' was never closed",
    ],
  ])('%s', (_, document, message) => {
    const result = read(document);
    if (result.ok) throw new Error('it was taken');
    expect(result.failure.code).toBe('pack-invalid');
    expect(result.failure.message).toContain(message);
  });
});

it('takes solutions in languages that are not ours, and leaves them alone', () => {
  const other = { ...solution, id: 'other', language: 'cobol', code: 'ADD A TO B.' };
  expect(read(withProblem({ solutions: [solution, other] })).ok).toBe(true);
});

it('gives cases whose numbers keep the type they are written with', () => {
  const text = JSON.stringify(withProblem({ tolerance: { relative: 0, absolute: 0.5 } }));
  const result = read(text.replace('"args":[1,2]', '"args":[1.0,2]'));
  if (!result.ok) throw new Error(result.failure.message);
  const set = casesOf(result.value.problems[0]!, 'x', 'python');
  if (!set.ok) throw new Error(set.failure.message);
  expect(set.value.cases[0]!.call.args).toEqual([{ $float: 1 }, 2]);
  expect(set.value.tolerance).toEqual({ relative: 0, absolute: 0.5 });
  expect(set.value.problem).toBe('total');
});
