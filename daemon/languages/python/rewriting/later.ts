import type { SyntaxNode } from '../../syntax-node.ts';
import type { FunctionCode } from './function-code.ts';
import { isComprehension, isStore, loopsAround, namesIn, statementOf, usesOf } from './scope.ts';

/** Whether the value that a piece of code leaves in a variable may be read once that code is done. */
export function isReadLater(
  fn: FunctionCode,
  name: string,
  first: SyntaxNode,
  last: SyntaxNode = first,
): boolean {
  const isInside = (node: SyntaxNode) => node.start >= first.start && node.end <= last.end;
  const uses = usesOf(name, fn.body).filter((use) => !isInside(use));
  const [outer] = loopsAround(first).slice(-1);
  return uses.some((use) => {
    const isStored = isStore(use) && use.parent?.type !== 'augmented_assignment';
    if (isStored || isBoundAround(use, name, first)) return false;
    if (use.parent?.is('global_statement', 'nonlocal_statement')) return true;
    if (use.start >= last.end) return !uses.some((store) => covers(store, use, last.end));
    if (outer === undefined || !use.isWithin(outer)) return isCaptured(fn, use);
    return !uses.some((store) => covers(store, use, outer.start));
  });
}

/** A loop or comprehension around the use, and not around the code, binds the name itself. */
function isBoundAround(use: SyntaxNode, name: string, code: SyntaxNode): boolean {
  for (const node of use.ancestors()) {
    if (code.isWithin(node)) return false;
    const clauses = isComprehension(node)
      ? node.children.filter((child) => child.type === 'for_in_clause')
      : node.type === 'for_statement' && use.isWithin(node.get('body')!)
        ? [node]
        : [];
    if (clauses.some((clause) => namesIn(clause.get('left')!).includes(name))) return true;
  }
  return false;
}

/** A nested function sees what the variable holds when it is called. */
function isCaptured(fn: FunctionCode, use: SyntaxNode): boolean {
  for (const node of use.ancestors()) {
    if (node === fn.definition) return false;
    if (node.is('function_definition', 'lambda')) return true;
  }
  return false;
}

/** Whether a store stands before a use, after `from`, where it is always passed on the way. */
function covers(store: SyntaxNode, use: SyntaxNode, from: number): boolean {
  if (!isStore(store) || store.parent?.type === 'augmented_assignment') return false;
  const statement = statementOf(store);
  if (store.start < from || statement.end > statementOf(use).start) return false;
  if (!statement.is('expression_statement')) return false;
  return use.isWithin(statement.parent!);
}
