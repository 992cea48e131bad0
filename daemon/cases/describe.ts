import type { CaseSet } from '../core/case-set.ts';
import type { Call, Value } from '../../protocol/cases.ts';
import { shortName } from './show-objects.ts';
import { childrenOf, viewOf } from './views.ts';

/**
 * A line for each case, the costliest first, with its share of the time:
 * `large: args: list of 20000 ints; 91% of the time`. Shares are left out where times are missing.
 */
export function describeInputs(set: CaseSet, caseNs: readonly number[]): readonly string[] {
  const totalNs = caseNs.reduce((sum, ns) => sum + ns, 0);
  const known = caseNs.length === set.cases.length && totalNs > 0;
  const lines = set.cases.map(({ call }, index) => {
    const ns = known ? (caseNs[index] as number) : 0;
    const share = known ? `; ${Math.round((ns / totalNs) * 100)}% of the time` : '';
    return { ns, text: `${call.id}: ${describeInput(call)}${share}` };
  });
  return lines.toSorted((a, b) => b.ns - a.ns).map(({ text }) => text);
}

/** The size of a call's inputs in words: `args: list of 20000 ints, int 1999999`. */
export function describeInput(call: Call): string {
  const parts: string[] = [];
  if (call.init !== null) parts.push(`init: ${row(call.init)}`);
  if (call.self !== undefined) parts.push(`self: ${describe(call.self)}`);
  const named = Object.entries(call.kwargs);
  if (call.args.length > 0 || named.length === 0) parts.push(`args: ${row(call.args)}`);
  if (named.length > 0) {
    parts.push(`kwargs: ${named.map(([name, value]) => `${name}=${describe(value)}`).join(', ')}`);
  }
  return parts.join('; ');
}

function row(values: readonly Value[]): string {
  return values.length === 0 ? 'none' : values.map(describe).join(', ');
}

function describe(value: Value): string {
  const view = viewOf(value);
  switch (view.kind) {
    case 'null':
      return 'null';
    case 'bool':
    case 'float':
      return `${view.kind} ${view.value}`;
    case 'int': {
      const text = String(view.value);
      return text.length <= 24 ? `int ${text}` : `int of ${text.replace('-', '').length} digits`;
    }
    case 'string':
      return view.value.length <= 24
        ? `string ${JSON.stringify(view.value)}`
        : `string of ${view.value.length} characters`;
    case 'bytes':
      return `bytes of length ${Buffer.byteLength(view.base64, 'base64')}`;
    case 'dict': {
      if (view.entries.length === 0) return 'empty dict';
      const values = nounOf(view.entries.map(([, member]) => member));
      return `dict of ${view.entries.length} keys to ${values}`;
    }
    case 'list':
    case 'tuple':
    case 'set':
    case 'frozenset':
      if (view.items.length === 0) return `empty ${view.kind}`;
      return `${view.kind} of ${counted(view.items)}`;
    case 'object':
    case 'new':
    case 'graph':
      return instances(value);
    case 'ref':
    case 'node':
    case 'shared':
      return 'a container met before';
    case 'malformed':
      return 'value';
  }
}

/** `Circle`, or with all that it holds of its type and others: `Node, 300 objects in all`. */
function instances(value: Value): string {
  const counted_ = countOf(value);
  const name = shortName(typeOf(value) ?? 'object');
  return counted_ > 1 ? `${name}, ${counted_} objects in all` : name;
}

function typeOf(value: Value): string | null {
  const view = viewOf(value);
  if (view.kind === 'graph') return typeOf(view.nodes[0] ?? null);
  return view.kind === 'object' || view.kind === 'new' ? view.type : null;
}

function countOf(value: Value): number {
  const pending: Value[] = [value];
  let count = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const view = viewOf(next);
    if (view.kind === 'object' || view.kind === 'new') count += 1;
    for (const child of childrenOf(view) ?? []) pending.push(child);
  }
  return count;
}

/** `20000 ints`, `300 lists of 300 ints`, `40 strings of 3 to 9 characters`, `3 values` */
function counted(items: readonly Value[]): string {
  return `${items.length} ${items.length === 1 ? nounOf(items).replace(/^(\w+)s\b/, '$1') : nounOf(items)}`;
}

function nounOf(items: readonly Value[]): string {
  const views = items.map(viewOf);
  const kind = views[0]?.kind ?? 'null';
  const types = new Set(items.map(typeOf));
  const [type] = types;
  if (types.size === 1 && type !== null) return `${shortName(type as string)} objects`;
  if (!types.has(null)) return 'objects';
  if (views.some((view) => view.kind !== kind)) return 'values';
  const plural = {
    null: 'nulls',
    bytes: 'bytes values',
    ref: 'values',
    node: 'values',
    malformed: 'values',
  };
  if (kind in plural) return plural[kind as keyof typeof plural];
  if (kind === 'string') {
    return `strings of ${spread(views.map((view) => (view as { value: string }).value.length))} characters`;
  }
  if (kind !== 'list' && kind !== 'tuple') return `${kind}s`;
  const rows = views.map((view) => (view as { items: readonly Value[] }).items);
  const inner = new Set(rows.flat().map((value) => viewOf(value).kind));
  const [only] = inner;
  const noun = inner.size === 1 && only !== 'null' && only !== 'bytes' ? `${only}s` : 'values';
  return `${kind}s of ${spread(rows.map((items_) => items_.length))} ${noun}`;
}

function spread(lengths: readonly number[]): string {
  const least = lengths.reduce((a, b) => Math.min(a, b), Infinity);
  const most = lengths.reduce((a, b) => Math.max(a, b), 0);
  return least === most ? String(least) : `${least} to ${most}`;
}
