import type { SyntaxNode } from '../../syntax-node.ts';
import { yieldsItself } from '../syntax.ts';
import { keyKind, shapeAt } from './expression-shapes.ts';
import type { FunctionCode } from './function-code.ts';
import { recursiveCalls, returnsOf } from './recursion.ts';
import { changedIn, isNameOnly, isStore, mutators, rootPath, usesOf } from './scope.ts';
import { isConstant, isPureCall, kindOf } from './values.ts';

/**
 * Whether a function does nothing but compute what it returns, from its arguments and what never
 * changes; `own` are functions that it may call, by name.
 */
export function canBeRemembered(
  definition: SyntaxNode,
  own: ReadonlyMap<string, SyntaxNode>,
  seen: ReadonlySet<SyntaxNode> = new Set(),
): boolean {
  if (seen.has(definition)) return true;
  if (yieldsItself(definition) || definition.children[0]?.type === 'async') return false;
  const body = definition.get('body')!;
  const local = localsOf(definition);
  const known = new Set([...seen, definition]);
  for (const node of body.walk()) {
    if (!node.named) continue;
    if (node.is('global_statement', 'nonlocal_statement', 'with_statement', 'await', 'yield'))
      return false;
    if (node.is('subscript', 'attribute') && isStore(node) && !isOwn(node, local)) return false;
    if (node.type !== 'call' || isPureCall(node)) continue;
    const callee = node.get('function')!;
    if (callee.type === 'attribute') {
      const object = callee.get('object')!;
      if (/^(?:self|cls|[A-Z]\w*)$/.test(object.text) && isRecursive(definition, node)) continue;
      if (!mutators.has(callee.get('attribute')!.text) || !isOwn(object, local)) return false;
    } else {
      const inner = own.get(callee.text) ?? nested(body, callee.text);
      if (callee.text === definition.get('name')!.text || isRecursive(definition, node)) continue;
      if (inner === undefined) {
        if (!harmless.has(callee.text)) return false;
      } else if (!canBeRemembered(inner, own, known)) return false;
    }
  }
  return true;
}

const harmless = new Set(
  'deque defaultdict OrderedDict map filter iter ValueError TypeError IndexError KeyError RuntimeError Exception'.split(
    ' ',
  ),
);

/** Whether arguments can be remembered by, as far as anything tells. */
export function areKeysOf(fn: FunctionCode, call: SyntaxNode): boolean {
  return call.get('arguments')!.parts.every((part) => {
    const value = part.type === 'keyword_argument' ? part.get('value')! : part;
    if (value.is('list_splat', 'dictionary_splat', 'lambda')) return false;
    const kind = keyKind(shapeAt(fn, value));
    return kind !== 'list' && kind !== 'unhashable';
  });
}

/** Whether no other call may change an argument that is known by its identity, such as an instance. */
export function areLeftAlone(
  fn: FunctionCode,
  call: SyntaxNode,
  own: ReadonlyMap<string, SyntaxNode>,
): boolean {
  const others = [...fn.all('call')].filter((other) => {
    const callee = other.get('function')!;
    if (callee.text === call.get('function')!.text || isPureCall(other)) return false;
    const definition = own.get(callee.text);
    return definition === undefined || !canBeRemembered(definition, own);
  });
  return call.get('arguments')!.parts.every((part) => {
    const value = part.type === 'keyword_argument' ? part.get('value')! : part;
    if (keyKind(shapeAt(fn, value)) === 'plain') return true;
    const names = namesIn(value);
    return !others.some((other) => isAnyIn(names, changedBy(other)));
  });
}

/** What a call may change: what it is given too, unless its method only keeps that. */
function changedBy(call: SyntaxNode): SyntaxNode {
  const callee = call.get('function')!;
  const keeps = callee.type === 'attribute' && mutators.has(callee.get('attribute')!.text);
  return keeps ? callee.get('object')! : call;
}

function isAnyIn(names: ReadonlySet<string>, node: SyntaxNode): boolean {
  return [...namesIn(node)].some((name) => names.has(name));
}

function namesIn(node: SyntaxNode): ReadonlySet<string> {
  const found = new Set<string>();
  for (const each of node.walk())
    if (each.type === 'identifier' && !isNameOnly(each)) found.add(each.text);
  return found;
}

/** Whether nobody changes what the call returns, so that the next caller may have it too. */
export function isOnlyRead(call: SyntaxNode, callee: SyntaxNode): boolean {
  if (returnsOf(callee).every((statement) => isImmutable(statement.parts[0], callee))) return true;
  const parent = call.parent!;
  if (parent.is('comparison_operator', 'for_statement', 'for_in_clause', 'binary_operator'))
    return true;
  if (parent.is('not_operator', 'boolean_operator', 'if_statement', 'unary_operator')) return true;
  if (parent.type === 'subscript') return call.field === 'value';
  if (parent.type === 'attribute') return !mutators.has(parent.get('attribute')!.text);
  if (parent.type === 'argument_list') {
    const outer = parent.parent!;
    return isPureCall(outer) || /\.(?:extend|update)$/.test(outer.get('function')!.text);
  }
  if (parent.type === 'augmented_assignment') return call.field === 'right';
  return false;
}

