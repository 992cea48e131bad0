import type { SyntaxNode } from '../../syntax-node.ts';
import { shapeAt } from './expression-shapes.ts';
import type { FunctionCode } from './function-code.ts';
import { isComprehension, pathOf, statementOf } from './scope.ts';
import { isPure } from './values.ts';

/** Whether an expression is evaluated in the first turn of a loop, whatever the values. */
export function isCertain(expression: SyntaxNode, loop: SyntaxNode): boolean {
  if (isComprehension(loop) && !isCertainIn(loop, statementOf(loop))) return false;
  return isCertainIn(expression, loop);
}

/**
 * What holds before a loop exactly where it runs at all: empty where it always does, null where
 * that cannot be asked without running something twice.
 */
export function guardOf(fn: FunctionCode, loop: SyntaxNode, expression: SyntaxNode): string | null {
  if (loop.type === 'while_statement') {
    const condition = loop.get('condition')!;
    if (expression.isWithin(condition) || condition.text === 'True') return '';
    const isPlain =
      isPure(condition) &&
      ![...condition.walk()].some((node) => node.type === 'call' && !node.text.startsWith('len('));
    return isPlain ? condition.text : null;
  }
  const clause = isComprehension(loop)
    ? loop.children.find((child) => child.type === 'for_in_clause')
    : loop;
  if (clause === undefined || clause.children[0]?.type === 'async') return null;
  return someOf(fn, clause.get('right')!);
}

/** Whether a sequence has items, as a condition. */
function someOf(fn: FunctionCode, sequence: SyntaxNode): string | null {
  if (sequence.is('identifier', 'attribute')) {
    const shape = shapeAt(fn, sequence);
    const isSized = shape !== null && sized.has(shape.kind) && pathOf(sequence) !== null;
    return isSized ? sequence.text : null;
  }
  if (sequence.type !== 'call') return null;
  const callee = sequence.get('function')!;
  const [first, second, ...more] = sequence.get('arguments')!.parts;
  if (callee.text === 'range' && first !== undefined) {
    if (!isPure(sequence)) return null;
    if (more.length > 0) return sequence.text;
    if (second !== undefined) return `${operand(first)} < ${operand(second)}`;
    const list = /^len\(([\w.]+)\)$/.exec(first.text)?.[1];
    return list ?? `${operand(first)} > 0`;
  }
  if (/^(?:enumerate|sorted|reversed|list)$/.test(callee.text) && first !== undefined)
    return someOf(fn, first);
  const method = callee.get('attribute')?.text ?? '';
  const isView = ['items', 'keys', 'values'].includes(method) && first === undefined;
  return isView && pathOf(callee.get('object')!) !== null ? callee.get('object')!.text : null;
}

const sized = new Set(['list', 'string', 'tuple', 'dict', 'set', 'frozenset', 'matrix', 'bytes']);

/** An operand of a comparison, in brackets where it would be read otherwise. */
function operand(node: SyntaxNode): string {
  const isTight = node.is(
    'identifier',
    'integer',
    'call',
    'attribute',
    'subscript',
    'binary_operator',
  );
  return isTight ? node.text : `(${node.text})`;
}

/** Whether nothing on the way down to an expression decides if it is evaluated. */
function isCertainIn(expression: SyntaxNode, root: SyntaxNode): boolean {
  let inner = expression;
  for (const outer of expression.ancestors()) {
    if (inner === root) return true;
    if (outer === root && isComprehension(root)) {
      const clauses = root.parts.filter((part) => part.is('for_in_clause', 'if_clause'));
      const first = clauses.filter((clause) => clause.type === 'for_in_clause').length;
      return first === 1 && (clauses.length === 1 || inner === clauses[1] || inner === clauses[0]);
    }
    if (!goesOn(outer, inner)) return false;
    if (outer === root) return true;
    inner = outer;
  }
  return false;
}

function goesOn(outer: SyntaxNode, inner: SyntaxNode): boolean {
  switch (outer.type) {
    case 'block':
      return !outer.parts.some((part) => part.start < inner.start && mayLeave(part));
    case 'if_statement':
    case 'while_statement':
      return (
        inner.field === 'condition' || (outer.type === 'while_statement' && inner.field === 'body')
      );
    case 'for_statement':
      return inner.field === 'right' || inner.field === 'body';
    case 'boolean_operator':
      return inner.field === 'left';
    case 'conditional_expression':
      return inner === outer.parts[1];
    case 'comparison_operator':
      return outer.parts.indexOf(inner) < 2;
    case 'list_comprehension':
    case 'set_comprehension':
    case 'dictionary_comprehension': {
      const first = outer.children.find((child) => child.type === 'for_in_clause');
      return inner === first;
    }
    case 'generator_expression':
    case 'try_statement':
    case 'with_statement':
    case 'match_statement':
    case 'lambda':
    case 'function_definition':
    case 'class_definition':
    case 'elif_clause':
    case 'else_clause':
    case 'assert_statement':
      return false;
    default:
      return true;
  }
}

function mayLeave(statement: SyntaxNode): boolean {
  return [...statement.walk()].some(
    (node) =>
      node.named &&
      node.is(
        'break_statement',
        'continue_statement',
        'return_statement',
        'raise_statement',
        'assert_statement',
        'yield',
        'await',
      ),
  );
}
