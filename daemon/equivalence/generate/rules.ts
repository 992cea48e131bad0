import type { Value } from '../../../protocol/cases.ts';
import type { Comparison, Constraint, Term } from '../../core/exploring.ts';
import type { Layouts } from '../../core/layouts.ts';
import { someWithin } from '../../cases/views.ts';
import { isBalanced } from './brackets.ts';
import { isGraph, nodesOf } from './graphs.ts';
import { keeps } from './invariants.ts';
import type { Filling, Slot } from './slots.ts';
import {
  type Lookup,
  namesIn,
  numbersOf,
  partsOf,
  placings,
  type Positions,
  rowsTied,
  sidesOf,
  tiedIn,
  tiedPosition,
  tiedRow,
  valuesOf,
} from './terms.ts';
import {
  characters,
  distinct,
  exactOf,
  identityOf,
  itemsOf,
  lengthOf,
  numberOf,
  order,
  withItems,
} from './values.ts';

/** What a rule says: what a language can read from the source, and what known calls can show. */
export type Saying =
  | Exclude<Constraint['says'], { readonly kind: 'structure' }>
  | (Extract<Constraint['says'], { readonly kind: 'structure' }> & {
      /** How instances of each type hang together; without it nothing is said. */
      readonly layouts?: Layouts;
    })
  | { readonly kind: 'finite'; readonly of: Term };

/** What inputs have in common, as far as somebody says so or known calls show it. */
export interface Rule {
  readonly says: Saying;
  readonly text: string;
}

/** The function's own parameters hide those of the constructor that have the same name. */
export function lookupIn(slots: readonly Slot[], filling: Filling): Lookup {
  return (name) => {
    const index = slots.findLastIndex(({ parameter }) => parameter.name === name);
    return index < 0 ? undefined : filling[index];
  };
}

/**
 * Whether a rule holds. It holds where it says nothing: of what is left out or null, and of values
 * of a kind that it does not speak of.
 */
export function satisfies(says: Saying, lookup: Lookup): boolean {
  switch (says.kind) {
    case 'compare': {
      const [broken] = brokenPlacings(says, lookup);
      return broken === undefined;
    }
    case 'member': {
      const members = new Set(valuesOf({ kind: 'each', of: says.of }, lookup).map(identityOf));
      const isContainer = valuesOf(says.of, lookup).some((value) => lengthOf(value) !== null);
      return (
        !isContainer || valuesOf(says.item, lookup).every((one) => members.has(identityOf(one)))
      );
    }
    case 'graph': {
      const said = says.nodes === null ? undefined : numbersOf(says.nodes, lookup)[0];
      return valuesOf(says.of, lookup).every((value) => {
        const rows = itemsOf(value);
        return rows === null || isGraph(rows, says.is, nodesOf(rows, says.from, said ?? null));
      });
    }
    default:
      return valuesOf(says.of, lookup).every((value) => satisfiesOne(says, value));
  }
}

/**
 * Where positions that belong together stand for such that a comparison does not hold; without such
 * positions, one empty placing where it does not. Each is to be used before the next is asked for.
 */
export function* brokenPlacings(says: Comparing, lookup: Lookup): Iterable<Positions> {
  const { left, operator, right, where = [] } = says;
  const sides = sidesOf(says);
  const tied = tiedIn(sides);
  const rows = rowsTied(says, tied);
  if (rows !== null) {
    yield* brokenRows(rows, lookup);
    return;
  }
  for (const positions of placings(tied, sides, lookup)) {
    if (!where.every((condition) => holds(condition, lookup, positions))) continue;
    if (!holds({ left, operator, right }, lookup, positions)) yield positions;
  }
}

