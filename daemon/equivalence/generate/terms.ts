import type { Value } from '../../../protocol/cases.ts';
import type { Comparison, Term } from '../../core/exploring.ts';
import { viewOf } from '../../cases/views.ts';
import { characters, itemsOf, lengthOf, numberOf } from './values.ts';

/** The value of a parameter by name; undefined where it is left out. */
export type Lookup = (name: string) => Value | undefined;

/** What names of positions stand for, where they stand for one. */
export type Positions = ReadonlyMap<string, number>;

const nowhere: Positions = new Map();

/** What a term stands for: one value, several below `each`, none where it makes no sense. */
export function valuesOf(term: Term, lookup: Lookup, positions = nowhere): readonly Value[] {
  switch (term.kind) {
    case 'number':
      return [term.value];
    case 'parameter': {
      const value = lookup(term.name);
      return value === undefined || value === null ? [] : [value];
    }
    case 'position': {
      const position = positions.get(term.name);
      return position === undefined ? [] : [position];
    }
    case 'length':
      return valuesOf(term.of, lookup, positions).flatMap((value) => lengthOf(value) ?? []);
    case 'each': {
      const { position } = term;
      const at = position === undefined ? undefined : positions.get(position.name);
      const all = valuesOf(term.of, lookup, positions);
      if (at === undefined) return all.flatMap((value) => membersOf(value));
      return all.flatMap((value) => only(membersOf(value)[at + (position?.offset ?? 0)]));
    }
    case 'at': {
      const all = valuesOf(term.of, lookup, positions);
      const [row] = all;
      if (all.length === 1 && Array.isArray(row)) return only(row.at(term.index));
      return all.flatMap((value) => only(partsOf(value)?.at(term.index)));
    }
    case 'columns':
      return valuesOf(term.of, lookup, positions).flatMap((value) => columnsOf(value) ?? []);
    case 'sum':
    case 'product': {
      const right = numbersOf(term.right, lookup, positions);
      return numbersOf(term.left, lookup, positions).flatMap((a) =>
        right.map((b) => (term.kind === 'sum' ? a + term.sign * b : a * b)),
      );
    }
  }
}

/** A value that may be a row itself, which is not taken apart. */
function only(value: Value | undefined): readonly Value[] {
  return value === undefined ? [] : [value];
}

/** Like `valuesOf`, without what is no number. */
export function numbersOf(term: Term, lookup: Lookup, positions = nowhere): readonly number[] {
  return valuesOf(term, lookup, positions).flatMap((value) => numberOf(value) ?? []);
}

/** Items, or a text's characters. */
export function partsOf(value: Value): readonly Value[] | null {
  return typeof value === 'string' ? characters(value) : itemsOf(value);
}

/** What iterating gives: of a dict its keys. */
function membersOf(value: Value): readonly Value[] {
  if (Array.isArray(value)) return value;
  const view = typeof value === 'object' && value !== null ? viewOf(value) : null;
  return view?.kind === 'dict' ? view.entries.map(([key]) => key) : (partsOf(value) ?? []);
}

/** As rows; null where the rows are not of one length. */
export function columnsOf(value: Value): readonly (readonly Value[])[] | null {
  const rows = itemsOf(value)?.map(itemsOf);
  const [first] = rows ?? [];
  if (rows === undefined || first == null) return null;
  if (!rows.every((row) => row?.length === first.length)) return null;
  return first.map((_, column) => rows.map((row) => row?.[column] as Value));
}

/** Names of positions that stand in several places, so that those places belong together. */
export function tiedIn(terms: readonly Term[]): readonly string[] {
  const all = terms.flatMap(namedPositions);
  return [...new Set(all.filter((name, index) => all.indexOf(name) !== index))];
}

/** The two sides, and those of conditions. */
export function sidesOf({
  left,
  right,
  where = [],
}: Comparison & { readonly where?: readonly Comparison[] }): readonly Term[] {
  return [left, right, ...where.flatMap((condition) => [condition.left, condition.right])];
}

function namedPositions(term: Term): readonly string[] {
  switch (term.kind) {
    case 'number':
    case 'parameter':
      return [];
    case 'position':
      return [term.name];
    case 'each':
      return [...namedPositions(term.of), ...(term.position ? [term.position.name] : [])];
    case 'length':
    case 'at':
    case 'columns':
      return namedPositions(term.of);
    case 'sum':
    case 'product':
      return [...namedPositions(term.left), ...namedPositions(term.right)];
  }
}

