import type { Value } from '../../../protocol/cases.ts';
import type { Term } from '../../core/exploring.ts';
import { columnsOf } from './terms.ts';
import { itemsOf, withItems } from './values.ts';

/** A way down into a value: to each item, to the item at an index, or to each column of rows. */
export type Step = 'each' | 'columns' | number;

/** Where a term's values stand; null for terms that are no places, such as sums. */
export function pathOf(
  term: Term,
): { readonly name: string; readonly steps: readonly Step[] } | null {
  switch (term.kind) {
    case 'parameter':
      return { name: term.name, steps: [] };
    case 'each':
    case 'at':
    case 'columns': {
      const outer = pathOf(term.of);
      const step = term.kind === 'at' ? term.index : term.kind;
      return outer === null ? null : { ...outer, steps: [...outer.steps, step] };
    }
    default:
      return null;
  }
}

/**
 * The value with what stands at a place changed. Containers in `own` are changed where they are;
 * others on the way are copied, and the copies are noted in `own`.
 */
export function changedAt(
  value: Value,
  steps: readonly Step[],
  change: (value: Value) => Value,
  own: WeakSet<object>,
): Value {
  const [step, ...rest] = steps;
  if (step === undefined) return change(value);
  const items = itemsOf(value);
  if (items === null) return value;
  if (step === 'columns') {
    const columns = columnsOf(value);
    if (columns === null) return value;
    const changed = columns.map((column) => changedAt(column, rest, change, own));
    if (changed.every((column, index) => column === columns[index])) return value;
    const cells = changed.map((column) => itemsOf(column) ?? []);
    const rows = items.map((row, at) =>
      withItems(
        row,
        cells.map((column) => column[at] as Value),
      ),
    );
    return withItems(value, rows);
  }
  if (step === 'each') {
    const changed = items.map((item) => changedAt(item, rest, change, own));
    return changed.some((item, index) => item !== items[index]) ? withItems(value, changed) : value;
  }
  const at = step < 0 ? items.length + step : step;
  const item = items[at];
  if (item === undefined) return value;
  const next = changedAt(item, rest, change, own);
  if (next === item) return value;
  if (own.has(items)) {
    (items as Value[])[at] = next;
    return value;
  }
  const copy = items.with(at, next);
  own.add(copy);
  return withItems(value, copy);
}
