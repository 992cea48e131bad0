import type { SyntaxNode } from '../../syntax-node.ts';

import { pathsIn, usesOf } from './scope.ts';
import { parenthesized } from './template.ts';

/** What runs over the items: a loop, or a clause of a comprehension. */
export interface Joined {
  readonly loop: SyntaxNode;
  /** How the item is written: a variable, or `xs[j]`. */
  readonly itemText: string;
  /** Variables that it binds. */
  readonly variables: readonly string[];
  /** What must hold for an item to be of use. */
  readonly condition: SyntaxNode;
}

export interface JoinKeys {
  /** What items are filed under, in terms of the inner loop's variables. */
  readonly inner: string;
  /** What to look up for an item of the outer loop: the partners are filed under one of these. */
  readonly outer: readonly string[];
  /** Parts of the inner key: apart from the inner variables they must not change. */
  readonly own: readonly SyntaxNode[];
  /** Both sides of the equality, as far as they are parts of the function. */
  readonly sides: readonly SyntaxNode[];
}

type Solved = Omit<JoinKeys, 'sides'>;

/** The first equality of the condition that can be solved for the inner item. */
export function matchingKeys(inner: Joined): JoinKeys | null {
  for (const equality of conjuncts(inner.condition)) {
    const [left, right] = sidesOf(inner, equality) ?? [];
    if (left === undefined || right === undefined) continue;
    const keys = solved(inner, left, right) ?? solved(inner, right, left);
    if (keys !== null) return { ...keys, sides: [left, right] };
  }
  return null;
}

function conjuncts(condition: SyntaxNode): readonly SyntaxNode[] {
  const node = bare(condition);
  if (node.type !== 'boolean_operator' || node.get('operator')?.text !== 'and') return [node];
  return [...conjuncts(node.get('left')!), ...conjuncts(node.get('right')!)];
}

/** Both sides of `a == b`, a variable of the body's prelude replaced by what it stands for. */
function sidesOf(inner: Joined, node: SyntaxNode): readonly SyntaxNode[] | null {
  const operator = node.children.find((child) => !child.named)?.text;
  if (node.type !== 'comparison_operator' || node.parts.length !== 2 || operator !== '==')
    return null;
  return node.parts.map((side) =>
    side.type === 'identifier' ? (preludeValue(inner, side.text) ?? side) : side,
  );
}

function preludeValue(inner: Joined, name: string): SyntaxNode | null {
  for (const statement of inner.loop.get('body')!.parts) {
    const assignment = statement.parts[0];
    const isIts = assignment?.type === 'assignment' && assignment.get('left')!.text === name;
    if (statement.type === 'expression_statement' && isIts) return assignment.get('right');
  }
  return null;
}

/** Moves everything but the inner item to the other side of the equation. */
function solved(inner: Joined, side: SyntaxNode, other: SyntaxNode): Solved | null {
  if (dependsOn(inner, other) || !dependsOn(inner, side)) return null;
  const node = bare(side);
  const distance = node.type === 'call' && node.get('function')!.text === 'abs';
  if (!distance && isKey(inner, node))
    return { inner: node.text, outer: [other.text], own: ownParts(inner, node) };
  if (distance) {
    const difference = bare(node.get('arguments')!.parts[0]!);
    if (difference.type !== 'binary_operator' || difference.get('operator')!.text !== '-')
      return null;
    const parts = [difference.get('left')!, difference.get('right')!];
    const own = parts.find((part) => dependsOn(inner, part));
    const rest = parts.find((part) => !dependsOn(inner, part));
    if (own === undefined || rest === undefined || !isKey(inner, own)) return null;
    const [a, k] = [parenthesized(rest), parenthesized(other)];
    return { inner: own.text, outer: [`${a} - ${k}`, `${a} + ${k}`], own: ownParts(inner, own) };
  }
  if (node.type !== 'binary_operator') return null;
  const [left, right] = [node.get('left')!, node.get('right')!];
  const operator = node.get('operator')!.text;
  const isLeft = dependsOn(inner, left);
  const [own, rest] = isLeft ? [left, right] : [right, left];
  if (dependsOn(inner, rest)) return null;
  const [value, wanted] = [
    parenthesized(rest),
    other.type.endsWith('_operator') && operator !== '+' ? parenthesized(other) : other.text,
  ];
  const inverse =
    operator === '+'
      ? `${sum(other)} - ${value}`
      : operator !== '-'
        ? null
        : isLeft
          ? `${wanted} + ${value}`
          : `${value} - ${parenthesized(other)}`;
  if (inverse === null) return null;
  if (isKey(inner, own)) return { inner: own.text, outer: [inverse], own: ownParts(inner, own) };
  if (bare(own).type !== 'binary_operator') return null;
  return solvedText(inner, own, inverse);
}

/** One level deeper: `a + b + y == t`. */
function solvedText(inner: Joined, side: SyntaxNode, wanted: string): Solved | null {
  const node = bare(side);
  const [left, right] = [node.get('left')!, node.get('right')!];
  const isLeft = dependsOn(inner, left);
  const [own, rest] = isLeft ? [left, right] : [right, left];
  const operator = node.get('operator')!.text;
  if (dependsOn(inner, rest) || !isKey(inner, own)) return null;
  const value = parenthesized(rest);
  const inverse =
    operator === '+'
      ? `${wanted} - ${value}`
      : operator === '-' && isLeft
        ? `${wanted} + ${value}`
        : null;
  return inverse === null ? null : { inner: own.text, outer: [inverse], own: ownParts(inner, own) };
}

/** What a sum or product may follow without brackets. */
function sum(node: SyntaxNode): string {
  return node.type === 'binary_operator' ? node.text : parenthesized(node);
}

/** Whether it says something of the inner item alone: the item, or calls and attributes of it. */
function isKey(inner: Joined, node: SyntaxNode): boolean {
  if (node.text === inner.itemText) return true;
  return node.is('attribute', 'subscript', 'call', 'tuple', 'identifier') && dependsOn(inner, node);
}

function dependsOn(inner: Joined, node: SyntaxNode): boolean {
  return inner.variables.some((name) => usesOf(name, node).length > 0);
}

/** Names in the key that the inner loop does not bind. */
function ownParts(inner: Joined, key: SyntaxNode): readonly SyntaxNode[] {
  return [...key.walk()].filter(
    (node) =>
      node.type === 'identifier' &&
      pathsIn(node).length > 0 &&
      !inner.variables.includes(node.text) &&
      node.field !== 'attribute' &&
      node.field !== 'function',
  );
}

function bare(node: SyntaxNode): SyntaxNode {
  let inner = node;
  while (inner.type === 'parenthesized_expression' && inner.parts.length === 1)
    inner = inner.parts[0]!;
  return inner;
}
