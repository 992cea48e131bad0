import { describe, expect, test } from 'vitest';
import type { InputSketch, TextHints } from '../../../daemon/core/exploring.ts';
import { createGenerator } from '../../../daemon/equivalence/generate/generator.ts';
import { sketchOf, text } from './sketches.ts';

const none: TextHints = {
  separators: [],
  numbers: null,
  patterns: [],
  examples: [],
  isCased: false,
};

function textsFor(hints: Partial<TextHints>): readonly string[] {
  const sketch: InputSketch = { ...sketchOf({ s: text }), texts: { ...none, ...hints } };
  return createGenerator(sketch, [], null, 1)
    .batch(1500)
    .map(({ call }) => String(call.args[0]));
}

describe('texts as a function reads them', () => {
  const sums = textsFor({ separators: [',', ';'], numbers: 'integer' });
  test.each([
    ['numbers with signs between separators', /-\d+[,;]\+\d/],
    ['empty parts', /\d[,;]{2}[-+]?\d/],
    ['spaces around', /^\s+[-+]?\d+\s*[,;]/],
    ['leading zeros', /(^|[,;])0\d/],
    ['a separator at the end', /\d[,;]$/],
    ['digits of other scripts', /[\u0663\u00b2\uff11]/],
  ])('have %s', (_, pattern) => {
    expect(sums.filter((each) => pattern.test(each)).length).toBeGreaterThan(0);
  });

  test('have fractions and exponents where those are read', () => {
    const fractions = textsFor({ separators: [' '], numbers: 'float' });
    expect(fractions.some((each) => /^-?\d+\.\d+ -?\d+\.\d+/.test(each))).toBe(true);
    expect(fractions.some((each) => /\de[-+]?\d/i.test(each))).toBe(true);
  });

  test('have what matches a pattern, and none where the pattern is of another language', () => {
    const codes = textsFor({ separators: ['-'], patterns: ['^[A-Z]{2}\\d{3}$'] });
    expect(codes.some((each) => /[A-Z]{2}\d{3}-[A-Z]{2}\d{3}/.test(each))).toBe(true);
    expect(textsFor({ patterns: ['(?P<year>\\d+)', '['] }).length).toBe(1500);
  });

  test('have examples with parts of them lost, doubled and moved', () => {
    const spans = textsFor({ examples: ['1h 20m', '45s'], separators: [' '] });
    for (const wanted of ['1h 20m', '45s', '20h 1m', '1h 20', '45'])
      expect(spans).toContain(wanted);
  });

  test('have letters that are one letter by case alone', () => {
    const names = textsFor({ isCased: true });
    expect(names.filter((each) => /[ßſς]/u.test(each)).length).toBeGreaterThan(20);
  });
});
