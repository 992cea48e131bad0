import type { Value } from '../../../protocol/cases.ts';
import type { Shape } from '../../core/exploring.ts';
import { type MethodCall, viewOf } from '../../cases/views.ts';
import { type InstanceShape, unfolded } from '../../core/shapes.ts';
import type { Draw } from './draw.ts';
import { fits } from './fits.ts';
import { argumentsOf, givenOf, newValue } from './instances.ts';
import { drawMoved } from './numbers.ts';
import { instancesIn, withNode } from './parts.ts';
import type { Filling } from './slots.ts';
import {
  characters,
  dictValue,
  distinct,
  integerValue,
  isInteger,
  numberOf,
  withItems,
  hashable,
} from './values.ts';

/** Draws a new value of a shape, for a place in a value that gets another. */
export type Fresh = (shape: Shape) => Value;

/** What mutating needs to know besides the value. */
interface Materials {
  readonly draw: Draw;
  readonly fresh: Fresh;
}

/**
 * The same filling with one value changed a little, or spliced with the value that another filling
 * has in its place.
 */
export function mutated(
  filling: Filling,
  shapes: readonly Shape[],
  other: Filling,
  materials: Materials,
): Filling {
  const { draw } = materials;
  const present = filling.flatMap((value, index) => (value === undefined ? [] : [index]));
  if (present.length === 0) return filling;
  let result = filling;
  // Mostly one change: what is left of a good input is why it is good.
  const changes = draw.chance(0.7) ? 1 : draw.integer(2, 3);
  for (let change = 0; change < changes; change++) {
    const at = draw.pick(present);
    const value = result[at] as Value;
    const shape = shapes[at] as Shape;
    const partner = other[at];
    const isSpliced = partner !== undefined && draw.chance(0.2);
    result = result.with(
      at,
      isSpliced ? spliced(value, partner, draw) : changed(value, shape, materials),
    );
  }
  return result;
}

function changed(value: Value, whole: Shape, { draw, fresh }: Materials): Value {
  const materials = { draw, fresh };
  const shape = armFor(value, whole);
  if (draw.chance(0.08)) return fresh(whole);
  if (shape.kind === 'constant') return fresh(shape);
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') return changedText(value, shape, draw, fresh);
  if (value === null) return fresh(shape);
  if (numberOf(value) !== null) return drawMoved(value, draw);
  const view = viewOf(value);
  switch (view.kind) {
    case 'list':
    case 'set':
    case 'frozenset': {
      const inner = itemShape(shape);
      const isGrid = armOf(shape, ['matrix']) !== null;
      const items = isGrid
        ? changedGrid(view.items, inner, materials)
        : changedRow(view.items, inner, materials);
      // What mutating repeats, a set holds once.
      return view.kind === 'list' ? items : withItems(value, distinct(items.map(hashable)));
    }
    case 'tuple': {
      if (view.items.length === 0) return value;
      const at = draw.integer(0, view.items.length - 1);
      const tuple = armOf(shape, ['tuple']);
      const own = tuple?.kind === 'tuple' ? tuple.items[at] : undefined;
      const item = changed(view.items[at] as Value, own ?? { kind: 'unknown' }, materials);
      return { $tuple: view.items.with(at, item) };
    }
    case 'dict': {
      if (view.entries.length === 0) return fresh(shape);
      const at = draw.integer(0, view.entries.length - 1);
      const [key, item] = view.entries[at] as readonly [Value, Value];
      if (armOf(shape, ['record']) === null && draw.chance(0.3)) {
        return dictValue(view.entries.filter((_, index) => index !== at));
      }
      const own = memberShape(shape, key);
      return dictValue(view.entries.with(at, [key, changed(item, own, materials)]));
    }
    case 'new':
      return changedStructure(value, shape, whole, materials);
    default:
      return fresh(shape);
  }
}

