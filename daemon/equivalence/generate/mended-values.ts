import type { Value } from '../../../protocol/cases.ts';
import { viewOf } from '../../cases/views.ts';
import { sorted, sortedBy } from './arrange.ts';
import {
  bytesOf,
  bytesValue,
  characters,
  dictValue,
  floatValue,
  identityOf,
  integerValue,
  isInteger,
  itemsOf,
  lengthOf,
  numberOf,
  withItems,
} from './values.ts';

// Single values changed until something holds of them; what stands around them is not looked at.

/** Items of a row, or characters of a text, put together again. */
export function onParts(
  value: Value,
  change: (parts: readonly Value[]) => readonly Value[],
): Value {
  if (typeof value === 'string') return change(characters(value)).join('');
  const items = itemsOf(value);
  return items === null ? value : withItems(value, change(items));
}

/** Pairs in order, each moved up behind the one before it. */
export function setApart(rows: readonly Value[], mayTouch: boolean): readonly Value[] {
  let end = -Infinity;
  const moved = new Map<Value, Value>();
  for (const row of sortedBy(rows, 0)) {
    const items = itemsOf(row) ?? [];
    const [a, b] = [numberOf(items[0] ?? null), numberOf(items[1] ?? null)];
    if (a === null || b === null || moved.has(row)) continue;
    const least = mayTouch ? end : end + 1;
    const by = a < least ? least - a : 0;
    end = b + by;
    if (by === 0) {
      moved.set(row, row);
      continue;
    }
    const shifted = [a, b].map((number, i) =>
      isInteger(items[i] as Value) ? integerValue(number + by) : floatValue(number + by),
    );
    moved.set(row, withItems(row, [...shifted, ...items.slice(2)]));
  }
  const kept = rows.filter((row, index) => rows.indexOf(row) === index);
  return kept.map((row) => moved.get(row) ?? row);
}

/** Rows as long as the shortest, and as many where it is to be a square. */
export function cut(rows: readonly Value[], kind: 'rectangular' | 'square'): readonly Value[] {
  const widths = rows.map((row) => lengthOf(row) ?? 0);
  const width = widths.reduce((least, one) => Math.min(least, one), Infinity);
  const side = kind === 'square' ? Math.min(rows.length, width) : width;
  const kept = kind === 'square' ? rows.slice(0, side) : rows;
  return kept.map((row) => onParts(row, (cells) => cells.slice(0, side)));
}

/** The text with what is simplest about it changed such that it matches, where that is enough. */
export function matching(text: string, pattern: string): string {
  const wanted = new RegExp(pattern, 'u');
  const start = /^\^((?:\\?[^\\^$.*+?()[\]{}|])+)$/u.exec(pattern)?.[1]?.replaceAll('\\', '') ?? '';
  const trimmed = text.trim();
  const changed = [
    trimmed,
    trimmed.replace(/\s+/g, ' '),
    text.replace(/^0+(?=.)/, ''),
    start + text,
    text.slice(0, 1).toUpperCase() + text.slice(1),
  ];
  return changed.find((one) => wanted.test(one)) ?? text;
}

/** The first of those that have the same items, in whatever order. */
export function distinctUnordered(rows: readonly Value[]): readonly Value[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const identity = sorted(itemsOf(row) ?? [row])
      .map(identityOf)
      .join();
    return !seen.has(identity) && seen.add(identity);
  });
}

/** With so many of its first parts. */
export function shortened(value: Value, length: number): Value {
  const view = viewOf(value);
  if (view.kind === 'bytes') return bytesValue(bytesOf(view.base64).subarray(0, length));
  if (view.kind === 'dict') {
    return dictValue(view.entries.slice(0, length));
  }
  return onParts(value, (parts) => parts.slice(0, length));
}
