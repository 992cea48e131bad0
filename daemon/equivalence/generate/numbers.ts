import { double } from 'fast-check';
import type { Value } from '../../../protocol/cases.ts';

import type { Draw } from './draw.ts';
import type { Literals, Manner } from './manner.ts';
import type { ShapeOf } from './shapes.ts';
import { drawSpecial } from './special.ts';
import { floatValue, integerValue, isInteger, numberOf } from './values.ts';

type Numeric = ShapeOf<'integer'>;

const near = [0, 1, -1, 2, -2, 3, 10, 100];
const far = [255, 256, 1000, 2 ** 31 - 1, -(2 ** 31), 2 ** 31, 2 ** 32, 2 ** 53 - 1, 1 - 2 ** 53];
/** Beyond what a double holds exactly, where the language has such integers at all. */
const beyond = [2n ** 53n, 2n ** 63n, -(2n ** 63n) - 1n].map(integerValue);

/** Integers worth trying wherever one stands, the plainest first. */
export function integerBoundaries(shape: Numeric, literals: Literals): readonly Value[] {
  const { min, max } = shape;
  const ends = [min, max].flatMap((end) =>
    end === undefined ? [] : [end, end + 1, end - 1].map(Math.round),
  );
  const plain = [...near, ...ends, ...literals.integers, ...far].filter(
    (value) => Number.isSafeInteger(value) && isWithin(value, shape),
  );
  const huge = min === undefined && max === undefined ? beyond : [];
  return [...new Set(plain), ...huge];
}

export function floatBoundaries(shape: Numeric, literals: Literals): readonly Value[] {
  const { min, max } = shape;
  const ends = [min, max].filter((end) => end !== undefined);
  const plain = [0, 1, -1, 0.5, -0, 0.1, 1e-9, ...ends, ...literals.floats, ...literals.integers];
  const wide = [1e16, -1e300, 5e-324];
  return [...plain, ...wide].filter((value) => isWithin(value, shape)).map(floatValue);
}

export function drawInteger(
  shape: Numeric,
  draw: Draw,
  manner: Manner,
  boundaries: readonly Value[],
  literals: Literals,
): Value {
  if (manner.special > 0 && (shape.multipleOf ?? 1) === 1 && draw.chance(manner.special)) {
    const special = drawSpecial(shape, draw, literals);
    if (special !== null) return special;
  }
  if (boundaries.length > 0 && draw.chance(manner.edges)) {
    // The plainest come first, and the huge ones last: those are slow where they are a count.
    const count = draw.chance(0.2) ? boundaries.length : Math.min(boundaries.length, 12);
    return boundaries[draw.integer(0, count - 1)] as Value;
  }
  const min = Math.ceil(shape.min ?? -Infinity);
  const max = Math.floor(shape.max ?? Infinity);
  const [low, high] = overlap(manner, min, max);
  const step = shape.multipleOf ?? 1;
  if (step === 1) return draw.integer(low, high) + 0;
  const drawn = draw.integer(Math.ceil(low / step), Math.max(low, Math.floor(high / step))) * step;
  return drawn >= min && drawn <= max ? drawn + 0 : Math.ceil(min / step) * step + 0;
}

export function drawFloat(
  shape: Numeric,
  draw: Draw,
  manner: Manner,
  boundaries: readonly Value[],
): Value {
  if (boundaries.length > 0 && draw.chance(manner.edges)) return draw.pick(boundaries);
  const { min = -Infinity, max = Infinity } = shape;
  const [low, high] = overlap(manner, min, max);
  const kind = draw.integer(0, 19);
  if (kind === 0 && manner.edges > 0.01) {
    return floatValue(draw.of(double({ min, max, noNaN: true, noDefaultInfinity: true }), 4));
  }
  // Quarters and integers add up exactly in any order; tenths do not.
  const step = shape.multipleOf ?? (kind < 6 ? 1 : kind < 11 ? 0.25 : kind < 16 ? 0.1 : 0.001);
  const most = Math.max(0, Math.floor(Math.min((high - low) / step, 2 ** 40)));
  const base = shape.multipleOf === undefined ? low : Math.ceil(low / step) * step;
  const drawn = Number((base + draw.integer(0, most) * step).toPrecision(12));
  return floatValue(Math.min(max, Math.max(min, drawn)));
}

function isWithin(value: number, { min, max, multipleOf }: Numeric): boolean {
  if (value < (min ?? -Infinity) || value > (max ?? Infinity)) return false;
  return multipleOf === undefined || isMultiple(value, multipleOf);
}

/** Within what doubles lose in dividing. */
export function isMultiple(value: number, step: number): boolean {
  const ratio = value / step;
  return Math.abs(ratio - Math.round(ratio)) <= 1e-9 * Math.max(1, Math.abs(ratio));
}

/** Where the manner's range meets the shape's; beside it a range as wide, where they do not meet. */
function overlap(manner: Manner, min: number, max: number): readonly [number, number] {
  const low = Math.max(manner.low, min);
  const high = Math.min(manner.high, max);
  if (low <= high) return [low, high];
  const width = manner.high - manner.low;
  return manner.high < min ? [min, Math.min(max, min + width)] : [Math.max(min, max - width), max];
}

/** A number of the same type near this one, or far from it. */
export function drawMoved(value: Value, draw: Draw): Value {
  const number = numberOf(value) ?? 0;
  const moves = [number + 1, number - 1, -number, 2 * number, number / 2, 0, number + 10];
  const moved = draw.chance(0.2) ? number + draw.integer(-100, 100) : draw.pick(moves);
  if (!isInteger(value)) return floatValue(moved);
  return Number.isFinite(moved) ? integerValue(Math.trunc(moved)) : value;
}
