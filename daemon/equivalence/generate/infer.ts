import type { Value } from '../../../protocol/cases.ts';
import type { Shape } from '../../core/exploring.ts';
import type { InstanceShape } from '../../core/shapes.ts';
import { type View, viewOf } from '../../cases/views.ts';
import { fits } from './fits.ts';
import { instanceShapes } from './infer-instances.ts';
import { unionOf } from './schema-shape.ts';
import { distinct, hasReference, sizeOf } from './values.ts';

/** What a long list holds is clear from its beginning. */
const mostItems = 300;

/**
 * The narrowest shape that all these values have, told from kinds and nesting, not from ranges:
 * three inputs below ten do not mean that there are none above.
 */
export function inferShape(values: readonly Value[]): Shape {
  const groups = grouped(values, (value) => viewOf(value).kind);
  const arms = [...groups].flatMap(([kind, some]) => {
    if (kind === 'new') return instanceShapes(some, inferShape);
    return kind === 'object' ? objectShapes(some) : shapeOf(kind, some.map(viewOf));
  });
  return arms.length === 0 ? { kind: 'unknown' } : unionOf(arms);
}

function shapeOf(kind: View['kind'], views: readonly View[]): readonly Shape[] {
  switch (kind) {
    case 'null':
      return [{ kind: 'null' }];
    case 'bool':
      return [{ kind: 'boolean' }];
    case 'int':
      return [{ kind: 'integer' }];
    case 'float':
    case 'string':
    case 'bytes':
      return [{ kind }];
    case 'list':
      return [listShape(rowsOf(views))];
    case 'set':
    case 'frozenset':
      return [{ kind, items: inferShape(rowsOf(views).flat()) }];
    case 'tuple':
      return tupleShapes(rowsOf(views));
    case 'dict':
      return [dictShape(views)];
    // A reference stands for a container that is looked at where it opens.
    default:
      return [];
  }
}

const mostObjects = 12;
const largestObject = 300;

/** Objects by their state, as they are: nobody knows which other states there can be. */
function objectShapes(values: readonly Value[]): readonly Shape[] {
  const small = values.filter((value) => !hasReference(value) && sizeOf(value) <= largestObject);
  const some = distinct(small).slice(0, mostObjects);
  return some.length === 0 ? [] : [{ kind: 'constant', values: some }];
}

function rowsOf(views: readonly View[]): readonly (readonly Value[])[] {
  return views.flatMap((view) => ('items' in view ? [view.items.slice(0, mostItems)] : []));
}

function listShape(lists: readonly (readonly Value[])[]): Shape {
  return matrixShape(lists) ?? { kind: 'list', items: inferShape(lists.flat()) };
}

/** Lists of lists of one length each, where there is more than one row to tell it by. */
function matrixShape(lists: readonly (readonly Value[])[]): Shape | null {
  const rows = lists.flat();
  if (rows.length < 2 || !rows.every((row) => Array.isArray(row))) return null;
  const filled = lists.filter((list) => list.length > 0) as (readonly Value[][])[];
  const widths = filled.map((list) => new Set(list.map((row) => row.length)));
  if (widths.some(({ size }) => size > 1) || !filled.some((list) => list.length > 1)) return null;
  const all = distinct(filled.flatMap((list) => list[0]?.length ?? [])) as number[];
  if (all.every((width) => width === 0)) return null;
  const items = inferShape((rows as Value[][]).flat().slice(0, mostItems));
  const [width] = all;
  // Pairs and triples have always as many columns; of a few grids of one size nobody knows.
  const isFixed = all.length === 1 && width !== undefined && width <= 3 && rows.length > 3;
  return { kind: 'matrix', items, ...(isFixed ? { columns: [width, width] } : {}) };
}

/** Tuples of one length have a meaning for each place. */
function tupleShapes(tuples: readonly (readonly Value[])[]): readonly Shape[] {
  const byLength = grouped(tuples, ({ length }) => length);
  return [...byLength].slice(0, 4).map(([length, some]) => ({
    kind: 'tuple',
    items: Array.from({ length }, (_, index) => inferShape(some.map((row) => row[index] as Value))),
  }));
}

