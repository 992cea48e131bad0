import type { SyntaxNode } from '../../syntax-node.ts';
import { moduleBindings, type ImportedName } from '../imports.ts';

/** What a file defines at its top level, conditional blocks included. */
export interface Module {
  readonly functions: ReadonlyMap<string, SyntaxNode>;
  readonly classes: ReadonlyMap<string, SyntaxNode>;
  /** What is assigned to a name, the last time. */
  readonly values: ReadonlyMap<string, SyntaxNode>;
  readonly bindings: ReadonlyMap<string, ImportedName | null>;
}

export function moduleOf(tree: SyntaxNode): Module {
  const functions = new Map<string, SyntaxNode>();
  const classes = new Map<string, SyntaxNode>();
  const values = new Map<string, SyntaxNode>();
  const pending = [...tree.parts].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const name = node.get('name')?.text ?? '';
    if (node.type === 'function_definition') functions.set(name, node);
    else if (node.type === 'class_definition') classes.set(name, node);
    else if (node.type === 'assignment') {
      const [left, right] = [node.get('left'), node.get('right')];
      if (left?.type === 'identifier' && right !== null) values.set(left.text, right);
    } else pending.push(...[...node.parts].reverse());
  }
  return { functions, classes, values, bindings: moduleBindings(tree) };
}
