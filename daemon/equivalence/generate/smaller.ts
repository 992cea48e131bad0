import type { Value } from '../../../protocol/cases.ts';
import { viewOf } from '../../cases/views.ts';
import { sorted } from './arrange.ts';
import {
  bytesOf,
  bytesValue,
  characters,
  dictValue,
  floatValue,
  integerValue,
  withItems,
} from './values.ts';
import {
  withFewerCalls,
  fewerInstances,
  withOtherContent,
  withoutLastArgument,
} from './smaller-instances.ts';
import { rankOf } from './weight.ts';

/** The same value with less in it, the least first. */
export function* shorter(value: Value): Iterable<Value> {
  if (typeof value === 'string') {
    for (const rest of leftOf(characters(value))) yield rest.join('');
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const view = viewOf(value);
  switch (view.kind) {
    case 'bytes':
      for (const rest of leftOf([...bytesOf(view.base64)])) yield bytesValue(rest);
      return;
    case 'dict':
      for (const rest of leftOf(view.entries)) yield dictValue(rest);
      for (const [index, [key, member]] of view.entries.entries()) {
        for (const less of shorter(member)) yield dictValue(view.entries.with(index, [key, less]));
      }
      for (const [index, [key, member]] of view.entries.entries()) {
        for (const less of shorter(key)) yield dictValue(view.entries.with(index, [less, member]));
      }
      return;
    case 'new':
      yield* fewerInstances(value);
      yield* withFewerCalls(value, leftOf);
      yield* withoutLastArgument(value);
      yield* withOtherContent(value, shorter);
      return;
    case 'list':
    case 'set':
    case 'frozenset':
    case 'tuple':
      if (view.kind !== 'tuple') {
        for (const rest of leftOf(view.items)) yield withItems(value, rest);
        yield* narrower(view.items);
      }
      for (const [index, item] of view.items.entries()) {
        for (const less of shorter(item)) yield withItems(value, view.items.with(index, less));
      }
      return;
    default:
  }
}

/** What is left without one run of parts: all of them, halves, quarters, down to one. */
export function* leftOf<T>(parts: readonly T[]): Iterable<readonly T[]> {
  if (parts.length === 0) return;
  yield [];
  for (let run = Math.ceil(parts.length / 2); ; run = Math.ceil(run / 2)) {
    if (run < parts.length) {
      for (let at = 0; at < parts.length; at += run) {
        yield [...parts.slice(0, at), ...parts.slice(at + run)];
      }
    }
    if (run === 1) return;
  }
}

/** Rows of one length that all lose the same columns. */
function* narrower(rows: readonly Value[]): Iterable<Value> {
  const [first] = rows;
  if (rows.length < 2 || !Array.isArray(first) || first.length === 0) return;
  if (!rows.every((row) => Array.isArray(row) && row.length === first.length)) return;
  const grid = rows as readonly (readonly Value[])[];
  for (const columns of leftOf(first.map((_, index) => index))) {
    yield grid.map((row) => columns.map((column) => row[column] as Value));
  }
}

/** The same value with a part that is smaller or more usual, and nothing left away. */
export function* simpler(value: Value): Iterable<Value> {
  if (typeof value === 'string') {
    yield* simplerTexts(value);
    return;
  }
  if (typeof value === 'boolean') {
    if (value) yield false;
    return;
  }
  if (value === null) return;
  const view = viewOf(value);
  switch (view.kind) {
    case 'int':
      for (const number of integersBelow(BigInt(view.value))) yield integerValue(number);
      return;
    case 'float':
      for (const number of floatsBelow(view.value)) yield floatValue(number);
      return;
    case 'bytes': {
      const bytes = [...bytesOf(view.base64)];
      for (const [index, byte] of bytes.entries()) {
        if (byte > 0) yield bytesValue(bytes.with(index, 0));
      }
      return;
    }
    case 'dict':
      for (const [index, [key, member]] of view.entries.entries()) {
        for (const other of simpler(member))
          yield dictValue(view.entries.with(index, [key, other]));
        for (const other of simpler(key))
          yield dictValue(view.entries.with(index, [other, member]));
      }
      return;
    case 'new':
      yield* withOtherContent(value, simpler);
      return;
    case 'list':
    case 'set':
    case 'frozenset':
    case 'tuple':
      if (view.kind !== 'tuple') yield withItems(value, sorted(view.items));
      for (const [index, item] of view.items.entries()) {
        for (const other of simpler(item)) yield withItems(value, view.items.with(index, other));
      }
      if (view.kind === 'list') yield* swapped(view.items);
      return;
    default:
  }
}

/** Neighbours in the wrong order the other way round. */
function* swapped(items: readonly Value[]): Iterable<Value> {
  for (let index = 1; index < items.length; index++) {
    const [left, right] = [items[index - 1] as Value, items[index] as Value];
    yield items.with(index - 1, right).with(index, left);
  }
}

function* simplerTexts(text: string): Iterable<Value> {
  const all = characters(text);
  for (const [index, one] of all.entries()) {
    for (const other of ['a', 'b', '0', 'A', ' ', one.toLowerCase()]) {
      if (rankOf(other) < rankOf(one)) yield all.with(index, other).join('');
    }
  }
  yield all.toSorted((a, b) => rankOf(a) - rankOf(b)).join('');
}

/** Towards 0 in ever smaller steps, and the positive one of a negative. */
export function* integersBelow(value: bigint): Iterable<bigint> {
  if (value < 0n) yield -value;
  for (let step = value; step !== 0n; step /= 2n) yield value - step;
}

function* floatsBelow(value: number): Iterable<number> {
  yield 0;
  if (!Number.isFinite(value)) {
    yield 1;
    return;
  }
  if (value < 0 || Object.is(value, -0)) yield -value;
  const whole = Math.trunc(value);
  if (whole === value && Math.abs(value) <= Number.MAX_SAFE_INTEGER) {
    for (const below of integersBelow(BigInt(whole))) yield Number(below);
    return;
  }
  yield whole;
  if (Math.abs(value) >= 1e12) return;
  for (const below of integersBelow(BigInt(whole))) yield Number(below) + (value - whole);
  yield Math.trunc(value * 10) / 10;
}
