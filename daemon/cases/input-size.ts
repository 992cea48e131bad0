import type { Call, Value } from '../../protocol/cases.ts';
import { childrenOf, viewOf } from './views.ts';

/**
 * How large a call's inputs are, by the largest of them, to be shown: `12 items`, `900 items in 30
 * rows`, `40 characters`, `n = 30`. Empty where that would say nothing.
 */
export function inputSize(call: Omit<Call, 'id'>, parameters: readonly string[]): string {
  const named = [
    ...call.args.map((value, index) => [parameters[index] ?? '', value] as const),
    ...Object.entries(call.kwargs),
    ...(call.init ?? []).map((value) => ['', value] as const),
  ];
  let best: { readonly size: number; readonly text: string } | null = null;
  for (const [, value] of named) {
    const size = sizeOf(value);
    const text = textOf(value);
    if (text !== '' && (best === null || size > best.size)) best = { size, text };
  }
  if (best !== null) return best.text;
  const number = named.find(([name, value]) => name !== '' && viewOf(value).kind === 'int');
  if (number === undefined) return '';
  const view = viewOf(number[1]);
  return view.kind === 'int' ? `${number[0]} = ${grouped(view.value)}` : '';
}

function textOf(value: Value): string {
  const view = viewOf(value);
  switch (view.kind) {
    case 'string':
      return counted(Array.from(view.value).length, 'character');
    case 'bytes':
      return counted(Buffer.byteLength(view.base64, 'base64'), 'byte');
    case 'dict':
      return counted(view.entries.length, 'key');
    case 'list':
    case 'tuple':
    case 'set':
    case 'frozenset': {
      const rows = view.items.map(viewOf);
      const inner = rows.reduce((sum, row) => sum + ('items' in row ? row.items.length : 0), 0);
      const areRows = rows.length > 0 && rows.every((row) => row.kind === 'list');
      return areRows
        ? `${counted(inner, 'item')} in ${counted(rows.length, 'row')}`
        : counted(rows.length, 'item');
    }
    case 'new': {
      // An array is as large as the rows that it is made of.
      const [only] = view.args;
      return view.args.length === 1 && only !== undefined ? textOf(only) : '';
    }
    case 'graph':
      return counted(view.nodes.length, 'node');
    default:
      return '';
  }
}

function sizeOf(value: Value): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 1;
  const view = viewOf(value);
  if (view.kind === 'bytes') return view.base64.length;
  return childrenOf(view)?.reduce<number>((sum, one) => sum + sizeOf(one), 1) ?? 1;
}

function counted(count: number, what: string): string {
  return `${grouped(count)} ${what}${count === 1 ? '' : 's'}`;
}

function grouped(count: number | string): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
