import { describe, expect, it } from 'vitest';
import { findCheat, gainNeedsRepetition, judge } from '../../daemon/core/judge.ts';
import type { PairFigures, RoundFigures } from '../../daemon/core/ports/history.ts';
import { reasonFor } from '../../daemon/core/reason.ts';

function round(change: Partial<RoundFigures> = {}): RoundFigures {
  return {
    firstPassNs: 20e6,
    firstPassCpuNs: 20e6,
    passNs: [],
    cpuPassNs: 20e6,
    ownPassNs: 20e6,
    ownFirstPassNs: 20e6,
    shares: null,
    regionCpuNs: 20e6,
    outsideCpuNs: 5e6,
    peakBytes: 10e6,
    baselineBytes: 8e6,
    byteSeconds: 0.2,
    ...change,
  };
}

/** Pairs whose ratios scatter evenly about the middle by up to `spread`. */
function pairs(ratio: number, spread: number, count: number): PairFigures[] {
  return Array.from({ length: count }, (_, i) => {
    const off = count === 1 ? 0 : (2 * i) / (count - 1) - 1;
    const ns = 20e6 * ratio * (1 + spread * off);
    return {
      baseline: round(),
      candidate: round({ firstPassNs: ns, firstPassCpuNs: ns, regionCpuNs: ns }),
    };
  });
}

describe('judge', () => {
  it.each([
    ['twice as fast', 0.5, 0.05, 11, false, 'improved'],
    ['twice as fast, but too few pairs to say so early', 0.5, 0.05, 10, false, null],
    ['twice as fast, and no time for more pairs', 0.5, 0.05, 6, true, 'improved'],
    ['twice as slow', 2, 0.05, 11, false, 'regressed'],
    ['the same, quietly', 1, 0.005, 11, false, 'unchanged'],
    ['the same, noisily, with pairs left', 1, 0.4, 16, false, null],
    ['the same, noisily, at the end', 1, 0.4, 80, true, 'unchanged'],
    ['a gain smaller than what counts', 0.985, 0.002, 80, true, 'unchanged'],
    ['a gain that the interval does not bear out', 0.9, 0.5, 16, true, 'unchanged'],
  ] as const)('%s', (_, ratio, spread, count, last, decision) => {
    const judgement = judge(pairs(ratio, spread, count), 'time', 0.03, last);
    expect(judgement?.decision ?? null).toBe(decision);
  });

  it('compares what the objective names, and lower is better for each', () => {
    const better: PairFigures[] = Array.from({ length: 11 }, () => ({
      baseline: round(),
      candidate: round({ peakBytes: 5e6, byteSeconds: 0.1 }),
    }));
    expect(judge(better, 'memory', 0.03, false)?.decision).toBe('improved');
    expect(judge(better, 'integral', 0.03, false)?.decision).toBe('improved');
    expect(judge(better, 'time', 0.03, false)?.decision).toBe('unchanged');
    const swapped = better.map(({ baseline, candidate }) => ({
      baseline: candidate,
      candidate: baseline,
    }));
    expect(judge(swapped, 'integral', 0.03, false)?.decision).toBe('regressed');
  });

  it('says why in words', () => {
    const judgement = judge(pairs(0.5, 0.02, 11), 'time', 0.03, false);
    expect(judgement && reasonFor(judgement, 'time')).toMatch(
      /^2\.\d+x faster \(95% CI 1\.\d+ to 2\.\d+\) over 11 paired rounds$/,
    );
  });
});

describe('findCheat', () => {
  const outside = (ms: number): PairFigures[] =>
    pairs(0.1, 0.01, 11).map(({ baseline, candidate }) => ({
      baseline,
      candidate: { ...candidate, outsideCpuNs: ms * 1e6 },
    }));

  it.each([
    ['work that was moved out of the region', 23, /18\.0 ms more CPU time outside/],
    ['work that the measurement asked for and did not get', 2, /leaves out 3\.0 ms/],
    ['a little more, which the gain outweighs by far', 7, null],
    ['the same', 5, null],
  ])('%s', (_, ms, said) => {
    const found = findCheat(outside(ms), 0.03);
    if (said === null) expect(found).toBeNull();
    else expect(found).toMatch(said);
  });
});

describe('gainNeedsRepetition', () => {
  const repeated = (firstRatio: number, firstMs: number): PairFigures[] =>
    Array.from({ length: 10 }, () => ({
      baseline: round({ ownFirstPassNs: firstMs * 1e6, passNs: [2e6] }),
      candidate: round({ ownFirstPassNs: firstMs * 1e6 * firstRatio, passNs: [0.1e6] }),
    }));

  it.each([
    ['a cache that outlives the call', 1, 2, true],
    ['a gain that the first pass hardly shows', 0.5, 2, true],
    ['a gain that the first pass shows too', 0.1, 2, false],
    ['a gain that a cold first pass shows in part', 0.2, 2, false],
    ['a large gain on a short pass, which what a first call costs hides', 0.3, 0.3, false],
    ['a cache that outlives the call, on a short pass', 1, 0.3, true],
    ['a pass too short to tell', 1, 0.01, false],
  ])('%s', (_, firstRatio, firstMs, needs) => {
    expect(gainNeedsRepetition(repeated(firstRatio, firstMs))).toBe(needs);
  });
});

it('gives every ratio from the same pairs', () => {
  const { ratios } = judge(pairs(0.5, 0, 8), 'time', 0.03, true)!;
  expect(ratios.time).toEqual({ median: 0.5, ci95: [0.5, 0.5], pairs: 8 });
  expect(ratios.memory.median).toBe(1);
});
