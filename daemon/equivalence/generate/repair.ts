import type { Value } from '../../../protocol/cases.ts';
import type { Term } from '../../core/exploring.ts';
import { sorted, sortedBy } from './arrange.ts';
import { balanced } from './brackets.ts';
import type { Draw } from './draw.ts';
import { mendedGraph, nodesOf } from './graphs.ts';
import { kept } from './invariants.ts';
import { cut, distinctUnordered, matching, onParts, setApart, shortened } from './mended-values.ts';
import { changedAt, pathOf } from './places.ts';
import type { Rule, Saying } from './rules.ts';
import { brokenPlacings, largest, lookupIn, satisfies, smallest } from './rules.ts';
import type { Filling, Slot } from './slots.ts';
import { type Lookup, numbersOf, placedIn, sidesOf, tiedIn, valuesOf } from './terms.ts';
import {
  characters,
  distinct,
  floatValue,
  integerValue,
  isInteger,
  lengthOf,
  numberOf,
} from './values.ts';

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
  for (let pass = 0; pass < mostPasses; pass++) {
    const broken = rules.filter(({ says }) => !satisfies(says, lookupIn(slots, current)));
    if (broken.length === 0) break;
    for (const { says } of broken) {
      if (satisfies(says, lookupIn(slots, current))) continue;
      current = new Mending(slots, current, draw, extend).mended(says);
    }
  }
  return current;
}

const mostPasses = 4;
/** Places of one rule that are mended by themselves. */
const mostPlacings = 30_000;

/** From and to, both included. */
type Range = readonly [from: number, to: number];
type Comparing = Extract<Saying, { kind: 'compare' }>;

class Mending {
  readonly #slots: readonly Slot[];
  readonly #draw: Draw;
  readonly #extend: Extend;
  /** Containers that were made here and may be changed where they are. */
  readonly #own = new WeakSet<object>();
  /** In the filling as it is by then. */
  readonly #lookup: Lookup = (name) => lookupIn(this.#slots, this.#filling)(name);
  #filling: Filling;

  constructor(slots: readonly Slot[], filling: Filling, draw: Draw, extend: Extend) {
    this.#slots = slots;
    this.#filling = filling;
    this.#draw = draw;
    this.#extend = extend;
  }

