import { describe, expect, it } from 'vitest';
import {
  bootstrapMedians,
  exactMedianInterval,
  interval,
  median,
  quantile,
  sorted,
} from '../../daemon/core/statistics.ts';

describe('quantile', () => {
  it.each([
    [[1], 0.5, 1],
    [[1, 2], 0.5, 1.5],
    [[3, 1, 2], 0.5, 2],
    [[1, 2, 3, 4], 0.25, 1.75],
    [[1, 2, 3, 4], 1, 4],
  ])('of %j at %d is %d', (values, p, expected) => {
    expect(quantile(sorted(values), p)).toBeCloseTo(expected, 12);
  });

  it('refuses to say anything about nothing', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('bootstrapMedians', () => {
  it('gives the same interval for the same samples', () => {
    const values = [5, 3, 8, 1, 9, 2];
    expect(interval(bootstrapMedians(values), 0.95)).toEqual(
      interval(bootstrapMedians(values), 0.95),
    );
  });

  it('has medians of resamples, checked against the plain way', () => {
    const values = [4, 1, 3, 2, 10];
    const possible = new Set(values);
    for (const value of bootstrapMedians(values, 200)) expect(possible.has(value)).toBe(true);
  });

  it('covers the true median of a skewed distribution about as often as it says', () => {
    // Quantiles of an exponential distribution stand in for random samples: shifted grids.
    let covered = 0;
    const trials = 200;
    for (let trial = 0; trial < trials; trial += 1) {
      const values = Array.from({ length: 25 }, (_, i) => {
        const u = (((i * 7919 + trial * 104_729) % 9973) + 0.5) / 9973;
        return -Math.log(1 - u);
      });
      const [low, high] = interval(bootstrapMedians(values, 500), 0.95);
      if (low <= Math.LN2 && Math.LN2 <= high) covered += 1;
    }
    expect(covered / trials).toBeGreaterThan(0.88);
  });
});

describe('exactMedianInterval', () => {
  // Ranks from tables of the sign test.
  it.each([
    [6, 0.95, [1, 6]],
    [5, 0.95, null],
    [10, 0.95, [2, 9]],
    [20, 0.95, [6, 15]],
    [10, 0.999, null],
    [11, 0.999, [1, 11]],
    [50, 0.95, [18, 33]],
  ])('of 1 to %d at %d is %j', (count, level, expected) => {
    const samples = sorted(Array.from({ length: count }, (_, i) => i + 1));
    expect(exactMedianInterval(samples, level)).toEqual(expected);
  });
});