/** Most ties are of one row each, and are looked at row by row. */
function* brokenRows(
  { says, of, name }: Exclude<ReturnType<typeof rowsTied>, null>,
  lookup: Lookup,
): Iterable<Positions> {
  const { left, operator, right, where = [] } = says;
  let row: Value | undefined;
  let at = 0;
  const inRow: Lookup = (asked) =>
    asked === tiedRow ? row : asked === tiedPosition ? at : lookup(asked);
  for (const value of valuesOf(of, lookup)) {
    const rows = partsOf(value) ?? [];
    for (at = 0; at < rows.length; at++) {
      row = rows[at];
      if (!where.every((condition) => holds(condition, inRow))) continue;
      if (!holds({ left, operator, right }, inRow)) yield new Map([[name, at]]);
    }
  }
}

function holds(one: Comparison, lookup: Lookup, positions?: Positions): boolean {
  const a = valuesOf(one.left, lookup, positions);
  const b = valuesOf(one.right, lookup, positions);
  return a.length === 0 || b.length === 0 || compares(a, one.operator, b);
}

type Comparing = Extract<Saying, { kind: 'compare' }>;

function satisfiesOne(
  says: Exclude<Saying, { kind: 'compare' | 'member' | 'graph' }>,
  value: Value,
): boolean {
  switch (says.kind) {
    case 'sorted': {
      const items = partsOf(value);
      return items === null || isSorted(items, says);
    }
    case 'unique': {
      const items = partsOf(value);
      const rows = says.isUnordered === true ? items?.map(unordered) : items;
      return rows == null || distinct(rows).length === rows.length;
    }
    case 'non-empty':
      return lengthOf(value) !== 0;
    case 'alphabet': {
      if (typeof value === 'string') {
        return characters(value).every((one) => says.characters.includes(one));
      }
      return itemsOf(value)?.every((item) => satisfiesOne(says, item)) ?? true;
    }
    case 'pattern':
      return typeof value !== 'string' || new RegExp(says.pattern, 'u').test(value);
    case 'balanced': {
      const parts = partsOf(value);
      if (parts === null) return true;
      return isBalanced(parts.map(String), says.brackets);
    }
    case 'permutation': {
      const items = itemsOf(value);
      return (
        items === null || items.toSorted(order).every((item, index) => item === index + says.from)
      );
    }
    case 'rectangular': {
      const rows = itemsOf(value);
      return rows?.every((row) => lengthOf(row) === lengthOf(rows[0] as Value)) ?? true;
    }
    case 'square': {
      const rows = itemsOf(value);
      return rows?.every((row) => lengthOf(row) === rows.length) ?? true;
    }
    case 'finite':
      return isFiniteThroughout(value);
    case 'structure':
      return says.layouts === undefined || keeps(value, says.is, says.layouts);
    case 'among': {
      const identity = identityOf(value);
      return says.values.some((one) => identityOf(one) === identity);
    }
    case 'multiple': {
      const number = numberOf(value);
      if (number === null || !Number.isSafeInteger(number)) return true;
      return ((number % says.factor) + says.factor) % says.factor === says.remainder;
    }
    case 'power': {
      const number = numberOf(value);
      return number === null || isPower(number, says.base);
    }
    case 'apart': {
      const spans = itemsOf(value)?.map((row) => itemsOf(row)?.map(numberOf) ?? []) ?? [];
      const inOrder = spans.toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
      return inOrder.every((span, index) => {
        const end = index === 0 ? null : inOrder[index - 1]?.[1];
        const [begin] = span;
        if (end == null || begin == null) return true;
        return says.mayTouch ? end <= begin : end < begin;
      });
    }
  }
}

function isSorted(
  items: readonly Value[],
  { order: direction, by, isTurned }: Extract<Saying, { kind: 'sorted' }>,
): boolean {
  const sign = direction === 'ascending' ? 1 : -1;
  const keys = by === undefined ? items : items.map((item) => itemsOf(item)?.[by] ?? null);
  const falls = keys.filter(
    (item, i) => i > 0 && sign * order(keys[i - 1] as Value, item) > 0,
  ).length;
  if (isTurned !== true || falls === 0) return falls === 0;
  const [first = null, last = null] = [keys[0], keys.at(-1)];
  return falls === 1 && sign * order(last, first) <= 0;
}

