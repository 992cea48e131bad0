import type { Value } from '../../../protocol/cases.ts';
import { containerOf, type Container, tagOf } from './containers.ts';

/** What is known of all values of a root. */
export interface Survey {
  readonly sizes: ReadonlyMap<object, Size>;
  /** Numbers of the containers that are referred to. */
  readonly targets: ReadonlySet<number>;
  /** The same, ascending. */
  readonly ordered: readonly number[];
}

/** Looks at every container once, however often it stands there. */
export function surveyOf(root: Value): Survey {
  const sizes = new Map<object, Size>();
  const targets = new Set<number>();
  const frames: Frame[] = [];
  let value: Value | undefined = root;
  for (;;) {
    if (value !== undefined) {
      const size = sizeAtOnce(value, sizes, targets);
      if (size === null) {
        const { kind, items } = containerOf(value) as Container;
        const isPlain = kind !== 'new' && kind !== 'object' && kind !== 'graph';
        frames.push({ value: value as object, items, next: 0, containers: 1, depth: 1, isPlain });
      } else add(frames.at(-1), size);
    }
    const frame = frames.at(-1);
    if (frame === undefined) {
      return { sizes, targets, ordered: [...targets].sort((a, b) => a - b) };
    }
    value = frame.items[frame.next++];
    if (value !== undefined) continue;
    frames.pop();
    const size = { containers: frame.containers, depth: frame.depth, isPlain: frame.isPlain };
    sizes.set(frame.value, size);
    add(frames.at(-1), size);
  }
}

/** Of a container and all in it. */
export interface Size {
  readonly containers: number;
  readonly depth: number;
  /** Whether nothing in it is an instance or a reference. */
  readonly isPlain: boolean;
}

interface Frame {
  readonly value: object;
  readonly items: readonly Value[];
  next: number;
  containers: number;
  depth: number;
  isPlain: boolean;
}

const references: ReadonlySet<string> = new Set(['$ref', '$node', '$shared']);
const none: Size = { containers: 0, depth: 0, isPlain: true };

/** Of a value that holds none, or was met before; null for a container that is to be looked into. */
function sizeAtOnce(
  value: Value,
  sizes: ReadonlyMap<object, Size>,
  targets: Set<number>,
): Size | null {
  if (typeof value !== 'object' || value === null) return none;
  const tag = tagOf(value);
  if (tag?.[0] === '$ref') targets.add(tag[1] as number);
  if (tag !== null && references.has(tag[0])) return { ...none, isPlain: false };
  return sizes.get(value) ?? (containerOf(value) === null ? none : null);
}

function add(frame: Frame | undefined, { containers, depth, isPlain }: Size): void {
  if (frame === undefined) return;
  frame.containers += containers;
  frame.depth = Math.max(frame.depth, depth + 1);
  frame.isPlain &&= isPlain;
}
