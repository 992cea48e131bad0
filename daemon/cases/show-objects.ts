import type { Value } from '../../protocol/cases.ts';
import { arrayParts, plainItems, shownArray, shownTable } from './arrays.ts';
import type { Members } from './tags.ts';
import { viewOf } from './views.ts';

/** What of an object's state is shown. */
export type ObjectParts =
  | { readonly kind: 'word'; readonly text: string }
  /** Of an enumeration. */
  | { readonly kind: 'member'; readonly name: string }
  /** What it holds, as in a call, then its attributes. */
  | { readonly kind: 'call'; readonly items: readonly Value[]; readonly attributes: Members };

/** The last part of a type's name: `Circle` for `shapes.Circle`. */
export function shortName(type: string): string {
  return /[^.:]+$/.exec(type)?.[0] ?? type;
}

/** As it is called where one is made: packages by the names that they are usually imported by. */
export function shownName(type: string): string {
  const [, root = '', rest = ''] = /^(numpy|pandas)\.(.+)$/.exec(type) ?? [];
  if (root === '') return shortName(type);
  return root === 'pandas'
    ? `pd.${shortName(rest)}`
    : `np.${rest === 'ndarray' ? 'array' : shortName(rest)}`;
}

/** Their state is what is given to make one, as a row. */
const rows = /^(?:range|complex|datetime\.timedelta|array\.array|re\.Pattern|functools\.partial)$/;
const named = /^(?:type|function|builtin_function_or_method|global|module)$/;

/** Reads a state as docs/cases.md describes it, whichever language wrote it. */
export function partsOfObject(type: string, state: Value): ObjectParts {
  const array = arrayParts(type, state);
  if (type === 'column') return call([array?.items ?? state]);
  if (array !== null) {
    const isScalar = !/(?:ndarray|Array)$/.test(type);
    return call([array.items], isScalar ? {} : shownArray(array.items, array.elementType));
  }
  const table = type === 'pandas.DataFrame' ? shownTable(state) : null;
  if (table !== null) return call([table]);
  const items = plainItems(type, state);
  if (items !== null) return call([items]);
  if (typeof state === 'string') {
    if (named.test(type)) return { kind: 'word', text: state };
    if (state.startsWith('<')) return { kind: 'word', text: `${state.replace(/>$/, '')}>` };
    return call(state === '' ? [] : [state]);
  }
  const view = viewOf(state);
  if (view.kind === 'tuple') return call(view.items);
  if (view.kind === 'dict') return ofMembers(view.members);
  if (view.kind !== 'list') return call([state]);
  if (rows.test(type)) return call(view.items);
  return ofRow(type, view.items);
}

function ofMembers(members: Members | null): ObjectParts {
  if (members === null) return call([]);
  const { items, maxlen, args, ...others } = members;
  if (items !== undefined && maxlen !== undefined) return call([items], { maxlen });
  if (others['call'] !== undefined && Array.isArray(args)) return call(args);
  return call([], members);
}

/** A row of parts: the content of a base, attributes by name. Of a deque it is the content. */
function ofRow(type: string, parts: readonly Value[]): ObjectParts {
  const [first, second] = parts;
  if (parts.length === 2 && typeof second === 'string' && /^[A-Z]/.test(shortName(type))) {
    return { kind: 'member', name: second };
  }
  const isWhole = type === 'collections.deque' || type === 'iterator' || type.startsWith('dict_');
  if (isWhole || parts.length === 0 || parts.length > 3) return call([parts]);
  const isDict = dicts.test(type);
  const attributes = parts
    .filter((part, index) => (index > 0 || !isDict) && membersOf(part) !== null)
    .map((part) => membersOf(part) as Members);
  const content = isDict || membersOf(first ?? null) === null ? [first as Value] : [];
  const [base] = content.map(viewOf);
  const items = base?.kind === 'tuple' ? base.items : content;
  return call(items, Object.assign({}, ...attributes) as Members);
}

const dicts = /^collections\.(?:Counter|OrderedDict|defaultdict)$/;

function membersOf(value: Value): Members | null {
  const view = viewOf(value);
  return view.kind === 'dict' ? view.members : null;
}

function call(items: readonly Value[], attributes: Members = {}): ObjectParts {
  return { kind: 'call', items, attributes };
}

/** More would be looked at in vain: nobody counts them. */
const longest = 1_000_000;

/**
 * How many instances of the same type follow one by the attribute (or the place among its arguments),
 * each by the one before; `nodes` are those of the graph around.
 */
export function chainOf(name: string, first: Value, nodes: readonly Value[]): number {
  const type = typeOf(first);
  const seen = new Set<Value>();
  let count = 0;
  for (let at = first; count < longest; count++) {
    seen.add(at);
    const next = followed(name, at, nodes);
    if (next === undefined || seen.has(next) || typeOf(next) !== type) return count;
    at = next;
  }
  return count;
}

function typeOf(value: Value): string | null {
  const view = viewOf(value);
  return view.kind === 'object' || view.kind === 'new' ? view.type : null;
}

function followed(name: string, value: Value, nodes: readonly Value[]): Value | undefined {
  const view = viewOf(value);
  let next: Value | undefined;
  if (view.kind === 'object') {
    const parts = partsOfObject(view.type, view.state);
    next = parts.kind === 'call' ? parts.attributes[name] : undefined;
  } else if (view.kind === 'new') {
    next = /^\d+$/.test(name) ? view.args[Number(name)] : (view.set[name] ?? view.kwargs[name]);
  }
  if (next === undefined) return undefined;
  const { kind, ...rest } = viewOf(next);
  return kind === 'node' && 'index' in rest ? nodes[rest.index as number] : next;
}
