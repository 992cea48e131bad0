import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAtEnd, rowAfterKey, scrollToShow, windowOf } from '../../media/panel/windowing.ts';

const list = { scrollTop: 0, height: 200, rowHeight: 20, count: 10_000 };

it.each([
  [{}, { first: 0, end: 18 }],
  [{ scrollTop: 1000 }, { first: 42, end: 68 }],
  [{ scrollTop: 199_800 }, { first: 9982, end: 10_000 }],
  [{ scrollTop: 5_000_000 }, { first: 10_000, end: 10_000 }],
  [{ count: 3 }, { first: 0, end: 3 }],
  [{ count: 0 }, { first: 0, end: 0 }],
  [{ scrollTop: -30 }, { first: 0, end: 18 }],
])('draws the rows in sight: %o', (change, rows) => {
  expect(windowOf({ ...list, ...change })).toEqual(rows);
});

it('draws every row in sight and never more than a screen and a bit', () => {
  const anywhere = fc.record({
    scrollTop: fc.integer({ min: 0, max: 200_000 }),
    height: fc.integer({ min: 0, max: 2000 }),
    rowHeight: fc.integer({ min: 10, max: 60 }),
    count: fc.integer({ min: 0, max: 10_000 }),
  });
  fc.assert(
    fc.property(anywhere, (view) => {
      const { first, end } = windowOf(view);
      expect(end - first).toBeLessThanOrEqual(view.height / view.rowHeight + 19);
      for (let y = view.scrollTop; y < view.scrollTop + view.height; y += view.rowHeight) {
        const row = Math.floor(y / view.rowHeight);
        if (row < view.count) expect(first <= row && row < end).toBe(true);
      }
    }),
  );
});

it.each([
  [5, 0, 0],
  [10, 0, 20],
  [2, 100, 40],
  [9999, 0, 199_800],
])('row %i is in sight after scrolling from %i to %i', (row, from, to) => {
  expect(scrollToShow(row, { ...list, scrollTop: from })).toBe(to);
});

it('knows the end', () => {
  expect(isAtEnd({ ...list, scrollTop: 199_800 })).toBe(true);
  expect(isAtEnd({ ...list, scrollTop: 199_700 })).toBe(false);
});

describe('keys', () => {
  it.each<[string, number | null, number | null]>([
    ['ArrowDown', null, 0],
    ['ArrowDown', 4, 5],
    ['ArrowDown', 9999, 9999],
    ['ArrowUp', null, 9999],
    ['ArrowUp', 0, 0],
    ['PageDown', 4, 13],
    ['PageUp', 4, 0],
    ['Home', 700, 0],
    ['End', null, 9999],
    ['a', 3, null],
  ])('%s from %s', (key, from, to) => {
    expect(rowAfterKey(key, from, list)).toBe(to);
  });

  it('mean nothing to an empty list', () => {
    expect(rowAfterKey('ArrowDown', null, { ...list, count: 0 })).toBeNull();
  });
});
