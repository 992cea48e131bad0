import type { Value } from '../../protocol/cases.ts';
import { shownArray } from './arrays.ts';
import { chainOf, partsOfObject, shownName } from './show-objects.ts';
import type { Members } from './tags.ts';
import type { NewView, RowKind, View } from './views.ts';
import { viewOf } from './views.ts';

const maxItems = 6;
const maxDepth = 4;
const maxText = 60;
const maxLength = 160;

/** A value as a person would write it, abbreviated: `[1, 2, 3, … 20000 in all]`. */
export function show(value: Value): string {
  const text = showAt(value, top);
  return text.length <= maxLength ? text : `${text.slice(0, maxLength - 1)}…`;
}

/** A value that fits in a path: `["name"]`, `[(1, 2)]`. */
export function showKey(key: Value): string {
  return `[${show(key)}]`;
}

interface Place {
  readonly depth: number;
  /** Of the graph around, and which of them are being shown. */
  readonly nodes: readonly Value[];
  readonly within: ReadonlySet<number>;
}

const top: Place = { depth: 0, nodes: [], within: new Set() };

function showAt(value: Value, place: Place): string {
  const view = viewOf(value);
  switch (view.kind) {
    case 'null':
      return 'null';
    case 'bool':
      return String(view.value);
    case 'int':
      return shortened(String(view.value), 'digits');
    case 'float':
      return showFloat(view.value);
    case 'string':
      return showString(view.value);
    case 'bytes':
      return `${Buffer.byteLength(view.base64, 'base64')} bytes ${shortened(view.base64, 'characters of base64')}`;
    case 'ref':
      return '<met before>';
    case 'shared':
      return `<the ${ordinal(view.index + 1)} of the ${ordinal(view.argument + 1)} argument>`;
    case 'node':
      return showNode(view.index, place);
    case 'malformed':
      return '<no value>';
    default:
      return place.depth >= maxDepth ? cutOff(view) : showContainer(view, value, place);
  }
}

/** What is left of a container that stands too deep; an instance keeps its type. */
function cutOff(view: View): string {
  return view.kind === 'object' || view.kind === 'new' ? `${shownName(view.type)}(…)` : '…';
}

function showContainer(
  view: Extract<View, { kind: RowKind | 'dict' | 'object' | 'new' | 'graph' }>,
  value: Value,
  place: Place,
): string {
  const inside = (item: Value): string => showAt(item, { ...place, depth: place.depth + 1 });
  switch (view.kind) {
    case 'list':
      return `[${row(view.items, inside)}]`;
    case 'tuple':
      return `(${row(view.items, inside)}${view.items.length === 1 ? ',' : ''})`;
    case 'set':
      return view.items.length === 0 ? 'an empty set' : `{${row(view.items, inside)}}`;
    case 'frozenset':
      return view.items.length === 0
        ? 'an empty frozenset'
        : `frozenset({${row(view.items, inside)}})`;
    case 'dict':
      return `{${row(view.entries, ([key, member]) => `${inside(key)}: ${inside(member)}`)}}`;
    case 'object':
      return showObject(view, value, place, inside);
    case 'new':
      return showNew(view, value, place, inside);
    case 'graph':
      return showNode(0, { depth: place.depth, nodes: view.nodes, within: new Set() });
  }
}

function showNode(index: number, { depth, nodes, within }: Place): string {
  const node = nodes[index];
  if (node === undefined) return '<met before>';
  if (within.has(index)) return `<back to the ${ordinal([...within].indexOf(index) + 1)}>`;
  return showAt(node, { depth, nodes, within: new Set([...within, index]) });
}

/** How far from the top: `1st`, `2nd`, `12th`. */
function ordinal(number: number): string {
  const isTeen = Math.floor((number % 100) / 10) === 1;
  const ending = isTeen ? undefined : ['st', 'nd', 'rd'][(number % 10) - 1];
  return `${number}${ending ?? 'th'}`;
}

type Inside = (value: Value) => string;

/** By its state: `Node(val=1, next=Node(…))`, `deque([1, 2])`, `Color.RED`. */
function showObject(
  { type, state }: Extract<View, { kind: 'object' }>,
  value: Value,
  place: Place,
  inside: Inside,
): string {
  const name = shownName(type);
  const parts = partsOfObject(type, state);
  if (parts.kind === 'word') return parts.text;
  if (parts.kind === 'member') return `${name}.${parts.name}`;
  const given = parts.items.map(inside);
  return `${name}(${row([...given, ...attributes(parts.attributes, value, place, inside)], same)})`;
}

/** As it is made: `Point(1, y=2)`, `Node(1, next=Node(2))`, `Stack() after push(1), pop()`. */
function showNew(
  { type, args, kwargs, set, calls }: NewView,
  value: Value,
  place: Place,
  inside: Inside,
): string {
  const positional = args.map((item, index) => linked(String(index), item, value, place, inside));
  // What the items of an array tell of their type is not said twice.
  const { dtype, ...others } = kwargs;
  const told =
    type === 'numpy.array' ? { ...others, ...shownArray(args[0] ?? null, dtype) } : kwargs;
  const named = attributes({ ...told, ...set }, value, place, inside);
  const made = `${shownName(type)}(${row([...positional, ...named], same)})`;
  if (calls.length === 0) return made;
  const called = calls.map(({ method, args: given, kwargs: keywords }) => {
    const all = [...given.map(inside), ...attributes(keywords, value, place, inside)];
    return `${method}(${row(all, same)})`;
  });
  return `${made} after ${row(called, same)}`;
}

function attributes(
  members: Members,
  value: Value,
  place: Place,
  inside: Inside,
): readonly string[] {
  return Object.entries(members).map(
    ([name, item]: [string, Value]) => `${name}=${linked(name, item, value, place, inside)}`,
  );
}

/** The next instance of a chain; where it is too deep to be shown, how many are to come. */
function linked(name: string, item: Value, value: Value, place: Place, inside: Inside): string {
  if (place.depth < maxDepth - 1) return inside(item);
  const more = chainOf(name, value, place.nodes);
  return more > 1 ? `… ${more} more` : inside(item);
}

function same(text: string): string {
  return text;
}

function row<T>(items: readonly T[], showItem: (item: T) => string): string {
  if (items.length <= maxItems) return items.map(showItem).join(', ');
  return `${items.slice(0, 3).map(showItem).join(', ')}, … ${items.length} in all`;
}

function showFloat(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  }
  const text = String(value);
  return /^-?[0-9]+$/.test(text) ? `${text}.0` : text;
}

function showString(value: string): string {
  if (value.length <= maxText) return JSON.stringify(value);
  return `${JSON.stringify(value.slice(0, 40))}… ${value.length} characters`;
}

function shortened(text: string, unit: string): string {
  return text.length <= maxText ? text : `${text.slice(0, 20)}… ${text.length} ${unit}`;
}
