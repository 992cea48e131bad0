import type { Value } from '../../../protocol/cases.ts';
import type { Term } from '../../core/exploring.ts';
import { sorted } from './arrange.ts';
import type { Draw } from './draw.ts';
import type { Rule, Saying } from './rules.ts';
import { largest, lookupIn, numbersOf, satisfies, smallest } from './rules.ts';
import type { Filling, Slot } from './slots.ts';
import {
  bytesOf,
  bytesValue,
  characters,
  dictValue,
  distinct,
  floatValue,
  integerValue,
  isInteger,
  itemsOf,
  lengthOf,
  numberOf,
  withItems,
} from './values.ts';
import { viewOf } from '../../cases/views.ts';

/** Values to make a container longer with: those that it could have been drawn with. */
export type Extend = (slot: number, value: Value, length: number) => Value | null;

/**
 * Changes a filling until the rules hold, as far as that can be done by sorting, dropping
 * duplicates, and setting numbers and lengths. What it cannot mend stays as it is.
 */
export function repaired(
  slots: readonly Slot[],
  filling: Filling,
  rules: readonly Rule[],
  draw: Draw,
  extend: Extend,
): Filling {
  let current = filling;
  // Mending one rule may break one that was met before.
  for (let pass = 0; pass < 3; pass++) {
    const broken = rules.filter(({ says }) => !satisfies(says, lookupIn(slots, current)));
    if (broken.length === 0) break;
    for (const { says } of broken) {
      if (satisfies(says, lookupIn(slots, current))) continue;
      current = new Mending(slots, current, draw, extend).mended(says);
    }
  }
  return current;
}

/** From and to, both included. */
type Range = readonly [from: number, to: number];

class Mending {
  readonly #slots: readonly Slot[];
  readonly #draw: Draw;
  readonly #extend: Extend;
  #filling: Filling;

  constructor(slots: readonly Slot[], filling: Filling, draw: Draw, extend: Extend) {
    this.#slots = slots;
    this.#filling = filling;
    this.#draw = draw;
    this.#extend = extend;
  }

