import type { SyntaxNode } from '../../syntax-node.ts';
import { isInvariant } from './effects.ts';
import type { Edit, FunctionCode } from './function-code.ts';
import { guardOf, isCertain } from './certainty.ts';
import { neverRaises } from './raising.ts';
import { isComprehension, loopsAround, statementOf } from './scope.ts';

/** The outermost loop around an expression in which its value never changes; null without one. */
export function outermostInvariantLoop(expression: SyntaxNode): SyntaxNode | null {
  return invariantLoops(expression, isInvariant).at(-1) ?? null;
}

/** Expressions that may be computed once, before their loop. */
export interface Hoist {
  readonly loop: SyntaxNode;
  readonly nodes: readonly SyntaxNode[];
  /** What must hold before the loop for it to run at all; null where it does not matter. */
  readonly guard: string | null;
}

/**
 * Expressions of one kind that may be computed once, grouped by loop and text. What can raise is
 * computed before the loop only where the loop would have computed it at once; `isSafe` tells what
 * cannot.
 */
export function groupByLoop(
  fn: FunctionCode,
  expressions: Iterable<SyntaxNode>,
  isSafe: (node: SyntaxNode) => boolean = (node) => neverRaises(fn, node),
  isFixed: Fixed = isInvariant,
): readonly Hoist[] {
  const all = [...expressions];
  const groups = new Map<string, { loop: SyntaxNode; nodes: SyntaxNode[]; guard: string | null }>();
  for (const node of all) {
    const place = placeOf(fn, node, all, isSafe, isFixed);
    if (place === null) continue;
    const key = `${statementOf(place.loop).start} ${node.text}`;
    const group = groups.get(key) ?? { ...place, nodes: [] };
    group.nodes.push(node);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Lines before the loop, below a condition where the loop may not run. */
export function prepared(fn: FunctionCode, { loop, guard }: Hoist, lines: string): Edit {
  const text = guard === null ? lines : `if ${guard}:\n${lines.replace(/^(?=.)/gm, fn.unit)}`;
  return fn.before(statementOf(loop), text);
}

/** The outermost loop before which it can be computed. */
function placeOf(
  fn: FunctionCode,
  node: SyntaxNode,
  all: readonly SyntaxNode[],
  isSafe: (node: SyntaxNode) => boolean,
  isFixed: Fixed,
): Pick<Hoist, 'loop' | 'guard'> | null {
  const loops = invariantLoops(node, isFixed);
  const outermost = loops.at(-1);
  if (outermost === undefined) return null;
  if (isSafe(node)) return { loop: outermost, guard: null };
  for (const loop of loops.toReversed()) {
    // One of equal expressions that is evaluated at once is enough for all of them.
    const same = all.filter((other) => other.text === node.text && other.isWithin(loop));
    const certain = same.find((other) => isCertain(other, loop));
    if (certain === undefined) continue;
    const guard = guardOf(fn, loop, certain);
    if (guard !== null) return { loop, guard: guard === '' ? null : guard };
  }
  return null;
}

type Fixed = (node: SyntaxNode, loop: SyntaxNode) => boolean;

function invariantLoops(expression: SyntaxNode, isFixed: Fixed): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (const loop of loopsAround(expression)) {
    if (!isFixed(expression, loop)) break;
    if (canStandBefore(loop)) found.push(loop);
  }
  return found;
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
  return !isComprehension(loop) || !statementOf(loop).is('while_statement');
}
