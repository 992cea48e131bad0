import type { Value } from '../../../protocol/cases.ts';
import type { Shape, SketchedParameter } from '../../core/exploring.ts';
import { type InstanceShape, unfolded } from '../../core/shapes.ts';
import { viewOf } from '../../cases/views.ts';
import { givenOf } from './instances.ts';
import { isMultiple } from './numbers.ts';
import type { ShapeOf } from './shapes.ts';
import { satisfies } from './rules.ts';
import { characters, distinct, identityOf, itemsOf, lengthOf } from './values.ts';

/** Whether a value is one of this shape. Of what is unknown, any is. */
export function fits(value: Value, shape: Shape): boolean {
  const links: Link[] = [];
  if (!fitsHere(value, shape, links)) return false;
  for (let link = links.pop(); link !== undefined; link = links.pop()) {
    if (!isMadeAs(link.value, unfolded(link.shape), links)) return false;
  }
  return true;
}

/** An instance that is to be looked at afterwards: chains of them are too long for recursion. */
interface Link {
  readonly value: Value;
  readonly shape: InstanceShape;
}

function fitsHere(value: Value, shape: Shape, links: Link[]): boolean {
  switch (shape.kind) {
    case 'unknown':
      return true;
    case 'null':
      return value === null;
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer': {
      if (typeof value === 'number') return Number.isInteger(value) && isBetween(value, shape);
      const view = viewOf(value);
      return view.kind === 'int' && isBetween(Number(view.value), shape);
    }
    case 'float': {
      const view = viewOf(value);
      if (view.kind !== 'float') return false;
      return Number.isNaN(view.value)
        ? shape.min === undefined && shape.max === undefined
        : isBetween(view.value, shape);
    }
    case 'string': {
      if (typeof value !== 'string') return false;
      const all = characters(value);
      const { alphabet, pattern } = shape;
      if (!isBetween(all.length, shape)) return false;
      if (alphabet !== undefined && !all.every((one) => alphabet.includes(one))) return false;
      return pattern === undefined || new RegExp(pattern, 'u').test(value);
    }
    case 'bytes':
      return viewOf(value).kind === 'bytes' && isBetween(lengthOf(value) ?? 0, shape);
    case 'constant': {
      const identity = identityOf(value);
      return shape.values.some(
        (one) => identityOf(one) === identity && typeof one === typeof value,
      );
    }
    case 'list':
    case 'set':
    case 'frozenset': {
      const items = shape.kind === 'list' ? value : itemsOf(value);
      if (!Array.isArray(items) || viewOf(value).kind !== shape.kind) return false;
      return fitsRow(items, shape, links);
    }
    case 'tuple': {
      const view = viewOf(value);
      if (view.kind !== 'tuple' || view.items.length !== shape.items.length) return false;
      return view.items.every((item, index) => fitsHere(item, shape.items[index] as Shape, links));
    }
    case 'dict': {
      const view = viewOf(value);
      if (view.kind !== 'dict' || !isBetween(view.entries.length, shape)) return false;
      return view.entries.every(
        ([key, item]) => fitsHere(key, shape.keys, links) && fitsHere(item, shape.values, links),
      );
    }
    case 'record': {
      const view = viewOf(value);
      if (view.kind !== 'dict') return false;
      const members = new Map(view.entries);
      return (
        view.entries.every(
          ([key]) => typeof key === 'string' && Object.hasOwn(shape.fields, key),
        ) &&
        Object.entries(shape.fields).every(([name, field]) => {
          const member = members.get(name);
          return member === undefined
            ? shape.optional?.includes(name) === true
            : fitsHere(member, field, links);
        })
      );
    }
    case 'union':
      return fitsOne(value, shape.of, links);
    case 'instance':
      return isOfType(value, shape) && links.push({ value, shape }) > 0;
    // Nothing is around it that it could mean.
    case 'again':
      return false;
    case 'matrix': {
      if (!Array.isArray(value)) return false;
      const [least, most] = shape.rows ?? [0, Infinity];
      const columns = value.length === 0 ? null : lengthOf(value[0] as Value);
      if (value.length < least || value.length > most) return false;
      if (columns === null) return value.length === 0;
      const [narrowest, widest] = shape.columns ?? [0, Infinity];
      if (columns < narrowest || columns > widest) return false;
      if (shape.square === true && columns !== value.length) return false;
      return (value as readonly Value[]).every(
        (row) =>
          Array.isArray(row) &&
          row.length === columns &&
          (row as readonly Value[]).every((cell) => fitsHere(cell, shape.items, links)),
      );
    }
  }
}

/** Any of them; where one alone can be meant, what is linked in it is left for later. */
function fitsOne(value: Value, arms: readonly Shape[], links: Link[]): boolean {
  const meant = arms.filter((arm) => mayBe(value, arm));
  const [only] = meant;
  if (meant.length === 1 && only !== undefined) return fitsHere(value, only, links);
  return meant.some((arm) => fits(value, arm));
}

/** By the outermost kind: values that fit are never left out. */
function mayBe(value: Value, shape: Shape): boolean {
  if (shape.kind === 'instance') return isOfType(value, shape);
  if (shape.kind === 'null') return value === null;
  if (shape.kind === 'list' || shape.kind === 'matrix') return Array.isArray(value);
  return (
    value !== null ||
    shape.kind === 'constant' ||
    shape.kind === 'union' ||
    shape.kind === 'unknown'
  );
}

function isOfType(value: Value, { type }: InstanceShape): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const view = viewOf(value);
  // One of those around it, which is of the type where it is meant.
  if (view.kind === 'node' || view.kind === 'shared') return true;
  if (view.kind !== 'graph') return view.kind === 'new' && view.type === type;
  const first = viewOf(view.nodes[0] ?? null);
  return (first.kind === 'new' || first.kind === 'object') && first.type === type;
}

function isMadeAs(
  value: Value,
  { parameters, attributes = {} }: InstanceShape,
  links: Link[],
): boolean {
  const view = viewOf(value);
  // Instances that mean each other in more ways than shapes can say are as somebody wrote them.
  if (view.kind !== 'new') return ['graph', 'node', 'shared'].includes(view.kind);
  const given = givenOf(parameters, view.args, view.kwargs);
  if (given === null) return false;
  return (
    given.every((one, index) => {
      const { shape, isOptional, place } = parameters[index] as SketchedParameter;
      if (place === 'rest') return (one as readonly Value[]).every((each) => fits(each, shape));
      return one === undefined ? isOptional : fitsHere(one, shape, links);
    }) &&
    Object.entries(view.set).every(([name, one]) => {
      const own = attributes[name];
      if (['node', 'shared'].includes(viewOf(one).kind)) return true;
      return own !== undefined && fitsHere(one, own, links);
    })
  );
}

function fitsRow(items: readonly Value[], shape: ShapeOf<'list'>, links: Link[]): boolean {
  if (!isBetween(items.length, shape)) return false;
  if (!items.every((item) => fitsHere(item, shape.items, links))) return false;
  if (shape.unique === true && distinct(items).length < items.length) return false;
  if (shape.order === undefined) return true;
  const of = { kind: 'parameter', name: '' } as const;
  return satisfies({ kind: 'sorted', of, order: shape.order }, () => items);
}

function isBetween(
  value: number,
  shape: { readonly min?: number; readonly max?: number; readonly multipleOf?: number },
): boolean {
  if (value < (shape.min ?? -Infinity) || value > (shape.max ?? Infinity)) return false;
  return shape.multipleOf === undefined || isMultiple(value, shape.multipleOf);
}
