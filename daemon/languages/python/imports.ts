import type { SyntaxNode } from '../syntax-node.ts';
import { docstringNode } from './syntax.ts';
import { parsePython } from './parse.ts';

/** One name that an import statement binds. */
export interface ImportedName {
  /** Null for `import x`. */
  readonly from: string | null;
  /** Dotted for `import a.b`; `*` for a wildcard. */
  readonly name: string;
  readonly bound: string;
}

export const importTypes = ['import_statement', 'import_from_statement', 'future_import_statement'];

/** The names that an import statement binds. */
export function importedNames(statement: SyntaxNode): readonly ImportedName[] {
  const from =
    statement.type === 'import_statement'
      ? null
      : statement.type === 'future_import_statement'
        ? '__future__'
        : (statement.get('module_name')?.text ?? '');
  if (statement.parts.some((part) => part.type === 'wildcard_import'))
    return [{ from, name: '*', bound: '*' }];
  return statement.getAll('name').map((node) => {
    const name = node.type === 'aliased_import' ? node.get('name')!.text : node.text;
    const alias = node.get('alias')?.text;
    return { from, name, bound: alias ?? (from === null ? name.split('.')[0]! : name) };
  });
}

/** Every name that a module binds when it is imported, with the import that binds it, if any. */
export function moduleBindings(tree: SyntaxNode): ReadonlyMap<string, ImportedName | null> {
  const known = remembered.get(tree) ?? bindingsOf(tree);
  remembered.set(tree, known);
  return known;
}

const remembered = new WeakMap<SyntaxNode, ReadonlyMap<string, ImportedName | null>>();

function bindingsOf(tree: SyntaxNode): ReadonlyMap<string, ImportedName | null> {
  const bindings = new Map<string, ImportedName | null>();
  const pending = [...tree.children].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.is(...importTypes))
      for (const imported of importedNames(node)) bindings.set(imported.bound, imported);
    else if (node.is('function_definition', 'class_definition'))
      bindings.set(node.get('name')?.text ?? '', null);
    else {
      for (const name of targetNames(node)) bindings.set(name, null);
      if (!node.is('lambda')) pending.push(...[...node.children].reverse());
    }
  }
  return bindings;
}

/** The import lines of `wanted` that `source` lacks; those that clash with its names. */
export function missingImports(
  source: string,
  wanted: readonly string[],
): { readonly lines: readonly string[]; readonly clashes: readonly string[] } {
  const bindings = moduleBindings(parsePython(source));
  const needed = new Map<string, ImportedName>();
  const clashes: string[] = [];
  for (const statement of parsePython(wanted.join('\n')).parts) {
    for (const imported of statement.is(...importTypes) ? importedNames(statement) : []) {
      const existing = bindings.get(imported.bound);
      if (existing === undefined) needed.set(importLine(imported), imported);
      else if (!isSame(existing, imported)) clashes.push(imported.bound);
    }
  }
  return { lines: importLines([...needed.values()]), clashes };
}

/** One line for each module: `from heapq import heappop, heappush`. */
function importLines(names: readonly ImportedName[]): readonly string[] {
  const lines = new Map<string, string>();
  for (const imported of names) {
    const line = importLine(imported);
    const key = imported.from ?? line;
    const known = lines.get(key);
    lines.set(
      key,
      known === undefined ? line : `${known}, ${line.replace(/^from \S+ import /, '')}`,
    );
  }
  return [...lines.values()];
}

/** Where new imports go: after the module's docstring and its first block of imports. */
export function importPlace(tree: SyntaxNode): {
  readonly after: SyntaxNode | null;
  readonly kind: 'imports' | 'docstring' | 'top';
} {
  const statements = tree.parts;
  const docstring = docstringNode(tree);
  const rest = docstring === null ? statements : statements.slice(1);
  let last: SyntaxNode | null = null;
  for (const statement of rest) {
    if (!statement.is(...importTypes)) break;
    last = statement;
  }
  if (last !== null) return { after: last, kind: 'imports' };
  if (docstring !== null) return { after: statements[0]!, kind: 'docstring' };
  return { after: null, kind: 'top' };
}

export function importLine({ from, name, bound }: ImportedName): string {
  if (from === null) return `import ${name}${bound === name.split('.')[0] ? '' : ` as ${bound}`}`;
  return `from ${from} import ${name}${bound === name ? '' : ` as ${bound}`}`;
}

function isSame(a: ImportedName | null, b: ImportedName): boolean {
  return a !== null && a.from === b.from && (a.name === b.name || a.bound === b.name.split('.')[0]);
}

/** Names that one node binds by assignment, loop, `with`, `except`, `del` aside. */
function targetNames(node: SyntaxNode): readonly string[] {
  const target =
    node.is('assignment', 'augmented_assignment', 'for_statement', 'type_alias_statement') ||
    node.type === 'named_expression'
      ? (node.get('left') ?? node.get('name'))
      : node.type === 'as_pattern_target'
        ? node
        : null;
  if (target === null) return [];
  return [...target.walk()]
    .filter((inner) => inner.type === 'identifier' && !inner.parent?.is('attribute', 'subscript'))
    .map((inner) => inner.text);
}
