import type { SyntaxNode } from '../../syntax-node.ts';
import { changedIn, mutators, pathsIn, rootPath, usesOf } from './scope.ts';
import { isPureCall, pureFunctions } from './values.ts';

/** What other code may change while a piece of code runs. */
export interface Touched {
  /** Paths of objects that were handed to code of which nothing is known. */
  readonly paths: ReadonlySet<string>;
  /** Between two steps anybody may run: at `yield` and `await`. */
  readonly isShared: boolean;
}

const known = new WeakMap<SyntaxNode, Touched>();

/** Objects that calls below a node may change though nothing there says so. */
export function touchedIn(root: SyntaxNode): Touched {
  const before = known.get(root);
  if (before !== undefined) return before;
  const paths = new Set<string>();
  let isShared = false;
  const own = ownFunctions(root);
  for (const node of root.walk()) {
    if (node.named && node.is('yield', 'await')) isShared = true;
    if (node.type !== 'call' || isPureCall(node)) continue;
    for (const path of touchedBy(node, own)) paths.add(path);
  }
  const touched = { paths, isShared };
  known.set(root, touched);
  return touched;
}

/** Functions that leave their arguments alone, though they do something. */
const harmless = new Set(
  'print input iter map filter type id getattr hasattr callable super open vars deque defaultdict OrderedDict'.split(
    ' ',
  ),
);

const modules =
  /^(?:math|cmath|re|operator|statistics|itertools|bisect|heapq|collections|json|copy|random|time|string|functools|os|sys|datetime|decimal|fractions|np|numpy|logging|logger)(?:\.|$)/;

function* touchedBy(call: SyntaxNode, own: ReadonlyMap<string, SyntaxNode>): Generator<string> {
  const callee = call.get('function')!;
  const args = call.get('arguments')?.parts ?? [];
  if (callee.type === 'identifier') {
    const inner = own.get(callee.text);
    if (inner?.type === 'attribute') yield* optional(rootPath(inner.get('object')!));
    else if (inner !== undefined) {
      yield* changedIn(inner);
      if (inner.parent?.type !== 'call') yield* deeper(inner);
    }
    if (pureFunctions.has(callee.text) || harmless.has(callee.text)) return;
    if (/^[A-Z]/.test(callee.text) || inner?.type === 'attribute') return;
  } else {
    const method = callee.get('attribute')?.text ?? '';
    if (mutators.has(method)) return;
    const object = callee.get('object');
    const path = object === null ? null : rootPath(object);
    if (path !== null && modules.test(path)) return;
    yield* optional(path);
  }
  for (const argument of args) {
    const value = argument.type === 'keyword_argument' ? argument.get('value')! : argument;
    yield* optional(rootPath(value));
  }
}

/** What a nested function's own calls of methods change. */
function* deeper(definition: SyntaxNode): Generator<string> {
  for (const node of definition.walk()) {
    if (node.type !== 'call' || isPureCall(node)) continue;
    const callee = node.get('function')!;
    if (callee.type === 'identifier') yield callee.text;
    for (const argument of node.get('arguments')?.parts ?? []) yield* optional(rootPath(argument));
  }
}

/** Nested functions, and names of bound methods that change their object, by name. */
function ownFunctions(node: SyntaxNode): ReadonlyMap<string, SyntaxNode> {
  let outermost = node;
  for (const outer of node.ancestors()) outermost = outer;
  const found = new Map<string, SyntaxNode>();
  const isInner = (inner: SyntaxNode) =>
    [...inner.ancestors()].some((outer) => outer.type === 'function_definition');
  for (const inner of outermost.walk()) {
    if (inner.type === 'function_definition' && isInner(inner))
      found.set(inner.get('name')!.text, inner);
    if (inner.type !== 'assignment' || inner.get('left')!.type !== 'identifier') continue;
    const value = inner.get('right');
    if (value?.type === 'lambda') found.set(inner.get('left')!.text, value);
    const method = value?.type === 'attribute' ? value.get('attribute')!.text : '';
    if (mutators.has(method)) found.set(inner.get('left')!.text, value!);
  }
  return found;
}

function* optional(path: string | null): Generator<string> {
  if (path !== null) yield path;
}

/** Whether an expression has the same value whenever it is evaluated below `root`. */
export function isInvariant(expression: SyntaxNode, root: SyntaxNode): boolean {
  const changed = [...changedIn(root)];
  const touched = touchedIn(root);
  return pathsIn(expression).every(
    (path) =>
      !changed.some((other) => isPartOf(path, other) || isPartOf(other, path)) &&
      !isTouched(path, touched, expression),
  );
}

/** Whether other code may change what a path of the expression holds. */
function isTouched(path: string, touched: Touched, expression: SyntaxNode): boolean {
  const isOf = touched.isShared || [...touched.paths].some((other) => isPartOf(path, other));
  if (!isOf) return false;
  return (
    path.includes('.') || usesOf(path, expression).some((use) => isLookedInto(use, expression))
  );
}

function isPartOf(path: string, whole: string): boolean {
  return path === whole || path.startsWith(`${whole}.`);
}

/** Whether a use reads what is in an object: a name that stands for a number cannot be changed so. */
function isLookedInto(use: SyntaxNode, expression: SyntaxNode): boolean {
  if (use === expression) return true;
  const parent = use.parent!;
  if (parent.is('comparison_operator', 'for_in_clause', 'list_splat')) return true;
  if (parent.type === 'argument_list') return parent.parent?.get('function')?.text !== 'range';
  return use.field === 'object' || (parent.type === 'subscript' && use.field === 'value');
}