  mended(says: Saying): Filling {
    const lookup = this.#lookup;
    switch (says.kind) {
      case 'sorted':
        this.#replace(says.of, (value) => onParts(value, (parts) => this.#ordered(parts, says)));
        break;
      case 'unique':
        this.#replace(says.of, (value) =>
          onParts(value, (parts) =>
            says.isUnordered === true ? distinctUnordered(parts) : distinct(parts),
          ),
        );
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
      case 'rectangular':
      case 'square':
        this.#replace(says.of, (value) => onParts(value, (rows) => cut(rows, says.kind)));
        break;
      case 'balanced':
        this.#replace(says.of, (value) =>
          onParts(value, (parts) => characters(balanced(parts.map(String), says.brackets))),
        );
        break;
      case 'compare':
        this.#compareAll(says);
        break;
      case 'non-empty':
        this.#lengthen(says.of, [1, Infinity]);
        break;
      case 'multiple':
        this.#divisible(says);
        break;
      case 'power':
        this.#replace(says.of, (value) => {
          const number = Math.abs(numberOf(value) ?? 0);
          return numberOf(value) === null
            ? value
            : integerValue(says.base ** Math.min(62, Math.floor(number % 63)));
        });
        break;
      case 'member': {
        const members = valuesOf({ kind: 'each', of: says.of }, lookup);
        if (members.length > 0) this.#replace(says.item, () => this.#draw.pick(members));
        else if (this.#lengthen(says.of, [1, Infinity])) this.mended(says);
        break;
      }
      case 'apart':
        this.#replace(says.of, (value) => onParts(value, (rows) => setApart(rows, says.mayTouch)));
        break;
      case 'graph': {
        const said = says.nodes === null ? null : (numbersOf(says.nodes, lookup)[0] ?? null);
        this.#replace(says.of, (value) =>
          onParts(value, (rows) =>
            mendedGraph(rows, says.is, nodesOf(rows, says.from, said), this.#draw),
          ),
        );
        break;
      }
      case 'pattern':
        this.#replace(says.of, (value) =>
          typeof value === 'string' ? matching(value, says.pattern) : value,
        );
        break;
      case 'structure': {
        const { is, layouts } = says;
        if (layouts === undefined) break;
        this.#replace(says.of, (value) => kept(value, is, layouts, this.#draw));
        break;
      }
      case 'finite':
        break;
    }
    return this.#filling;
  }

  #ordered(
    parts: readonly Value[],
    { order, by, isTurned }: Extract<Saying, { kind: 'sorted' }>,
  ): readonly Value[] {
    const rising = by === undefined ? sorted(parts) : sortedBy(parts, by);
    const ordered = order === 'ascending' ? rising : rising.toReversed();
    if (isTurned !== true || ordered.length < 2) return ordered;
    const front = this.#draw.integer(0, ordered.length - 1);
    return [...ordered.slice(front), ...ordered.slice(0, front)];
  }

  /** Where positions belong together, each of their places by itself. */
  #compareAll(says: Comparing): void {
    if (tiedIn(sidesOf(says)).length === 0) {
      this.#compare(says);
      return;
    }
    let left = mostPlacings;
    for (const positions of brokenPlacings(says, this.#lookup)) {
      if (left-- === 0) return;
      const { operator } = says;
      const [a, b] = [placedIn(says.left, positions), placedIn(says.right, positions)];
      this.#compare({ kind: 'compare', left: a, operator, right: b });
    }
  }

  #compare({ left, operator, right }: Comparing): void {
    const [a, b] = [numbersOf(left, this.#lookup), numbersOf(right, this.#lookup)];
    if (a.length === 0 || b.length === 0) {
      if (operator === '==') this.#copy(left, right);
      return;
    }
    const gap = operator === '<' ? 1 : 0;
    const onLeft = (): boolean =>
      operator === '!='
        ? this.#differ(left, b)
        : this.#set(left, [operator === '==' ? largest(b) : -Infinity, smallest(b) - gap]);
    const onRight = (): boolean =>
      operator === '!='
        ? this.#differ(right, a)
        : this.#set(right, [largest(a) + gap, operator === '==' ? largest(a) : Infinity]);
    // A number is set to fit a length before a list is cut to fit a number.
    const difference = weight(left) - weight(right);
    // Of two that weigh the same, always moving one could break another rule again and again.
    const isLeft = difference === 0 ? this.#draw.chance(0.5) : difference < 0;
    const [first, second] = isLeft ? [onLeft, onRight] : [onRight, onLeft];
    if (!first()) second();
  }

  /** Of two values that are no numbers, one takes the other's place. */
  #copy(left: Term, right: Term): void {
    const [value] = valuesOf(right, this.#lookup);
    if (value !== undefined) this.#replace(left, () => value);
  }

  /** The nearest number on one side that is none of the others. */
  #differ(term: Term, others: readonly number[]): boolean {
    const taken = new Set(others);
    const step = this.#draw.chance(0.5) ? 1 : -1;
    return this.#replace(term, (value) => {
      let number = numberOf(value);
      if (number === null || !taken.has(number)) return value;
      // Beyond 2^53 the next number may be the same one.
      if (!Number.isSafeInteger(number)) number = 0;
      while (taken.has(number)) number += step;
      return isInteger(value) ? integerValue(number) : floatValue(number);
    });
  }

  /** Puts the numbers that a term stands for into a range; false where it cannot. */
  #set(term: Term, range: Range): boolean {
    if (range[0] > range[1]) return false;
    switch (term.kind) {
      case 'number':
      case 'position':
      case 'columns':
      case 'product':
        return false;
      case 'parameter':
      case 'each':
      case 'at':
        return this.#replace(term, (value) => this.#moved(value, range));
      case 'length':
        return this.#lengthen(term.of, range);
      case 'sum': {
        const [left, right] = [term.left, term.right].map((side) => numbersOf(side, this.#lookup));
        const [a, b] = [left?.[0], right?.[0]];
        if (a === undefined || b === undefined) return false;
        const { sign } = term;
        const forLeft: Range = [range[0] - sign * b, range[1] - sign * b];
        const forRight: Range =
          sign === 1 ? [range[0] - a, range[1] - a] : [a - range[1], a - range[0]];
        const isLengthFirst = weight(term.left) > weight(term.right);
        return isLengthFirst
          ? this.#set(term.right, forRight) || this.#set(term.left, forLeft)
          : this.#set(term.left, forLeft) || this.#set(term.right, forRight);
      }
    }
  }

  /** The nearest number in the range, one a little further inside, or any of a small range. */
  #moved(value: Value, [from, to]: Range): Value {
    const number = numberOf(value);
    if (number === null || (number >= from && number <= to)) return value;
    const isNarrow = to - from <= narrow;
    const far = isNarrow ? to - from : 10;
    const width = Math.min(to - from, this.#draw.chance(isNarrow ? 0.25 : 0.5) ? 0 : far);
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

  /** Down to the nearest number, or length, that leaves this remainder; up where there is none. */
  #divisible({ of, factor, remainder }: Extract<Saying, { kind: 'multiple' }>): void {
    const nearest = (number: number): number =>
      number - ((((number - remainder) % factor) + factor) % factor);
    if (of.kind !== 'length') {
      this.#replace(of, (value) => {
        const number = numberOf(value);
        return number === null || !isInteger(value) ? value : integerValue(nearest(number));
      });
      return;
    }
    this.#replace(of.of, (value) => {
      const length = lengthOf(value);
      if (length === null) return value;
      const to = nearest(length);
      if (to >= 0) return shortened(value, to);
      return this.#extend(this.#slotOf(of.of), value, to + factor) ?? value;
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
    const name = pathOf(of)?.name;
    return this.#slots.findLastIndex(({ parameter }) => parameter.name === name);
  }

  /** Changes each value that a place stands for; false where nothing changed. */
  #replace(of: Term, change: (value: Value) => Value): boolean {
    const path = pathOf(of);
    const index = path === null ? -1 : this.#slotOf(of);
    const value = this.#filling[index];
    if (path === null || value === undefined || value === null) return false;
    let isChanged = false;
    const noting = (before: Value): Value => {
      const after = change(before);
      isChanged ||= after !== before;
      return after;
    };
    const changed = changedAt(value, path.steps, noting, this.#own);
    if (!isChanged) return false;
    if (changed !== value) this.#filling = this.#filling.with(index, changed);
    return true;
  }
}

/** More items than these are not made just to satisfy a rule. */
const longestMended = 2000;
/** Within a range no wider than this, a number that is moved may come to stand anywhere. */
const narrow = 100;

/** How much it takes to change what a term stands for. */
function weight(term: Term): number {
  switch (term.kind) {
    case 'parameter':
      return 0;
    case 'sum':
      return 1;
    case 'each':
    case 'at':
      return 2;
    case 'length':
      return 3;
    default:
      return 4;
  }
}
