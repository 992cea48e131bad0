import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { populationOf, rankOf, ranksAmong } from '../../daemon/core/percentiles.ts';
import { sorted } from '../../daemon/core/statistics.ts';

describe('rankOf', () => {
  it.each([
    [1, [1, 2, 3, 4, 5], 90],
    [5, [1, 2, 3, 4, 5], 10],
    [3, [1, 2, 3, 4, 5], 50],
    [0, [1, 2, 3, 4, 5], 100],
    [6, [1, 2, 3, 4, 5], 0],
    [2.5, [1, 2, 3, 4], 50],
    [7, [7, 7, 7, 7, 7], 50],
    [1, [1, 1, 2, 2, 2], 80],
    [2, [1, 1, 2, 2, 2], 30],
    [9, [9], 50],
  ])('of %d among %j is %d', (figure, population, expected) => {
    expect(rankOf(figure, sorted(population))).toBeCloseTo(expected, 12);
  });

  it('refuses to rank among nobody', () => {
    expect(() => rankOf(1, sorted([]))).toThrow(RangeError);
  });

  const figure = fc.integer({ min: 0, max: 40 }).map((n) => n / 4);
  const population = fc.array(figure, { minLength: 1, maxLength: 60 });

  it('is what counting one by one gives', () => {
    fc.assert(
      fc.property(figure, population, (x, values) => {
        const shares = values.map((value) => (x < value ? 1 : x === value ? 0.5 : 0) as number);
        const plain = (100 * shares.reduce((sum, share) => sum + share, 0)) / values.length;
        expect(rankOf(x, sorted(values))).toBeCloseTo(plain, 9);
      }),
    );
  });

  it('never rises with the figure, and is mirrored with it', () => {
    fc.assert(
      fc.property(figure, figure, population, (a, b, values) => {
        const ranks = [Math.min(a, b), Math.max(a, b)].map((x) => rankOf(x, sorted(values)));
        expect(ranks[0]).toBeGreaterThanOrEqual(ranks[1] as number);
        const mirrored = sorted(values.map((value) => -value));
        expect(rankOf(-a, mirrored)).toBeCloseTo(100 - rankOf(a, sorted(values)), 9);
      }),
    );
  });

  it('is 50 on average over the population itself', () => {
    fc.assert(
      fc.property(population, (values) => {
        const ranks = values.map((value) => rankOf(value, sorted(values)));
        const mean = ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length;
        expect(mean).toBeCloseTo(50, 9);
      }),
    );
  });
});

describe('a population', () => {
  const variant = (n: number) => ({ time: n, memory: 10 - n, integral: 3 });

  it('takes five', () => {
    expect(populationOf([1, 2, 3, 4].map(variant))).toBe(null);
    expect(populationOf([1, 2, 3, 4, 5].map(variant))).toMatchObject({ size: 5 });
  });

  it('ranks each figure by itself', () => {
    const population = populationOf([1, 2, 3, 4, 5].map(variant));
    expect(ranksAmong(population!, variant(1))).toEqual({ time: 90, memory: 10, integral: 50 });
  });
});
