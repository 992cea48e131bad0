import type { Value } from '../../../protocol/cases.ts';
import type { Term } from '../../core/exploring.ts';
import type { Layouts } from '../../core/layouts.ts';
import { inWords } from './domain-structures.ts';
import { structuresShown } from './invariants.ts';
import { type Rule, type Saying, lookupIn, satisfies, withLayouts } from './rules.ts';
import { type Lookup, valuesOf } from './terms.ts';
import type { Filling, Slot } from './slots.ts';
import { characters, distinct, identityOf, itemsOf, lengthOf, numberOf } from './values.ts';

/** Fewer calls have too much in common by chance. */
const fewestCalls = 3;
/** More than these say no more. */
const mostCalls = 60;

/**
 * What all known calls have in common where chance alone hardly explains it. Such rules are soft:
 * they may be broken, but who breaks them is told so.
 */
export function observedRules(
  slots: readonly Slot[],
  known: readonly Filling[],
  layouts: Layouts = new Map(),
): readonly Rule[] {
  const calls = known.slice(0, mostCalls).map((filling) => lookupIn(slots, filling));
  const own = slots.filter(({ role }) => role === undefined);
  const names = [...new Set(own.map(({ parameter }) => parameter.name))];
  const finite = names.map((name): Rule => {
    const of = parameter(name);
    return { says: { kind: 'finite', of }, text: `${name} has neither NaN nor infinities` };
  });
  const linked = withLayouts(
    names.flatMap((name) => ofStructures(name, calls, layouts)),
    layouts,
  );
  const rows = calls.length < fewestCalls ? [] : all(names, calls);
  const candidates = [...finite, ...rows, ...linked];
  return candidates.filter(({ says }) => calls.every((call) => satisfies(says, call)));
}

function all(names: readonly string[], calls: readonly Lookup[]): readonly Rule[] {
  return names.flatMap((name) => [
    ...ofOne(parameter(name), name, calls, 0),
    ...ofPairs(name, names, calls),
  ]);
}

/** What all chains or trees keep, of the parameter itself or of the items of a list of them. */
function ofStructures(name: string, calls: readonly Lookup[], layouts: Layouts): readonly Rule[] {
  const of = parameter(name);
  return [of, { kind: 'each', of } as const].flatMap((term): readonly Rule[] => {
    const values = calls.flatMap((call) => valuesOf(term, call));
    const path = term === of ? name : `every item of ${name}`;
    return structuresShown(values, layouts).map((is) => ({
      says: { kind: 'structure', of: term, is },
      text: `${path} is ${inWords(is)}`,
    }));
  });
}

function parameter(name: string): Term {
  return { kind: 'parameter', name };
}

/** Rules about what a term stands for in each call, and about its items. */
function ofOne(of: Term, name: string, calls: readonly Lookup[], depth: number): readonly Rule[] {
  const seen = calls.map((call) => valuesOf(of, call));
  const values = seen.flat();
  if (values.length < fewestCalls) return [];
  const verb = depth === 0 ? 'is' : 'are';
  const rules: Rule[] = [];
  const add = (says: Saying, text: string): number => rules.push({ says, text: `${name} ${text}` });
  const numbers = values.flatMap((value) => numberOf(value) ?? []);
  if (numbers.length === values.length && numbers.length >= (depth === 0 ? fewestCalls : 6)) {
    const least = numbers.every((number) => number >= 1) ? 1 : 0;
    const bound: Term = { kind: 'number', value: least };
    const text = `${verb} at least ${least}`;
    add({ kind: 'compare', left: bound, operator: '<=', right: of }, text);
  }
  const few = distinct(values);
  if (depth > 0 && few.length <= 3 && values.length >= 16 * few.length && isPlain(few)) {
    add({ kind: 'among', of, values: few }, `${verb} one of ${few.map(identityOf).join(', ')}`);
  }
  const texts = values.filter((value) => typeof value === 'string');
  if (texts.length === values.length) rules.push(...ofTexts(of, name, texts));
  const rows = values.flatMap((value) => {
    const items = itemsOf(value);
    return items === null ? [] : [items];
  });
  if (rows.length < values.length || rows.length < fewestCalls) {
    return texts.length === values.length && texts.every((text) => text !== '')
      ? [...rules, { says: { kind: 'non-empty', of }, text: `${name} ${verb} not empty` }]
      : rules;
  }
  if (rows.every((row) => row.length > 0)) add({ kind: 'non-empty', of }, `${verb} not empty`);
  const telling = rows.filter((row) => row.length > 2 && distinct(row).length > 1);
  if (telling.length >= (depth === 0 ? fewestCalls : 6) || isPairs(rows, depth)) {
    add({ kind: 'sorted', of, order: 'ascending' }, `${verb} sorted`);
    add({ kind: 'sorted', of, order: 'descending' }, `${verb} sorted in descending order`);
  }
  const from = rows.flat().includes(0) ? 0 : 1;
  if (telling.length >= fewestCalls) {
    add({ kind: 'permutation', of, from }, `${verb} a permutation from ${from} on`);
  }
  if (isUniqueBeyondChance(rows))
    add({ kind: 'unique', of }, `${depth === 0 ? 'has' : 'have'} no item twice`);
  const grids = rows.filter((row) => row.length > 1 && row.every(Array.isArray));
  if (grids.length >= fewestCalls) add({ kind: 'square', of }, `${verb} square`);
  if (depth < 2) rules.push(...ofOne({ kind: 'each', of }, `items of ${name}`, calls, depth + 1));
  return rules;
}

