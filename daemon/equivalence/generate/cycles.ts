import type { Value } from '../../../protocol/cases.ts';
import type { Shape } from '../../core/exploring.ts';
import type { Layout, Layouts, Seat } from '../../core/layouts.ts';
import { partsOf } from '../../core/shapes.ts';
import { someWithin, viewOf } from '../../cases/views.ts';
import { type Part, assembled, partsOfStructure } from './assembly.ts';
import type { Draw } from './draw.ts';
import { instancesIn, withNode } from './parts.ts';
import { newValue } from './instances.ts';

/** The types in these shapes whose links may come back to where they were, or lead to one. */
export function typesThat(meet: 'cycles' | 'shares', shapes: Iterable<Shape>): ReadonlySet<string> {
  const found = new Set<string>();
  const pending = [...shapes];
  for (let shape = pending.pop(); shape !== undefined; shape = pending.pop()) {
    if (shape.kind === 'instance' && shape[meet] === true) found.add(shape.type);
    pending.push(...partsOf(shape));
  }
  return found;
}

/** The same chain with its last instance leading back to one of it; null for what is no chain. */
export function closed(
  value: Value,
  types: ReadonlySet<string>,
  layouts: Layouts,
  draw: Draw,
): Value | null {
  const chain = chainOf(value, types, layouts);
  if (chain === null) return null;
  const { layout, parts } = chain;
  if (parts.length < 3 && draw.chance(0.6)) return null;
  const last = parts.at(-1) as Part;
  const [link] = layout.links as readonly [Seat];
  // A ring without a tail is one of many, and the least telling.
  const to = draw.chance(0.2) ? 0 : draw.integer(0, parts.length - 1);
  const set = { ...last.view.set, [link.name]: { $node: to } };
  return assembled([...parts.slice(0, -1), { ...last, view: { ...last.view, set } }], layout);
}

/** The same chain going over into another argument's, or being its end; null for what is no chain. */
export function joined(
  value: Value,
  into: { readonly argument: number; readonly value: Value },
  types: ReadonlySet<string>,
  layouts: Layouts,
  draw: Draw,
): Value | null {
  const own = chainOf(value, types, layouts);
  const other = chainOf(into.value, types, layouts);
  if (own === null || other === null || own.layout !== other.layout) return null;
  const last = own.parts.at(-1) as Part;
  const [link] = own.layout.links as readonly [Seat];
  const end = { $shared: [into.argument, draw.integer(0, other.parts.length - 1)] };
  if (draw.chance(0.2)) return end;
  const set = { ...last.view.set, [link.name]: end };
  return assembled(
    [...own.parts.slice(0, -1), { ...last, view: { ...last.view, set } }],
    own.layout,
  );
}

function chainOf(
  value: Value,
  types: ReadonlySet<string>,
  layouts: Layouts,
): { readonly layout: Layout; readonly parts: readonly Part[] } | null {
  if (typeof value !== 'object' || value === null) return null;
  const view = viewOf(value);
  const layout = view.kind === 'new' && types.has(view.type) ? layouts.get(view.type) : undefined;
  if (layout?.links.length !== 1) return null;
  const parts = partsOfStructure(value, layout);
  // What else hangs on them would be counted too.
  return instancesIn(value).length > parts.length ? null : { layout, parts };
}

/** Whether an instance that was met before stands in a value again. */
export function comesBack(root: Value): boolean {
  return someWithin(root, ({ kind }) => kind === 'node' || kind === 'shared');
}

/** The same value where what leads back leads further back: to the first, then to those after it. */
export function* furtherBack(root: Value): Iterable<Value> {
  if (!comesBack(root)) return;
  for (const node of instancesIn(root)) {
    const view = viewOf(node.value);
    if (view.kind !== 'new') continue;
    for (const [name, part] of Object.entries(view.set)) {
      const target = viewOf(part);
      if (target.kind !== 'node') continue;
      for (let to = 0; to < Math.min(target.index, mostTargets); to++) {
        const set = { ...view.set, [name]: { $node: to } };
        yield withNode(node, newValue({ ...view, set }));
      }
    }
  }
}

const mostTargets = 20;
