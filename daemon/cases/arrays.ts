import type { Value } from '../../protocol/cases.ts';
import type { Tolerance } from '../core/case-set.ts';
import type { Members } from './tags.ts';
import { viewOf } from './views.ts';

/** What holds items of one type, which is part of it: an array, a column, a number of a package. */
export interface ArrayParts {
  /** A name such as `float32`, or rows of fields. */
  readonly elementType: Value;
  /** Rows within rows, or one item. */
  readonly items: Value;
  readonly shape: readonly number[];
  /** What there is besides, such as a mask. */
  readonly rest: readonly Value[];
}

/** The parts of such an object, as `foreign.py` and docs/cases.md say its state; null for any other. */
export function arrayParts(type: string, state: Value): ArrayParts | null {
  if (!holdsItems.test(type) || !Array.isArray(state)) return null;
  const [elementType, items, ...rest] = state as readonly Value[];
  if (elementType === undefined || items === undefined) return null;
  if (typeof elementType !== 'string' && !Array.isArray(elementType)) {
    if (type !== column) return null;
  }
  const [told] = rest.map(shapeIn);
  return { elementType, items, shape: told ?? shapeOf(items), rest };
}

/** Scalars have the name of their type, and arrays of types derived from an array have no such state. */
const column = 'column';
const holdsItems =
  /^(?:column|numpy\.(?:ma\.MaskedArray|ndarray|bool_?|str_|bytes_|void|record|(?:u?int|float|complex)\d+|(?:datetime|timedelta)64|(?:u?long|u?longlong|u?intc|longdouble|clongdouble)))$/;

function shapeIn(value: Value): readonly number[] | undefined {
  const view = viewOf(value);
  const shape = view.kind === 'dict' ? view.members?.['shape'] : undefined;
  return Array.isArray(shape) ? (shape as readonly number[]) : undefined;
}

function shapeOf(items: Value): readonly number[] {
  const shape: number[] = [];
  for (let at = items; Array.isArray(at); at = at[0] as Value) {
    shape.push(at.length);
    if (at.length === 0) break;
  }
  return shape;
}

/** What a table or a row with labels is compared by, each with the step that leads to it. */
export function labelledParts(
  type: string,
  state: Value,
): readonly { readonly step: string; readonly value: Value }[] | null {
  if (type !== 'pandas.Series' && type !== 'pandas.DataFrame') return null;
  const members = membersOf(state);
  if (members === null) return null;
  const { values, columns, data, ...others } = members;
  const rest = Object.entries(others).map(([name, value]: [string, Value]) => ({
    step: `.${name}`,
    value,
  }));
  if (values !== undefined) return [{ step: '', value: asColumn(values) }, ...rest];
  const labels = labelsOf(columns ?? null);
  return [
    { step: '.columns', value: columns ?? null },
    ...rest,
    ...(Array.isArray(data) ? (data as readonly Value[]) : []).map((each, index) => ({
      step: `[${typeof labels?.[index] === 'string' ? JSON.stringify(labels[index]) : index}]`,
      value: asColumn(each),
    })),
  ];
}

function asColumn(state: Value): Value {
  return { $object: { type: column, state } };
}

function labelsOf(columns: Value): readonly Value[] | null {
  if (Array.isArray(columns)) return columns;
  const values = membersOf(columns)?.['values'];
  return Array.isArray(values) && Array.isArray(values[1]) ? (values[1] as readonly Value[]) : null;
}

function membersOf(value: Value): Members | null {
  const view = viewOf(value);
  return view.kind === 'dict' ? view.members : null;
}

/** What a person writes for an array, a number of a package or a row with labels; null for others. */
export function plainItems(type: string, state: Value): Value | null {
  const array = arrayParts(type, state);
  if (array !== null) return array.items;
  if (type !== 'pandas.Series') return null;
  const values = membersOf(state)?.['values'];
  return Array.isArray(values) ? ((values[1] as Value | undefined) ?? null) : null;
}

/** How far reordered sums of such numbers lie apart, where that is more than of doubles. */
const coarse: ReadonlyMap<Value, number> = new Map<Value, number>([
  ['float32', 1e-5],
  ['complex64', 1e-5],
  ['float16', 1e-2],
]);

/** The tolerance for items of a type; one of nothing stays so. */
export function toleranceFor(elementType: Value, tolerance: Tolerance): Tolerance {
  const least = coarse.get(elementType);
  if (least === undefined || tolerance.relative === 0 || tolerance.relative >= least) {
    return tolerance;
  }
  return { relative: least, absolute: (tolerance.absolute * least) / tolerance.relative };
}

/** An array as a call that makes one: its items, and its type where they do not tell it. */
export function shownArray(items: Value, elementType: Value | undefined): Members {
  const first = firstOf(items);
  const usual =
    first === undefined
      ? 'float64'
      : typeof first === 'boolean'
        ? 'bool'
        : viewOf(first).kind === 'int'
          ? 'int64'
          : viewOf(first).kind === 'float'
            ? 'float64'
            : null;
  const isText = typeof elementType === 'string' && /^[<>=|]?[US]\d*$/.test(elementType);
  if (elementType === undefined || elementType === usual || isText) return {};
  return { dtype: elementType };
}

function firstOf(items: Value): Value | undefined {
  let at: Value | undefined = items;
  while (Array.isArray(at)) at = at[0] as Value | undefined;
  return at;
}

/** A table as a dict of its columns. */
export function shownTable(state: Value): Members | null {
  const members = membersOf(state);
  const labels = labelsOf(members?.['columns'] ?? null);
  const data = members?.['data'];
  if (labels === null || !Array.isArray(data)) return null;
  return Object.fromEntries(
    (data as readonly Value[]).map((each, index) => [
      typeof labels[index] === 'string' ? labels[index] : String(index),
      Array.isArray(each) ? ((each[1] as Value | undefined) ?? null) : null,
    ]),
  );
}
