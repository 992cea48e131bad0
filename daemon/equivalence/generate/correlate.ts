import type { Value } from '../../../protocol/cases.ts';
import { viewOf } from '../../cases/views.ts';
import { sorted } from './arrange.ts';
import type { Draw } from './draw.ts';
import { instancesIn } from './parts.ts';
import type { Filling } from './slots.ts';
import {
  characters,
  dictValue,
  distinct,
  exactOf,
  floatValue,
  identityOf,
  integerValue,
  isInteger,
  itemsOf,
  lengthOf,
  numberOf,
  wrapped,
  wrappedAgain,
} from './values.ts';

/**
 * The same filling with one value made from another: a target that is the sum of two items, a key
 * that is in the dict, a text that is a rotation of the other. Independent values hardly ever meet,
 * and what a function does where they meet is most of what it does. Null where nothing fits.
 */
export function correlated(filling: Filling, draw: Draw): Filling | null {
  const present = filling.flatMap((value, index) =>
    value === undefined || value === null ? [] : [index],
  );
  if (present.length < 2) return null;
  const [from, to] = draw.shuffled(present) as [number, number, ...number[]];
  const made = madeFrom(filling[from] as Value, filling[to] as Value, draw);
  return made === undefined ? null : filling.with(to, made);
}

/** A value like `target`, made from `source`; undefined where the two have nothing to do with each other. */
function madeFrom(source: Value, target: Value, draw: Draw): Value | undefined {
  if (typeof target === 'boolean' || typeof source === 'boolean') return undefined;
  const number = numberOf(target);
  if (number !== null) return numberFrom(source, target, draw);
  if (typeof target === 'string') return textFrom(source, target, draw);
  const inside = wrapped(target);
  if (inside !== null) {
    const made = madeFrom(source, inside, draw);
    return made === undefined ? undefined : wrappedAgain(target, made);
  }
  const view = viewOf(target);
  if (view.kind === 'list' || view.kind === 'tuple')
    return rowFrom(source, view.kind, target, draw);
  if (view.kind === 'dict' && view.entries.length > 0) {
    const keys = keysIn(source, kindOf((view.entries[0] as readonly [Value, Value])[0]));
    if (keys.length === 0) return undefined;
    const key = draw.pick(keys);
    const at = draw.integer(0, view.entries.length - 1);
    if (view.entries.some(([other]) => identityOf(other) === identityOf(key))) return undefined;
    return dictValue(view.entries.map((pair, i) => (i === at ? [key, pair[1]] : pair)));
  }
  return undefined;
}

function numberFrom(source: Value, target: Value, draw: Draw): Value | undefined {
  const asTarget = (made: number): Value => {
    if (!Number.isFinite(made)) return target;
    return isInteger(target) ? integerValue(Math.round(made)) : floatValue(made);
  };
  const exact = exactOf(source);
  if (typeof exact === 'bigint' && isInteger(target)) {
    return integerValue(exact + BigInt(draw.pick([0, 1, -1, 2, 1000])));
  }
  const other = numberOf(source);
  if (other !== null) {
    return asTarget(draw.pick([other, other + 1, other - 1, -other, 2 * other, 0]));
  }
  const carried = carriedBy(source);
  if (carried !== null) {
    const numbers = carried.flatMap((one) => numberOf(one) ?? []);
    if (numbers.length === 0 || draw.chance(0.2))
      return asTarget(draw.integer(0, carried.length + 1));
    return asTarget(draw.pick(numbers) + draw.pick([0, 0, 0, 0, -1, 1]));
  }
  const length = lengthOf(source);
  if (length === null) return undefined;
  const numbers = numbersIn(source).filter((number) => Math.abs(number) < 2 ** 50);
  const near = [length, length - 1, length + 1, Math.floor(length / 2), draw.integer(0, length)];
  if (numbers.length === 0 || draw.chance(0.25)) return asTarget(draw.pick(near));
  const one = draw.pick(numbers);
  switch (draw.integer(0, 6)) {
    case 0:
      return asTarget(one + draw.pick([-1, 1]));
    case 1:
    case 2:
      // The two may be one item, which a function must not count twice.
      return asTarget(one + draw.pick(numbers));
    case 3:
      return asTarget(one + draw.pick(numbers) + draw.pick(numbers));
    case 4: {
      const [a, b] = [draw.integer(0, numbers.length), draw.integer(0, numbers.length)];
      const slice = numbers.slice(Math.min(a, b), Math.max(a, b));
      return asTarget(slice.reduce((sum, number) => sum + number, 0));
    }
    case 5:
      return asTarget(Math.abs(one - draw.pick(numbers)));
    default:
      return asTarget(one);
  }
}

/** What instances of a chain or a tree are given; null where a value is no instance. */
function carriedBy(source: Value): readonly Value[] | null {
  if (viewOf(source).kind !== 'new') return null;
  return instancesIn(source)
    .slice(0, mostInstances)
    .flatMap(({ value }) => {
      const view = viewOf(value);
      if (view.kind !== 'new') return [];
      return [...view.args, ...Object.values(view.kwargs)].filter(
        (part) => typeof part === 'string' || numberOf(part) !== null,
      );
    });
}

const mostInstances = 200;

