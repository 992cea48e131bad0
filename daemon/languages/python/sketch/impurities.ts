import type { Impurity } from '../../../core/exploring.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import { importedNames, importTypes, type ImportedName } from '../imports.ts';
import { isNameOnly, isStore, mutators } from '../rewriting/scope.ts';
import { effectOf, effectOfMethod } from './effects.ts';
import type { Module } from './module.ts';
import { parametersOf } from './parameters.ts';

/** What definitions do besides computing a value from their arguments, each thing once. */
export function impuritiesIn(
  definitions: readonly SyntaxNode[],
  module: Module,
): readonly Impurity[] {
  const found = new Map<string, Impurity>();
  for (const definition of definitions) {
    for (const { kind, node } of effectsIn(definition, module)) {
      const evidence = shortened(node.text);
      const line = lineOf(node);
      const key = `${kind} ${evidence} ${line}`;
      if (!found.has(key)) found.set(key, { kind, evidence, line });
    }
  }
  return [...found.values()].sort((a, b) => a.line - b.line);
}

interface Effect {
  readonly kind: Impurity['kind'];
  readonly node: SyntaxNode;
}

function* effectsIn(definition: SyntaxNode, module: Module): Generator<Effect> {
  const imports = new Map(module.bindings);
  for (const node of definition.walk())
    if (node.is(...importTypes))
      for (const imported of importedNames(node)) imports.set(imported.bound, imported);
  const locals = localsOf(definition);
  const shared = new Set(sharedNames(definition));
  const defaults = new Set(mutableDefaults(definition));
  const nameOf = (node: SyntaxNode): string | null => fullName(node, imports, locals);
  for (const node of definition.walk()) {
    if (node.type === 'call') {
      const callee = node.get('function');
      const name = callee === null ? null : nameOf(callee);
      const isSeeded =
        /^(?:random\.Random|numpy\.random\.(?:RandomState|default_rng))$/.test(name ?? '') &&
        (node.get('arguments')?.parts.length ?? 0) > 0;
      const kind = name === null ? null : effectOf(name);
      if (kind !== null && !isSeeded) yield { kind, node };
      else if (name === null || callee?.get('object')?.type === 'call') {
        const method = effectOfMethod(callee?.get('attribute')?.text ?? '', [...imports.values()]);
        if (method !== null) yield { kind: method, node };
      }
    } else if (node.type === 'attribute' && node.parent?.type !== 'attribute') {
      const name = nameOf(node);
      if (name !== null && /^(?:sys\.stdin|os\.environ)\b/.test(name) && !isCallee(node))
        yield { kind: name.startsWith('sys') ? 'input' : 'process', node };
    }
    const changed = changedBy(node);
    if (changed === null) continue;
    const isShared = shared.has(changed.name) || defaults.has(changed.name);
    const isOfModule = !locals.has(changed.name) && module.bindings.has(changed.name);
    if (changed.isWhole ? shared.has(changed.name) : isShared || isOfModule)
      yield { kind: 'globals', node: changed.node };
  }
}

/** A variable that a node stores into (`isWhole`), or whose object it changes. */
function changedBy(
  node: SyntaxNode,
): { readonly name: string; readonly isWhole: boolean; readonly node: SyntaxNode } | null {
  if (node.type === 'identifier' && !isNameOnly(node) && isStore(node))
    return { name: node.text, isWhole: true, node: statementAround(node) };
  if (node.is('subscript', 'attribute') && isStore(node)) {
    const root = rootOf(node);
    return root === null ? null : { name: root, isWhole: false, node: statementAround(node) };
  }
  if (node.type !== 'call') return null;
  const callee = node.get('function');
  if (callee?.type !== 'attribute' || !mutators.has(callee.get('attribute')?.text ?? ''))
    return null;
  const root = rootOf(callee.get('object'));
  return root === null ? null : { name: root, isWhole: false, node };
}

function statementAround(node: SyntaxNode): SyntaxNode {
  for (const outer of node.ancestors())
    if (outer.is('assignment', 'augmented_assignment', 'delete_statement')) return outer;
  return node;
}

/** The variable behind attributes and subscripts. */
function rootOf(node: SyntaxNode | null): string | null {
  let inner = node;
  while (inner?.is('subscript', 'attribute'))
    inner = inner.get(inner.type === 'subscript' ? 'value' : 'object');
  return inner?.type === 'identifier' ? inner.text : null;
}

/** Names that are declared global, or nonlocal to a function around the whole. */
function* sharedNames(definition: SyntaxNode): Generator<string> {
  for (const node of definition.walk()) {
    if (node.type === 'global_statement') for (const name of node.parts) yield name.text;
    if (node.type !== 'nonlocal_statement') continue;
    for (const { text } of node.parts) if (!isBoundWithin(text, node, definition)) yield text;
  }
}

/** Whether a function between a nonlocal statement and the definition binds the name. */
function isBoundWithin(name: string, statement: SyntaxNode, definition: SyntaxNode): boolean {
  const functions = [...statement.ancestors()].filter(
    (node) => node.type === 'function_definition' && node.isWithin(definition),
  );
  return functions.slice(1).some((outer) => localsOf(outer).has(name));
}

/** Everything that a definition and what is nested in it bind, declared globals aside. */
function localsOf(definition: SyntaxNode): ReadonlySet<string> {
  const names = new Set<string>();
  const shared = new Set<string>();
  for (const node of definition.walk()) {
    if (node.is('function_definition', 'lambda'))
      for (const { name } of parametersOf(node)) names.add(name);
    if (node !== definition && node.is('function_definition', 'class_definition'))
      names.add(node.get('name')?.text ?? '');
    if (node.type === 'global_statement') for (const { text } of node.parts) shared.add(text);
    if (node.type === 'identifier' && !isNameOnly(node) && isStore(node)) names.add(node.text);
  }
  for (const name of shared) names.delete(name);
  return names;
}

/** Parameters whose default is an object that lives on from call to call. */
function* mutableDefaults(definition: SyntaxNode): Generator<string> {
  for (const { name, fallback } of parametersOf(definition)) {
    const isMutable =
      fallback?.is('list', 'dictionary', 'set', 'list_comprehension') ||
      /^(?:list|dict|set|defaultdict|deque|Counter)\(/.test(fallback?.text ?? '');
    if (isMutable) yield name;
  }
}

/** `numpy.random.rand` for `np.random.rand`, `time.time` for a `time` that was imported so. */
function fullName(
  node: SyntaxNode,
  imports: ReadonlyMap<string, ImportedName | null>,
  locals: ReadonlySet<string>,
): string | null {
  if (node.type === 'attribute') {
    const object = node.get('object');
    const inner = object?.type === 'call' ? object.get('function') : object;
    const outer = inner == null ? null : fullName(inner, imports, locals);
    return outer === null ? null : `${outer}.${node.get('attribute')?.text ?? ''}`;
  }
  if (node.type !== 'identifier' || locals.has(node.text)) return null;
  const imported = imports.get(node.text);
  if (imported === undefined) return `builtins.${node.text}`;
  if (imported === null) return null;
  if (imported.from !== null) return `${imported.from}.${imported.name}`;
  return imported.bound === imported.name.split('.')[0] ? imported.bound : imported.name;
}

function isCallee(node: SyntaxNode): boolean {
  return node.field === 'function' && node.parent?.type === 'call';
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= 60 ? line : `${line.slice(0, 57)}...`;
}

function lineOf(node: SyntaxNode): number {
  return (node.source.slice(0, node.start).match(/\r\n|\r|\n/g)?.length ?? 0) + 1;
}