/** Dicts that all have the same names are records. */
function dictShape(views: readonly View[]): Shape {
  const dicts = views.flatMap((view) => (view.kind === 'dict' ? [view.entries] : []));
  const [first = []] = dicts;
  const names = first.map(([key]) => key);
  const isRecord =
    dicts.length > 1 &&
    names.length > 0 &&
    names.every((name) => typeof name === 'string') &&
    dicts.every(
      (entries) =>
        entries.length === names.length && entries.every(([key], index) => key === names[index]),
    );
  if (!isRecord) {
    const entries = dicts.flat().slice(0, mostItems);
    return {
      kind: 'dict',
      keys: inferShape(entries.map(([key]) => key)),
      values: inferShape(entries.map(([, value]) => value)),
    };
  }
  const fields = names.map((name, index) => [
    name as string,
    inferShape(
      dicts.flatMap((entries) => (entries[index] === undefined ? [] : [entries[index][1]])),
    ),
  ]);
  return { kind: 'record', fields: Object.fromEntries(fields) as Record<string, Shape> };
}

/**
 * What a sketch says, completed by what known values show: where it says nothing they decide, and
 * where they contradict it both are possible.
 */
export function refined(shape: Shape, known: readonly Value[]): Shape {
  const inferred = inferShape(known);
  if (inferred.kind === 'unknown') return shape;
  const completed = complete(shape, inferred);
  return known.every((value) => fits(value, completed))
    ? completed
    : unionOf([completed, inferred]);
}

function complete(shape: Shape, inferred: Shape): Shape {
  if (shape.kind === 'unknown') return inferred;
  if (shape.kind === 'union') {
    return { ...shape, of: shape.of.map((arm) => complete(arm, armLike(arm, inferred))) };
  }
  const same = armLike(shape, inferred);
  switch (shape.kind) {
    case 'list':
      if (same.kind === 'matrix' && ['unknown', 'list'].includes(shape.items.kind)) {
        const cells = shape.items.kind === 'list' ? shape.items.items : shape.items;
        const rows = [shape.min ?? 0, shape.max ?? Infinity] as const;
        return { ...same, items: complete(cells, same.items), rows };
      }
      return same.kind === 'list' ? { ...shape, items: complete(shape.items, same.items) } : shape;
    case 'set':
    case 'frozenset':
      return same.kind === shape.kind
        ? { ...shape, items: complete(shape.items, same.items) }
        : shape;
    case 'matrix':
      return same.kind === 'matrix'
        ? { ...shape, items: complete(shape.items, same.items) }
        : shape;
    case 'dict':
      if (same.kind === 'record' && shape.keys.kind === 'unknown') return same;
      return same.kind === 'dict'
        ? {
            ...shape,
            keys: complete(shape.keys, same.keys),
            values: complete(shape.values, same.values),
          }
        : shape;
    case 'instance':
      return same.kind === 'instance' && same.type === shape.type
        ? completeInstance(shape, same)
        : shape;
    case 'tuple':
      if (same.kind !== 'tuple' || same.items.length !== shape.items.length) return shape;
      return {
        ...shape,
        items: shape.items.map((item, index) => complete(item, same.items[index] as Shape)),
      };
    default:
      return shape;
  }
}

/** What known instances are given, for parameters of which nothing else is known. */
function completeInstance(shape: InstanceShape, inferred: InstanceShape): InstanceShape {
  const given = inferred.parameters.filter(({ place }) => place === 'positional');
  return {
    ...shape,
    parameters: shape.parameters.map((parameter, index) => {
      const seen = [
        given[index]?.shape,
        inferred.parameters.find(({ name }) => name === parameter.name)?.shape,
      ].filter((one) => one !== undefined);
      const known = seen.length === 0 ? null : unionOf(seen);
      return known === null ? parameter : { ...parameter, shape: complete(parameter.shape, known) };
    }),
  };
}

/** The part of an inferred shape that has to do with this one. */
function armLike(shape: Shape, inferred: Shape): Shape {
  const arms = inferred.kind === 'union' ? inferred.of : [inferred];
  const kinds = shape.kind === 'list' ? ['list', 'matrix'] : [shape.kind];
  const type = shape.kind === 'instance' ? shape.type : null;
  const isLike = (arm: Shape): boolean =>
    kinds.includes(arm.kind) && (arm.kind !== 'instance' || arm.type === type);
  return arms.find(isLike) ?? { kind: 'unknown' };
}

function grouped<T, Key>(items: readonly T[], keyOf: (item: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
