import type { Value } from '../../../../protocol/cases.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import { isPlainString, stringPrefix, stringValue } from '../strings.ts';

/** The value that an expression of literals has, such as `-1`, `10 ** 9 + 7` or `'ab'`. */
export function constantOf(node: SyntaxNode): Value | undefined {
  switch (node.type) {
    case 'true':
      return true;
    case 'false':
      return false;
    case 'none':
      return null;
    case 'string':
      return isPlainString(node) ? stringValue(node) : bytesOf(node);
    case 'parenthesized_expression':
      return node.parts.length === 1 ? constantOf(node.parts[0]!) : undefined;
    default: {
      const number = numberOf(node, 0);
      return number === null ? undefined : asValue(number);
    }
  }
}

type Numeral = { readonly integer: bigint } | { readonly float: number };

function numberOf(node: SyntaxNode, depth: number): Numeral | null {
  if (depth > 50) return null;
  switch (node.type) {
    case 'integer':
      return integerOf(node.text);
    case 'float': {
      const float = Number(node.text.replace(/_/g, ''));
      return Number.isNaN(float) ? null : { float };
    }
    case 'parenthesized_expression':
      return node.parts.length === 1 ? numberOf(node.parts[0]!, depth + 1) : null;
    case 'unary_operator': {
      const [argument] = node.parts;
      const value = argument === undefined ? null : numberOf(argument, depth + 1);
      if (value === null || !/^[-+]/.test(node.text)) return null;
      return node.text.startsWith('+') ? value : negative(value);
    }
    case 'binary_operator':
      return combined(node, depth);
    default:
      return null;
  }
}

function integerOf(text: string): Numeral | null {
  const digits = text.replace(/_/g, '');
  const isPlain = /^(?:0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+|\d+)$/.test(digits);
  return isPlain && digits.length < 400 ? { integer: BigInt(digits) } : null;
}

function negative(value: Numeral): Numeral {
  return 'integer' in value ? { integer: -value.integer } : { float: -value.float };
}

function combined(node: SyntaxNode, depth: number): Numeral | null {
  const [left, right] = [node.get('left'), node.get('right')].map((side) =>
    side === null ? null : numberOf(side, depth + 1),
  );
  if (left === null || left === undefined || right === null || right === undefined) return null;
  const operator = node.get('operator')?.text;
  if (!('integer' in left) || !('integer' in right)) return null;
  const [a, b] = [left.integer, right.integer];
  switch (operator) {
    case '+':
      return { integer: a + b };
    case '-':
      return { integer: a - b };
    case '*':
      return { integer: a * b };
    case '**':
      return b >= 0n && b <= 200n && a < 1000n && a > -1000n ? { integer: a ** b } : null;
    case '<<':
      return b >= 0n && b <= 200n ? { integer: a << b } : null;
    default:
      return null;
  }
}

function asValue(number: Numeral): Value {
  if ('float' in number) {
    if (Number.isFinite(number.float) && !Number.isInteger(number.float)) return number.float;
    if (Object.is(number.float, -0)) return { $float: '-0' };
    if (Number.isFinite(number.float)) return { $float: number.float };
    return { $float: number.float > 0 ? 'inf' : '-inf' };
  }
  const value = Number(number.integer);
  return Number.isSafeInteger(value) ? value : { $int: String(number.integer) };
}

/** Of bytes that are all printable ASCII: others do not survive the reading of escapes. */
function bytesOf(node: SyntaxNode): Value | undefined {
  if (!/^b?r?$/.test(stringPrefix(node))) return undefined;
  const text = stringValue(node);
  return /^[\x00-\x7f]*$/.test(text) ? { $bytes: btoa(text) } : undefined;
}
