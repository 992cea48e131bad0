import type { Value } from '../../../protocol/cases.ts';
import { viewOf } from '../../cases/views.ts';
import { integersBelow, leftOf } from './smaller.ts';
import type { Filling } from './slots.ts';
import {
  characters,
  dictValue,
  distinct,
  integerValue,
  itemsOf,
  lengthOf,
  numberOf,
  withItems,
} from './values.ts';
import { rankOf } from './weight.ts';

/**
 * Smaller fillings in which several values change together: what a function finds wrong often lies
 * between values, and is gone when one of them changes alone.
 */
export function* togetherShorter(filling: Filling): Iterable<Filling> {
  const rows = filling.flatMap((value, index) => {
    const length = value === undefined ? null : (itemsOf(value)?.length ?? null);
    const isText = typeof value === 'string';
    return length !== null || isText ? [{ index, length: lengthOf(value as Value) ?? 0 }] : [];
  });
  for (const [at, { length }] of rows.entries()) {
    const alike = rows.filter((row) => row.length === length);
    // The first of those that are equally long stands for all of them.
    if (alike.length < 2 || alike[0] !== rows[at]) continue;
    for (const kept of leftOf(Array.from({ length }, (_, index) => index))) {
      yield filling.map((value, index) =>
        alike.some((row) => row.index === index) ? keeping(value as Value, kept) : value,
      );
    }
  }
  // A number that counts what is in a container goes down with it.
  for (const { index, length } of rows) {
    for (const [other, value] of filling.entries()) {
      const number = value === undefined ? null : numberOf(value);
      if (number === null || length === 0 || number < 1 || !Number.isSafeInteger(number)) continue;
      const kept = Array.from({ length: length - 1 }, (_, i) => i);
      const shorter = filling.with(index, keeping(filling[index] as Value, kept));
      yield shorter.with(other, integerValue(number - 1));
      yield filling
        .with(
          index,
          keeping(
            filling[index] as Value,
            kept.map((i) => i + 1),
          ),
        )
        .with(other, integerValue(number - 1));
    }
  }
}

function keeping(value: Value, kept: readonly number[]): Value {
  if (typeof value === 'string') {
    const all = characters(value);
    return kept.map((index) => all[index] ?? '').join('');
  }
  const items = itemsOf(value) ?? [];
  return withItems(
    value,
    kept.flatMap((index) => (index < items.length ? [items[index] as Value] : [])),
  );
}

/** Of more different values only the first are renamed. */
const mostRenamed = 40;

/** The same number or character everywhere in the input becomes a smaller one everywhere. */
export function* togetherSimpler(filling: Filling): Iterable<Filling> {
  const integers = distinct(filling.flatMap((value) => leavesOf(value ?? null, isPlainInteger)));
  const ranks = (integers as number[]).toSorted((a, b) => a - b);
  if (ranks.length > 0) {
    yield replacing(filling, (leaf) =>
      isPlainInteger(leaf) ? ranks.indexOf(leaf as number) : leaf,
    );
    yield replacing(filling, (leaf) =>
      isPlainInteger(leaf) ? Math.trunc((leaf as number) / 2) + 0 : leaf,
    );
    const least = ranks[0] as number;
    yield replacing(filling, (leaf) => (isPlainInteger(leaf) ? (leaf as number) - least : leaf));
  }
  for (const integer of (integers as number[]).slice(0, mostRenamed)) {
    for (const below of integersBelow(BigInt(integer))) {
      yield replacing(filling, (leaf) => (leaf === integer ? Number(below) : leaf));
    }
  }
  yield* pairsBelow(filling);
  yield* respelled(filling);
}

function* respelled(filling: Filling): Iterable<Filling> {
  const texts = filling.flatMap((value) =>
    leavesOf(value ?? null, (leaf) => typeof leaf === 'string'),
  );
  const used = [...new Set((texts as string[]).flatMap((text) => characters(text)))];
  for (const one of used.slice(0, mostRenamed)) {
    for (const other of ['a', 'b', 'c', '0', '1', 'A']) {
      if (rankOf(other) >= rankOf(one)) continue;
      yield replacing(filling, (leaf) =>
        typeof leaf === 'string' ? leaf.replaceAll(one, other) : leaf,
      );
    }
  }
}

/** A number and one item go down by as much, so that a sum keeps what is left of it. */
function* pairsBelow(filling: Filling): Iterable<Filling> {
  for (const [index, value] of filling.entries()) {
    if (value === undefined || !isPlainInteger(value)) continue;
    for (const [other, row] of filling.entries()) {
      const items = row === undefined ? null : itemsOf(row);
      if (items === null || items.length > 12) continue;
      for (const [at, item] of items.entries()) {
        if (!isPlainInteger(item) || item === 0) continue;
        for (const below of integersBelow(BigInt(item as number))) {
          const change = (item as number) - Number(below);
          yield filling
            .with(index, integerValue((value as number) - change))
            .with(other, withItems(row as Value, items.with(at, Number(below))));
        }
      }
    }
  }
}

function isPlainInteger(value: Value): boolean {
  return typeof value === 'number' && Number.isInteger(value);
}

function leavesOf(value: Value, isWanted: (leaf: Value) => boolean): readonly Value[] {
  if (isWanted(value)) return [value];
  if (typeof value !== 'object' || value === null) return [];
  const view = viewOf(value);
  if (view.kind === 'dict') return view.entries.flat().flatMap((one) => leavesOf(one, isWanted));
  return (itemsOf(value) ?? []).flatMap((item) => leavesOf(item, isWanted));
}

function replacing(filling: Filling, change: (leaf: Value) => Value): Filling {
  return filling.map((value) => (value === undefined ? value : replaced(value, change)));
}

function replaced(value: Value, change: (leaf: Value) => Value): Value {
  if (typeof value !== 'object' || value === null) return change(value);
  const view = viewOf(value);
  if (view.kind === 'dict') {
    return dictValue(
      view.entries.map(([key, item]) => [replaced(key, change), replaced(item, change)]),
    );
  }
  const items = itemsOf(value);
  if (items === null) return value;
  return withItems(
    value,
    items.map((item) => replaced(item, change)),
  );
}
