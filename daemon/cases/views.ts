import type { Value } from '../../protocol/cases.ts';
import type { Members } from './tags.ts';
import { tagOf } from './tags.ts';

export type Entry = readonly [Value, Value];

/** A value as it is meant, its tags read. Nothing inside is looked at yet. */
export type View =
  | { readonly kind: 'null' }
  | { readonly kind: 'bool'; readonly value: boolean }
  /** Beyond 2^53 as canonical digits. */
  | { readonly kind: 'int'; readonly value: number | string }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'bytes'; readonly base64: string }
  | { readonly kind: RowKind; readonly items: readonly Value[] }
  | { readonly kind: 'dict'; readonly entries: readonly Entry[]; readonly members: Members | null }
  | { readonly kind: 'object'; readonly type: string; readonly state: Value }
  | NewView
  /** The first of these instances, which mean each other by `$node`. */
  | { readonly kind: 'graph'; readonly nodes: readonly Value[] }
  | { readonly kind: 'ref' | 'node'; readonly index: number }
  /** An instance of the graph that an argument before is. */
  | { readonly kind: 'shared'; readonly argument: number; readonly index: number }
  /** Not in the encoding. What a program under test sends is not trusted to be. */
  | { readonly kind: 'malformed' };

/** What calling a type gives. */
export interface NewView {
  readonly kind: 'new';
  readonly type: string;
  readonly args: readonly Value[];
  readonly kwargs: Members;
  /** Attributes that are set afterwards. */
  readonly set: Members;
  /** Methods that are called then. */
  readonly calls: readonly MethodCall[];
}

export interface MethodCall {
  readonly method: string;
  readonly args: readonly Value[];
  readonly kwargs: Members;
}

export type RowKind = 'list' | 'tuple' | 'set' | 'frozenset';
export type Kind = View['kind'];

const malformed: View = { kind: 'malformed' };
const words: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, '-inf': -Infinity };

export function viewOf(value: Value): View {
  if (value === null) return { kind: 'null' };
  switch (typeof value) {
    case 'boolean':
      return { kind: 'bool', value };
    case 'number':
      return { kind: Number.isInteger(value) ? 'int' : 'float', value };
    case 'string':
      return { kind: 'string', value };
    case 'object':
      break;
    default:
      return malformed;
  }
  if (Array.isArray(value)) return { kind: 'list', items: value };
  const members = value as Members;
  const tag = tagOf(members);
  return tag === null ? dictOf(members) : tagged(...tag);
}

function tagged(tag: string, operand: Value): View {
  switch (tag) {
    case '$tuple':
    case '$set':
    case '$frozenset': {
      if (!Array.isArray(operand)) return malformed;
      return { kind: tag.slice(1) as RowKind, items: operand };
    }
    case '$dict': {
      const isPairs =
        Array.isArray(operand) &&
        operand.every((pair: Value) => Array.isArray(pair) && pair.length === 2);
      if (!isPairs) return malformed;
      return { kind: 'dict', entries: operand as readonly Entry[], members: null };
    }
    case '$escape':
      return isMembers(operand) ? dictOf(operand) : malformed;
    case '$object': {
      if (!isMembers(operand) || typeof operand['type'] !== 'string') return malformed;
      return { kind: 'object', type: operand['type'], state: operand['state'] ?? null };
    }
    case '$new':
      return newView(operand) ?? malformed;
    case '$graph':
      return Array.isArray(operand) ? { kind: 'graph', nodes: operand } : malformed;
    case '$ref':
    case '$node':
      return Number.isSafeInteger(operand)
        ? { kind: tag.slice(1) as 'ref' | 'node', index: operand as number }
        : malformed;
    case '$shared': {
      const [argument, index] = Array.isArray(operand) ? (operand as readonly Value[]) : [];
      return Number.isSafeInteger(argument) && Number.isSafeInteger(index)
        ? { kind: 'shared', argument: argument as number, index: index as number }
        : malformed;
    }
    case '$bytes':
      return typeof operand === 'string' ? { kind: 'bytes', base64: operand } : malformed;
    case '$int':
      return typeof operand === 'string' && /^-?[0-9]+$/.test(operand)
        ? { kind: 'int', value: canonicalInteger(operand) }
        : malformed;
    case '$float': {
      if (typeof operand === 'number') return { kind: 'float', value: operand };
      if (operand === '-0') return { kind: 'float', value: -0 };
      const value = typeof operand === 'string' ? words[operand] : undefined;
      return value === undefined ? malformed : { kind: 'float', value };
    }
    default:
      return malformed;
  }
}

