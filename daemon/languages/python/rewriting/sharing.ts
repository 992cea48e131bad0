import type { SyntaxNode } from '../../syntax-node.ts';
import type { FunctionCode } from './function-code.ts';
import { isStore, mutators, usesOf } from './scope.ts';
import { kindOf, pureFunctions, valuesOf } from './values.ts';

/**
 * Whether a list belongs to its variable alone: the function makes it, and nobody else keeps it as
 * long as the function runs.
 */
export function isUnshared(fn: FunctionCode, name: string): boolean {
  if (fn.parameters.includes(name)) return false;
  const values = valuesOf(fn, name).filter((value) => value === null || !isGrowth(value, name));
  const isMade = values.every((value) => value !== null && isFresh(value));
  return isMade && values.length > 0 && usesOf(name, fn.body).every((use) => isOwnUse(fn, use));
}

/** Whether evaluating it makes a new object. */
export function isFresh(value: SyntaxNode): boolean {
  if (value.type === 'subscript') return value.get('subscript')?.type === 'slice';
  if (value.type === 'conditional_expression')
    return isFresh(value.parts[0]!) && isFresh(value.parts[2]!);
  return kindOf(value) !== null || value.text.startsWith('deque(');
}

function isGrowth(value: SyntaxNode, name: string): boolean {
  const isSum = value.type === 'binary_operator' || value.text.startsWith('sorted(');
  return isSum && usesOf(name, value).length > 0;
}

/** A use that leaves nobody else with the object, but for what returns it. */
function isOwnUse(fn: FunctionCode, use: SyntaxNode): boolean {
  const parent = use.parent!;
  for (const outer of use.ancestors()) {
    if (outer === fn.definition) break;
    if (outer.is('function_definition', 'lambda')) return false;
  }
  if (isStore(use)) return parent.is('assignment', 'augmented_assignment');
  if (parent.is('global_statement', 'nonlocal_statement', 'yield')) return false;
  if (parent.type === 'argument_list') {
    const callee = parent.parent!.get('function')!;
    if (callee.type === 'identifier')
      return pureFunctions.has(callee.text) || isHeapCall(callee.text);
    return callee.get('attribute')?.text === 'join' || mutatesBy(callee);
  }
  if (parent.is('assignment', 'keyword_argument', 'pair', 'list', 'tuple', 'set'))
    return isReturned(parent);
  return (
    !parent.is('named_expression', 'conditional_expression', 'default_parameter') ||
    isReturned(parent)
  );
}

function isHeapCall(name: string): boolean {
  return /^(?:heap\w+|insort\w*|bisect\w*|print|iter|map|filter|cycle|chain|product)$/.test(name);
}

/** `result.extend(xs)` takes the items and not the list. */
function mutatesBy(callee: SyntaxNode): boolean {
  const method = callee.get('attribute')?.text ?? '';
  const keepsIt = ['append', 'appendleft', 'insert', 'add', 'setdefault'];
  return mutators.has(method) && !keepsIt.includes(method);
}

function isReturned(node: SyntaxNode): boolean {
  if (node.parent?.type === 'return_statement') return true;
  return (
    node.is('tuple', 'list') &&
    (node.parent?.type === 'expression_list' ? isReturned(node.parent) : false)
  );
}
