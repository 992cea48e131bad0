import type { Value } from '../../../protocol/cases.ts';
import type { Shape, SketchedParameter } from '../../core/exploring.ts';
import type { MethodCall, NewView } from '../../cases/views.ts';
import type { ShapeOf } from './shapes.ts';

export type InstanceShape = ShapeOf<'instance'>;

const opened = new WeakMap<InstanceShape, InstanceShape>();

/**
 * The same shape with itself in place of every `again` that means it, one level deep: what is
 * inside still says `again`, so shapes stay finite while values may be of any depth.
 */
export function unfolded(shape: InstanceShape): InstanceShape {
  const known = opened.get(shape);
  if (known !== undefined) return known;
  const result = onParts(shape, (part) => put(part, shape)) as InstanceShape;
  opened.set(shape, result);
  return result;
}

function put(part: Shape, whole: InstanceShape): Shape {
  if (part.kind === 'again') return part.type === whole.type ? whole : part;
  if (part.kind === 'instance' && part.type === whole.type) return part;
  return mentions(part, whole.type) ? onParts(part, (inner) => put(inner, whole)) : part;
}

/** Whether `again` of this type stands in a shape. */
export function mentions(shape: Shape, type: string): boolean {
  if (shape.kind === 'again') return shape.type === type;
  if (shape.kind === 'instance' && shape.type === type) return false;
  return partsOf(shape).some((part) => mentions(part, type));
}

/** The shapes that a shape is made of. */
export function partsOf(shape: Shape): readonly Shape[] {
  switch (shape.kind) {
    case 'list':
    case 'set':
    case 'frozenset':
    case 'matrix':
      return [shape.items];
    case 'tuple':
      return shape.items;
    case 'dict':
      return [shape.keys, shape.values];
    case 'record':
      return Object.values(shape.fields);
    case 'union':
      return shape.of;
    case 'instance':
      return [
        ...shape.parameters.map((parameter) => parameter.shape),
        ...Object.values(shape.attributes ?? {}),
      ];
    default:
      return [];
  }
}

/** The same shape with its parts changed. */
export function onParts(shape: Shape, change: (part: Shape) => Shape): Shape {
  switch (shape.kind) {
    case 'list':
    case 'set':
    case 'frozenset':
    case 'matrix':
      return { ...shape, items: change(shape.items) };
    case 'tuple':
      return { ...shape, items: shape.items.map(change) };
    case 'dict':
      return { ...shape, keys: change(shape.keys), values: change(shape.values) };
    case 'record':
      return { ...shape, fields: changedMembers(shape.fields, change) };
    case 'union':
      return { ...shape, of: shape.of.map(change) };
    case 'instance':
      return {
        ...shape,
        parameters: shape.parameters.map((parameter) => ({
          ...parameter,
          shape: change(parameter.shape),
        })),
        ...(shape.attributes === undefined
          ? {}
          : { attributes: changedMembers(shape.attributes, change) }),
      };
    default:
      return shape;
  }
}

function changedMembers(
  members: Readonly<Record<string, Shape>>,
  change: (part: Shape) => Shape,
): Readonly<Record<string, Shape>> {
  return Object.fromEntries(Object.entries(members).map(([name, part]) => [name, change(part)]));
}

/** What is given for each parameter; undefined where it is left out. */
export type Given = readonly (Value | undefined)[];

/** An instance as a value, in its shortest form. */
export function newValue({ type, args, kwargs, set, calls }: Omit<NewView, 'kind'>): Value {
  return {
    $new: {
      type,
      args,
      ...(Object.keys(kwargs).length === 0 ? {} : { kwargs }),
      ...(Object.keys(set).length === 0 ? {} : { set }),
      ...(calls.length === 0 ? {} : { calls: calls.map(methodCallValue) }),
    },
  };
}

function methodCallValue({ method, args, kwargs }: MethodCall): Value {
  return Object.keys(kwargs).length === 0 ? [method, args] : [method, args, kwargs];
}

/** Values for parameters as a call has them: by position as far as that goes, then by name. */
export function argumentsOf(
  parameters: readonly SketchedParameter[],
  given: Given,
): { readonly args: readonly Value[]; readonly kwargs: Readonly<Record<string, Value>> } {
  const args: Value[] = [];
  const kwargs: Record<string, Value> = {};
  // After an argument that is left out, the following ones cannot stand by position.
  let hasEnded = false;
  parameters.forEach(({ name, place }, index) => {
    const value = given[index];
    if (value === undefined) hasEnded ||= place === 'positional';
    else if (place === 'positional' && !hasEnded) args.push(value);
    else if (place === 'positional' || place === 'keyword') kwargs[name] = value;
    else if (place === 'rest' && !hasEnded && Array.isArray(value))
      args.push(...(value as Value[]));
  });
  return { args, kwargs };
}

/** The reverse; null where there are more arguments than parameters. */
export function givenOf(
  parameters: readonly SketchedParameter[],
  args: readonly Value[],
  kwargs: Readonly<Record<string, Value>>,
): Given | null {
  const row = [...args];
  const byName = new Map(Object.entries(kwargs));
  const given = parameters.map(({ name, place }): Value | undefined => {
    if (place === 'rest') return row.splice(0);
    if (place === 'positional' && row.length > 0) return row.shift();
    const value = byName.get(name);
    byName.delete(name);
    return value;
  });
  return row.length === 0 && byName.size === 0 ? given : null;
}
