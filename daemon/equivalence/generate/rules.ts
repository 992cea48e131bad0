import type { Value } from '../../../protocol/cases.ts';
import type { Constraint, Term } from '../../core/exploring.ts';
import { viewOf } from '../../cases/views.ts';
import type { Filling, Slot } from './slots.ts';
import { characters, distinct, identityOf, itemsOf, lengthOf, numberOf, order } from './values.ts';

/** What a rule says: what a language can read from the source, and what known calls can show. */
export type Saying =
  | Constraint['says']
  /** The integers from `from` on, each once, in any order. */
  | { readonly kind: 'permutation'; readonly of: Term; readonly from: 0 | 1 }
  | { readonly kind: 'square' | 'finite'; readonly of: Term }
  | { readonly kind: 'among'; readonly of: Term; readonly values: readonly Value[] };

/** What inputs have in common, as far as somebody says so or known calls show it. */
export interface Rule {
  readonly says: Saying;
  readonly text: string;
}

/** The value of a parameter by name; undefined where it is left out. */
export type Lookup = (name: string) => Value | undefined;

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
  if (says.kind === 'compare') {
    const [left, right] = [numbersOf(says.left, lookup), numbersOf(says.right, lookup)];
    return left.length === 0 || right.length === 0 || compares(left, says.operator, right);
  }
  return valuesOf(says.of, lookup).every((value) => satisfiesOne(says, value));
}

function satisfiesOne(says: Exclude<Saying, { kind: 'compare' }>, value: Value): boolean {
  switch (says.kind) {
    case 'sorted': {
      const items = partsOf(value);
      const sign = says.order === 'ascending' ? 1 : -1;
      return (
        items === null ||
        items.every((item, i) => i === 0 || sign * order(items[i - 1] as Value, item) <= 0)
      );
    }
    case 'unique': {
      const items = partsOf(value);
      return items === null || distinct(items).length === items.length;
    }
    case 'non-empty':
      return lengthOf(value) !== 0;
    case 'alphabet': {
      if (typeof value === 'string') {
        return characters(value).every((one) => says.characters.includes(one));
      }
      return itemsOf(value)?.every((item) => satisfiesOne(says, item)) ?? true;
    }
    case 'permutation': {
      const items = itemsOf(value);
      return (
        items === null || items.toSorted(order).every((item, index) => item === index + says.from)
      );
    }
    case 'square': {
      const rows = itemsOf(value);
      return rows?.every((row) => lengthOf(row) === rows.length) ?? true;
    }
    case 'finite':
      return isFiniteThroughout(value);
    case 'among': {
      const identity = identityOf(value);
      return says.values.some((one) => identityOf(one) === identity);
    }
  }
}

function isFiniteThroughout(value: Value): boolean {
  if (typeof value === 'number' || typeof value === 'string' || value === null) return true;
  const view = viewOf(value);
  if (view.kind === 'float') return Number.isFinite(view.value);
  if ('items' in view) return view.items.every(isFiniteThroughout);
  return view.kind !== 'dict' || view.entries.flat().every(isFiniteThroughout);
}

/** Items, or a text's characters. */
function partsOf(value: Value): readonly Value[] | null {
  return typeof value === 'string' ? characters(value) : itemsOf(value);
}

/** What a term stands for: one value, several below `each`, none where it makes no sense. */
export function valuesOf(term: Term, lookup: Lookup): readonly Value[] {
  switch (term.kind) {
    case 'number':
      return [term.value];
    case 'parameter': {
      const value = lookup(term.name);
      return value === undefined || value === null ? [] : [value];
    }
    case 'length':
      return valuesOf(term.of, lookup).flatMap((value) => lengthOf(value) ?? []);
    case 'each':
      return valuesOf(term.of, lookup).flatMap((value) => {
        const view = typeof value === 'object' && value !== null ? viewOf(value) : null;
        return view?.kind === 'dict' ? view.entries.map(([key]) => key) : (partsOf(value) ?? []);
      });
    case 'sum':
    case 'product': {
      const right = numbersOf(term.right, lookup);
      return numbersOf(term.left, lookup).flatMap((a) =>
        right.map((b) => (term.kind === 'sum' ? a + term.sign * b : a * b)),
      );
    }
  }
}

/** Like `valuesOf`, without what is no number. */
export function numbersOf(term: Term, lookup: Lookup): readonly number[] {
  return valuesOf(term, lookup).flatMap((value) => numberOf(value) ?? []);
}

type Operator = Extract<Saying, { kind: 'compare' }>['operator'];

/** Each on the left with each on the right; what is not a number compares with nothing. */
function compares(left: readonly number[], operator: Operator, right: readonly number[]): boolean {
  switch (operator) {
    case '<':
      return largest(left) < smallest(right);
    case '<=':
      return largest(left) <= smallest(right);
    case '==':
      return [...left, ...right].every((value) => value === left[0]);
    case '!=': {
      const others = new Set(right);
      return left.every((value) => !others.has(value));
    }
  }
}

/** Spreading a long list into arguments would overflow the stack. */
export function largest(values: readonly number[]): number {
  return values.reduce((most, value) => (most > value ? most : value), -Infinity);
}

export function smallest(values: readonly number[]): number {
  return values.reduce((least, value) => (least < value ? least : value), Infinity);
}

/** The parameters that a rule speaks of. */
export function parametersIn(says: Saying): readonly string[] {
  return says.kind === 'compare'
    ? [...namesIn(says.left), ...namesIn(says.right)]
    : namesIn(says.of);
}

function namesIn(term: Term): readonly string[] {
  switch (term.kind) {
    case 'number':
      return [];
    case 'parameter':
      return [term.name];
    case 'length':
    case 'each':
      return namesIn(term.of);
    case 'sum':
    case 'product':
      return [...namesIn(term.left), ...namesIn(term.right)];
  }
}
