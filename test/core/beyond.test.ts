import { describe, expect, it } from 'vitest';
import { beyond, beyondScores, paperLimits, referencesOf } from '../../daemon/core/beyond.ts';
import type { Ranked } from '../../daemon/core/percentiles.ts';

const all = (figure: number): Ranked => ({ time: figure, memory: figure, integral: figure });

describe('beyond', () => {
  const references = referencesOf([10, 20, 20, 40].map(all));

  it.each([
    [5, 1],
    [10, 1],
    [11, 0.75],
    [20, 0.75],
    [21, 0.25],
    [40, 0.25],
    [41, 0],
  ])('a figure of %d is no worse than a share of %d of them', (figure, share) => {
    expect(beyond(all(figure), references)).toEqual(all(share));
  });

  it('ranks each figure by itself', () => {
    const mixed = { time: 5, memory: 30, integral: 50 };
    expect(beyond(mixed, references)).toEqual({ time: 1, memory: 0.25, integral: 0 });
  });

  it('clips what lies beyond the limits, so that it ties with what reached them', () => {
    const slow = referencesOf([all(1), { ...paperLimits, time: 95e9 }]);
    expect(beyond({ ...paperLimits, time: 200e9 }, slow).time).toBe(0.5);
    expect(beyond(all(-1), slow).time).toBe(1);
  });

  it('is 0 for a failure, and without references', () => {
    expect(beyond(null, references)).toEqual(all(0));
    expect(beyond(all(1), referencesOf([]))).toEqual(all(0));
  });
});

it('scores are means over all problems, failures included', () => {
  const solved = { time: 1, memory: 0.5, integral: 0.25 };
  const score = { time: 50, memory: 25, integral: 12.5 };
  expect(beyondScores([solved, all(0)])).toEqual(score);
  expect(() => beyondScores([])).toThrow(RangeError);
});
