import type { Shape } from '../../../core/exploring.ts';
import { anyCallable } from './callables.ts';
import { anything, isKnown, ofSomeLengths, union } from './shapes.ts';
import type { TypeReader } from './type-reader.ts';

/** The type that a docstring gives, in Python's notation or in words such as `list of int`. */
export function shapeOfWords(text: string, types: TypeReader): Shape {
  const bare = text
    .replace(/:(?:class|obj|py:class):/g, '')
    .replace(/`/g, '')
    .replace(/\bnumpy array\b/gi, 'ndarray')
    .replace(/[,;]?\s*\(?\b(?:optional|required|keyword-only)\b\)?/gi, '')
    .replace(/,?\s*(?:defaults? (?:to|is|=)?|by default|default:|default=).*$/i, '')
    .replace(/,?\s*\((?:default|shape)[^)]*\)|,?\s*shape\b.*$/gi, '')
    .trim()
    .replace(/[.,;:]+$/, '');
  return bare === '' || bare.length > 300 ? anything : spoken(bare, types, 0);
}

function spoken(text: string, types: TypeReader, depth: number): Shape {
  if (depth > 8) return anything;
  const phrase = text.trim().replace(/^(?:an?|the|some|any|one)\s+/i, '');
  const lower = phrase.toLowerCase();
  const simple = words.get(lower) ?? words.get(lower.replace(/s$/, ''));
  if (simple !== undefined) return simple;

  const choices = splitWords(phrase, /\s+or\s+|\s*\/\s*/);
  if (choices.length > 1) return union(choices.map((choice) => spoken(choice, types, depth + 1)));
  const constants = /^\{(.+)\}$/s.exec(phrase)?.[1] ?? /^one of (.+)$/is.exec(phrase)?.[1];
  if (constants !== undefined) return types.shapeOf(`Literal[${constants}]`);

  const rows =
    /^(?:2-?d|two-dimensional)\s+(?:integer\s+)?(?:list|array|matrix|grid)(?:\s+of\s+(.+))?$/i.exec(
      phrase,
    );
  if (rows !== null || /^(?:matrix|grid)(?:\s+of\s+(.+))?$/i.test(phrase)) {
    const items = rows?.[1] ?? /\bof\s+(.+)$/i.exec(phrase)?.[1];
    return {
      kind: 'matrix',
      items: items === undefined ? anything : spoken(items, types, depth + 1),
    };
  }
  const of =
    /^(?:(?:non-?empty|sorted|nested|unsorted|ordered)\s+)*(\w+)\s+(?:of|containing|with)\s+(.+)$/is.exec(
      phrase,
    );
  if (of !== null) return collection(of[1]!.toLowerCase(), of[2]!, types, depth);
  const adjective = /^(?:integer|int)s?\s+(list|array|set|tuple)$/i.exec(phrase);
  if (adjective !== null) return collection(adjective[1]!.toLowerCase(), 'int', types, depth);
  const texts = /^(?:string|str)\s+(list|array|set|tuple)$/i.exec(phrase);
  if (texts !== null) return collection(texts[1]!.toLowerCase(), 'str', types, depth);
  const bare =
    /^(?:non-?empty|sorted|positive|non-?negative|negative|single|natural|whole|unsorted)\s+(.+)$/i.exec(
      phrase,
    );
  if (bare !== null) return spoken(bare[1]!, types, depth + 1);
  return /^[\w.[\], |"'()]+$/.test(phrase) && !/\w\s+\w/.test(phrase.replace(/\s*[,|]\s*/g, ','))
    ? types.shapeOf(phrase)
    : anything;
}

function collection(outer: string, inner: string, types: TypeReader, depth: number): Shape {
  const items = (): Shape => spoken(inner, types, depth + 1);
  switch (outer.replace(/s$/, '')) {
    case 'list':
    case 'array':
    case 'sequence':
    case 'iterable':
    case 'collection':
    case 'vector':
    case 'array_like':
      return { kind: 'list', items: items() };
    case 'set':
      return { kind: 'set', items: items() };
    case 'frozenset':
      return { kind: 'frozenset', items: items() };
    case 'tuple':
    case 'pair': {
      const parts = inner.replace(/^\((.*)\)$/s, '$1').split(/\s*,\s*/);
      if (parts.length > 1)
        return { kind: 'tuple', items: parts.map((part) => spoken(part, types, depth + 1)) };
      const one = items();
      return outer.startsWith('pair') ? { kind: 'tuple', items: [one, one] } : ofSomeLengths(one);
    }
    case 'dict':
    case 'dictionary':
    case 'mapping':
    case 'map': {
      const [keys = '', values = ''] = inner.split(/\s+to\s+|\s*:\s*|\s*->\s*/);
      if (values === '') return { kind: 'dict', keys: anything, values: anything };
      const [key, value] = [keys, values].map((part) => spoken(part, types, depth + 1));
      return { kind: 'dict', keys: key!, values: value! };
    }
    default:
      return anything;
  }
}

const list: Shape = { kind: 'list', items: anything };
const dict: Shape = { kind: 'dict', keys: anything, values: anything };

const words: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ['int', { kind: 'integer' }],
  ['integer', { kind: 'integer' }],
  ['natural', { kind: 'integer' }],
  ['long', { kind: 'integer' }],
  ['float', { kind: 'float' }],
  ['double', { kind: 'float' }],
  ['real', { kind: 'float' }],
  ['number', { kind: 'union', of: [{ kind: 'integer' }, { kind: 'float' }] }],
  ['numeric', { kind: 'union', of: [{ kind: 'integer' }, { kind: 'float' }] }],
  ['bool', { kind: 'boolean' }],
  ['boolean', { kind: 'boolean' }],
  ['str', { kind: 'string' }],
  ['string', { kind: 'string' }],
  ['text', { kind: 'string' }],
  ['char', { kind: 'string', min: 1, max: 1 }],
  ['character', { kind: 'string', min: 1, max: 1 }],
  ['byte', { kind: 'bytes' }],
  ['none', { kind: 'null' }],
  ['list', list],
  ['array', list],
  ['sequence', list],
  ['iterable', list],
  ['array_like', list],
  ['array-like', list],
  ['set', { kind: 'set', items: anything }],
  ['dict', dict],
  ['dictionary', dict],
  ['mapping', dict],
  ['object', anything],
  ['any', anything],
  ['callable', anyCallable],
  ['function', anyCallable],
]);

/** Splits outside of brackets. */
function splitWords(text: string, separator: RegExp): readonly string[] {
  const parts = text.split(separator);
  const isWhole = parts.every((part) => depthOf(part) === 0);
  return isWhole ? parts.filter((part) => part.trim() !== '') : [text];
}

function depthOf(text: string): number {
  return (text.match(/[([{]/g)?.length ?? 0) - (text.match(/[)\]}]/g)?.length ?? 0);
}

/** Whether words in a description begin with a type: `a list of integers to add up`. */
export function shapeOfDescription(text: string, types: TypeReader): Shape {
  const [, phrase] =
    /^((?:an?|the)\s+(?:(?:sorted|non-?empty|positive|non-?negative)\s+)*(?:(?:list|array|sequence|set|tuple)\s+of\s+)*(?:integers?|ints?|strings?|floats?|booleans?|numbers?))\b/i.exec(
      text,
    ) ?? [];
  const shape = phrase === undefined ? anything : shapeOfWords(phrase, types);
  return isKnown(shape) ? shape : anything;
}
