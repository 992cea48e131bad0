import type { Value } from '../../protocol/cases.ts';
import type { NumberView } from './numbers.ts';
import type { Policy } from './policy.ts';
import { classOf } from './policy.ts';
import type { Root, View } from './views.ts';
import { childrenOf, viewOf } from './views.ts';

/** What members of sets and keys of dicts are found by, where order says nothing. */
export interface Identity {
  /** Equal where the content is equal exactly. */
  readonly exact: number;
  /** Equal where the content is equal but for the numbers that a tolerance applies to. */
  readonly shape: number;
  /** The first such number; null where there is none, and then `exact` decides. */
  readonly lead: number | null;
}

interface Frame {
  readonly value: object;
  readonly view: View;
  readonly children: readonly Value[];
  readonly done: Identity[];
}

/**
 * Gives every value a number that equal values share. Each container is looked at once, however
 * often it is shared, and nesting costs no stack. A cycle counts by how far it reaches back.
 */
export class Identities {
  readonly #policy: Policy;
  readonly #numbers = new Map<string, number>();
  readonly #known = new Map<object, Identity>();

  constructor(policy: Policy) {
    this.#policy = policy;
  }

  of(value: Value, root: Root): Identity {
    const frames: Frame[] = [];
    const open = new Map<object, number>();
    let done = this.#enter(value, root, frames, open);
    for (;;) {
      const frame = frames.at(-1);
      if (frame === undefined) return done as Identity;
      if (done !== null) frame.done.push(done);
      if (frame.done.length < frame.children.length) {
        const child = frame.children[frame.done.length] as Value;
        done = this.#enter(child, root, frames, open);
        continue;
      }
      frames.pop();
      open.delete(frame.value);
      done = this.#close(frame);
      this.#known.set(frame.value, done);
    }
  }

  /**
   * Numbers that a tolerance applies to, in an order that depends on the shape alone; null where
   * there are more than `budget` values to walk.
   */
  coordinates(value: Value, root: Root, budget: { left: number }): NumberView[] | null {
    const found: NumberView[] = [];
    const pending: Value[] = [value];
    while (pending.length > 0) {
      if (--budget.left < 0) return null;
      let view = viewOf(pending.pop() as Value);
      if (view.kind === 'ref') view = viewOf(root.container(view.index) ?? null);
      if (this.#isFlexible(view)) found.push(view);
      const children = childrenOf(view);
      if (children === null) continue;
      const ordered = this.#ordered(view, children, root);
      for (let index = ordered.length - 1; index >= 0; index--) {
        pending.push(ordered[index] as Value);
      }
    }
    return found;
  }

  /** The identity where it is known at once; else null, and a frame was opened for it. */
  #enter(value: Value, root: Root, frames: Frame[], open: Map<object, number>): Identity | null {
    let view = viewOf(value);
    let target = value;
    if (view.kind === 'ref') {
      target = root.container(view.index) ?? null;
      if (target === null) return this.#unique();
      view = viewOf(target);
    }
    const children = childrenOf(view);
    if (children === null) return this.#scalar(view);
    const container = target as object;
    const depth = open.get(container);
    if (depth !== undefined) return this.#fixed(`@${frames.length - depth}`);
    const known = this.#known.get(container);
    if (known !== undefined) return known;
    open.set(container, frames.length);
    frames.push({ value: container, view, children, done: [] });
    return null;
  }

  #scalar(view: View): Identity {
    switch (view.kind) {
      case 'null':
        return this.#fixed('null');
      case 'bool':
        return this.#fixed(String(view.value));
      case 'string':
        return this.#fixed(`"${view.value}`);
      case 'bytes':
        return this.#fixed(`b${view.base64}`);
      case 'int':
      case 'float': {
        const kind = classOf(view.kind, this.#policy);
        const exact = this.#number(`${kind}${view.value}`);
        if (!this.#isFlexible(view)) return { exact, shape: exact, lead: null };
        return { exact, shape: this.#number(kind), lead: Number(view.value) };
      }
      default:
        return this.#unique();
    }
  }

  #close({ view, done }: Frame): Identity {
    const head = view.kind === 'object' ? `object${view.type}` : classOf(view.kind, this.#policy);
    const exact = this.#number(`${head}(${this.#joined(view, done, 'exact')}`);
    const shape = this.#number(`${head}~(${this.#joined(view, done, 'shape')}`);
    const leads = done.flatMap(({ lead }) => (lead === null ? [] : [lead]));
    if (leads.length === 0) return { exact, shape: exact, lead: null };
    const isSet = view.kind === 'set' || view.kind === 'frozenset';
    const lead = isSet ? leads.reduce((a, b) => Math.min(a, b)) : (leads[0] as number);
    return { exact, shape, lead };
  }

  #joined(view: View, done: readonly Identity[], by: 'exact' | 'shape'): string {
    const numbers = done.map((identity) => identity[by]);
    if (view.kind === 'set' || view.kind === 'frozenset') {
      return numbers.sort((a, b) => a - b).join();
    }
    if (view.kind !== 'dict') return numbers.join();
    const pairs: string[] = [];
    if (view.members === null) {
      for (let i = 0; i < numbers.length; i += 2) pairs.push(`${numbers[i]}:${numbers[i + 1]}`);
    } else {
      const keys = Object.keys(view.members);
      keys.forEach((key, i) => pairs.push(`${this.#fixed(`"${key}`)[by]}:${numbers[i]}`));
    }
    return pairs.sort().join();
  }

  #ordered(view: View, children: readonly Value[], root: Root): readonly Value[] {
    if (view.kind === 'dict' && view.members !== null) {
      return Object.entries(view.members)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, member]) => member);
    }
    if (view.kind === 'dict') {
      return view.entries
        .map((entry) => ({ entry, identity: this.of(entry[0], root) }))
        .sort((a, b) => byShape(a.identity, b.identity))
        .flatMap(({ entry }) => entry);
    }
    if (view.kind !== 'set' && view.kind !== 'frozenset') return children;
    return children
      .map((child) => ({ child, identity: this.of(child, root) }))
      .sort((a, b) => byShape(a.identity, b.identity))
      .map(({ child }) => child);
  }

  #isFlexible(view: View): view is NumberView {
    return view.kind === 'float' || (view.kind === 'int' && this.#policy.kind === 'written');
  }

  #fixed(text: string): Identity {
    const exact = this.#number(text);
    return { exact, shape: exact, lead: null };
  }

  /** Equal to nothing, not even to itself elsewhere. */
  #unique(): Identity {
    return this.#fixed(`!${this.#numbers.size}`);
  }

  #number(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(text, number);
    return number;
  }
}

function byShape(a: Identity, b: Identity): number {
  if (a.shape !== b.shape) return a.shape - b.shape;
  return byNumber(a.lead ?? 0, b.lead ?? 0);
}

/** NaN comes last. */
export function byNumber(a: number, b: number): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : 1;
  if (Number.isNaN(b)) return -1;
  return a < b ? -1 : a > b ? 1 : 0;
}