  mended(says: Saying): Filling {
    switch (says.kind) {
      case 'sorted':
        this.#replace(says.of, (value) =>
          onParts(value, (parts) =>
            says.order === 'ascending' ? sorted(parts) : sorted(parts).toReversed(),
          ),
        );
        break;
      case 'unique':
        this.#replace(says.of, (value) => onParts(value, distinct));
        break;
      case 'permutation':
        this.#replace(says.of, (value) =>
          onParts(value, (parts) => this.#draw.shuffled(parts.map((_, i) => i + says.from))),
        );
        break;
      case 'alphabet':
        this.#replace(says.of, (value) => this.#spelled(value, says.characters));
        break;
      case 'among':
        this.#replace(says.of, () => this.#draw.pick(says.values));
        break;
      case 'square':
        this.#replace(says.of, (value) =>
          onParts(value, (rows) => {
            const side = Math.min(rows.length, ...rows.map((row) => lengthOf(row) ?? 0));
            return rows.slice(0, side).map((row) => onParts(row, (cells) => cells.slice(0, side)));
          }),
        );
        break;
      case 'compare':
        this.#compare(says);
        break;
      case 'non-empty':
        this.#lengthen(says.of, [1, Infinity]);
        break;
      case 'finite':
        break;
    }
    return this.#filling;
  }

  #compare({ left, operator, right }: Extract<Saying, { kind: 'compare' }>): void {
    const lookup = lookupIn(this.#slots, this.#filling);
    const [a, b] = [numbersOf(left, lookup), numbersOf(right, lookup)];
    if (a.length === 0 || b.length === 0) return;
    const gap = operator === '<' ? 1 : 0;
    const onLeft = (): boolean =>
      operator === '!='
        ? this.#set(left, [largest(b) + 1, Infinity])
        : this.#set(left, [operator === '==' ? largest(b) : -Infinity, smallest(b) - gap]);
    const onRight = (): boolean =>
      operator === '!='
        ? this.#set(right, [largest(a) + 1, Infinity])
        : this.#set(right, [largest(a) + gap, operator === '==' ? largest(a) : Infinity]);
    // A number is set to fit a length before a list is cut to fit a number.
    const [first, second] = weight(left) <= weight(right) ? [onLeft, onRight] : [onRight, onLeft];
    if (!first()) second();
  }

  /** Puts the numbers that a term stands for into a range; false where it cannot. */
  #set(term: Term, range: Range): boolean {
    if (range[0] > range[1]) return false;
    switch (term.kind) {
      case 'number':
      case 'product':
        return false;
      case 'parameter':
      case 'each':
        return this.#replace(term, (value) => this.#moved(value, range));
      case 'length':
        return this.#lengthen(term.of, range);
      case 'sum': {
        const lookup = lookupIn(this.#slots, this.#filling);
        const [left, right] = [numbersOf(term.left, lookup), numbersOf(term.right, lookup)];
        const [a, b] = [left[0], right[0]];
        if (a === undefined || b === undefined) return false;
        const { sign } = term;
        const forLeft: Range = [range[0] - sign * b, range[1] - sign * b];
        const forRight: Range =
          sign === 1 ? [range[0] - a, range[1] - a] : [a - range[1], a - range[0]];
        return this.#set(term.left, forLeft) || this.#set(term.right, forRight);
      }
    }
  }

  /** The nearest number in the range, or one a little further inside. */
  #moved(value: Value, [from, to]: Range): Value {
    const number = numberOf(value);
    if (number === null || (number >= from && number <= to)) return value;
    const width = Math.min(to - from, this.#draw.chance(0.5) ? 0 : 10);
    const inside = this.#draw.integer(0, Math.max(0, Math.floor(width)));
    const moved = number < from ? from + inside : to - inside;
    if (!isInteger(value)) return floatValue(moved);
    return integerValue(number < from ? Math.ceil(moved) : Math.floor(moved));
  }

  #lengthen(of: Term, [from, to]: Range): boolean {
    const index = this.#slotOf(of);
    return this.#replace(of, (value) => {
      const length = lengthOf(value);
      if (length === null || (length >= from && length <= to)) return value;
      if (length > to) return shortened(value, Math.max(0, Math.floor(to)));
      if (from > longestMended) return value;
      if (of.kind === 'parameter') return this.#extend(index, value, Math.ceil(from)) ?? value;
      return onParts(value, (parts) =>
        parts.length === 0
          ? parts
          : Array.from({ length: Math.ceil(from) }, (_, i) => parts[i % parts.length] as Value),
      );
    });
  }

  #spelled(value: Value, alphabet: string): Value {
    if (typeof value !== 'string') {
      return onParts(value, (parts) => parts.map((part) => this.#spelled(part, alphabet)));
    }
    const allowed = characters(alphabet);
    if (allowed.length === 0) return '';
    return characters(value)
      .map((one) => (alphabet.includes(one) ? one : this.#draw.pick(allowed)))
      .join('');
  }

  #slotOf(of: Term): number {
    let place = of;
    while (place.kind === 'each' || place.kind === 'length') place = place.of;
    const name = place.kind === 'parameter' ? place.name : '';
    return this.#slots.findLastIndex(({ parameter }) => parameter.name === name);
  }

  /** Changes each value that a place stands for; false where nothing changed. */
  #replace(of: Term, change: (value: Value) => Value): boolean {
    let depth = 0;
    let place = of;
    for (; place.kind === 'each'; place = place.of) depth++;
    const index = place.kind === 'parameter' ? this.#slotOf(place) : -1;
    const value = this.#filling[index];
    if (value === undefined || value === null) return false;
    const changed = deep(value, depth, change);
    if (changed === value) return false;
    this.#filling = this.#filling.with(index, changed);
    return true;
  }
}

/** More items than these are not made just to satisfy a rule. */
const longestMended = 2000;

/** How much it takes to change what a term stands for. */
function weight(term: Term): number {
  switch (term.kind) {
    case 'parameter':
      return 0;
    case 'sum':
      return 1;
    case 'each':
      return 2;
    case 'length':
      return 3;
    default:
      return 4;
  }
}

function deep(value: Value, depth: number, change: (value: Value) => Value): Value {
  if (depth === 0) return change(value);
  const items = itemsOf(value);
  if (items === null) return value;
  const changed = items.map((item) => deep(item, depth - 1, change));
  return changed.some((item, index) => item !== items[index]) ? withItems(value, changed) : value;
}

/** Items of a row, or characters of a text, put together again. */
function onParts(value: Value, change: (parts: readonly Value[]) => readonly Value[]): Value {
  if (typeof value === 'string') return change(characters(value)).join('');
  const items = itemsOf(value);
  return items === null ? value : withItems(value, change(items));
}

function shortened(value: Value, length: number): Value {
  const view = viewOf(value);
  if (view.kind === 'bytes') return bytesValue(bytesOf(view.base64).subarray(0, length));
  if (view.kind === 'dict') {
    return dictValue(view.entries.slice(0, length));
  }
  return onParts(value, (parts) => parts.slice(0, length));
}