/** One instance of a structure changed: what it carries, where it stands, or what it leads to. */
function changedStructure(
  value: Value,
  shape: Shape,
  whole: Shape,
  { draw, fresh }: Materials,
): Value {
  if (shape.kind !== 'instance') return fresh(whole);
  const nodes = instancesIn(value);
  const own = nodes.filter((node) => typeOf(node.value) === shape.type);
  const node = draw.pick(own);
  const other = draw.pick(own);
  switch (draw.integer(0, 7)) {
    case 0:
      return other.value;
    case 1: {
      // Left out: what comes after it takes its place.
      const below = own.filter(({ above }) => above === node);
      return below.length === 0 ? value : withNode(node, draw.pick(below).value);
    }
    case 2:
      return node.above === null ? fresh(whole) : withNode(node, fresh(shape));
    case 3:
      // Another part of the same structure; small ones, so that none grows without end.
      return nodes.length > 60 ? other.value : withNode(node, other.value);
    default:
      return withNode(node, changedInstance(node.value, unfolded(shape), { draw, fresh }));
  }
}

function changedInstance(value: Value, shape: InstanceShape, materials: Materials): Value {
  const { type, parameters, attributes = {} } = shape;
  const view = viewOf(value);
  const given = view.kind === 'new' ? givenOf(parameters, view.args, view.kwargs) : null;
  if (view.kind !== 'new' || given === null) return value;
  const { draw, fresh } = materials;
  const names = Object.keys(attributes);
  const parts = parameters.length + names.length;
  if (view.calls.length > 0 && draw.chance(parts === 0 ? 0.9 : 0.5))
    return newValue({ ...view, calls: changedCalls(view.calls, shape, materials) });
  const at = draw.integer(0, parts - 1);
  const changedPart = (part: Value | undefined, shape: Shape): Value =>
    part === undefined ? fresh(shape) : changedPlain(part, shape, type, materials);
  const name = names[at - parameters.length];
  if (name !== undefined) {
    const part = changedPart(view.set[name], attributes[name] as Shape);
    return newValue({ ...view, set: { ...view.set, [name]: part } });
  }
  const parameter = parameters[at];
  if (parameter === undefined) return value;
  const isGone = parameter.isOptional && draw.chance(0.2);
  const part = isGone ? undefined : changedPart(given[at], parameter.shape);
  return newValue({ ...view, ...argumentsOf(parameters, given.with(at, part)) });
}

/** Another order or number of calls before, or others among them. */
function changedCalls(
  calls: readonly MethodCall[],
  shape: InstanceShape,
  { draw, fresh }: Materials,
): readonly MethodCall[] {
  const at = draw.integer(0, calls.length - 1);
  const other = draw.integer(0, calls.length - 1);
  const drawn = viewOf(fresh(shape));
  const more = drawn.kind === 'new' && drawn.type === shape.type ? drawn.calls : [];
  switch (draw.integer(0, 4)) {
    case 0:
      return calls.toSpliced(at, 1);
    case 1:
      return calls.toSpliced(at, 0, calls[other] as MethodCall).slice(0, 100);
    case 2:
      return calls.with(at, calls[other] as MethodCall).with(other, calls[at] as MethodCall);
    case 3:
      return [...calls.slice(0, at), ...more.slice(0, 100)];
    default:
      return calls.toSpliced(at, 1, ...more.slice(0, 1));
  }
}

/** Links of the structure itself are exchanged whole: their insides have turns of their own. */
function changedPlain(part: Value, shape: Shape, type: string, materials: Materials): Value {
  const isLink = instancesIn(part).some((node) => typeOf(node.value) === type);
  return isLink ? materials.fresh(shape) : changed(part, shape, materials);
}

function typeOf(value: Value): string | null {
  const view = viewOf(value);
  return view.kind === 'new' ? view.type : null;
}

/** The arm of a union that a value is of, where several are of its kind. */
function armFor(value: Value, shape: Shape): Shape {
  if (shape.kind !== 'union') return shape;
  const kinds = new Set(shape.of.map(({ kind }) => kind));
  const isTold = kinds.size < shape.of.length || kinds.has('instance');
  return isTold ? (shape.of.find((arm) => fits(value, arm)) ?? shape) : shape;
}

function changedRow(items: readonly Value[], shape: Shape, materials: Materials): readonly Value[] {
  const { draw, fresh } = materials;
  if (items.length === 0) return [fresh(shape)];
  const at = draw.integer(0, items.length - 1);
  const other = draw.integer(0, items.length - 1);
  switch (draw.integer(0, 9)) {
    case 0:
      return items.toSpliced(at, 1);
    case 1:
      return items.toSpliced(at, 0, items[at] as Value);
    case 2:
      return items.toSpliced(at, 0, fresh(shape));
    case 3:
      return items.with(at, items[other] as Value).with(other, items[at] as Value);
    case 4:
      return items.with(at, items[other] as Value);
    case 5:
      return items.slice(0, at);
    case 6:
      return items.slice(at);
    case 7:
      return draw.chance(0.5) ? items.toReversed() : [...items, ...items].slice(0, 100);
    default:
      return items.with(at, changed(items[at] as Value, shape, materials));
  }
}

