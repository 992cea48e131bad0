import type { Value } from '../../../protocol/cases.ts';
import type { NewView } from '../../cases/views.ts';
import { someWithin, viewOf } from '../../cases/views.ts';
import { changedMembers, newValue } from './instances.ts';
import { mapped } from './values.ts';

/**
 * The reverse of `linked`: instances within each other, where `$node` is left for what is met again,
 * by its number from the top. A graph that cannot stand so stays as it is.
 */
export function unlinked(value: Value): Value {
  return someWithin(value, ({ kind }) => kind === 'graph') ? unlinkedWithin(value) : value;
}

function unlinkedWithin(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  const view = viewOf(value);
  if (view.kind === 'graph') return treeOf(view.nodes) ?? value;
  return 'items' in view || view.kind === 'dict' ? mapped(value, unlinkedWithin) : value;
}

/** Where a node was first met, and how many were before it. */
interface Met {
  readonly rank: number;
  readonly around: number;
  readonly by: string | number;
}

function treeOf(nodes: readonly Value[]): Value | null {
  const met = meetings(nodes);
  if (met === null || met.size !== nodes.length) return null;
  const forward = new Set([...met.values()].map(({ by }) => by));
  const built = new Map<number, Value>();
  for (const [at, { around }] of [...met].toReversed()) {
    const view = viewOf(nodes[at] as Value) as NewView;
    const made = withInside(view, at, met, built);
    if (made === null) return null;
    // What leads back to the one above follows from that one's leading here.
    const kept = Object.entries(view.set).filter(([name, part]) => {
      const target = viewOf(part);
      return target.kind !== 'node' || target.index !== around || forward.has(name);
    });
    const set = Object.fromEntries(kept.map(([name]) => [name, made.set[name] as Value]));
    built.set(at, newValue({ ...made, set }));
  }
  return built.get(0) ?? null;
}

/** By the place of a node, in the order in which they are met from the first; null for what is no tree. */
function meetings(nodes: readonly Value[]): ReadonlyMap<number, Met> | null {
  const met = new Map<number, Met>([[0, { rank: 0, around: -1, by: '' }]]);
  let isTree = true;
  // Those that are met on the way come after it.
  for (const at of met.keys()) {
    const view = viewOf(nodes[at] ?? null);
    if (view.kind !== 'new') return null;
    changedMembers(view, (by) => {
      const note = (part: Value): Value => {
        const inner = viewOf(part);
        if (inner.kind === 'graph' || inner.kind === 'ref') isTree = false;
        if (inner.kind !== 'node') return mapped(part, note);
        if (!met.has(inner.index)) met.set(inner.index, { rank: met.size, around: at, by });
        return part;
      };
      return note;
    });
  }
  return isTree ? met : null;
}

/**
 * An instance with those that it is the first to lead to inside it; null where it is made of one
 * that is made later.
 */
function withInside(
  view: NewView,
  at: number,
  met: ReadonlyMap<number, Met>,
  built: ReadonlyMap<number, Value>,
): NewView | null {
  const own = met.get(at) as Met;
  const used = new Set<number>();
  let isMakeable = true;
  const made = changedMembers(view, (by) => {
    const inside = (part: Value): Value => {
      const inner = viewOf(part);
      if (inner.kind !== 'node') return mapped(part, inside);
      const { rank, around, by: first } = met.get(inner.index) as Met;
      if (around === at && first === by && !used.has(inner.index)) {
        used.add(inner.index);
        return built.get(inner.index) ?? null;
      }
      // Arguments are made before it: they can mean none that is made later.
      const isSet = typeof by === 'string' && Object.hasOwn(view.set, by);
      if (!isSet && rank <= own.rank) isMakeable = false;
      return { $node: rank };
    };
    return inside;
  });
  return isMakeable ? made : null;
}
