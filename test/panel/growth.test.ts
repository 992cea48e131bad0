import { describe, expect, it } from 'vitest';
import { growthSeries } from '../../media/panel/growth-series.ts';
import { growthFacts, growthNote } from '../../media/panel/growth-words.ts';
import type { GrowthChange } from '../../protocol/growth.ts';
import { growthChange, scaling } from './harness/growth-fixtures.ts';

describe('the plot', () => {
  it('has a row for each size, and marks what did not finish', () => {
    const { rows, marks, measured, fitted } = growthSeries(scaling(), 'time');
    expect(rows.map(({ n }) => n)).toEqual([4, 16, 64, 256, 1024, 2048, 4096, 8192]);
    expect(marks).toEqual([...Array.from({ length: 7 }, () => 'measured'), 'unfinished']);
    expect(measured.at(-1)).toBeNull();
    expect(fitted.at(-1)).toBeNull();
    expect(rows.at(-1)).toMatchObject({ measured: null, message: 'it did not end within 15 s' });
    expect(fitted[2]).toBe(400 + 9 * 64 * 64);
  });

  it('has no curve where the sizes are too few for a class', () => {
    const none = { growth: null, text: 'too few sizes', r2: null, curve: [] };
    const few = scaling({ time: { ...scaling().time, ...none } });
    expect(growthSeries(few, 'time')).toMatchObject({ isFitted: false });
    expect(growthSeries(scaling(), 'time').isFitted).toBe(true);
  });

  it('keeps from a logarithm what is none', () => {
    const { rows, marks, measured } = growthSeries(scaling(), 'memory');
    expect(rows[0]?.measured).toBe(0);
    expect(measured.slice(0, 3)).toEqual([null, null, 72 * 64]);
    expect(marks.slice(0, 3)).toEqual(['none', 'none', 'measured']);
  });

  it('is told in words', () => {
    expect(growthSeries(scaling(), 'time').description).toMatch(
      /^Runtime at 7 sizes, from 5\d\d ns at n = 4 to 1\d\d ms at n = 4,096, 1 size did not finish, about n², R² 0\.999; n log n and n³ ruled out\.$/,
    );
    expect(growthSeries(scaling({ clock: 'cpu' }), 'time').description).toMatch(/^CPU time at/);
    const none = scaling({ sizes: scaling().sizes.slice(-1) });
    expect(growthSeries(none, 'time').description).toMatch(/^Runtime at 0 sizes, 1 size did not/);
  });
});

describe('facts', () => {
  const whole = scaling().sizes.slice(0, -1);
  it.each([
    [{ stopped: 'budget' }, 'No further size: the time for it was used up.'],
    [{ stopped: 'enough' }, 'No further size: larger ones did not finish.'],
    [{ stopped: 'enough', sizes: whole }, 'No further size: these are enough.'],
  ] as const)('%j', (change, last) => {
    expect(growthFacts(scaling(change as object))).toEqual([
      'Case many, no pair, written with n = 1,200, args[0] growing.',
      last,
    ]);
  });
});

describe('a change of growth', () => {
  it.each<[Partial<GrowthChange>, string, string, string | null]>([
    [{}, 'better', 'Grows as n instead of n²', '80.0x faster at n = 9,600 (as written, n = 1,200)'],
    [
      { changed: 'faster-growth', text: 'grows as n² instead of n', ratioAtLargest: 3 },
      'worse',
      'Grows as n² instead of n',
      '3.00x slower at n = 9,600 (as written, n = 1,200)',
    ],
    [
      { of: 'memory', ratioAtLargest: 0.5 },
      'better',
      'Grows as n instead of n²',
      '2.00x less memory at n = 9,600 (as written, n = 1,200)',
    ],
    [
      { changed: 'same', text: 'both grow as n', ratioAtLargest: 1 },
      'same',
      'Both grow as n',
      'about the same at n = 9,600 (as written, n = 1,200)',
    ],
    [
      { changed: 'unsure', text: 'whether it cannot be told', ratioAtLargest: null },
      'same',
      'Whether it cannot be told',
      null,
    ],
  ])('%j', (change, direction, text, atLargest) => {
    const title = change.of === 'memory' ? 'Growth of memory' : 'Growth of runtime';
    expect(growthNote(growthChange(change))).toEqual({ direction, title, text, atLargest });
  });
});