/**
 * Every way for the names to stand for positions of what they are positions in. What is given out
 * is one map, which changes with the next.
 */
export function* placings(
  names: readonly string[],
  terms: readonly Term[],
  lookup: Lookup,
  placed: Map<string, number> = new Map(),
): Iterable<Positions> {
  const [name, ...others] = names;
  if (name === undefined) {
    yield placed;
    return;
  }
  const lengths = terms.flatMap((term) => lengthsFor(name, term, lookup, placed));
  const most = lengths.reduce((longest, length) => Math.max(longest, length), 0);
  for (let at = 0; at < most; at++) {
    placed.set(name, at);
    yield* placings(others, terms, lookup, placed);
  }
  placed.delete(name);
}

function lengthsFor(
  name: string,
  term: Term,
  lookup: Lookup,
  placed: Positions,
): readonly number[] {
  switch (term.kind) {
    case 'number':
    case 'parameter':
    case 'position':
      return [];
    case 'sum':
    case 'product':
      return [term.left, term.right].flatMap((side) => lengthsFor(name, side, lookup, placed));
    case 'length':
    case 'at':
    case 'columns':
      return lengthsFor(name, term.of, lookup, placed);
    case 'each': {
      const inner = lengthsFor(name, term.of, lookup, placed);
      if (term.position?.name !== name) return inner;
      const all = valuesOf(term.of, lookup, placed).map((value) => membersOf(value).length);
      return [...inner, ...all];
    }
  }
}

/** Names that stand for a row and its position where a comparison is about one row at a time. */
export const tiedRow = '\u0000row';
export const tiedPosition = '\u0000position';

type Tied = Comparison & { readonly where?: readonly Comparison[] };

/**
 * A comparison that is tied by one position in one container, with `tiedRow` and `tiedPosition` in
 * their places; null where there is more to it.
 */
export function rowsTied(
  says: Tied,
  tied: readonly string[],
): { readonly says: Tied; readonly of: Term; readonly name: string } | null {
  const [name, ...others] = tied;
  if (name === undefined || others.length > 0) return null;
  let of: Term | null = null;
  let isOne = true;
  const inRow = (term: Term): Term => {
    switch (term.kind) {
      case 'number':
      case 'parameter':
        return term;
      case 'position':
        isOne &&= term.name === name;
        return { kind: 'parameter', name: tiedPosition };
      case 'each': {
        if (term.position?.name !== name) return { ...term, of: inRow(term.of) };
        isOne &&= term.position.offset === 0 && namedPositions(term.of).length === 0;
        if (of === null) of = term.of;
        else isOne &&= JSON.stringify(of) === JSON.stringify(term.of);
        return { kind: 'parameter', name: tiedRow };
      }
      case 'length':
      case 'at':
      case 'columns':
        return { ...term, of: inRow(term.of) };
      case 'sum':
      case 'product':
        return { ...term, left: inRow(term.left), right: inRow(term.right) };
    }
  };
  const both = <T extends Comparison>(one: T): T => ({
    ...one,
    left: inRow(one.left),
    right: inRow(one.right),
  });
  const where = says.where?.map(both);
  const placed = { ...both(says), ...(where === undefined ? {} : { where }) };
  return of === null || !isOne ? null : { says: placed, of, name };
}

/** The same term with positions that are known put in. */
export function placedIn(term: Term, positions: Positions): Term {
  switch (term.kind) {
    case 'number':
    case 'parameter':
      return term;
    case 'position': {
      const value = positions.get(term.name);
      return value === undefined ? term : { kind: 'number', value };
    }
    case 'each': {
      const of = placedIn(term.of, positions);
      const at = term.position === undefined ? undefined : positions.get(term.position.name);
      const index = at === undefined ? -1 : at + (term.position?.offset ?? 0);
      return index < 0 ? { ...term, of } : { kind: 'at', of, index };
    }
    case 'length':
    case 'at':
    case 'columns':
      return { ...term, of: placedIn(term.of, positions) };
    case 'sum':
    case 'product':
      return {
        ...term,
        left: placedIn(term.left, positions),
        right: placedIn(term.right, positions),
      };
  }
}

/** The parameters that a term speaks of. */
export function namesIn(term: Term): readonly string[] {
  switch (term.kind) {
    case 'number':
    case 'position':
      return [];
    case 'parameter':
      return [term.name];
    case 'length':
    case 'each':
    case 'at':
    case 'columns':
      return namesIn(term.of);
    case 'sum':
    case 'product':
      return [...namesIn(term.left), ...namesIn(term.right)];
  }
}
