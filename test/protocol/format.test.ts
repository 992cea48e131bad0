import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../protocol/edits.ts';
import {
  describeGain,
  formatBytes,
  formatByteSeconds,
  formatElapsed,
  formatNumber,
  formatRate,
  formatTime,
} from '../../protocol/format.ts';

describe('figures', () => {
  it.each([
    [formatTime(0), '0 ns'],
    [formatTime(0.5), '0.5 ns'],
    [formatTime(999.4), '999 ns'],
    [formatTime(999.6), '1.00 µs'],
    [formatTime(12_345_678), '12.3 ms'],
    [formatTime(999_999_999), '1.00 s'],
    [formatTime(4.567e12), '4570 s'],
    [formatBytes(512), '512 B'],
    [formatBytes(4_100_000), '4.10 MB'],
    [formatByteSeconds(50_000), '50.0 kB·s'],
    [formatRate(9_812), '9.81 kHz'],
    [formatElapsed(7_900), '0:07'],
    [formatElapsed(754_000), '12:34'],
    [formatNumber(0.0123), '0.0123'],
    [formatNumber(99.96), '100'],
  ])('%s', (shown, expected) => expect(shown).toBe(expected));
});

describe('a gain', () => {
  it.each([
    ['time', 0.5, [0.4, 0.6], 'better', '2.00x faster', '1.67 to 2.50'],
    ['memory', 0.8, [0.79, 0.81], 'better', '1.25x less', '1.23 to 1.27'],
    ['integral', 1.5, [1.4, 1.6], 'worse', '1.50x more', '1.40 to 1.60'],
    ['time', 1.01, [0.98, 1.04], 'same', 'about the same', '0.962 to 1.02'],
  ] as const)('of %s, %d', (objective, median, ci95, direction, text, interval) => {
    expect(describeGain(objective, { median, ci95: [...ci95] })).toEqual({
      direction,
      text,
      interval,
    });
  });
});

describe('edits', () => {
  it('are made in any order', () => {
    const edits = [
      { start: 4, end: 5, text: 'E' },
      { start: 0, end: 0, text: '>' },
      { start: 1, end: 3, text: '' },
    ];
    expect(applyEdits('abcdef', edits)).toBe('>adEf');
  });

  it.each([
    [
      [
        { start: 0, end: 2, text: '' },
        { start: 1, end: 3, text: '' },
      ],
    ],
    [[{ start: 5, end: 9, text: '' }]],
  ])('that overlap or leave the text are a bug', (edits) => {
    expect(() => applyEdits('abcdef', edits)).toThrow(RangeError);
  });
});