function dictOf(members: Members): View {
  let entries: readonly Entry[] | null = null;
  return {
    kind: 'dict',
    members,
    // Most dicts are compared by name, and need no list of entries; who asks in a loop gets one.
    get entries() {
      entries ??= Object.entries(members);
      return entries;
    },
  };
}

function newView(operand: Value): NewView | null {
  if (!isMembers(operand)) return null;
  const { type, args = [], kwargs = {}, set = {}, calls = [] } = operand;
  if (typeof type !== 'string' || !Array.isArray(args) || !Array.isArray(calls)) return null;
  if (!isMembers(kwargs) || !isMembers(set)) return null;
  const made = (calls as readonly Value[]).map(methodCall).filter((call) => call !== null);
  return made.length < calls.length ? null : { kind: 'new', type, args, kwargs, set, calls: made };
}

function methodCall(call: Value): MethodCall | null {
  if (!Array.isArray(call)) return null;
  const [method, args = [], kwargs = {}] = call as readonly Value[];
  if (typeof method !== 'string' || !Array.isArray(args) || !isMembers(kwargs)) return null;
  return { method, args, kwargs };
}

function isMembers(value: Value | undefined): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function canonicalInteger(digits: string): number | string {
  const number = Number(digits);
  if (Number.isSafeInteger(number)) return number + 0;
  return digits.replace(/^(-?)0+/, '$1');
}

/**
 * One encoded value with its containers, numbered in the order in which they open. Numbering waits
 * until a `$ref` asks for it: most values have none.
 */
export class Root {
  readonly #value: Value;
  #containers: readonly Value[] | null = null;

  constructor(value: Value) {
    this.#value = value;
  }

  /** The container that a `$ref` means; undefined where there is no such one. */
  container(index: number): Value | undefined {
    this.#containers ??= containersOf(this.#value);
    return this.#containers[index];
  }
}

function containersOf(root: Value): readonly Value[] {
  const containers: Value[] = [];
  const pending: Value[] = [root];
  while (pending.length > 0) {
    const value = pending.pop() as Value;
    if (typeof value !== 'object' || value === null) continue;
    const inside = childrenOf(viewOf(value));
    if (inside === null) continue;
    containers.push(value);
    for (let index = inside.length - 1; index >= 0; index--) pending.push(inside[index] as Value);
  }
  return containers;
}

/**
 * Whether a container or a tag anywhere in a value, the value itself included, is seen to be so; of
 * any depth.
 */
export function someWithin(root: Value, test: (view: View) => boolean): boolean {
  const pending: Value[] = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    const view = viewOf(value);
    if (test(view)) return true;
    for (const part of childrenOf(view) ?? []) pending.push(part);
  }
  return false;
}

/** What a container holds, in the order in which it is written; null for what is no container. */
export function childrenOf(view: View): readonly Value[] | null {
  switch (view.kind) {
    case 'list':
    case 'tuple':
    case 'set':
    case 'frozenset':
      return view.items;
    case 'dict':
      return view.members === null ? view.entries.flat() : Object.values(view.members);
    case 'object':
      return [view.state];
    case 'new':
      return [
        ...view.args,
        ...Object.values(view.kwargs),
        ...Object.values(view.set),
        ...view.calls.flatMap(({ args, kwargs }) => [...args, ...Object.values(kwargs)]),
      ];
    case 'graph':
      return view.nodes;
    default:
      return null;
  }
}
