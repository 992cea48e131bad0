import { expect, it } from 'vitest';
import { isPythonHere } from '../languages/python/python-process.ts';
import { judge, type Trial } from './python-judge.ts';

const trial: Trial = {
  function: 'last',
  check: `def inputs(random):
    return [[random.randint(0, 9) for _ in range(random.randint(1, 3))]]


def expected(numbers):
    return numbers[-1]
`,
  cases: [{ id: 'two', args: [[1, 2]], expected: 2 }],
  solutions: [],
  randomInputs: 0,
};

it.runIf(isPythonHere).each([
  ['is right', 'return numbers[-1]', []],
  ['is wrong', 'return numbers[0]', ['s: two: 1 instead of 2']],
  ['gives another type', 'return float(numbers[-1])', ['s: two: 2.0 instead of 2']],
  ['raises', 'return numbers[2]', ["s: two: raised IndexError('list index out of range')"]],
  ['changes its arguments', 'return numbers.pop()', ['s: two: changed its arguments']],
])('a solution that %s is told so', async (_, body, faults) => {
  const solutions = [{ id: 's', code: `def last(numbers):\n    ${body}\n` }];
  expect(await judge({ ...trial, solutions })).toEqual(faults);
});

it.runIf(isPythonHere)('random inputs find what the cases do not', async () => {
  const code = 'def last(numbers):\n    return numbers[min(1, len(numbers) - 1)]\n';
  const solutions = [{ id: 's', code }];
  expect(await judge({ ...trial, solutions })).toEqual([]);
  const faults = await judge({ ...trial, solutions, randomInputs: 100 });
  expect(faults[0]).toMatch(/^s: \[\[\d, \d, \d\]\]: \d instead of \d$/);
});
