import type { Value } from '../../protocol/cases.ts';

export type Members = Readonly<Record<string, Value>>;

/** The tag and its operand, where an object's only key begins with `$`. */
export function tagOf(members: Members): [string, Value] | null {
  const keys = Object.keys(members);
  const key = keys[0];
  return keys.length === 1 && key?.startsWith('$') ? [key, members[key] as Value] : null;
}

/** A scalar that JSON has no word for, in its canonical form, or the rule that it breaks. */
export function readLeaf(
  tag: '$bytes' | '$float' | '$int',
  operand: Value,
): { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly rule: string } {
  if (tag === '$bytes') {
    return typeof operand === 'string' && isBase64(operand)
      ? { ok: true, value: { $bytes: operand } }
      : { ok: false, rule: 'must be bytes in base64' };
  }
  if (tag === '$int') {
    return typeof operand === 'string' && /^-?[0-9]+$/.test(operand)
      ? { ok: true, value: integer(operand) }
      : { ok: false, rule: 'must be a text of decimal digits' };
  }
  if (operand === '-0') return { ok: true, value: { $float: '-0' } };
  const number = wholeNumber(operand) ?? plainNumber(operand);
  if (typeof number === 'number') {
    return { ok: true, value: Number.isInteger(number) ? { $float: number } : number };
  }
  return ['nan', 'inf', '-inf'].includes(number as string)
    ? { ok: true, value: { $float: number } }
    : { ok: false, rule: 'must be a number, "nan", "inf", "-inf" or "-0"' };
}

/** The rule that a type's name breaks; null where it breaks none. */
export function typeNameRule(type: Value | undefined): string | null {
  const wanted = 'the name of a type, such as "Circle" or "collections.deque"';
  if (type === undefined) return `is missing: it must be ${wanted}`;
  return typeof type === 'string' && typeName.test(type) ? null : `must be ${wanted}`;
}

const typeName = /^[\p{L}_][\p{L}\p{N}_]*(?:(?:\.|::)(?:[\p{L}_][\p{L}\p{N}_]*|<locals>))*$/u;

/** A number that the lossless reader tagged, plain again where a parameter is meant. */
export function plainNumber(value: Value): Value {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const tag = tagOf(value as Members);
  if (tag === null || tag[0] !== '$float') return value;
  return tag[1] === '-0' ? 0 : tag[1];
}

/** What stands in the way of Python's hashing a canonical value, in words; null where nothing does. */
export function unhashable(value: Value): string | null {
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) return 'an array';
  const [tag, operand] = tagOf(value as Members) ?? ['', null];
  if (tag === '' || tag === '$dict' || tag === '$escape') return 'an object';
  if (tag === '$set') return 'a set';
  if (tag !== '$tuple') return null;
  for (const item of operand as readonly Value[]) {
    const noun = unhashable(item);
    if (noun !== null) return `a tuple with ${noun} in it`;
  }
  return null;
}

/** A float that is written as an integer, and too large to be read as a plain one, such as 1e16. */
function wholeNumber(operand: Value): number | null {
  if (typeof operand !== 'object' || operand === null || Array.isArray(operand)) return null;
  const tag = tagOf(operand as Members);
  const number = tag?.[0] === '$int' ? Number(tag[1]) : NaN;
  return Number.isFinite(number) ? number : null;
}

function integer(digits: string): Value {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number + 0 : { $int: String(BigInt(digits)) };
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}