/** A row in one order, whichever it stood in. */
function unordered(row: Value): Value {
  const items = itemsOf(row);
  return items === null ? row : withItems(row, items.toSorted(order));
}

function isPower(number: number, base: number): boolean {
  let power = 1;
  while (power < number) power *= base;
  return power === number;
}

function isFiniteThroughout(value: Value): boolean {
  return !someWithin(value, (view) => view.kind === 'float' && !Number.isFinite(view.value));
}

/** Of two integers that doubles do not tell apart; null where there is no such integer. */
function comparesExactly(
  left: readonly Value[],
  operator: Comparison['operator'],
  right: readonly Value[],
): boolean | null {
  if (left.length !== 1 || right.length !== 1) return null;
  const [a, b] = [exactOf(left[0] as Value), exactOf(right[0] as Value)];
  if (a === null || b === null) return null;
  if (typeof a !== 'bigint' && typeof b !== 'bigint') return null;
  if (operator === '<') return a < b;
  return operator === '<=' ? a <= b : (a == b) === (operator === '==');
}

/** Each on the left with each on the right; what is not a number compares with nothing but itself. */
function compares(
  left: readonly Value[],
  operator: Comparison['operator'],
  right: readonly Value[],
): boolean {
  const [one, other] = [left[0], right[0]];
  // Row by row in a large input it is one number with one number, again and again.
  if (left.length === 1 && right.length === 1 && isPlainNumber(one) && isPlainNumber(other)) {
    if (operator === '<') return one < other;
    return operator === '<=' ? one <= other : (one === other) === (operator === '==');
  }
  const exact = comparesExactly(left, operator, right);
  if (exact !== null) return exact;
  const [a, b] = [
    left.flatMap((one) => numberOf(one) ?? []),
    right.flatMap((one) => numberOf(one) ?? []),
  ];
  switch (operator) {
    case '<':
      return a.length === 0 || b.length === 0 || largest(a) < smallest(b);
    case '<=':
      return a.length === 0 || b.length === 0 || largest(a) <= smallest(b);
    case '==': {
      // A number is compared with numbers alone.
      const isNumeric = a.length === left.length || b.length === right.length;
      if (isNumeric) return a.length === 0 || b.length === 0 || isOne([...a, ...b]);
      return isOne([...left, ...right].map(identityOf));
    }
    case '!=': {
      const others = new Set(right.map(identityOf));
      return left.every((value) => !others.has(identityOf(value)));
    }
  }
}

function isPlainNumber(value: Value | undefined): value is number {
  return typeof value === 'number';
}

function isOne(values: readonly (number | string)[]): boolean {
  return values.every((value) => value === values[0]);
}

/** Spreading a long list into arguments would overflow the stack. */
export function largest(values: readonly number[]): number {
  return values.reduce((most, value) => (most > value ? most : value), -Infinity);
}

export function smallest(values: readonly number[]): number {
  return values.reduce((least, value) => (least < value ? least : value), Infinity);
}

/** The same rules, with what those about chains and trees need to be looked at. */
export function withLayouts<R extends { readonly says: Saying }>(
  rules: readonly R[],
  layouts: Layouts,
): readonly R[] {
  return rules.map((rule) =>
    rule.says.kind === 'structure' ? { ...rule, says: { ...rule.says, layouts } } : rule,
  );
}

/** The parameters that a rule speaks of. */
export function parametersIn(says: Saying): readonly string[] {
  switch (says.kind) {
    case 'compare':
      return sidesOf(says).flatMap(namesIn);
    case 'member':
      return [...namesIn(says.item), ...namesIn(says.of)];
    case 'graph':
      return [...namesIn(says.of), ...(says.nodes === null ? [] : namesIn(says.nodes))];
    default:
      return namesIn(says.of);
  }
}
