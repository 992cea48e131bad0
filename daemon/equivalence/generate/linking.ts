import type { Value } from '../../../protocol/cases.ts';
import type { Shape } from '../../core/exploring.ts';
import { partsOf } from '../../core/shapes.ts';
import type { NewView } from '../../cases/views.ts';
import { childrenOf, viewOf } from '../../cases/views.ts';
import { newValue } from './instances.ts';
import { dictValue, withItems } from './values.ts';

/** Instances within instances up to this many are easier to read than places in a row. */
const deepest = 24;

/** By type, the attributes that lead from an instance to the one around it. */
export type Backward = ReadonlyMap<string, readonly string[]>;

/** What shapes say of attributes that lead back. */
export function backwardIn(shapes: readonly Shape[]): Backward {
  const found = new Map<string, readonly string[]>();
  const pending = [...shapes];
  for (let shape = pending.pop(); shape !== undefined; shape = pending.pop()) {
    if (shape.kind === 'instance' && shape.back !== undefined) found.set(shape.type, shape.back);
    pending.push(...partsOf(shape));
  }
  return found;
}

/**
 * A value as it leaves: chains and trees that are deep, and those with links that lead back, become
 * rows of instances. Inside the generators they stand within each other, and links that lead back
 * are left out, for they follow from the others.
 */
export function linked(value: Value, backward: Backward): Value {
  return holds(value, 'new') ? linkedWithin(value, backward) : value;
}

/** Without recursion: a row in a row in a row may be deeper than the stack. */
function holds(root: Value, kind: 'new' | 'graph'): boolean {
  const pending: Value[] = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    const view = viewOf(value);
    if (view.kind === kind) return true;
    for (const part of childrenOf(view) ?? []) pending.push(part);
  }
  return false;
}

function linkedWithin(value: Value, backward: Backward): Value {
  if (typeof value !== 'object' || value === null) return value;
  const view = viewOf(value);
  if (view.kind === 'new') {
    const isFlat = leadsBack(value, backward) || depthOf(value) > deepest;
    return isFlat ? graphOf(value, backward) : value;
  }
  if (!('items' in view) && view.kind !== 'dict') return value;
  return mapped(value, (part) => linkedWithin(part, backward));
}

function mapped(value: Value, change: (part: Value) => Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  const view = viewOf(value);
  if ('items' in view) {
    const items = view.items.map(change);
    return items.every((item, index) => item === view.items[index])
      ? value
      : withItems(value, items);
  }
  if (view.kind !== 'dict') return value;
  const entries = view.entries.map(([key, item]) => [key, change(item)] as const);
  return entries.every(([, item], index) => item === view.entries[index]?.[1])
    ? value
    : dictValue(entries);
}

function leadsBack(root: Value, backward: Backward): boolean {
  if (backward.size === 0) return false;
  const view = viewOf(root);
  if (view.kind !== 'new' || !backward.has(view.type)) return false;
  return instancesWithin(root).length > 1;
}

/** Those of all depths, the value itself first. */
function instancesWithin(root: Value): readonly Value[] {
  const found: Value[] = [];
  const pending: Value[] = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    const view = viewOf(value);
    if (view.kind === 'new') found.push(value);
    for (const part of childrenOf(view) ?? []) pending.push(part);
  }
  return found;
}

function depthOf(root: Value): number {
  let depth = 0;
  let level: readonly Value[] = [root];
  for (; level.length > 0 && depth <= 4 * deepest; depth++) {
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? (childrenOf(viewOf(value)) ?? []) : [],
    );
  }
  return depth;
}

function graphOf(root: Value, backward: Backward): Value {
  const nodes: Value[] = [];
  const waiting: { readonly value: Value; readonly around: number }[] = [
    { value: root, around: -1 },
  ];
  for (let at = 0; at < waiting.length; at++) {
    const { value, around } = waiting[at] as (typeof waiting)[number];
    const view = viewOf(value) as NewView;
    const inside = (part: Value): Value => {
      if (typeof part !== 'object' || part === null) return part;
      if (viewOf(part).kind !== 'new') return mapped(part, inside);
      waiting.push({ value: part, around: at });
      return { $node: waiting.length - 1 };
    };
    const outer = around < 0 ? null : (viewOf(waiting[around]?.value as Value) as NewView);
    const back = outer?.type === view.type ? (backward.get(view.type) ?? []) : [];
    nodes.push(
      newValue({
        ...changedMembers(view, inside),
        set: {
          ...members(view.set, inside),
          ...Object.fromEntries(back.map((name) => [name, { $node: around }])),
        },
      }),
    );
  }
  return { $graph: nodes };
}

function changedMembers(view: NewView, change: (part: Value) => Value): NewView {
  return { ...view, args: view.args.map(change), kwargs: members(view.kwargs, change) };
}

function members(of: NewView['set'], change: (part: Value) => Value): NewView['set'] {
  return Object.fromEntries(Object.entries(of).map(([name, part]) => [name, change(part)]));
}

/** The reverse of `linked`; a graph that is no tree stays as it is. */
export function unlinked(value: Value): Value {
  return holds(value, 'graph') ? unlinkedWithin(value) : value;
}

function unlinkedWithin(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  const view = viewOf(value);
  if (view.kind === 'graph') return treeOf(view.nodes) ?? value;
  return 'items' in view || view.kind === 'dict' ? mapped(value, unlinkedWithin) : value;
}

function treeOf(nodes: readonly Value[]): Value | null {
  const built: Value[] = [];
  const used = new Set<number>();
  for (let at = nodes.length - 1; at >= 0; at--) {
    const view = viewOf(nodes[at] as Value);
    if (view.kind !== 'new') return null;
    let isTree = true;
    const inside = (part: Value): Value => {
      const inner = viewOf(part);
      if (inner.kind === 'graph' || inner.kind === 'ref') isTree = false;
      if (inner.kind !== 'node') return mapped(part, inside);
      isTree &&= inner.index > at && !used.has(inner.index);
      used.add(inner.index);
      return built[inner.index] ?? null;
    };
    // What leads back to an earlier one follows from that one's leading here.
    const forward = Object.entries(view.set).filter(([, part]) => {
      const target = viewOf(part);
      return target.kind !== 'node' || target.index > at;
    });
    built[at] = newValue({
      ...changedMembers(view, inside),
      set: members(Object.fromEntries(forward), inside),
    });
    if (!isTree) return null;
  }
  return used.size === nodes.length - 1 ? (built[0] ?? null) : null;
}
