import type { SyntaxNode } from '../../../daemon/languages/syntax-node.ts';

/** The positional arguments of a plain call of the named function; null for anything else. */
export function argumentsOf(node: SyntaxNode, name: string): readonly SyntaxNode[] | null {
  if (node.type !== 'call' || node.get('function')?.text !== name) return null;
  const list = node.get('arguments');
  if (list?.type !== 'argument_list') return null;
  return list.parts.filter((part) => part.type !== 'keyword_argument');
}

/** The receiver and the arguments of a call of the named method; null for anything else. */
export function methodCall(
  node: SyntaxNode,
  name: string,
): { readonly receiver: SyntaxNode; readonly list: SyntaxNode } | null {
  const callee = node.type === 'call' ? node.get('function') : null;
  if (callee?.type !== 'attribute' || callee.get('attribute')?.text !== name) return null;
  const list = node.get('arguments');
  return list?.type === 'argument_list' ? { receiver: callee.get('object')!, list } : null;
}

export function keywordArgument(call: SyntaxNode, name: string): SyntaxNode | null {
  const parts = call.get('arguments')?.parts ?? [];
  return (
    parts.find((part) => part.type === 'keyword_argument' && part.get('name')?.text === name) ??
    null
  );
}

/** From the beginning of an argument to that of the next one, so that no comma is left alone. */
export function argumentSpan(argument: SyntaxNode): {
  readonly start: number;
  readonly end: number;
} {
  const all = argument.parent!.parts;
  const index = all.findIndex((each) => each.start === argument.start);
  if (index > 0) return { start: all[index - 1]!.end, end: argument.end };
  return { start: argument.start, end: all[1]?.start ?? argument.end };
}

export function within(node: SyntaxNode, ...types: readonly string[]): SyntaxNode | null {
  for (const above of node.ancestors()) if (above.is(...types)) return above;
  return null;
}

/** Whether a name occurs in an expression. */
export function isUsed(node: SyntaxNode, name: string): boolean {
  for (const each of node.walk()) if (each.type === 'identifier' && each.text === name) return true;
  return false;
}

/** Characters before an offset in its line. */
export function columnOf(source: string, offset: number): number {
  return offset - (source.lastIndexOf('\n', offset - 1) + 1);
}
