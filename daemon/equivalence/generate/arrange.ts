import type { Value } from '../../../protocol/cases.ts';
import type { Draw } from './draw.ts';
import { itemsOf, order } from './values.ts';

type Items = readonly Value[];

/** Orders and repetitions in which lists come, each with its weight out of their sum. */
const arrangements: readonly (readonly [
  weight: number,
  arrange: (items: Items, draw: Draw) => Items,
])[] = [
  [40, (items) => items],
  [10, sorted],
  [5, reversed],
  [5, nearlySorted],
  [5, allEqual],
  [12, ofFew],
  [4, skewed],
  [4, inRuns],
  [4, palindrome],
  [3, rotated],
  [3, twice],
  [2, alternating],
];

/** The same number of items in one of the orders, or with some repeated, that lists often have. */
export function arranged(items: Items, draw: Draw): Items {
  return items.length < 2 ? items : draw.weighted(arrangements)(items, draw);
}

/** For timing: nothing that makes most of the items one. */
export function arrangedForTiming(items: Items, draw: Draw): Items {
  if (items.length < 2) return items;
  return draw.pick([(all: Items) => all, sorted, nearlySorted])(items, draw);
}

export function sorted(items: Items): Items {
  return items.toSorted(order);
}

/** By one item of each row; rows that have none stand as they are. */
export function sortedBy(rows: Items, by: number): Items {
  const key = (row: Value): Value => itemsOf(row)?.[by] ?? null;
  return rows.toSorted((a, b) => order(key(a), key(b)));
}

export function inOrder(
  items: readonly Value[],
  order: 'ascending' | 'descending',
): readonly Value[] {
  return order === 'ascending' ? sorted(items) : sorted(items).toReversed();
}

function reversed(items: Items): Items {
  return sorted(items).toReversed();
}

function nearlySorted(items: Items, draw: Draw): Items {
  const result = [...sorted(items)];
  const at = draw.integer(0, result.length - 2);
  [result[at], result[at + 1]] = [result[at + 1] as Value, result[at] as Value];
  return result;
}

function allEqual(items: Items): Items {
  return items.map(() => items[0] as Value);
}

/** Each is one of a few, so that duplicates happen among wide ranges too. */
function ofFew(items: Items, draw: Draw): Items {
  const few = items.slice(0, draw.integer(2, Math.min(4, items.length)));
  return items.map(() => draw.pick(few));
}

/** One value has the majority, or nearly. */
function skewed(items: Items, draw: Draw): Items {
  return items.map((item) => (draw.chance(0.55) ? (items[0] as Value) : item));
}

function inRuns(items: Items, draw: Draw): Items {
  const result: Value[] = [];
  for (const item of items) {
    const run = draw.integer(1, 3);
    for (let i = 0; i < run && result.length < items.length; i++) result.push(item);
  }
  return result;
}

function palindrome(items: Items): Items {
  const half = items.slice(0, Math.ceil(items.length / 2));
  return [...half, ...half.slice(0, Math.floor(items.length / 2)).toReversed()];
}

function rotated(items: Items, draw: Draw): Items {
  const all = sorted(items);
  const by = draw.integer(1, all.length - 1);
  return [...all.slice(by), ...all.slice(0, by)];
}

function twice(items: Items): Items {
  const half = items.slice(0, Math.ceil(items.length / 2));
  return [...half, ...half].slice(0, items.length);
}

function alternating(items: Items): Items {
  return items.map((_, index) => items[index % 2] as Value);
}
