import type { Value } from '../../../../protocol/cases.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import { docstringNode } from '../syntax.ts';
import { constantOf } from './constants.ts';
import type { Module } from './module.ts';

const most = 64;
const longest = 64;

/** Constants that bodies mention, and those of the module that they name, each once. */
export function literalsIn(bodies: readonly SyntaxNode[], module: Module): readonly Value[] {
  const found = new Map<string, Value>();
  const named = new Set<string>();
  const note = (root: SyntaxNode): void => {
    for (const value of constantsBelow(root)) {
      const key = JSON.stringify(value);
      if (found.size < most && key.length <= longest + 2) found.set(key, value);
    }
  };
  for (const body of bodies) {
    note(body);
    for (const node of body.walk()) if (node.type === 'identifier') named.add(node.text);
  }
  for (const name of named) {
    const value = module.values.get(name);
    if (value !== undefined && value.end - value.start < 2000) note(value);
  }
  return [...found.values()];
}

/** The largest expressions that are constants; docstrings and messages of errors left out. */
function* constantsBelow(root: SyntaxNode): Generator<Value> {
  const docstring = docstringNode(root);
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node === docstring || node.type === 'raise_statement' || isSilent(node)) continue;
    const value = constantOf(node);
    if (value !== undefined && value !== null && typeof value !== 'boolean') {
      yield value;
      continue;
    }
    if (node.type === 'assert_statement') pending.push(...node.parts.slice(0, 1));
    else pending.push(...[...node.children].reverse());
  }
}

/** A nested docstring or a type. */
function isSilent(node: SyntaxNode): boolean {
  if (node.type === 'type') return true;
  return node.type === 'string' && node.parent?.type === 'expression_statement';
}
