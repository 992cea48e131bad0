import type { Value } from '../../protocol/cases.ts';
import type { NewView, RowKind, View } from './views.ts';
import { viewOf } from './views.ts';

const maxItems = 6;
const maxDepth = 4;
const maxText = 60;
const maxLength = 160;

/** A value as a person would write it, abbreviated: `[1, 2, 3, … 20000 in all]`. */
export function show(value: Value): string {
  const text = showAt(value, 0);
  return text.length <= maxLength ? text : `${text.slice(0, maxLength - 1)}…`;
}

/** A value that fits in a path: `["name"]`, `[(1, 2)]`. */
export function showKey(key: Value): string {
  return `[${show(key)}]`;
}

function showAt(value: Value, depth: number): string {
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
    case 'node':
      return '<met before>';
    case 'malformed':
      return '<no value>';
    default:
      return depth >= maxDepth ? '…' : showContainer(view, depth);
  }
}

function showContainer(
  view: Extract<View, { kind: RowKind | 'dict' | 'object' | 'new' | 'graph' }>,
  depth: number,
): string {
  const inside = (value: Value): string => showAt(value, depth + 1);
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
      return `<${view.type} ${inside(view.state)}>`;
    case 'new':
      return showNew(view, inside);
    case 'graph':
      return `${inside(view.nodes[0] ?? null)} of ${view.nodes.length} in all`;
  }
}

/** As it is made: `Point(1, y=2)`, `Node(1) with next=Node(2)`, `Stack() after push(1), pop()`. */
function showNew({ type, args, kwargs, set, calls }: NewView, inside: typeof show): string {
  const named = (members: NewView['kwargs']): string[] =>
    Object.entries(members).map(([name, value]) => `${name}=${inside(value)}`);
  const all = (positional: readonly Value[], byName: NewView['kwargs']): string =>
    row([...positional.map(inside), ...named(byName)], (text) => text);
  const attributes = named(set);
  const made = `${type}(${all(args, kwargs)})`;
  const linked = attributes.length === 0 ? made : `${made} with ${attributes.join(', ')}`;
  if (calls.length === 0) return linked;
  return `${linked} after ${row(calls, (call) => `${call.method}(${all(call.args, call.kwargs)})`)}`;
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
