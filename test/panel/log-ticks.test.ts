import { expect, it } from 'vitest';
import { logTicks } from '../../media/panel/log-ticks.ts';

it.each<[number, number, readonly number[]]>([
  [2.7, 12_000, [10, 100, 1000, 10_000]],
  [1, 1e8, [1, 100, 1e4, 1e6, 1e8]],
  [3, 90, [5, 10, 20, 50]],
  [0.24, 1.3, [0.3, 0.5, 0.7, 1]],
  [260, 1e9, [1e4, 1e6, 1e8]],
  [1, 1, []],
  [0, 10, []],
  [Number.NaN, 10, []],
])('from %d to %d', (low, high, ticks) => {
  expect(logTicks(low, high)).toEqual(ticks);
});
