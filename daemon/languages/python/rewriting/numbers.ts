import type { SyntaxNode } from '../../syntax-node.ts';
import type { FunctionCode } from './function-code.ts';
import { isStore, usesOf } from './scope.ts';

/** Whether an integer is certain not to be below zero: lengths, places, and sums of them. */
export function isNonNegative(fn: FunctionCode, node: SyntaxNode, depth = 0): boolean {
  if (depth > 6) return false;
  const is = (inner: SyntaxNode) => isNonNegative(fn, inner, depth + 1);
  switch (node.type) {
    case 'integer':
      return true;
    case 'parenthesized_expression':
      return node.parts.every(is);
    case 'call':
      if (/^(?:len|abs|ord)$/.test(node.get('function')!.text)) return true;
      return /^(?:max)$/.test(node.get('function')!.text) && node.get('arguments')!.parts.some(is);
    case 'binary_operator': {
      const [left, right] = [node.get('left')!, node.get('right')!];
      const operator = node.get('operator')!.text;
      if (operator === '*' && left.text === right.text) return true;
      if (operator === '**') return right.text === '2' || is(left);
      if (operator === '%') return is(right);
      if (operator === '-') return atLeast(fn, left, right);
      return ['+', '*', '//', '>>', '<<'].includes(operator) && is(left) && is(right);
    }
    case 'identifier':
      return isNonNegativeName(fn, node.text, depth);
    default:
      return false;
  }
}

/** `i - 1` where `i` begins at 1 or above. */
function atLeast(fn: FunctionCode, left: SyntaxNode, right: SyntaxNode): boolean {
  if (left.type !== 'identifier' || right.type !== 'integer') return false;
  const stores = usesOf(left.text, fn.body).filter(isStore);
  return (
    stores.length > 0 &&
    !fn.parameters.includes(left.text) &&
    stores.every((store) => {
      const range = rangeOf(store);
      const low = range !== null && range.length > 1 ? range[0]! : null;
      return low?.type === 'integer' && Number(low.text) >= Number(right.text) && !isDown(range!);
    })
  );
}

function isNonNegativeName(fn: FunctionCode, name: string, depth: number): boolean {
  if (fn.parameters.includes(name)) {
    const shape = fn.shapeOf(name);
    const isLow = shape?.kind === 'integer' && (shape.min ?? -1) >= 0;
    if (!isLow) return false;
  }
  const stores = usesOf(name, fn.body).filter(isStore);
  const isBound = stores.length > 0 || fn.parameters.includes(name);
  return isBound && stores.every((store) => isNonNegativeStore(fn, store, depth));
}

function isNonNegativeStore(fn: FunctionCode, store: SyntaxNode, depth: number): boolean {
  const parent = store.parent!;
  if (parent.type === 'assignment' && store.field === 'left') {
    const value = parent.get('right');
    return value !== null && isNonNegative(fn, value, depth + 1);
  }
  if (parent.type === 'augmented_assignment') {
    const operator = parent.get('operator')?.text ?? '';
    const value = parent.get('right')!;
    return ['+=', '*=', '//='].includes(operator) && isNonNegative(fn, value, depth + 1);
  }
  const range = rangeOf(store);
  if (range !== null) {
    if (isDown(range)) return /^(?:-1|\d+)$/.test(range[1]!.text);
    return range.length === 1 || isNonNegative(fn, range[0]!, depth + 1);
  }
  // The first of two variables of enumerate, which begins at 0.
  const loop = parent.type === 'pattern_list' ? parent.parent! : null;
  const source = loop?.is('for_statement', 'for_in_clause') ? loop.get('right')! : null;
  const isFirst = parent.parts[0]?.start === store.start;
  return isFirst && source?.type === 'call' && source.get('function')!.text === 'enumerate';
}

/** What stands in `range(…)` where a loop over it binds the variable. */
function rangeOf(store: SyntaxNode): readonly SyntaxNode[] | null {
  const loop = store.parent!;
  if (!loop.is('for_statement', 'for_in_clause') || store.field !== 'left') return null;
  const source = loop.get('right')!;
  const isRange = source.type === 'call' && source.get('function')!.text === 'range';
  return isRange ? source.get('arguments')!.parts : null;
}

function isDown(range: readonly SyntaxNode[]): boolean {
  return range.length > 2 && range[2]!.type !== 'integer';
}
