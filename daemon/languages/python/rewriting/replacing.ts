import { parsePython } from '../parse.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import type { FunctionCode } from './function-code.ts';
import { pattern, type Match } from './pattern.ts';
import type { Way } from './rule.ts';
import { parenthesized } from './template.ts';

/** A pattern, what replaces it, and a condition on what filled its holes. */
export type Replacing = readonly [
  from: string,
  to: string | ((match: Match, fn: FunctionCode) => string | null),
  condition?: (match: Match, fn: FunctionCode) => boolean,
];

/** The way that replaces each match of a pattern, wherever it stands in the body. */
export function replacing(...pairs: readonly Replacing[]): Way {
  const rewrites = pairs.map(([from, to, condition]) => ({ from: pattern(from), to, condition }));
  return function* (fn) {
    for (const { from, to, condition } of rewrites) {
      for (const match of from.in(fn.body)) {
        if (condition !== undefined && !condition(match, fn)) continue;
        const text = typeof to === 'string' ? fn.fill(to, match) : to(match, fn);
        if (text === null) continue;
        const { node } = match;
        const fitting = isStatement(node) ? text : asOperand(node, text);
        yield { edits: [fn.replace(node, fitting, match.nodes.at(-1)!)] };
      }
    }
  };
}

/** A new text for an expression, in parentheses where its surroundings would tear it apart. */
export function asOperand(node: SyntaxNode, text: string): string {
  const parent = node.parent!;
  const isArgument = node.type === 'generator_expression' && parent.type === 'call';
  if (
    isArgument ||
    (whole.has(parent.type) && !parent.children.some((child) => child.type === '**'))
  )
    return text;
  const statement = parsePython(text).parts[0];
  const written = statement?.parts[0];
  return written === undefined || written.type === node.type ? text : parenthesized(written);
}

function isStatement(node: SyntaxNode): boolean {
  return node.parent?.is('block', 'module') ?? true;
}

/** Where an expression stands alone between brackets or in a statement. */
const whole = new Set([
  'argument_list',
  'assignment',
  'augmented_assignment',
  'expression_statement',
  'if_clause',
  'if_statement',
  'keyword_argument',
  'list',
  'pair',
  'parenthesized_expression',
  'return_statement',
  'set',
  'subscript',
  'tuple',
  'while_statement',
]);
