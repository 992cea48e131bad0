import type { Value } from '../../../protocol/cases.ts';
import type { Members } from '../../cases/tags.ts';
import { tagOf, unhashable } from '../../cases/tags.ts';
import { type Entry, childrenOf, someWithin, viewOf } from '../../cases/views.ts';

/** An integer as a value: tagged where a plain number would lose digits. */
export function integerValue(value: number | bigint): Value {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number + 0;
  return { $int: String(BigInt(value)) };
}

/** A double as a value: tagged where a plain number would read as an integer. */
export function floatValue(value: number): Value {
  if (Number.isNaN(value)) return { $float: 'nan' };
  if (!Number.isFinite(value)) return { $float: value > 0 ? 'inf' : '-inf' };
  if (!Number.isInteger(value)) return value;
  return { $float: Object.is(value, -0) ? '-0' : value };
}

/** A dict as a value, tagged where its keys ask for it. */
export function dictValue(entries: readonly Entry[]): Value {
  if (!entries.every(([key]) => typeof key === 'string')) {
    return { $dict: entries.map(([key, value]) => [key, value]) };
  }
  const members = Object.fromEntries(entries) as Members;
  return tagOf(members) === null ? members : { $escape: members };
}

/** An integer's or a float's value, as near as a double comes; null for anything else. */
export function numberOf(value: Value): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const view = viewOf(value);
  return view.kind === 'int' || view.kind === 'float' ? Number(view.value) : null;
}

/** A number as it is: an integer that a double does not hold as a bigint. */
export function exactOf(value: Value): number | bigint | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const view = viewOf(value);
  if (view.kind === 'float') return view.value;
  if (view.kind !== 'int') return null;
  return typeof view.value === 'number' ? view.value : BigInt(view.value);
}

export function isInteger(value: Value): boolean {
  return typeof value === 'number'
    ? Number.isInteger(value)
    : typeof value === 'object' && value !== null && viewOf(value).kind === 'int';
}

/** Types that are made of one container and are as long as it: an array is its rows. */
const wrappers: ReadonlySet<string> = new Set(['numpy.array', 'pandas.Series']);

/** What an instance that wraps one container is made of; null for anything else. */
export function wrapped(value: Value): Value | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const view = viewOf(value);
  return view.kind === 'new' && wrappers.has(view.type) ? (view.args[0] ?? null) : null;
}

/** The same instance around another container. */
export function wrappedAgain(wrapper: Value, container: Value): Value {
  const { $new } = wrapper as { readonly $new: { readonly args: readonly Value[] } };
  return { $new: { ...$new, args: [container, ...$new.args.slice(1)] } };
}

/** What a list, tuple, set or frozenset holds, or an array; null for anything else. */
export function itemsOf(value: Value): readonly Value[] | null {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null) return null;
  const view = viewOf(value);
  if (view.kind === 'new') {
    const inside = wrapped(value);
    return inside === null ? null : itemsOf(inside);
  }
  return 'items' in view ? view.items : null;
}

/** The same container with other items; only for what `itemsOf` knows. */
export function withItems(container: Value, items: readonly Value[]): Value {
  const { kind } = viewOf(container);
  if (kind === 'new') return wrappedAgain(container, withItems(wrapped(container) ?? [], items));
  return kind === 'list' ? items : { [`$${kind}`]: items };
}

/** Items, characters, bytes or entries; null for what has no length. */
export function lengthOf(value: Value): number | null {
  if (typeof value === 'string') return characters(value).length;
  if (Array.isArray(value)) return value.length;
  if (typeof value !== 'object' || value === null) return null;
  const view = viewOf(value);
  if ('items' in view) return view.items.length;
  if (view.kind === 'new') return itemsOf(value)?.length ?? null;
  if (view.kind === 'dict') return view.entries.length;
  return view.kind === 'bytes' ? bytesOf(view.base64).length : null;
}

const simple = /^[\u0000-\u007f]*$/u;

/** Code points, which is what a user calls characters. */
export function characters(text: string): readonly string[] {
  return simple.test(text) ? text.split('') : Array.from(text);
}

export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

export function bytesValue(bytes: Iterable<number>): Value {
  return { $bytes: btoa(String.fromCharCode(...bytes)) };
}

/** Equal for values that a set holds once: 1, 1.0 and true are one there. */
export function identityOf(value: Value): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return `"${value}`;
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (value === null) return 'null';
  const view = viewOf(value);
  switch (view.kind) {
    case 'int':
    case 'float':
      return String(view.value);
    case 'list':
    case 'tuple':
      return `${view.kind}(${view.items.map(identityOf).join()})`;
    case 'set':
    case 'frozenset':
      return `set(${view.items.map(identityOf).toSorted().join()})`;
    default:
      return JSON.stringify(value);
  }
}

/** The first of each that a set would hold once. */
export function distinct(items: readonly Value[]): Value[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const identity = identityOf(item);
    return !seen.has(identity) && seen.add(identity);
  });
}

/** The order that sorting gives: numbers, texts, and rows of them; 0 where there is none. */
export function order(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return orderOfTexts(a, b);
  const [rowA, rowB] = [itemsOf(a), itemsOf(b)];
  if (rowA !== null && rowB !== null) {
    for (let i = 0; i < Math.min(rowA.length, rowB.length); i++) {
      const difference = order(rowA[i] as Value, rowB[i] as Value);
      if (difference !== 0) return difference;
    }
    return rowA.length - rowB.length;
  }
  const [x, y] = [exactOf(a), exactOf(b)];
  return x === null || y === null ? 0 : x < y ? -1 : x > y ? 1 : 0;
}

/** By code point, as most languages do, not by UTF-16 unit. */
function orderOfTexts(a: string, b: string): number {
  if (simple.test(a) && simple.test(b)) return a < b ? -1 : a > b ? 1 : 0;
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = [left[i]?.codePointAt(0) ?? 0, right[i]?.codePointAt(0) ?? 0];
    if (x !== y) return x - y;
  }
  return left.length - right.length;
}

/** Values and characters in a value, the value itself included. */
export function sizeOf(value: Value): number {
  let size = 0;
  const pending: Value[] = [value];
  for (let one = pending.pop(); one !== undefined; one = pending.pop()) {
    size += 1;
    if (typeof one === 'string') size += one.length;
    if (typeof one !== 'object' || one === null) continue;
    const view = viewOf(one);
    if (view.kind === 'bytes') size += view.base64.length;
    for (const child of childrenOf(view) ?? []) pending.push(child);
  }
  return size;
}

/** Whether a container stands in it for the second time: its number depends on all before it. */
export function hasReference(value: Value): boolean {
  return someWithin(value, ({ kind }) => kind === 'ref' || kind === 'graph');
}

/** As it can stand in a set or be a key: lists become tuples, and anything else that cannot a text. */
export function hashable(value: Value): Value {
  if (unhashable(value) === null) return value;
  const items = itemsOf(value);
  return items === null ? JSON.stringify(value) : { $tuple: items.map(hashable) };
}

/** A row or a dict with its parts changed; the value itself where none is, or where it has none. */
export function mapped(value: Value, change: (part: Value) => Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  const view = viewOf(value);
  if ('items' in view) {
    const items = view.items.map(change);
    return items.every((item, index) => item === view.items[index])
      ? value
      : withItems(value, items);
  }
  if (view.kind !== 'dict') return value;
  const entries = view.entries.map(([key, item]) => [key, change(item)] as const);
  return entries.every(([, item], index) => item === view.entries[index]?.[1])
    ? value
    : dictValue(entries);
}
