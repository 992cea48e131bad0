import type { Shape } from './exploring.ts';
import { type InstanceShape, mentions, partsOf } from './shapes.ts';

/** Where something stands in an instance: among its arguments, or set afterwards. */
export interface Seat {
  readonly name: string;
  /** The number among positional arguments; null where only the name leads to it. */
  readonly index: number | null;
  readonly isSet: boolean;
}

/** How instances of a type hang together, as far as an order of them can be spoken of. */
export interface Layout {
  readonly type: string;
  /** What is ordered; null where nothing is that could be. */
  readonly key: (Seat & { readonly shape: Shape }) | null;
  /** One that leads on, of a chain; those that lead to the smaller and to the greater, of a tree. */
  readonly links: readonly Seat[];
}

export type Layouts = ReadonlyMap<string, Layout>;

/** Of all types in these shapes whose instances make chains or binary trees. */
export function layoutsIn(shapes: Iterable<Shape>): Layouts {
  const found = new Map<string, Layout>();
  const pending = [...shapes];
  for (let shape = pending.pop(); shape !== undefined; shape = pending.pop()) {
    pending.push(...partsOf(shape));
    if (shape.kind !== 'instance' || found.has(shape.type)) continue;
    const layout = layoutOf(shape);
    if (layout !== null) found.set(shape.type, layout);
  }
  return found;
}

function layoutOf({ type, parameters, attributes = {} }: InstanceShape): Layout | null {
  const all = [
    ...parameters.map(({ name, shape, place }, index) => ({
      name,
      shape,
      index: place === 'positional' ? index : null,
      isSet: false,
    })),
    ...Object.entries(attributes).map(([name, shape]) => ({
      name,
      shape,
      index: null,
      isSet: true,
    })),
  ];
  const one = all.filter(({ shape }) => isLinkToOne(shape, type));
  const held = all.filter(({ shape }) => mentions(shape, type));
  const carried = all.filter(({ shape }) => isOrdered(shape));
  const key = carried.find(({ name }) => keyNames.test(name)) ?? carried[0] ?? null;
  const left = one.find(({ name }) => leftNames.test(name));
  const right = one.find(({ name }) => rightNames.test(name));
  if (left !== undefined && right !== undefined) return { type, key, links: [left, right] };
  const next = one.find(({ name }) => nextNames.test(name));
  if (next !== undefined) return { type, key, links: [next] };
  // Of several links that are called neither, nobody knows which comes first.
  return one.length === 1 && held.length === 1 ? { type, key, links: one } : null;
}

function isLinkToOne(shape: Shape, type: string): boolean {
  const arms = shape.kind === 'union' ? shape.of : [shape];
  return arms.some((arm) => arm.kind === 'again' && arm.type === type);
}

function isOrdered(shape: Shape): boolean {
  const arms = shape.kind === 'union' ? shape.of : [shape];
  return arms.some(({ kind }) => ['integer', 'float', 'string', 'unknown'].includes(kind));
}

const keyNames = /^_?(?:val|value|key|data|item|element|num(?:ber)?|x)$/i;
const leftNames = /^_?(?:l|lc|left|left_?(?:child|node)|less|smaller|lower|lo)$/i;
const rightNames = /^_?(?:r|rc|right|right_?(?:child|node)|greater|larger|more|higher|hi)$/i;
const nextNames = /^_?(?:next|nxt|next_?node|succ(?:essor)?|tail|rest|link)$/i;
