import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ReplayParams } from '../../protocol/replay.ts';
import { compareOf, makeRig, measureOf, optimizeOf, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await makeRig();
});
afterAll(() => rig.close());

const never = new AbortController().signal;

// Two numbers, neither of which is the size: nothing here grows, which would take its time.
const slow = `def total(count, step):
    result = 0
    for i in range(count):
        result = sum(range(0, i * step, step))
    return result
`;
const fast = `def total(count, step):
    return sum(range(0, (count - 1) * step, step)) if count else 0
`;
const cases = {
  function: 'total',
  cases: [{ args: [3, 2] }, { id: 'many', args: [1500, 2] }],
};

async function compared(name: string, padding = ''): Promise<string> {
  const baseline = await rig.write(`${name}.py`, slow);
  const candidate = await rig.write(`${name}-fast.py`, fast);
  await rig.write(`${name}.cases.json`, JSON.stringify(cases) + padding);
  const asked = compareOf(baseline, candidate, 'total');
  const result = await rig.service.compare(asked, rig.tell, never);
  expect(result).toMatchObject({ value: { decision: 'improved' } });
  return (rig.events.findLast((event) => event.kind === 'begun') as { run: string }).run;
}

function replay(run: string, attempt: ReplayParams['attempt'] = null) {
  return rig.service.replay({ run, attempt }, rig.tell, never);
}

it('runs a comparison again, though all its files are gone', async () => {
  const run = await compared('gone');
  for (const name of ['gone.py', 'gone-fast.py', 'gone.cases.json']) {
    await rm(`${rig.folder}/${name}`);
  }
  const result = await replay(run.slice(0, 8));
  expect(result).toMatchObject({
    value: {
      run,
      holds: true,
      sameDecision: true,
      sameEnvironment: true,
      cases: 'kept',
      recorded: { decision: 'improved' },
      replayed: { decision: 'improved' },
      text: expect.stringMatching(/^It is improved again; .*x faster after .*x faster/),
    },
  });
}, 60_000);

it('falls back on a case file that was too large to be kept, if its inputs are the same', async () => {
  const run = await compared('large', ' '.repeat(17 * 1024 * 1024));
  await rig.write('large.cases.json', cases);
  expect(await replay(run)).toMatchObject({ value: { cases: 'file', holds: true } });
  await rig.write('large.cases.json', { cases: [{ args: [3, 2] }] });
  expect(await replay(run)).toMatchObject({
    failure: {
      code: 'version-missing',
      message: expect.stringMatching(/^The inputs in .*large.cases.json are other ones than/),
    },
  });
}, 60_000);

it('runs the confirmed best again, and an attempt', async () => {
  const path = await rig.write('pairs.py', pairs);
  await rig.write('pairs.cases.json', {
    cases: [{ args: [{ $ints: { n: 300, min: 0, max: 1000, seed: 1 } }, 5000] }],
  });
  const found = await rig.service.optimize(optimizeOf(path, 'pair'), rig.tell, never);
  if (!found.ok || found.value.best === null) throw new Error('nothing was found');
  const { run, best, iterations } = found.value;
  expect(best.comparison.growth).toBeDefined();
  expect(await replay('last')).toMatchObject({ value: { run, attempt: null, holds: true } });
  const tried = iterations.findIndex(({ status }) => status === 'accepted') + 1;
  expect(await replay(run, tried)).toMatchObject({
    value: { attempt: tried, recorded: { decision: 'improved' }, sameDecision: true },
  });
  expect(await replay(run, 999)).toMatchObject({ failure: { code: 'version-missing' } });
}, 120_000);

it.each([
  ['nothing', 'run-unknown'],
  ['', 'run-unknown'],
])('knows no run %j', async (run, code) => {
  expect(await replay(run)).toMatchObject({ failure: { code } });
});

it('has nothing to say of a measurement', async () => {
  const path = await rig.write('measured.py', slow);
  await rig.write('measured.cases.json', cases);
  await rig.service.measure(measureOf(path, 'total'), rig.tell, never);
  const begun = rig.events.findLast((event) => event.kind === 'begun') as { run: string };
  expect(await replay(begun.run)).toMatchObject({
    failure: { code: 'version-missing', message: expect.stringContaining('is a measurement') },
  });
});

const pairs = `def pair(xs, target):
    for i in range(len(xs)):
        for j in range(i + 1, len(xs)):
            if xs[i] + xs[j] == target:
                return [xs[i], xs[j]]
    return None
`;
