import type { Value } from '../../../protocol/cases.ts';
import type { TextHints } from '../../core/exploring.ts';
import { viewOf } from '../../cases/views.ts';
import type { Draw } from './draw.ts';
import { characters } from './values.ts';

/**
 * How the values of one input are drawn, chosen anew for each input and shared by its parameters:
 * so values meet each other, and one input is all small numbers while another is all large ones.
 */
export interface Manner {
  /** The most elements that a container gets, or characters a text. */
  readonly size: number;
  /** Containers get `size` elements, and not up to so many: for timing. */
  readonly isExact: boolean;
  /** Of rows in a container, as many as each is long, and `size` items in all. */
  readonly isSquare?: boolean;
  /** Where numbers come from, both included. */
  readonly low: number;
  readonly high: number;
  /** What texts are made of, where their shape does not say. */
  readonly alphabet: readonly string[];
  /** The share of leaves that are a boundary or a literal of the body. */
  readonly edges: number;
  /** The share of integers that are squares, powers and the like, of all magnitudes. */
  readonly special: number;
}

/** What a function's body mentions, sorted by what it can be used for. */
export interface Literals {
  readonly integers: readonly number[];
  readonly floats: readonly number[];
  readonly texts: readonly string[];
  /** Lengths that may make a difference. */
  readonly sizes: readonly number[];
  /** Of the texts that it reads; null where it reads none. */
  readonly hints: TextHints | null;
}

export function literalsOf(values: readonly Value[], texts?: TextHints): Literals {
  const integers = new Set<number>();
  const floats = new Set<number>();
  const words = new Set<string>();
  for (const value of values) {
    const view = viewOf(value);
    if (view.kind === 'int' && typeof view.value === 'number') {
      for (const near of [view.value, view.value - 1, view.value + 1]) integers.add(near);
    } else if (view.kind === 'float' && Number.isFinite(view.value)) floats.add(view.value);
    else if (view.kind === 'string') words.add(view.value);
  }
  return {
    integers: [...integers].filter(Number.isSafeInteger),
    floats: [...floats],
    texts: [...words],
    sizes: [...integers].filter((size) => size >= 0 && size <= largestLiteralSize),
    hints: texts ?? null,
  };
}

/** A larger literal as a length makes slow inputs, and too many values. */
const largestLiteralSize = 70;

const spreads: readonly (readonly [weight: number, range: readonly [number, number]])[] = [
  [6, [0, 1]],
  [10, [0, 3]],
  [10, [-3, 3]],
  [16, [0, 9]],
  [10, [-10, 10]],
  [6, [1, 5]],
  [12, [-100, 100]],
  [8, [0, 1000]],
  [6, [-10_000, 10_000]],
  [3, [-(2 ** 31), 2 ** 31 - 1]],
];

const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
const digits = '0123456789';

const alphabets: readonly (readonly [weight: number, alphabet: readonly string[]])[] = [
  [14, characters('ab')],
  [14, characters('abc')],
  [6, characters('a')],
  [14, characters(lower)],
  [8, characters(lower + upper)],
  [8, characters(digits)],
  [8, characters(lower + upper + digits)],
  [8, characters('abAB01 ')],
  [6, characters('ab  \t\n')],
  [6, characters('()[]{}<>+-*/.,:;_"\'\\ a1')],
  // Letters beyond ASCII, one beyond 16 bits, a combining accent, and what changes length by case.
  [4, ['a', 'é', 'e', '\u0301', 'ß', 'İ', 'Ω', '中', '😀', '𝒳', '\u200d']],
];

/** Letters that are one letter by some rules of case and not by others. */
const cased = characters('aAsSßẞſσςΣiIıİkKK\u0307ﬁǅ ');
const folded = characters('sSßſσςΣ');

/** A manner for an input of at most so many elements. */
export function drawManner(draw: Draw, size: number, literals: Literals): Manner {
  const [low, high] = draw.chance(0.1) ? [0, Math.max(1, size)] : draw.weighted(spreads);
  return {
    size,
    isExact: false,
    low,
    high,
    alphabet: drawAlphabet(draw, literals),
    edges: draw.chance(0.3) ? draw.pick([0.1, 0.3, 0.6]) : 0.01,
    special: 0,
  };
}

/** The characters that the body mentions are the ones that it treats apart. */
function drawAlphabet(draw: Draw, literals: Literals): readonly string[] {
  if (literals.hints?.isCased === true && draw.chance(0.3))
    return draw.chance(0.5) ? cased : folded;
  const alphabet = draw.weighted(alphabets);
  if (literals.texts.length === 0 || draw.chance(0.5)) return alphabet;
  const mentioned = literals.texts.flatMap((text) => characters(text));
  if (mentioned.length === 0) return alphabet;
  return draw.chance(0.4) ? [...mentioned, 'a'] : [...mentioned, ...alphabet];
}

/** For timing: more in all containers that stand in one could not be carried. */
const mostInside = 400_000;

/** For what stands in a square of as many rows as each is long. */
export function sideOf(manner: Manner): Manner {
  return { ...manner, size: Math.max(1, Math.round(Math.sqrt(manner.size))) };
}

/** For what stands inside: fewer elements each, so that all together stay few. */
export function inner(manner: Manner): Manner {
  if (manner.isExact) {
    const each = Math.min(Math.sqrt(manner.size), mostInside / manner.size);
    return { ...manner, size: Math.max(1, Math.round(each)) };
  }
  return { ...manner, size: Math.ceil(Math.sqrt(manner.size)) + 1 };
}
