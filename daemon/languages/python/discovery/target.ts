import type { FunctionInfo } from '../../../core/ports/subject.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import { definitionAt, parameterNames } from '../syntax.ts';

/** What must be known of the function to read calls of it. */
export interface DiscoveryTarget {
  readonly info: FunctionInfo;
  readonly definition: SyntaxNode | null;
  /** It may change what it is given: what is given twice is not known the second time. */
  readonly changesArguments: boolean;
  /** Calls leave the object as it was, so that it can be called again. */
  readonly isStateless: boolean;
  /** What is asserted to be true is `True` then. */
  readonly returnsBoolean: boolean;
  /** Its annotation, without quotes; null where there is none. */
  readonly returns: string | null;
  /** Of the constructor that the file has for its class, without `self`. */
  readonly constructorParameters: readonly string[];
  /** Exceptions of its file that others derive from: a test may mean one of those. */
  readonly baseExceptions: ReadonlySet<string>;
}

export function targetOf(source: string, info: FunctionInfo): DiscoveryTarget {
  const definition = info.kind === 'program' ? null : definitionAt(source, info);
  const returns = definition?.get('return_type')?.text.replace(/["']/g, '') ?? null;
  return {
    info,
    definition,
    changesArguments: definition !== null && changesArguments(definition, info),
    isStateless: definition !== null && isStateless(definition),
    returnsBoolean:
      returns === 'bool' || (returns === null && definition !== null && tellsTruth(definition)),
    returns,
    constructorParameters: definition === null ? [] : constructorParameters(definition),
    baseExceptions: basesIn(definition),
  };
}

/** Names of methods and functions that change what they are given. */
const changing =
  /^(?:append|extend|insert|remove|pop|popleft|appendleft|popitem|clear|sort|reverse|update|add|discard|setdefault|heapify|heappush|heappop|heapreplace|heappushpop|shuffle|insort\w*)$/;

/** Whether a method or function of that name changes what it is called on, or given. */
export function changes(name: string): boolean {
  return changing.test(name);
}

function changesArguments(definition: SyntaxNode, { parameters }: FunctionInfo): boolean {
  const names = new Set(parameters);
  for (const node of definition.walk()) {
    if (node.is('assignment', 'augmented_assignment')) {
      const left = node.get('left');
      if (left?.type === 'subscript' && names.has(baseOf(left))) return true;
      if (node.type === 'augmented_assignment' && left !== null && names.has(left.text))
        return true;
      if (left?.parts.some((part) => part.type === 'subscript' && names.has(baseOf(part)))) {
        return true;
      }
    } else if (node.type === 'delete_statement') {
      if ([...node.walk()].some((each) => each.type === 'subscript' && names.has(baseOf(each)))) {
        return true;
      }
    } else if (node.type === 'call' && changesIn(node, names)) return true;
  }
  return false;
}

function changesIn(call: SyntaxNode, names: ReadonlySet<string>): boolean {
  const callee = call.get('function');
  const name = callee?.type === 'attribute' ? callee.get('attribute')?.text : callee?.text;
  if (name === undefined || !changing.test(name)) return false;
  const object = callee?.get('object');
  if (object && names.has(baseOf(object))) return true;
  return call.get('arguments')?.parts.some((part) => names.has(baseOf(part))) ?? false;
}

/** `grid` of `grid[i][j].row`. */
function baseOf(node: SyntaxNode): string {
  const inner = node.get('value') ?? node.get('object');
  return node.is('subscript', 'attribute') && inner !== null ? baseOf(inner) : node.text;
}

/** No method but the constructor binds an attribute of the object, or changes what one holds. */
function isStateless(definition: SyntaxNode): boolean {
  const around = [...definition.ancestors()].find((each) => each.type === 'class_definition');
  if (around === undefined) return true;
  for (const node of around.walk()) {
    const left = node.is('assignment', 'augmented_assignment') ? node.get('left') : null;
    const isOwn = left !== null && /^(?:self|cls)\b/.test(left.text);
    if (isOwn && methodAround(node) !== '__init__') return false;
    const callee = node.type === 'call' ? node.get('function') : null;
    if (callee?.type !== 'attribute' || methodAround(node) === '__init__') continue;
    const object = callee.get('object')?.text ?? '';
    if (object.startsWith('self.') && changing.test(callee.get('attribute')?.text ?? ''))
      return false;
  }
  return true;
}

function constructorParameters(definition: SyntaxNode): readonly string[] {
  const body = [...definition.ancestors()]
    .find((each) => each.type === 'class_definition')
    ?.get('body');
  const constructor = body?.parts
    .map((node) => node.get('definition') ?? node)
    .find((node) => node.get('name')?.text === '__init__');
  return constructor === undefined ? [] : parameterNames(constructor).slice(1);
}

function methodAround(node: SyntaxNode): string {
  const method = [...node.ancestors()].findLast((each) => each.type === 'function_definition');
  return method?.get('name')?.text ?? '';
}

function tellsTruth(definition: SyntaxNode): boolean {
  const returned = [...definition.walk()].filter(
    (node) =>
      node.type === 'return_statement' &&
      [...node.ancestors()].find((each) => each.is('function_definition', 'lambda')) === definition,
  );
  return returned.length > 0 && returned.every(({ parts: [value] }) => value && isTruth(value));
}

function isTruth(node: SyntaxNode): boolean {
  if (node.is('true', 'false', 'not_operator', 'comparison_operator')) return true;
  if (node.type === 'parenthesized_expression') return node.parts.every(isTruth);
  if (node.type === 'boolean_operator') return node.parts.every(isTruth);
  const callee = node.type === 'call' ? node.get('function')?.text : undefined;
  return callee !== undefined && /^(?:bool|any|all|isinstance|callable)$/.test(callee);
}

function basesIn(definition: SyntaxNode | null): ReadonlySet<string> {
  if (definition === null) return new Set();
  const root = [...definition.ancestors()].at(-1) ?? definition;
  const bases = root.parts
    .filter((node) => node.type === 'class_definition')
    .flatMap((node) => node.get('superclasses')?.parts ?? []);
  return new Set(bases.map(({ text }) => text));
}