/** Rows of one length stay so. */
function changedGrid(rows: readonly Value[], shape: Shape, materials: Materials): readonly Value[] {
  const { draw } = materials;
  const grid = rows as readonly (readonly Value[])[];
  const [first] = grid;
  const isRow = (cells: Value): boolean => Array.isArray(cells) && cells.length === first?.length;
  if (first === undefined || first.length === 0 || !rows.every(isRow)) return rows;
  const row = draw.integer(0, grid.length - 1);
  const column = draw.integer(0, first.length - 1);
  switch (draw.integer(0, 5)) {
    case 0:
      return grid.length > 1 ? grid.toSpliced(row, 1) : grid;
    case 1:
      return grid.toSpliced(row, 0, grid[row] as readonly Value[]);
    case 2:
      return first.length > 1 ? grid.map((cells) => cells.toSpliced(column, 1)) : grid;
    case 3:
      return first.map((_, index) => grid.map((cells) => cells[index] as Value));
    default: {
      const cells = grid[row] as readonly Value[];
      const cell = cells[column] ?? null;
      return grid.with(row, cells.with(column, changed(cell, shape, materials)));
    }
  }
}

function changedText(text: string, shape: Shape, draw: Draw, fresh: Fresh): Value {
  const all = characters(text);
  const some = fresh(shape);
  const source = typeof some === 'string' && some !== '' ? characters(some) : ['a'];
  if (all.length === 0) return source[0] as string;
  const at = draw.integer(0, all.length - 1);
  const other = draw.integer(0, all.length - 1);
  switch (draw.integer(0, 6)) {
    case 0:
      return all.toSpliced(at, 1).join('');
    case 1:
      return all.toSpliced(at, 0, all[at] as string).join('');
    case 2:
      return all.toSpliced(at, 0, draw.pick(source)).join('');
    case 3:
      return all
        .with(at, all[other] as string)
        .with(other, all[at] as string)
        .join('');
    case 4:
      return all.slice(0, at).join('');
    case 5:
      return all.toReversed().join('');
    default:
      return all.with(at, draw.pick(source)).join('');
  }
}

/** The beginning of one with the end of the other. */
function spliced(value: Value, partner: Value, draw: Draw): Value {
  if (typeof value === 'string' && typeof partner === 'string') {
    const [a, b] = [characters(value), characters(partner)];
    return [...a.slice(0, draw.integer(0, a.length)), ...b.slice(draw.integer(0, b.length))].join(
      '',
    );
  }
  if (Array.isArray(value) && Array.isArray(partner)) {
    const [a, b] = [value as readonly Value[], partner as readonly Value[]];
    return [...a.slice(0, draw.integer(0, a.length)), ...b.slice(draw.integer(0, b.length))];
  }
  if (isInteger(value) && isInteger(partner)) {
    const [a, b] = [numberOf(value) ?? 0, numberOf(partner) ?? 0];
    return draw.chance(0.5) ? partner : integerValue(a + b);
  }
  return partner;
}

function armOf(shape: Shape, kinds: readonly Shape['kind'][]): Shape | null {
  if (kinds.includes(shape.kind)) return shape;
  return shape.kind === 'union'
    ? (shape.of.find(({ kind }) => kinds.includes(kind)) ?? null)
    : null;
}

function itemShape(shape: Shape): Shape {
  const arm = armOf(shape, ['list', 'set', 'frozenset', 'matrix']);
  return arm !== null && 'items' in arm && !Array.isArray(arm.items)
    ? (arm.items as Shape)
    : { kind: 'unknown' };
}

function memberShape(shape: Shape, key: Value): Shape {
  const arm = armOf(shape, ['dict', 'record']);
  if (arm?.kind === 'dict') return arm.values;
  const field = arm?.kind === 'record' ? arm.fields[String(key)] : undefined;
  return field ?? { kind: 'unknown' };
}
