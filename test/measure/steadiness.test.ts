import { expect, it } from 'vitest';
import type { Repetition } from '../../daemon/measure/repetition.ts';
import type { Ran, Round } from '../../daemon/measure/round.ts';
import { findWarmUp, warmedUp, warmedUpForBoth } from '../../daemon/measure/steadiness.ts';
import { ok } from '../../protocol/failures.ts';

const repeated: Repetition = { repeat: 400, regions: 1 };
const passNs = 30e3;

/** Passes take so many times as long, by how many went before in the process. */
async function find(
  course: (pass: number, process: number) => number,
  { repetition = repeated, regionMs = 20, comparisonMs = 20_000 } = {},
) {
  const runs: Repetition[] = [];
  const found = await findWarmUp(repetition, regionMs, comparisonMs, (asked, process) => {
    runs.push(asked);
    const regionNs = Array.from({ length: asked.regions }, (_, region) => {
      const passes = Array.from({ length: asked.repeat }, (__, at) =>
        course(region * asked.repeat + at, process),
      );
      return passNs * passes.reduce((sum, factor) => sum + factor, 0);
    });
    return Promise.resolve(ok<Round>({ kind: 'ran', regionNs } as unknown as Ran));
  });
  if (!found.ok) throw new Error(found.failure.message);
  return { warmUp: found.value, runs };
}

const asked = (runs: readonly Repetition[]) => runs.map((run) => [run.repeat, run.regions]);

it('one process with short regions is all that is asked where passes are alike', async () => {
  const { warmUp, runs } = await find(() => 1);
  expect(warmUp).toEqual({ regions: 0, ratio: null, isSteady: true });
  expect(asked(runs)).toEqual([[100, 16]]);
});

it('a warm-up is looked at in several processes, and counted in whole regions', async () => {
  const { warmUp, runs } = await find((pass) => (pass < 1000 ? 2 : 1));
  expect(warmUp).toMatchObject({ regions: 3, isSteady: true });
  expect(warmUp?.ratio).toBeCloseTo(2);
  expect(asked(runs)).toEqual([[100, 16], ...Array.from({ length: 5 }, () => [400, 16])]);
});

it('a short comparison looks no closer than it has time for', async () => {
  const { warmUp, runs } = await find((pass) => (pass < 1000 ? 2 : 1), { comparisonMs: 100 });
  expect(warmUp).toBeNull();
  expect(asked(runs)).toEqual([[100, 16]]);
});

it('a machine that was slow for a while in one process is no warm-up', async () => {
  let looks = 0;
  const { warmUp } = await find((pass) => {
    if (pass === 0) looks += 1;
    return looks === 1 && pass < 500 ? 2 : 1;
  });
  expect(warmUp).toEqual({ regions: 0, ratio: null, isSteady: true });
});

it('a function that slows down is counted from the start, and that is told', async () => {
  const { warmUp, runs } = await find((pass) => (pass < 300 ? 1 : 1.5));
  expect(warmUp).toMatchObject({ regions: 0, isSteady: true });
  expect(warmUp?.ratio).toBeCloseTo(1 / 1.5);
  expect(runs).toHaveLength(1);
  const forever = await find((pass) => 1 + pass / 4000);
  expect(forever.warmUp).toMatchObject({ regions: 0, isSteady: true });
  expect(forever.warmUp?.ratio).toBeLessThan(1);
});

it('what does not settle is looked at for longer', async () => {
  const late = await find((pass) => (pass < 600 ? 3 : pass < 6000 ? 2 : 1));
  expect(late.warmUp).toMatchObject({ regions: 15, isSteady: true });
  expect(late.runs.at(-1)).toEqual({ repeat: 400, regions: 48 });
  const never = await find((pass) => 20 / (1 + pass / 2000));
  expect(never.warmUp).toEqual({ regions: 0, ratio: null, isSteady: false });
  expect(never.runs).toHaveLength(11);
});

it.each([
  ['too long for a look', 200, { repeat: 1, regions: 0 }, []],
  ['just short enough', 80, { repeat: 1, regions: 0 }, [[1, 6]]],
])('a pass that is %s', async (_, regionMs, repetition, expected) => {
  const { runs } = await find(() => 1, { regionMs, repetition });
  expect(asked(runs)).toEqual(expected);
});

it('regions that take long to make ready have fewer passes, whatever is then counted', async () => {
  const { warmUp, runs } = await find((pass) => (pass < 500 ? 2 : 1), { regionMs: 200 });
  expect(asked(runs)).toEqual([[62, 16], ...Array.from({ length: 5 }, () => [75, 16])]);
  expect(warmUp).toMatchObject({ regions: 2, isSteady: true });
});

it('nothing is said where the looks that it takes are too long, or a run ends early', async () => {
  const repetition = { repeat: 8, regions: 1 };
  const { warmUp, runs } = await find((pass) => (pass < 3 ? 2 : 1), { regionMs: 900, repetition });
  expect(warmUp).toBeNull();
  expect(runs).toEqual([]);
  const ended = await findWarmUp(repeated, 20, 20_000, () =>
    Promise.resolve(ok<Round>({ kind: 'ended', verdict: 'timeout', message: '', begun: 1 })),
  );
  expect(ended).toEqual({ ok: true, value: null });
});

const alike = { regions: 0, ratio: null, isSteady: true };
const three = { regions: 3, ratio: 2, isSteady: true };
const five = { regions: 5, ratio: 1.5, isSteady: true };
const never = { regions: 0, ratio: null, isSteady: false };

it('a single pass is repeated where it has to warm up, and only there', () => {
  const single: Repetition = { repeat: 1, regions: 0 };
  expect(warmedUp(single, three)).toEqual({ repeat: 1, regions: 1, warmUp: three });
  expect(warmedUp(single, alike)).toEqual({ repeat: 1, regions: 0, warmUp: alike });
  expect(warmedUp(single, null)).toEqual(single);
});

it.each([
  [alike, alike, alike],
  [three, alike, three],
  [alike, three, three],
  [three, five, five],
  [five, never, { ...five, isSteady: false }],
  [never, three, { ...three, isSteady: false }],
  [three, null, three],
])('for two versions: %j and %j', (first, second, both) => {
  expect(warmedUpForBoth({ ...repeated, warmUp: first }, second).warmUp).toEqual(both);
});