function textFrom(source: Value, target: string, draw: Draw): Value | undefined {
  const own = characters(target);
  if (typeof source === 'string') return relatedText(characters(source), own, draw).join('');
  const carried = carriedBy(source)?.filter((one) => typeof one === 'string') ?? [];
  const words = [...(keysIn(source, 'string') as readonly string[]), ...carried];
  if (words.length === 0) return undefined;
  const count = draw.integer(1, 4);
  return draw.chance(0.5)
    ? draw.pick(words)
    : Array.from({ length: count }, () => draw.pick(words)).join(draw.pick(['', '', ' ']));
}

function relatedText(
  source: readonly string[],
  own: readonly string[],
  draw: Draw,
): readonly string[] {
  const at = draw.integer(0, Math.max(0, source.length - 1));
  const end = draw.integer(at, source.length);
  const one = own.length > 0 ? draw.pick(own) : 'a';
  switch (draw.integer(0, 12)) {
    case 0:
      return source;
    case 11:
      return source.map((same) => otherCase(same, draw));
    case 12:
      return draw.pick([[' ', ...source], [...source, ' '], characters(source.join('').trim())]);
    case 1:
      return [...source.slice(at), ...source.slice(0, at)];
    case 2:
      return draw.shuffled(source);
    case 3:
      return source.toReversed();
    case 4:
      return source.map((same, index) => (index === at ? one : same));
    case 5:
      return source.toSpliced(at, 1);
    case 6:
      return source.toSpliced(at, 0, one);
    case 7:
      return source.filter(() => draw.chance(0.6));
    case 8:
      return [...source, ...source].slice(0, 64);
    case 9:
      return [...own.slice(0, 2), ...source, ...own.slice(0, 1)];
    default:
      return source.slice(at, end);
  }
}

function rowFrom(
  source: Value,
  kind: 'list' | 'tuple',
  target: Value,
  draw: Draw,
): Value | undefined {
  const own = itemsOf(target) ?? [];
  const pack = (items: readonly Value[]): Value => (kind === 'list' ? items : { $tuple: items });
  const first = own[0];
  const others = itemsOf(source);
  if (others !== null && kind === 'list') {
    const isAlike =
      first === undefined || others[0] === undefined || kindOf(first) === kindOf(others[0]);
    if (isAlike) return pack(relatedRow(others, own, draw));
    if (typeof source !== 'object') return undefined;
  }
  if (first === undefined) return undefined;
  const usable = keysIn(source, kindOf(first));
  if (usable.length > 0) {
    const at = draw.integer(0, own.length - 1);
    return pack(own.with(at, draw.pick(usable)));
  }
  if (typeof source !== 'string' || typeof first !== 'string') return undefined;
  return pack(pieces(characters(source), draw).slice(0, Math.max(1, own.length)));
}

function relatedRow(source: readonly Value[], own: readonly Value[], draw: Draw): readonly Value[] {
  const at = draw.integer(0, Math.max(0, source.length - 1));
  switch (draw.integer(0, 9)) {
    case 0:
      return source;
    case 1:
      return draw.shuffled(source);
    case 2:
      return source.toReversed();
    case 3:
      return source.slice(at);
    case 4:
      return source.slice(0, at);
    case 5:
      return source.filter(() => draw.chance(0.6));
    case 6:
      return [...own.slice(0, Math.ceil(own.length / 2)), ...source.slice(at)];
    case 7:
      return sorted(source);
    case 8:
      return distinct(source);
    default: {
      // Of one length, as many pairs of lists must be.
      if (own.length === 0) return source;
      return source.map((_, index) => own[index % own.length] as Value);
    }
  }
}

/** A text in pieces, in order. */
function pieces(text: readonly string[], draw: Draw): readonly string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length;) {
    const end = at + draw.integer(1, 4);
    parts.push(text.slice(at, end).join(''));
    at = end;
  }
  return parts.length === 0 ? [''] : parts;
}

/** Items and keys of one kind in a value, or the value itself. */
function keysIn(source: Value, kind: string): readonly Value[] {
  if (kindOf(source) === kind) return [source];
  const view = viewOf(source);
  const items = view.kind === 'dict' ? view.entries.map(([key]) => key) : (itemsOf(source) ?? []);
  return items.slice(0, 100).filter((item) => kindOf(item) === kind);
}

function kindOf(value: Value): string {
  return viewOf(value).kind;
}

function numbersIn(source: Value): readonly number[] {
  const view = viewOf(source);
  const items =
    view.kind === 'dict' ? view.entries.map(([, value]) => value) : (itemsOf(source) ?? []);
  return items.slice(0, 100).flatMap((item) => numberOf(item) ?? numbersIn(item).slice(0, 3));
}

/** Letters that some rules of case take for one, beside the larger and the smaller letter. */
const kin = ['sSſ', 'σΣς', 'iIıİ', 'kK\u212a', 'ßẞ'].map(characters);

/** The same letter in another case; one that becomes two letters is among them. */
function otherCase(letter: string, draw: Draw): string {
  if (letter === 'ß' && draw.chance(0.5)) return draw.pick(['ss', 'SS']);
  const own = kin.find((letters) => letters.includes(letter));
  if (own !== undefined && draw.chance(0.5)) return draw.pick(own);
  return draw.pick([letter, letter.toUpperCase(), letter.toLowerCase()]);
}
