import type { Value } from '../../../protocol/cases.ts';

import type { Draw } from './draw.ts';
import type { Literals, Manner } from './manner.ts';
import { matching } from './matching.ts';
import type { ShapeOf } from './shapes.ts';
import { bytesValue, characters } from './values.ts';

type Textual = ShapeOf<'string'>;

const usual = ['', 'a', 'aa', 'ab', 'aba', 'A', ' ', '0', '-1', 'a b', ' a ', 'é', 'e\u0301', '😀'];

/** Texts worth trying wherever one stands, the plainest first. */
export function textBoundaries(shape: Textual, literals: Literals): readonly string[] {
  const { min = 0, max = Infinity, alphabet } = shape;
  const own = alphabet === undefined ? [] : characters(alphabet).slice(0, 4);
  const candidates = [...usual, ...own.flatMap((one) => [one, one + one]), ...literals.texts];
  return [...new Set(candidates)].filter((text) => {
    const all = characters(text);
    if (all.length < min || all.length > max) return false;
    if (shape.pattern !== undefined && !new RegExp(shape.pattern, 'u').test(text)) return false;
    return alphabet === undefined || all.every((one) => alphabet.includes(one));
  });
}

/** A text of `length` characters. */
export function drawText(shape: Textual, draw: Draw, manner: Manner, length: number): string {
  if (shape.pattern !== undefined) return draw.of(matching(shape.pattern, shape.max ?? 40));
  const alphabet = alphabetFor(shape, draw, manner);
  const any = (count: number): string[] =>
    Array.from({ length: count }, () => alphabet[draw.integer(0, alphabet.length - 1)] as string);
  if (length < 2 || manner.isExact) return any(length).join('');
  switch (draw.integer(0, 9)) {
    case 0:
      return draw.pick(alphabet).repeat(length);
    case 1: {
      const half = any(Math.ceil(length / 2));
      return [...half, ...half.slice(0, Math.floor(length / 2)).toReversed()].join('');
    }
    case 2: {
      const block = any(draw.integer(1, Math.ceil(length / 2)));
      return Array.from({ length }, (_, index) => block[index % block.length]).join('');
    }
    case 3: {
      const runs: string[] = [];
      while (runs.length < length) {
        const one = draw.pick(alphabet);
        const run = draw.integer(1, Math.min(4, length - runs.length));
        for (let i = 0; i < run; i++) runs.push(one);
      }
      return runs.join('');
    }
    default:
      return any(length).join('');
  }
}

export function drawBytes(draw: Draw, manner: Manner, length: number): Value {
  const high = draw.pick([1, 3, 127, 255]);
  const low = draw.chance(0.2) && manner.size > 0 ? high : 0;
  return bytesValue(Array.from({ length }, () => draw.integer(low, high)));
}

/** A small part of an alphabet makes characters meet. */
function alphabetFor(shape: Textual, draw: Draw, manner: Manner): readonly string[] {
  if (shape.alphabet === undefined || shape.alphabet === '') return manner.alphabet;
  const all = characters(shape.alphabet);
  if (all.length < 4 || manner.isExact || draw.chance(0.5)) return all;
  return draw.shuffled(all).slice(0, draw.integer(2, 4));
}
