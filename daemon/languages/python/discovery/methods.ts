import { copied, orderOf } from './builtins.ts';
import {
  integerOf,
  itemsOf,
  mostItems,
  type PyArguments,
  type PyValue,
  row,
  str,
  unknown,
} from './values.ts';

/** A call of a method that changes nothing. */
export function callMethod(value: PyValue, name: string, { args }: PyArguments): PyValue {
  if (args.some((each) => each.kind === 'unknown')) return unknown;
  if (name === 'copy') return copied(value);
  if (value.kind === 'str') return ofText(value.value, name, args);
  if (value.kind === 'dict') {
    const entries = [...value.entries.values()];
    if (name === 'keys')
      return row(
        'list',
        entries.map(([key]) => key),
      );
    if (name === 'values')
      return row(
        'list',
        entries.map(([, item]) => item),
      );
    if (name === 'items')
      return row(
        'list',
        entries.map((entry) => row('tuple', entry)),
      );
  }
  return unknown;
}

/** `xs.append(4)` and the like, done to the value; whether that is known to have been all. */
export function changeInPlace(
  value: PyValue,
  name: string,
  { args, kwargs }: PyArguments,
): boolean {
  const [first, second] = args;
  if (kwargs.size > 0) return false;
  if (value.kind !== 'list') {
    if (value.kind !== 'set' || name !== 'add' || first === undefined) return false;
    const grown = row('set', [...value.items, first]);
    if (grown.kind !== 'set') return false;
    value.items.splice(0, Infinity, ...grown.items);
    return true;
  }
  if (value.items.length >= mostItems) return false;
  switch (name) {
    case 'append':
      return first !== undefined && value.items.push(first) > 0;
    case 'extend': {
      const items = (first && itemsOf(first)) ?? null;
      if (items === null) return false;
      value.items.push(...items.slice(0, mostItems));
      return true;
    }
    case 'insert': {
      const at = first && integerOf(first);
      if (typeof at !== 'bigint' || second === undefined) return false;
      value.items.splice(Number(at), 0, second);
      return true;
    }
    case 'reverse':
      value.items.reverse();
      return true;
    case 'sort': {
      const order = args.length === 0 ? orderOf(value.items) : null;
      if (order === null) return false;
      value.items.sort(order);
      return true;
    }
    default:
      return false;
  }
}

function ofText(text: string, name: string, args: readonly PyValue[]): PyValue {
  const [first] = args;
  const given = first?.kind === 'str' ? first.value : null;
  switch (name) {
    case 'split':
      if (first === undefined) {
        const words = text.split(/\s+/).filter((word) => word !== '');
        return row('list', words.map(str));
      }
      if (given === null || given === '' || args.length > 1) return unknown;
      return row('list', text.split(given).map(str));
    case 'splitlines':
      return row(
        'list',
        text
          .replace(/\r\n?|\n$/g, '\n')
          .replace(/\n$/, '')
          .split('\n')
          .map(str),
      );
    case 'join': {
      const parts = (first && itemsOf(first)) ?? [unknown];
      if (!parts.every((part) => part.kind === 'str')) return unknown;
      return str(parts.map((part) => part.value).join(text));
    }
    case 'upper':
      return /^[\x00-\x7f]*$/.test(text) ? str(text.toUpperCase()) : unknown;
    case 'lower':
      return /^[\x00-\x7f]*$/.test(text) ? str(text.toLowerCase()) : unknown;
    case 'strip':
      return first === undefined ? str(text.trim()) : unknown;
    case 'encode':
      return args.length === 0 ? { kind: 'bytes', value: new TextEncoder().encode(text) } : unknown;
    default:
      return unknown;
  }
}
