import type { SyntaxNode } from '../../syntax-node.ts';
import type { Module } from './module.ts';

/** Names of the classes that a class is made from, without the modules in front. */
export function basesOf(definition: SyntaxNode): readonly string[] {
  return (definition.get('superclasses')?.parts ?? [])
    .filter(({ type }) => type !== 'keyword_argument')
    .map(({ text }) => text.replace(/\[.*$/s, '').replace(/^.*\./s, ''));
}

/** Decorators of a class or function, each without its `@`. */
export function decoratorsOf(definition: SyntaxNode): readonly SyntaxNode[] {
  const { parent } = definition;
  if (parent?.type !== 'decorated_definition') return [];
  return parent.children
    .filter(({ type }) => type === 'decorator')
    .flatMap(({ parts }) => parts.slice(0, 1));
}

/** The name that a decorator has, called or not: `dataclass` of `@dataclasses.dataclass(…)`. */
export function nameOf(decorator: SyntaxNode): string {
  const callee = decorator.type === 'call' ? decorator.get('function') : decorator;
  return callee?.text.replace(/^.*\./s, '') ?? '';
}

export interface Assignment {
  readonly name: string;
  readonly value: SyntaxNode | null;
  readonly type: SyntaxNode | null;
}

/** What is assigned to names in the body of a class, in order. */
export function* assignments(definition: SyntaxNode): Generator<Assignment> {
  for (const statement of definition.get('body')?.parts ?? []) {
    const [node] = statement.parts;
    if (statement.type !== 'expression_statement' || node?.type !== 'assignment') continue;
    const left = node.get('left');
    if (left?.type !== 'identifier') continue;
    yield { name: left.text, value: node.get('right'), type: node.get('type') };
  }
}

/** The methods of a class by name, without those of its bases. */
export function methodsOf(definition: SyntaxNode): ReadonlyMap<string, SyntaxNode> {
  const methods = new Map<string, SyntaxNode>();
  for (const statement of definition.get('body')?.parts ?? []) {
    const node =
      statement.type === 'decorated_definition' ? statement.get('definition') : statement;
    if (node?.type === 'function_definition') methods.set(node.get('name')?.text ?? '', node);
  }
  return methods;
}

/** The class and those of the same file that it is made from, nearest first. */
export function lineage(definition: SyntaxNode, module: Module): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const pending = [definition];
  for (let node = pending.shift(); node !== undefined; node = pending.shift()) {
    if (found.includes(node)) continue;
    found.push(node);
    for (const base of basesOf(node)) {
      const known = module.classes.get(base);
      if (known !== undefined) pending.push(known);
    }
  }
  return found;
}

/** Whether all that a class is made from is known: of the file, or without a constructor. */
export function isWhole(definition: SyntaxNode, module: Module): boolean {
  return lineage(definition, module).every((node) =>
    basesOf(node).every((base) => module.classes.has(base) || plain.has(base)),
  );
}

/** Classes that have no constructor of their own, or only one that takes nothing. */
const plain: ReadonlySet<string> = new Set('object ABC Generic Protocol Hashable Sized'.split(' '));

/** Whether a class has methods that are to be given by others. */
export function isAbstract(definition: SyntaxNode, module: Module): boolean {
  const given = new Map<string, SyntaxNode>();
  for (const node of lineage(definition, module).toReversed())
    for (const [name, method] of methodsOf(node)) given.set(name, method);
  return (
    basesOf(definition).includes('Protocol') ||
    [...given.values()].some(
      (method) =>
        decoratorsOf(method).some((decorator) => nameOf(decorator).startsWith('abstract')) ||
        /^raise NotImplementedError\b/.test(method.get('body')?.parts.at(-1)?.text ?? ''),
    )
  );
}

/** Classes of the file that are made from this one, directly or not. */
export function descendants(definition: SyntaxNode, module: Module): readonly SyntaxNode[] {
  return [...module.classes.values()].filter(
    (other) => other !== definition && lineage(other, module).includes(definition),
  );
}
