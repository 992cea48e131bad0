import type { SyntaxNode } from '../../syntax-node.ts';
import { importedNames, moduleBindings, type ImportedName } from '../imports.ts';

/** What a file defines at its top level, conditional blocks included. */
export interface Module {
  /** As a program imports it; null for the file whose function is looked at. */
  readonly name: string | null;
  /** The package that its relative imports start from, part by part. */
  readonly within: readonly string[];
  readonly functions: ReadonlyMap<string, SyntaxNode>;
  readonly classes: ReadonlyMap<string, SyntaxNode>;
  /** What is assigned to a name, the last time. */
  readonly values: ReadonlyMap<string, SyntaxNode>;
  readonly bindings: ReadonlyMap<string, ImportedName | null>;
  /** Modules of which it takes all names, as they are written. */
  readonly taken: readonly string[];
}

export function moduleOf(tree: SyntaxNode, name: string | null, within: readonly string[]): Module {
  const functions = new Map<string, SyntaxNode>();
  const classes = new Map<string, SyntaxNode>();
  const values = new Map<string, SyntaxNode>();
  const taken: string[] = [];
  const pending = [...tree.parts].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const own = node.get('name')?.text ?? '';
    if (node.type === 'function_definition') functions.set(own, node);
    else if (node.type === 'class_definition') classes.set(own, node);
    else if (node.type === 'assignment') {
      const [left, right] = [node.get('left'), node.get('right')];
      if (left?.type === 'identifier' && right !== null) values.set(left.text, right);
    } else if (node.type === 'type_alias_statement') {
      const [left, right] = [node.get('left'), node.get('right')];
      const value = right?.parts[0];
      if (left !== null && value !== undefined) values.set(left.text.replace(/\[.*$/s, ''), value);
    } else if (node.type === 'import_from_statement') {
      const [first] = importedNames(node);
      if (first?.name === '*' && first.from !== null) taken.push(first.from);
    } else pending.push(...[...node.parts].reverse());
  }
  return { name, within, functions, classes, values, bindings: moduleBindings(tree), taken };
}
