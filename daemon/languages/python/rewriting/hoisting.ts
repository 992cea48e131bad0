import type { SyntaxNode } from '../../syntax-node.ts';
import { isComprehension, isInvariant, loopsAround, statementOf } from './scope.ts';

/** The outermost loop around an expression in which its value never changes; null without one. */
export function outermostInvariantLoop(expression: SyntaxNode): SyntaxNode | null {
  let found: SyntaxNode | null = null;
  for (const loop of loopsAround(expression)) {
    if (!isInvariant(expression, loop)) break;
    if (canStandBefore(loop)) found = loop;
  }
  return found;
}

/** Expressions of one kind that may be computed once, grouped by loop and text. */
export function groupByLoop(
  expressions: Iterable<SyntaxNode>,
): readonly { readonly loop: SyntaxNode; readonly nodes: readonly SyntaxNode[] }[] {
  const groups = new Map<string, { loop: SyntaxNode; nodes: SyntaxNode[] }>();
  for (const node of expressions) {
    const loop = outermostInvariantLoop(node);
    if (loop === null) continue;
    const key = `${statementOf(loop).start} ${node.text}`;
    const group = groups.get(key) ?? { loop, nodes: [] };
    group.nodes.push(node);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** A name that says what a value was made of: `words` for `self.words`, `row` for `row[1:]`. */
export function hintOf(node: SyntaxNode): string {
  for (let inner: SyntaxNode | null | undefined = node; inner;) {
    if (inner.type === 'identifier') return inner.text.replace(/^_+/, '') || 'value';
    if (inner.type === 'attribute' && inner.parent?.type !== 'call')
      return inner.get('attribute')!.text;
    inner =
      inner.type === 'call'
        ? (inner.get('arguments')?.parts[0] ?? inner.get('function'))
        : (inner.get('object') ?? inner.get('value') ?? inner.parts[0]);
  }
  return 'value';
}

/** A comprehension in a `while` condition is evaluated anew each time: nothing precedes it. */
function canStandBefore(loop: SyntaxNode): boolean {
  return !isComprehension(loop) || statementOf(loop).type !== 'while_statement';
}
