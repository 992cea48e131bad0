import type { Value } from '../../../protocol/cases.ts';
import type { Shape } from '../../core/exploring.ts';
import { partsOf } from '../../core/shapes.ts';
import type { NewView } from '../../cases/views.ts';
import { childrenOf, someWithin, viewOf } from '../../cases/views.ts';
import { changedMembers, newValue } from './instances.ts';
import { mapped } from './values.ts';

/** Instances within instances up to this many are easier to read than places in a row. */
const deepest = 24;

/** Of a type: the attributes that lead back, and the names of what its constructor takes. */
interface Back {
  readonly names: readonly string[];
  readonly parameters: readonly string[];
}

/** By type, the attributes that lead from an instance to the one around it. */
export type Backward = ReadonlyMap<string, Back>;

/** What shapes say of attributes that lead back. */
export function backwardIn(shapes: readonly Shape[]): Backward {
  const found = new Map<string, Back>();
  const pending = [...shapes];
  for (let shape = pending.pop(); shape !== undefined; shape = pending.pop()) {
    if (shape.kind === 'instance' && shape.back !== undefined) {
      const parameters = shape.parameters.map(({ name }) => name);
      found.set(shape.type, { names: shape.back, parameters });
    }
    pending.push(...partsOf(shape));
  }
  return found;
}

const toPrevious = /^_?(?:prev|previous|prv|pred|before|back|blink)/i;
const toNext = /^_?(?:next|nxt|succ|after|forward|flink)/i;

/**
 * Those of the attributes that lead back from what was reached by this link: what comes before is
 * where the next one came from, and not what a child hangs on; what is above is both.
 */
function backBy({ names, parameters }: Back, link: string | number, links: readonly string[]) {
  const name = typeof link === 'number' ? (parameters[link] ?? '') : link;
  const isAlong = [...parameters, ...links].some((each) => toNext.test(each));
  return names.filter((each) => !isAlong || !toPrevious.test(each) || toNext.test(name));
}

/**
 * A value as it leaves: chains and trees that are deep, and those with links that lead back, become
 * rows of instances. Inside the generators they stand within each other, and links that lead back
 * are left out, for they follow from the others.
 */
export function linked(value: Value, backward: Backward, isRow = false): Value {
  // Others mean its instances by their places.
  if (isRow && typeof value === 'object' && value !== null && viewOf(value).kind === 'new')
    return graphOf(value, backward);
  return someWithin(value, ({ kind }) => kind === 'new') ? linkedWithin(value, backward) : value;
}

function linkedWithin(value: Value, backward: Backward): Value {
  if (typeof value !== 'object' || value === null) return value;
  const view = viewOf(value);
  if (view.kind === 'new') {
    const isFlat =
      leadsBack(value, backward) ||
      someWithin(value, ({ kind }) => kind === 'node') ||
      depthOf(value) > deepest;
    return isFlat ? graphOf(value, backward) : value;
  }
  if (!('items' in view) && view.kind !== 'dict') return value;
  return mapped(value, (part) => linkedWithin(part, backward));
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
  const waiting: {
    readonly value: Value;
    readonly around: number;
    readonly by: string | number;
  }[] = [{ value: root, around: -1, by: '' }];
  const count = instancesWithin(root).length;
  for (let at = 0; at < waiting.length; at++) {
    const { value, around, by } = waiting[at] as (typeof waiting)[number];
    const view = viewOf(value) as NewView;
    const inside =
      (link: string | number) =>
      (part: Value): Value => {
        if (typeof part !== 'object' || part === null) return part;
        const { kind, ...rest } = viewOf(part);
        // What it meant may have been left out since.
        if (kind === 'node') return (rest as { index: number }).index < count ? part : null;
        if (kind !== 'new') return mapped(part, inside(link));
        waiting.push({ value: part, around: at, by: link });
        return { $node: waiting.length - 1 };
      };
    const outer = around < 0 ? null : (viewOf(waiting[around]?.value as Value) as NewView);
    const own = outer?.type === view.type ? backward.get(view.type) : undefined;
    const back = own === undefined ? [] : backBy(own, by, Object.keys(view.set));
    const made = changedMembers(view, inside);
    nodes.push(
      newValue({
        ...made,
        set: {
          ...made.set,
          ...Object.fromEntries(back.map((name) => [name, { $node: around }])),
        },
      }),
    );
  }
  return { $graph: nodes };
}
