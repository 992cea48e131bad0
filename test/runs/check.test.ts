import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkResult } from '../../protocol/history.ts';
import { makeRig, measureOf, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await makeRig();
});
afterAll(() => rig.close());

async function check(source: string, name: string, cases: readonly object[]) {
  const path = await rig.write('checked.py', source);
  await rig.write('checked.cases.json', { cases });
  const { signal } = new AbortController();
  const result = await rig.service.check(measureOf(path, name), rig.tell, signal);
  if (!result.ok) throw new Error(result.failure.message);
  return checkResult.parse(result.value);
}

it('says of each case what was expected and what came', async () => {
  const source = `def f(x):
    if x == 'raise':
        raise KeyError(x)
    return [1, [2, x]]
`;
  const found = await check(source, 'f', [
    { id: 'right', args: [3], expected: [1, [2, 3]] },
    { id: 'wrong', args: [4], expected: [1, [2, 3]] },
    { id: 'raises', args: ['raise'], expected: 1 },
    { id: 'does not raise', args: [5], raises: 'ValueError' },
    { id: 'its own', args: [6] },
  ]);
  const nothing = { expected: null, actual: null };
  expect(found).toMatchObject({
    verdict: 'failed',
    message: expect.stringContaining('3 cases fail'),
    cases: [
      { id: 'right', verdict: 'passed', message: null, ...nothing },
      {
        id: 'wrong',
        verdict: 'failed',
        message: 'returned 4 at [1][1], expected 3',
        expected: '[1, [2, 3]]',
        actual: '[1, [2, 4]]',
      },
      { id: 'raises', verdict: 'failed', expected: '1', actual: 'KeyError' },
      {
        id: 'does not raise',
        verdict: 'failed',
        expected: 'ValueError',
        actual: '[1, [2, 5]]',
      },
      { id: 'its own', verdict: 'passed', ...nothing },
    ],
  });
});

it('shows texts as they are, and the place alone where long values look the same', async () => {
  const source = `def f(x):
    return 'one\\ntwo\\n' if x is None else x + [0]
`;
  const found = await check(source, 'f', [
    { id: 'text', args: [null], expected: 'one\nthree\n' },
    {
      id: 'long',
      args: [Array.from({ length: 50 }, () => 1)],
      expected: [...Array.from({ length: 50 }, () => 1), 2],
    },
  ]);
  expect(found.cases).toMatchObject([
    { expected: 'one\nthree\n', actual: 'one\ntwo\n' },
    { expected: '2', actual: '0', message: 'returned 0 at [50], expected 2' },
  ]);
});

it('tells of a program that does not get to its end, and leaves the history alone', async () => {
  const found = await check('def f(x):\n    while True:\n        pass\n', 'f', [
    { id: 'endless', args: [1] },
  ]);
  expect(found).toMatchObject({
    verdict: 'timeout',
    cases: [{ id: 'endless', verdict: 'timeout', expected: null, actual: null }],
  });
  const asked = { under: [], search: '', kinds: [], improvedOnly: false, before: null, limit: 9 };
  expect(rig.service.records.runs(asked)).toEqual({ ok: true, value: { runs: [], more: false } });
  expect(rig.events.some(({ kind }) => kind === 'begun')).toBe(false);
});
