import type { Value } from '../../../protocol/cases.ts';

export type Members = { readonly [key: string]: Value };

/** A container as its tag says it is, and what it holds, in the order in which it is written. */
export type Container =
  | {
      readonly kind: 'list' | 'tuple' | 'set' | 'frozenset' | 'graph';
      readonly items: readonly Value[];
    }
  | {
      readonly kind: 'dict';
      readonly names: readonly string[] | null;
      readonly items: readonly Value[];
    }
  | { readonly kind: 'object'; readonly type: string; readonly items: readonly [Value] }
  | NewInstance;

export interface NewInstance {
  readonly kind: 'new';
  readonly type: string;
  /** How many of the items are positional; then come those with names, the attributes, the calls. */
  readonly args: number;
  readonly names: readonly string[];
  readonly attributes: readonly string[];
  readonly calls: readonly Method[];
  readonly items: readonly Value[];
}

interface Method {
  readonly name: string;
  readonly count: number;
  readonly names: readonly string[];
}

/** The tag and what stands behind it; null for what has none. */
export function tagOf(value: Value): readonly [string, Value] | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const entries = Object.entries(value as Members);
  const [first] = entries;
  return entries.length === 1 && first?.[0].startsWith('$') ? first : null;
}

export function containerOf(value: Value): Container | null {
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) return { kind: 'list', items: value };
  const [tag, operand] = tagOf(value) ?? ['', value];
  switch (tag) {
    case '':
    case '$escape':
      return named(operand as Members);
    case '$tuple':
    case '$set':
    case '$frozenset':
      return { kind: tag.slice(1) as 'tuple' | 'set' | 'frozenset', items: operand as Value[] };
    case '$dict':
      return { kind: 'dict', names: null, items: (operand as Value[][]).flat() };
    case '$object': {
      const { type, state } = operand as Members;
      return { kind: 'object', type: type as string, items: [state ?? null] };
    }
    case '$new':
      return newOf(operand as Members);
    case '$graph':
      return { kind: 'graph', items: operand as readonly Value[] };
    default:
      return null;
  }
}

function named(members: Members): Container {
  return { kind: 'dict', names: Object.keys(members), items: Object.values(members) };
}

function newOf({ type, args, kwargs, set, calls }: Members): NewInstance {
  const [named_, attributes] = [(kwargs ?? {}) as Members, (set ?? {}) as Members];
  const positional = (args ?? []) as readonly Value[];
  const methods = ((calls ?? []) as readonly Value[]).map((call) => {
    const [name, given = [], keywords = {}] = call as unknown as readonly [
      string,
      (readonly Value[])?,
      Members?,
    ];
    const names = Object.keys(keywords);
    return {
      name,
      names,
      count: given.length + names.length,
      items: [...given, ...Object.values(keywords)],
    };
  });
  return {
    kind: 'new',
    type: type as string,
    args: positional.length,
    names: Object.keys(named_),
    attributes: Object.keys(attributes),
    calls: methods,
    items: [
      ...positional,
      ...Object.values(named_),
      ...Object.values(attributes),
      ...methods.flatMap(({ items }) => items),
    ],
  };
}
