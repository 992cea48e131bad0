import type { SyntaxNode } from '../../syntax-node.ts';
import type { Module } from './module.ts';

/** Functions of the same file, or methods of the same class, that a definition itself calls. */
export function helpersOf(
  definition: SyntaxNode,
  classNode: SyntaxNode | null,
  module: Module,
): readonly SyntaxNode[] {
  const methods = new Map<string, SyntaxNode>();
  for (const node of classNode?.get('body')?.walk() ?? [])
    if (node.type === 'function_definition') methods.set(node.get('name')?.text ?? '', node);
  const found = new Set<SyntaxNode>();
  for (const node of definition.walk()) {
    const callee = node.type === 'call' ? node.get('function') : null;
    const helper =
      callee?.type === 'identifier'
        ? module.functions.get(callee.text)
        : callee?.type === 'attribute' && /^(?:self|cls)$/.test(callee.get('object')?.text ?? '')
          ? methods.get(callee.get('attribute')?.text ?? '')
          : undefined;
    if (helper !== undefined && helper !== definition) found.add(helper);
  }
  return [...found];
}
