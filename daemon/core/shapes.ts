import type { Shape } from './exploring.ts';

export type InstanceShape = Extract<Shape, { readonly kind: 'instance' }>;

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
