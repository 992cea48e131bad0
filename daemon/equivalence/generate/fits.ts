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
      return fitsRow(items, shape);
    }
    case 'tuple': {
      const view = viewOf(value);
      if (view.kind !== 'tuple' || view.items.length !== shape.items.length) return false;
      return view.items.every((item, index) => fits(item, shape.items[index] as Shape));
    }
    case 'dict': {
      const view = viewOf(value);
      if (view.kind !== 'dict' || !isBetween(view.entries.length, shape)) return false;
      return view.entries.every(([key, item]) => fits(key, shape.keys) && fits(item, shape.values));
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
            : fits(member, field);
        })
      );
    }
    case 'union':
      return shape.of.some((arm) => fits(value, arm));
    case 'instance':
      return isMadeAs(value, unfolded(shape));
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
          (row as readonly Value[]).every((cell) => fits(cell, shape.items)),
      );
    }
  }
}

function isMadeAs(value: Value, { type, parameters, attributes = {} }: InstanceShape): boolean {
  const view = viewOf(value);
  if (view.kind !== 'new' || view.type !== type) return false;
  const given = givenOf(parameters, view.args, view.kwargs);
  if (given === null) return false;
  return (
    given.every((one, index) => {
      const { shape, isOptional } = parameters[index] as SketchedParameter;
      return one === undefined ? isOptional : fits(one, shape);
    }) &&
    Object.entries(view.set).every(([name, one]) => {
      const own = attributes[name];
      return own !== undefined && fits(one, own);
    })
  );
}

function fitsRow(items: readonly Value[], shape: ShapeOf<'list'>): boolean {
  if (!isBetween(items.length, shape)) return false;
  if (!items.every((item) => fits(item, shape.items))) return false;
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
