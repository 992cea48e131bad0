import type { FunctionInfo } from '../../core/ports/subject.ts';
import { ok, type Result } from '../../../protocol/failures.ts';
import type { SyntaxNode } from '../syntax-node.ts';
import { withoutOpenBrackets } from './brackets.ts';
import { parsePython } from './parse.ts';
import { stringPrefix, stringValue } from './strings.ts';
import { syntaxError } from './syntax-errors.ts';

/** Every function of the file, in order; of two with one name the later, as Python has it. */
export function functions(source: string): Result<readonly FunctionInfo[]> {
  const tree = parsePython(source);
  return syntaxError(source, tree) ?? ok(functionsIn(tree));
}

/** The functions that can be made out, even where the file does not parse. */
export function functionsTolerant(source: string): readonly FunctionInfo[] {
  const tree = parsePython(source);
  return functionsIn(tree.hasError ? parsePython(withoutOpenBrackets(source)) : tree);
}

/** The definition that an offset range of `functions` stands for. */
export function definitionAt(source: string, target: FunctionInfo): SyntaxNode | null {
  for (const node of parsePython(source).walk()) {
    if (node.type === 'function_definition' && node.get('name')?.start === target.nameStart)
      return node;
  }
  return null;
}

/** The statement of a definition: with its decorators, where it has any. */
export function wholeDefinition(definition: SyntaxNode): SyntaxNode {
  return definition.parent?.type === 'decorated_definition' ? definition.parent : definition;
}

/** The docstring's node, of a function, class or module body. */
export function docstringNode(body: SyntaxNode | null): SyntaxNode | null {
  const first = body?.parts[0];
  const text = first?.type === 'expression_statement' ? first.parts[0] : undefined;
  if (text === undefined || !text.is('string', 'concatenated_string')) return null;
  const strings = text.type === 'string' ? [text] : text.parts;
  return strings.every((part) => !/[bft]/.test(stringPrefix(part))) ? text : null;
}

/** Names of parameters in order, without stars, separators, types and defaults. */
export function parameterNames(definition: SyntaxNode): readonly string[] {
  const names: string[] = [];
  for (const parameter of definition.get('parameters')?.parts ?? []) {
    const name =
      parameter.type === 'identifier'
        ? parameter
        : (parameter.get('name') ?? firstIdentifier(parameter));
    if (name !== null) names.push(name.text);
  }
  return names;
}

/** Whether it yields itself: a yield in a nested function or lambda is not its own. */
export function yieldsItself(definition: SyntaxNode): boolean {
  const pending = [...(definition.get('body')?.children ?? [])];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === 'yield' && node.named) return true;
    if (!node.is('function_definition', 'lambda', 'class_definition'))
      pending.push(...node.children);
  }
  return false;
}

function functionsIn(tree: SyntaxNode): readonly FunctionInfo[] {
  const byName = new Map<string, FunctionInfo>();
  for (const node of tree.walk()) {
    if (node.type !== 'function_definition' || (node.get('name')?.text ?? '') === '') continue;
    const info = describe(node);
    if (info.decorators.some((text) => /\.(setter|deleter)$/.test(text))) continue;
    byName.delete(info.name);
    byName.set(info.name, info);
  }
  return [...byName.values()].sort((a, b) => a.start - b.start);
}

function describe(definition: SyntaxNode): FunctionInfo {
  const whole = wholeDefinition(definition);
  const name = definition.get('name')!;
  const scopes = [...definition.ancestors()].filter((node) =>
    node.is('function_definition', 'class_definition'),
  );
  const isNested = scopes.some((scope) => scope.type === 'function_definition');
  const decorators = whole.children
    .filter((child) => child.type === 'decorator')
    .map((child) => child.parts.map((part) => part.text).join(''));
  const path = scopes.map((scope) => scope.get('name')?.text ?? '').reverse();
  const docstring = docstringNode(definition.get('body'));
  return {
    name: [...path, name.text].join('.'),
    kind: isNested ? 'nested' : scopes.length > 0 ? 'method' : 'function',
    isAsync: definition.children[0]?.type === 'async',
    isGenerator: yieldsItself(definition),
    start: whole.start,
    end: codeEnd(whole),
    nameStart: name.start,
    nameEnd: name.end,
    docstring: docstring === null ? null : stringValue(docstring),
    decorators,
    parameters: parameterNames(definition),
    binding: scopes[0]?.type === 'class_definition' ? bindingOf(name.text, decorators) : null,
  };
}

/** Where the last statement ends: comments after it are nobody's. */
function codeEnd(node: SyntaxNode): number {
  const last = node.children.findLast(
    (child) => child.type !== 'comment' && child.end > child.start,
  );
  return last === undefined ? node.end : codeEnd(last);
}

function bindingOf(name: string, decorators: readonly string[]): 'instance' | 'class' | 'static' {
  if (decorators.includes('staticmethod') || name === '__new__') return 'static';
  const isClass =
    decorators.includes('classmethod') ||
    name === '__init_subclass__' ||
    name === '__class_getitem__';
  return isClass ? 'class' : 'instance';
}

function firstIdentifier(node: SyntaxNode): SyntaxNode | null {
  for (const inner of node.walk()) if (inner.type === 'identifier') return inner;
  return null;
}
