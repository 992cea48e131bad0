import type { SyntaxNode } from '../../syntax-node.ts';
import { parsePython } from '../parse.ts';
import { type Claim, original } from './drafts.ts';
import { Evaluator } from './evaluate.ts';
import { Scope } from './scope.ts';
import { bool, none, type PyValue, str } from './values.ts';

/** What a value is made of when it is written out, as a person or `repr` does. */
const written: ReadonlySet<string> = new Set([
  'integer',
  'float',
  'string',
  'concatenated_string',
  'true',
  'false',
  'none',
  'list',
  'tuple',
  'set',
  'dictionary',
  'pair',
  'unary_operator',
  'parenthesized_expression',
  'expression_list',
]);

/** `null` and `true` are what other languages have, and problem statements. */
const words: ReadonlyMap<string, PyValue> = new Map([
  ['null', none],
  ['true', bool(true)],
  ['false', bool(false)],
  ['inf', { kind: 'float', value: Infinity }],
  ['nan', { kind: 'float', value: NaN }],
]);

/** The value of a text that is nothing but a literal; null for any other text. */
export function readLiteral(text: string): PyValue | null {
  const tree = parsePython(text.trim());
  const [statement, ...more] = tree.parts;
  const [node] = statement?.parts ?? [];
  if (tree.hasError || more.length > 0 || node === undefined) return null;
  if (statement?.type !== 'expression_statement' || statement.parts.length > 1) return null;
  return isWritten(node) ? plainValue(node) : null;
}

/** The value of an expression in a comment, where names are other languages' words at most. */
export function plainValue(node: SyntaxNode): PyValue {
  return new Evaluator({ call: () => null }).value(node, wordScope());
}

/** A scope in which other languages' words mean what Python's do. */
export function wordScope(): Scope {
  const scope = new Scope(null);
  for (const [name, value] of words) scope.set(name, value);
  return scope;
}

/**
 * What a text says that was printed: `101` may be a number or a text, so only what the annotation,
 * or brackets around it, make certain.
 */
export function sameAsPrinted(text: string, returns: string | null): Claim {
  if (returns === 'str') return { kind: 'value', value: str(text) };
  const value = readLiteral(text);
  if (value === null) return original;
  const isScalar = ['int', 'float', 'str'].includes(value.kind);
  const isSure = isScalar ? returns === value.kind : true;
  return isSure ? { kind: 'value', value } : original;
}

function isWritten(node: SyntaxNode): boolean {
  if (node.type === 'identifier') return words.has(node.text);
  // An empty set has no literal.
  if (node.type === 'call') return node.text === 'set()' || node.text === 'frozenset()';
  return written.has(node.type) && node.parts.every((part) => isWritten(part) || isText(part));
}

/** What a string is made of. */
function isText(node: SyntaxNode): boolean {
  return node.is('string_start', 'string_content', 'string_end', 'escape_sequence');
}
