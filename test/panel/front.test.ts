import { expect, it } from 'vitest';
import { frontSeries, ratioText } from '../../media/panel/front-series.ts';
import { front } from './harness/growth-fixtures.ts';

it('is drawn by time, with the original among its versions', () => {
  const series = frontSeries(front());
  expect(series?.points.map(({ attempt, time, memory }) => [attempt, time, memory])).toEqual([
    [9, 0.31, 1.4],
    [5, 0.6, 0.8],
    [null, 1, 1],
  ]);
});

it('is listed with the best first, in words', () => {
  const series = frontSeries(front());
  expect(series?.rows).toEqual([
    { attempt: 9, isBest: true, time: '3.23x faster', memory: '1.40x more', note: null },
    {
      attempt: 5,
      isBest: false,
      time: '1.67x faster',
      memory: '1.25x less',
      note: 'from two comparisons',
    },
  ]);
  expect(series?.description).toBe(
    'Runtime and memory of 2 versions against the original. ' +
      'Attempt 9: runtime 3.23x faster, memory 1.40x more. ' +
      'Attempt 5: runtime 1.67x faster, memory 1.25x less.',
  );
});

it.each([[[]], [front().slice(0, 1)]])('is no choice where there is one at most', (members) => {
  expect(frontSeries(members)).toBeNull();
});

it.each([
  [1, '1x'],
  [0.5, '0.5x'],
  [0.125, '0.13x'],
  [12, '12x'],
])('%d is %s of the original', (ratio, text) => {
  expect(ratioText(ratio)).toBe(text);
});
