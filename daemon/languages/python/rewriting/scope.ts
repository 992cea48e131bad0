import type { SyntaxNode } from '../../syntax-node.ts';

const comprehensions: ReadonlySet<string> = new Set([
  'list_comprehension',
  'set_comprehension',
  'dictionary_comprehension',
  'generator_expression',
]);

export function isComprehension(node: SyntaxNode): boolean {
  return comprehensions.has(node.type);
}

/** Loops and comprehensions that evaluate a node again and again, innermost first. */
export function loopsAround(node: SyntaxNode): readonly SyntaxNode[] {
  const loops: SyntaxNode[] = [];
  let inner = node;
  for (const outer of node.ancestors()) {
    if (outer.type === 'function_definition') break;
    if (isComprehension(outer)) {
      const first = outer.children.find((child) => child.type === 'for_in_clause')?.get('right');
      if (first === undefined || first === null || !node.isWithin(first)) loops.push(outer);
    } else if (outer.type === 'while_statement') {
      if (inner.type !== 'else_clause') loops.push(outer);
    } else if (outer.type === 'for_statement') {
      if (inner.field === 'body') loops.push(outer);
    }
    inner = outer;
  }
  return loops;
}

/** The statement that a node is, or stands in. */
export function statementOf(node: SyntaxNode): SyntaxNode {
  for (let inner = node; ; inner = inner.parent!)
    if (inner.parent === null || inner.parent.is('block', 'module')) return inner;
}

export function functionAround(node: SyntaxNode): SyntaxNode | null {
  for (const outer of node.ancestors()) if (outer.type === 'function_definition') return outer;
  return null;
}

/** Uses of a variable (or a dotted path such as `self.items`) at or below a node. */
export function usesOf(path: string, root: SyntaxNode): readonly SyntaxNode[] {
  return [...root.walk()].filter((node) => pathOf(node) === path && !isNameOnly(node));
}

/** `x`, `self.items`: a variable or attributes of one; null for anything else. */
export function pathOf(node: SyntaxNode): string | null {
  if (node.type === 'identifier') return node.text;
  if (node.type !== 'attribute') return null;
  const object = pathOf(node.get('object')!);
  return object === null ? null : `${object}.${node.get('attribute')!.text}`;
}

/** Whether an identifier is a name of something else than a variable. */
export function isNameOnly(node: SyntaxNode): boolean {
  if (node.type !== 'identifier') return false;
  const isKeyword = node.field === 'name' && node.parent?.type === 'keyword_argument';
  return node.field === 'attribute' || isKeyword;
}

/** Variables that an expression reads, those that its own comprehensions bind left out. */
export function pathsIn(expression: SyntaxNode): readonly string[] {
  const own = new Set<string>();
  const paths = new Set<string>();
  for (const node of expression.walk()) {
    if (node.type === 'for_in_clause') for (const name of namesIn(node.get('left')!)) own.add(name);
    if (node.type === 'lambda_parameters') for (const name of namesIn(node)) own.add(name);
  }
  for (const node of expression.walk()) {
    const path = isNameOnly(node) || node.field === 'object' ? null : pathOf(node);
    if (path !== null && !own.has(path.split('.')[0]!)) paths.add(path);
    if (node.type === 'identifier' && node.field === 'object' && !own.has(node.text))
      paths.add(pathOf(outermostPath(node)) ?? node.text);
  }
  return [...paths];
}

export function namesIn(node: SyntaxNode): readonly string[] {
  return [...node.walk()]
    .filter((inner) => inner.type === 'identifier' && !isNameOnly(inner))
    .map((inner) => inner.text);
}

/** Whether a use of a variable stores into it: it is (part of) a target. */
export function isStore(use: SyntaxNode): boolean {
  let inner = use;
  for (const outer of use.ancestors()) {
    if (outer.is('assignment', 'augmented_assignment', 'for_statement', 'for_in_clause'))
      return inner.field === 'left';
    if (outer.type === 'named_expression') return inner.field === 'name';
    if (outer.is('as_pattern_target', 'delete_statement')) return true;
    if (
      !outer.is(
        'pattern_list',
        'tuple_pattern',
        'list_pattern',
        'list_splat_pattern',
        'expression_list',
      )
    )
      return false;
    inner = outer;
  }
  return false;
}

const changes = new WeakMap<SyntaxNode, ReadonlySet<string>>();

/** Paths that are bound to something else, or whose objects are changed in place, below a node. */
export function changedIn(root: SyntaxNode): ReadonlySet<string> {
  const known = changes.get(root);
  if (known !== undefined) return known;
  const changed = new Set<string>();
  for (const node of root.walk()) for (const path of changedBy(node)) changed.add(path);
  changes.set(root, changed);
  return changed;
}

/** Methods that change the object they are called on. */
export const mutators: ReadonlySet<string> = new Set(
  (
    'append appendleft extend extendleft insert pop popleft popitem remove clear sort reverse ' +
    'add discard update setdefault rotate write send close difference_update ' +
    'intersection_update symmetric_difference_update subtract'
  ).split(' '),
);

const changesArgument = new Set(
  'heappush heappop heapify heappushpop heapreplace insort insort_left insort_right shuffle next'.split(
    ' ',
  ),
);

function* changedBy(node: SyntaxNode): Generator<string> {
  if (node.type === 'identifier' && !isNameOnly(node) && isStore(node)) yield node.text;
  else if (node.type === 'attribute' && isStore(node)) yield* optional(pathOf(node));
  else if (node.type === 'subscript' && isStore(node)) yield* optional(rootPath(node));
  else if (node.is('function_definition', 'class_definition')) yield node.get('name')?.text ?? '';
  else if (node.is('import_statement', 'import_from_statement', 'lambda_parameters'))
    yield* namesIn(node);
  else if (node.type === 'call') {
    const callee = node.get('function')!;
    const method = callee.get('attribute')?.text ?? '';
    if (mutators.has(method)) yield* optional(rootPath(callee.get('object')!));
    if (changesArgument.has(method !== '' ? method : callee.text)) {
      const first = node.get('arguments')?.parts[0];
      if (first !== undefined) yield* optional(rootPath(first));
    }
  }
}

/** The variable behind subscripts: `grid` of `grid[i][j]`. */
export function rootPath(node: SyntaxNode): string | null {
  let inner = node;
  while (inner.type === 'subscript') inner = inner.get('value')!;
  return pathOf(inner);
}

function outermostPath(node: SyntaxNode): SyntaxNode {
  let outer = node;
  while (outer.field === 'object' && outer.parent!.field === 'object') outer = outer.parent!;
  const whole = outer.field === 'object' ? outer.parent! : outer;
  const isCallee = whole.field === 'function' && whole.parent?.type === 'call';
  return isCallee ? whole.get('object')! : whole;
}

function* optional(path: string | null): Generator<string> {
  if (path !== null) yield path;
}