/** Numbers, texts, truth values, None, and tuples of them; a call of the function itself adds nothing. */
function isImmutable(
  value: SyntaxNode | null | undefined,
  definition: SyntaxNode,
  seen: ReadonlySet<string> = new Set(),
): boolean {
  if (value === undefined || value === null || isConstant(value)) return value !== null;
  const is = (inner: SyntaxNode | undefined) => isImmutable(inner, definition, seen);
  if (value.is('comparison_operator', 'not_operator')) return true;
  if (value.type === 'parenthesized_expression') return is(value.parts[0]);
  if (value.type === 'identifier') return isImmutableName(value.text, definition, seen);
  const kind = kindOf(value);
  if (kind === 'number' || kind === 'str') return true;
  if (kind === 'list' || kind === 'dict' || kind === 'set') return false;
  if (value.is('tuple', 'expression_list')) return value.parts.every(is);
  if (value.type === 'boolean_operator') return value.parts.every(is);
  if (value.type === 'binary_operator')
    return value.parts.some(is) || !/^[+*|&^]$/.test(value.get('operator')!.text);
  if (value.type === 'conditional_expression') return is(value.parts[0]) && is(value.parts[2]);
  if (value.type !== 'call') return false;
  if (isRecursive(definition, value)) return true;
  const callee = value.get('function')!.text;
  if (/^(?:min|max)$/.test(callee)) return value.get('arguments')!.parts.some(is);
  return /^(?:abs|any|all|bool|len|sum|int|float|str)$/.test(callee);
}

/** Whether all that a name is ever bound to is immutable. */
function isImmutableName(name: string, definition: SyntaxNode, seen: ReadonlySet<string>): boolean {
  if (seen.has(name)) return true;
  if (parametersOf(definition).includes(name)) return false;
  const stores = usesOf(name, definition.get('body')!).filter(isStore);
  return (
    stores.length > 0 &&
    stores.every((store) => {
      const isDirect = store.field === 'left' && store.parent?.type === 'assignment';
      const isSum = store.field === 'left' && store.parent?.type === 'augmented_assignment';
      if (isSum) return true;
      return (
        isDirect && isImmutable(store.parent!.get('right'), definition, new Set([...seen, name]))
      );
    })
  );
}

function isRecursive(definition: SyntaxNode, call: SyntaxNode): boolean {
  return recursiveCalls(definition).includes(call);
}

function nested(body: SyntaxNode, name: string): SyntaxNode | undefined {
  for (const node of body.walk())
    if (node.type === 'function_definition' && node.get('name')!.text === name) return node;
  return undefined;
}

/** Names that the function binds itself, apart from its parameters, to something that it makes. */
function localsOf(definition: SyntaxNode): ReadonlySet<string> {
  const names = new Set<string>();
  const body = definition.get('body')!;
  for (const node of body.walk()) {
    if (node.type !== 'assignment' || node.get('left')!.type !== 'identifier') continue;
    const value = node.get('right');
    if (
      value !== null &&
      (kindOf(value) !== null || /^(?:deque|defaultdict|Counter|OrderedDict)\(/.test(value.text))
    )
      names.add(node.get('left')!.text);
  }
  for (const name of parametersOf(definition)) names.delete(name);
  return names;
}

function parametersOf(definition: SyntaxNode): readonly string[] {
  const list = definition.get('parameters');
  return list === null
    ? []
    : list.parts.map((part) => part.get('name')?.text ?? /\w+/.exec(part.text)?.[0] ?? '');
}

function isOwn(node: SyntaxNode, local: ReadonlySet<string>): boolean {
  let inner = node;
  while (inner.is('subscript', 'attribute')) inner = (inner.get('value') ?? inner.get('object'))!;
  return inner.type === 'identifier' && local.has(inner.text);
}

/** Whether what a nested function reads from around it stays as it is once it is defined. */
export function seesOnlyConstants(fn: FunctionCode, inner: SyntaxNode): boolean {
  const own = new Set([...changedIn(inner), ...parametersOf(inner)]);
  const names = new Set<string>();
  for (const node of inner.get('body')!.walk())
    if (node.type === 'identifier' && !isNameOnly(node) && !own.has(node.text))
      names.add(node.text);
  return [...names].every((name) =>
    usesOf(name, fn.body).every(
      (use) => use.isWithin(inner) || use.end <= inner.start || !isChange(use),
    ),
  );
}

function isChange(use: SyntaxNode): boolean {
  if (isStore(use)) return true;
  const parent = use.parent!;
  if (parent.type === 'attribute') return mutators.has(parent.get('attribute')!.text);
  let outer = parent;
  while (outer.type === 'subscript' && outer.field === 'value') outer = outer.parent!;
  return outer.type === 'subscript' && rootPath(outer) === use.text && isStore(outer);
}
