import { describe, expect, it } from 'vitest';
import { growthChangeOf, withGrowth } from '../../daemon/core/growth-change.ts';
import type { PairFigures, RoundFigures } from '../../daemon/core/ports/history.ts';
import { clockOf, fitMemory, type SizedRounds } from '../../daemon/core/scaling.ts';
import type { Comparison } from '../../protocol/comparison.ts';
import { sampleComparison } from '../samples.ts';

const sizes = [16, 32, 64, 128, 256, 512, 1024, 2048];

function round(passNs: number, change: Partial<RoundFigures> = {}): RoundFigures {
  return {
    firstPassNs: passNs,
    firstPassCpuNs: passNs,
    passNs: [passNs],
    cpuPassNs: passNs,
    ownPassNs: passNs,
    ownFirstPassNs: passNs,
    shares: null,
    regionCpuNs: 2 * passNs,
    outsideCpuNs: 1e6,
    peakBytes: 10e6,
    baselineBytes: 10e6,
    byteSeconds: 1,
    ...change,
  };
}

function sized(of: (n: number) => RoundFigures, at: readonly number[] = sizes): SizedRounds[] {
  return at.map((n) => ({ n, rounds: [of(n), of(n), of(n)] }));
}

const linear = sized((n) => round(100 * n));
const square = sized((n) => round(4 * n * n));

const tie: Comparison = sampleComparison({
  decision: 'unchanged',
  objective: 'time',
  ratio: { median: 1.001, ci95: [0.99, 1.01], pairs: 40 },
  reason: 'no difference that counts',
});

function pairsOf(baseline: readonly SizedRounds[], candidate: readonly SizedRounds[]) {
  return (baseline.at(-1)?.rounds ?? []).map((each, index): PairFigures => {
    const other = candidate.at(-1)?.rounds[index] as RoundFigures;
    return { baseline: each, candidate: other };
  });
}

function judged(
  baseline: readonly SizedRounds[],
  candidate: readonly SizedRounds[],
  comparison: Comparison,
  given = 25,
) {
  const growth = growthChangeOf({ baseline, candidate, given }, comparison.objective);
  if (growth === null) throw new Error('nothing was fitted');
  return withGrowth(comparison, growth, pairsOf(baseline, candidate), 0.03);
}

describe('a tie', () => {
  it('is none where the candidate grows more slowly', () => {
    expect(judged(square, linear, tie)).toMatchObject({
      decision: 'improved',
      reason:
        'grows as n instead of n²: 82x faster at n = 2048; on the given inputs no difference that counts',
      growth: { baseline: 'n^2', candidate: 'n', changed: 'slower-growth', largest: 2048 },
    });
  });

  it('is none where the candidate grows faster', () => {
    expect(judged(linear, square, tie)).toMatchObject({
      decision: 'regressed',
      reason: expect.stringMatching(/^grows as n² instead of n: 82x slower at n = 2048/),
    });
  });

  it('stays one where both grow alike', () => {
    const result = judged(square, square, tie);
    expect(result).toMatchObject({ decision: 'unchanged', reason: tie.reason });
    expect(result.growth).toMatchObject({ changed: 'same', text: 'both grow as n²' });
  });

  it('stays one where nothing far beyond the given size was measured', () => {
    expect(judged(square, linear, tie, 1000)).toMatchObject({
      decision: 'unchanged',
      growth: { changed: 'slower-growth' },
    });
  });

  it('stays one where the difference does not show at the largest size', () => {
    const steep = sized((n) => round(0.045 * n * n));
    expect(judged(steep, linear, tie)).toMatchObject({ decision: 'unchanged' });
  });

  it('stays one where the work was only moved', () => {
    const moved = sized((n) => round(100 * n, { outsideCpuNs: 1e6 + 8 * n * n }));
    expect(judged(square, moved, tie)).toMatchObject({ decision: 'unchanged' });
  });

  it('is none of a gain that was not believed', () => {
    const disbelieved: Comparison = {
      ...tie,
      ratio: { median: 0.3, ci95: [0.29, 0.31], pairs: 40 },
      reason: 'the gain shows only when a call is repeated in one process',
    };
    expect(judged(square, linear, disbelieved).decision).toBe('unchanged');
  });
});

it.each<[readonly SizedRounds[], readonly SizedRounds[], string]>([
  [square, linear, '2x faster, and grows as n instead of n²'],
  [linear, square, '2x faster, but grows as n² instead of n'],
  [linear, linear, '2x faster'],
])('is told with an improvement', (baseline, candidate, reason) => {
  const improved: Comparison = { ...tie, decision: 'improved', reason: '2x faster' };
  expect(judged(baseline, candidate, improved)).toMatchObject({ decision: 'improved', reason });
});

it('is of memory where memory is compared', () => {
  const copies = sized((n) => round(100 * n, { peakBytes: 10e6 + 4096 * n }));
  const byMemory: Comparison = { ...tie, objective: 'memory' };
  expect(judged(linear, copies, byMemory)).toMatchObject({
    decision: 'regressed',
    growth: { of: 'memory', baseline: '1', candidate: 'n' },
  });
});

it('is nothing where too few sizes were measured', () => {
  const few = sized((n) => round(n), [16, 32, 64]);
  expect(growthChangeOf({ baseline: few, candidate: few, given: 4 }, 'time')).toBeNull();
});

it('takes memory that is never used as constant', () => {
  expect(fitMemory(linear)).toMatchObject({ kind: 'fitted', best: { growth: '1' } });
});

describe('the clock', () => {
  const disturbed = (n: number, by: number): RoundFigures =>
    round(100 * n, {
      passNs: [100 * n * by],
      ownPassNs: 100 * n,
      shares: { heldUp: 0.4, idle: 0 },
    });
  const noisy = sizes.map((n) => ({
    n,
    rounds: [1, 1.4, 2, 1.1, 3].map((by) => disturbed(n, by)),
  }));

  it('is the own time of what only computes', () => expect(clockOf(noisy)).toBe('own'));
  it('is wall time where one size does not tell', () => {
    expect(clockOf(linear)).toBe('wall');
    expect(clockOf([...noisy, ...linear])).toBe('wall');
  });
});
