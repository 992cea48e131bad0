import type { Value } from '../../../protocol/cases.ts';
import { type NewView, childrenOf, viewOf } from '../../cases/views.ts';
import { newValue } from './instances.ts';
import { type Node, instancesIn, withNode } from './parts.ts';

/** More places in one structure are not gone through one by one. */
const mostNodes = 120;

/** The same structure with fewer instances in it, the fewest first. */
export function* fewerInstances(root: Value): Iterable<Value> {
  const nodes = instancesIn(root);
  const type = typeOf(root);
  const alike = nodes.filter((node) => typeOf(node.value) === type);
  // A part for the whole: what is further down is smaller.
  for (const node of spread(alike.slice(1)).toReversed()) yield node.value;
  yield* withoutRuns(alike);
  for (const node of spread(alike.slice(1))) {
    yield withNode(node, null);
    for (const below of alike) if (below.above === node) yield withNode(node, below.value);
  }
  // In a list of links, none is left where this one stood.
  for (const node of spread(alike)) yield* withFewerLinks(node);
}

/** Chains with a run of instances left out: halves, quarters, down to single ones. */
function* withoutRuns(alike: readonly Node[]): Iterable<Value> {
  for (let run = Math.ceil(alike.length / 2); run > 1; run = Math.ceil(run / 2)) {
    for (let at = 0; at + run < alike.length; at += run) {
      const [first, after] = [alike[at] as Node, alike[at + run] as Node];
      if (isAbove(first, after)) yield withNode(first, after.value);
    }
    if (run === 2) break;
  }
}

function isAbove(upper: Node, lower: Node): boolean {
  for (let node = lower.above; node !== null; node = node.above) if (node === upper) return true;
  return false;
}

function* withFewerLinks(node: Node): Iterable<Value> {
  const view = viewOf(node.value) as NewView;
  for (const [index, value] of view.args.entries()) {
    if (!Array.isArray(value) || !value.some(holdsInstance)) continue;
    for (let at = 0; at < value.length; at++) {
      const args = view.args.with(index, (value as readonly Value[]).toSpliced(at, 1));
      yield withNode(node, newValue({ ...view, args }));
    }
  }
}

/** At most so many of them, evenly. */
function spread(nodes: readonly Node[]): readonly Node[] {
  if (nodes.length <= mostNodes) return nodes;
  return Array.from(
    { length: mostNodes },
    (_, index) => nodes[Math.floor((index * nodes.length) / mostNodes)] as Node,
  );
}

/** Each instance with some of the methods not called that were called on it. */
export function* withFewerCalls(
  root: Value,
  leftOf: <T>(parts: readonly T[]) => Iterable<readonly T[]>,
): Iterable<Value> {
  for (const node of spread(instancesIn(root))) {
    const view = viewOf(node.value) as NewView;
    for (const calls of leftOf(view.calls)) yield withNode(node, newValue({ ...view, calls }));
  }
}

/** Each instance with one of the values that it carries changed, or with what is optional gone. */
export function* withOtherContent(
  root: Value,
  change: (value: Value) => Iterable<Value>,
): Iterable<Value> {
  for (const node of spread(instancesIn(root))) {
    const view = viewOf(node.value) as NewView;
    for (const field of ['set', 'kwargs'] as const) {
      for (const name of Object.keys(view[field])) {
        const { [name]: _, ...rest } = view[field];
        yield withNode(node, newValue({ ...view, [field]: rest }));
      }
    }
    for (const [index, value] of view.args.entries()) {
      if (holdsInstance(value)) continue;
      for (const other of change(value)) {
        yield withNode(node, newValue({ ...view, args: view.args.with(index, other) }));
      }
    }
    for (const field of ['set', 'kwargs'] as const) {
      for (const [name, value] of Object.entries(view[field])) {
        if (holdsInstance(value)) continue;
        for (const other of change(value)) {
          yield withNode(node, newValue({ ...view, [field]: { ...view[field], [name]: other } }));
        }
      }
    }
    for (const [index, call] of view.calls.entries()) {
      for (const [at, value] of call.args.entries()) {
        for (const other of change(value)) {
          const changed = { ...call, args: call.args.with(at, other) };
          yield withNode(node, newValue({ ...view, calls: view.calls.with(index, changed) }));
        }
      }
    }
  }
}

/** Arguments that stand last and that nothing may need. */
export function* withoutLastArgument(root: Value): Iterable<Value> {
  for (const node of spread(instancesIn(root))) {
    const view = viewOf(node.value) as NewView;
    if (view.args.length === 0) continue;
    yield withNode(node, newValue({ ...view, args: view.args.slice(0, -1) }));
  }
}

function holdsInstance(value: Value): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const view = viewOf(value);
  return view.kind === 'new' || (childrenOf(view)?.some(holdsInstance) ?? false);
}

function typeOf(value: Value): string | null {
  const view = viewOf(value);
  return view.kind === 'new' ? view.type : null;
}
