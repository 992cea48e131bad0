import type { SyntaxNode } from '../../syntax-node.ts';
import type { Neighbours } from './neighbours.ts';

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

/** A class as it stands among those that another is made from. */
export interface Ancestor {
  readonly definition: SyntaxNode;
  /** What is between the brackets: `int` of `Stack[int]`; of the class itself nothing. */
  readonly args: readonly SyntaxNode[];
  /** The class that names it; null for the class itself. */
  readonly below: Ancestor | null;
}

/** The class and those of the project that it is made from, nearest first. */
export function ancestry(definition: SyntaxNode, neighbours: Neighbours): readonly Ancestor[] {
  const found: Ancestor[] = [];
  const pending: Ancestor[] = [{ definition, args: [], below: null }];
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    const { definition: node } = next;
    if (found.some((each) => each.definition === node)) continue;
    found.push(next);
    for (const base of baseNodes(node)) {
      const known = classMeant(base, node, neighbours);
      if (known !== null)
        pending.push({ definition: known, args: base.getAll('subscript'), below: next });
    }
  }
  return found;
}

export function lineage(definition: SyntaxNode, neighbours: Neighbours): readonly SyntaxNode[] {
  return ancestry(definition, neighbours).map((each) => each.definition);
}

function baseNodes(definition: SyntaxNode): readonly SyntaxNode[] {
  return (definition.get('superclasses')?.parts ?? []).filter(
    ({ type }) => type !== 'keyword_argument',
  );
}

function classMeant(
  base: SyntaxNode,
  definition: SyntaxNode,
  neighbours: Neighbours,
): SyntaxNode | null {
  const name = base.type === 'subscript' ? (base.get('value')?.text ?? '') : base.text;
  const meaning = neighbours.meaning(name, neighbours.moduleOf(definition));
  return meaning?.kind === 'class' ? meaning.node : null;
}

/** Names of the types that a class leaves open: of `Generic[T]`, `Base[T]`, or `class Box[T]`. */
export function openTypesOf(definition: SyntaxNode): readonly string[] {
  const own = definition.get('type_parameters');
  if (own !== null)
    return own.parts.map(({ text }) =>
      text
        .replace(/[:=].*$/s, '')
        .replace(/^\*+/, '')
        .trim(),
    );
  const bases = baseNodes(definition).filter(({ type }) => type === 'subscript');
  const generic = bases.find((base) => /(?:^|\.)(?:Generic|Protocol)$/.test(headOf(base)));
  const named = (generic === undefined ? bases : [generic]).flatMap((base) =>
    base.getAll('subscript').flatMap((each) => [...each.walk()]),
  );
  const names = named.filter(({ type }) => type === 'identifier').map(({ text }) => text);
  return [...new Set(names)].filter((name) => generic !== undefined || /^_?[A-Z]+\d?$/.test(name));
}

function headOf(base: SyntaxNode): string {
  return base.get('value')?.text ?? '';
}

/** Whether all that a class is made from is known: of the project, or without a constructor. */
export function isWhole(definition: SyntaxNode, neighbours: Neighbours): boolean {
  return lineage(definition, neighbours).every((node) =>
    baseNodes(node).every(
      (base) =>
        classMeant(base, node, neighbours) !== null ||
        plain.has(base.text.replace(/\[.*$/s, '').replace(/^.*\./s, '')),
    ),
  );
}

/** Classes that have no constructor of their own, or only one that takes nothing. */
const plain: ReadonlySet<string> = new Set('object ABC Generic Protocol Hashable Sized'.split(' '));

/** Whether a class has methods that are to be given by others. */
export function isAbstract(definition: SyntaxNode, neighbours: Neighbours): boolean {
  const given = new Map<string, SyntaxNode>();
  for (const node of lineage(definition, neighbours).toReversed())
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

/** Classes of the project that are made from this one, directly or not. */
export function descendants(definition: SyntaxNode, neighbours: Neighbours): readonly SyntaxNode[] {
  const found = new Set<SyntaxNode>();
  const names = [definition.get('name')?.text ?? ''];
  for (let name = names.shift(); name !== undefined; name = names.shift()) {
    const named = new RegExp(String.raw`\bclass\s+\w+[^:(]*\([^)]*\b${name}\b|\b${name} as\b`);
    for (const other of neighbours.classesWith(named)) {
      if (other === definition || found.has(other)) continue;
      if (!lineage(other, neighbours).includes(definition)) continue;
      found.add(other);
      names.push(other.get('name')?.text ?? '');
    }
  }
  // Those that stand beside it are the ones that are meant most.
  const module = neighbours.moduleOf(definition);
  const isBeside = (node: SyntaxNode): boolean => neighbours.moduleOf(node) === module;
  return [...found].toSorted((a, b) => Number(isBeside(b)) - Number(isBeside(a)));
}

/** Classes of the project that have all that a protocol asks for, without naming it. */
export function implementersOf(
  definition: SyntaxNode,
  neighbours: Neighbours,
): readonly SyntaxNode[] {
  const wanted = new Set(membersOf(definition, neighbours));
  for (const name of ['__init__', '__slots__']) wanted.delete(name);
  if (wanted.size === 0) return [];
  const texts = [...wanted].map((name) => new RegExp(String.raw`\b${name}\b`));
  return [...neighbours.classesWith(...texts)].filter(
    (other) => !basesOf(other).includes('Protocol') && hasAll(membersOf(other, neighbours), wanted),
  );
}

function hasAll(members: ReadonlySet<string>, wanted: ReadonlySet<string>): boolean {
  return [...wanted].every((name) => members.has(name));
}

/** Names of the methods and attributes that instances have, as far as the text of classes tells. */
export function membersOf(definition: SyntaxNode, neighbours: Neighbours): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of lineage(definition, neighbours)) {
    for (const { name } of assignments(node)) names.add(name);
    for (const name of methodsOf(node).keys()) names.add(name);
    for (const [, name = ''] of node.text.matchAll(/\bself\.(\w+)\s*(?::[^=\n]+)?=(?!=)/g))
      names.add(name);
  }
  return names;
}