function isPlain(values: readonly Value[]): boolean {
  return values.every((value) => typeof value === 'string' || typeof value === 'number');
}

/** Intervals: of many pairs that differ, the second is never below the first. */
function isPairs(rows: readonly (readonly Value[])[], depth: number): boolean {
  if (depth === 0 || !rows.every((row) => row.length === 2)) return false;
  return rows.filter((row) => distinct(row).length > 1).length >= 6;
}

/** Whether, of numbers drawn from as wide a range, some would be expected to be the same. */
function isUniqueBeyondChance(rows: readonly (readonly Value[])[]): boolean {
  const numbers = rows.flat().flatMap((item) => numberOf(item) ?? []);
  const pairs = rows.reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0);
  const isNumeric = numbers.length > 0 && numbers.length === rows.flat().length;
  const range = isNumeric ? Math.max(...numbers) - Math.min(...numbers) + 1 : 8;
  return pairs / range >= 3;
}

const classes: readonly (readonly [name: string, characters: string])[] = [
  ['binary digits', '01'],
  ['digits', '0123456789'],
  ['brackets', '()[]{}'],
  ['lower-case letters', 'abcdefghijklmnopqrstuvwxyz'],
  ['upper-case letters', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  ['letters', 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  ['lower-case letters and spaces', 'abcdefghijklmnopqrstuvwxyz '],
  ['letters and spaces', 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ '],
  ['letters and digits', 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'],
  ['ASCII', Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('')],
];

function ofTexts(of: Term, name: string, texts: readonly string[]): readonly Rule[] {
  const used = new Set(texts.flatMap((text) => characters(text)));
  if (texts.join('').length < 8) return [];
  const fitting = classes.find(([, members]) => [...used].every((one) => members.includes(one)));
  if (fitting === undefined) return [];
  const says: Saying = { kind: 'alphabet', of, characters: fitting[1] };
  return [{ says, text: `${name} has ${fitting[0]} only` }];
}

/** Rules about two parameters: equal lengths, a count within a length, an order of two numbers. */
function ofPairs(
  name: string,
  names: readonly string[],
  calls: readonly Lookup[],
): readonly Rule[] {
  const rules: Rule[] = [];
  for (const other of names) {
    const both = calls.flatMap((call) => {
      const [a, b] = [call(name), call(other)];
      return a == null || b == null || other === name ? [] : [[a, b] as const];
    });
    if (both.length < fewestCalls) continue;
    const own = both.map(([value]) => numberOf(value));
    const others = both.map(([, value]) => numberOf(value));
    const lengths = both.map(([, value]) => lengthOf(value));
    const length: Term = { kind: 'length', of: parameter(other) };
    const add = (left: Term, operator: '<' | '<=' | '==', right: Term, text: string): number =>
      rules.push({ says: { kind: 'compare', left, operator, right }, text });
    if (own.every((number) => number === null)) {
      const isTold = name < other && new Set(lengths).size > 1 && !lengths.includes(null);
      if (isTold && both.every(([value]) => lengthOf(value) !== null)) {
        const text = `${name} and ${other} have equal lengths`;
        add({ kind: 'length', of: parameter(name) }, '==', length, text);
      }
    } else if (!lengths.includes(null) && own.every((number) => Number.isInteger(number))) {
      const differ = new Set(lengths).size > 1;
      if (differ) add(parameter(name), '==', length, `${name} is the length of ${other}`);
      add(parameter(name), '<', length, `${name} is below the length of ${other}`);
      add(parameter(name), '<=', length, `${name} is at most the length of ${other}`);
    } else if (!others.includes(null) && !own.includes(null) && both.length > fewestCalls) {
      add(parameter(name), '<=', parameter(other), `${name} is at most ${other}`);
    }
  }
  return rules;
}
