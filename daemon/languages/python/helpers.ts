import { moduleBindings } from './imports.ts';
import { normalize } from './normalize.ts';
import { parsePython } from './parse.ts';
import type { SyntaxNode } from '../syntax-node.ts';

/**
 * Fits helpers into a module: one that the module has already is left out, one whose name the
 * module uses for something else gets another name, in the function too.
 */
export function placeHelpers(
  source: string,
  code: string,
  helpers: string,
): { readonly code: string; readonly text: string } {
  if (helpers === '') return { code, text: '' };
  const tree = parsePython(source);
  const taken = moduleBindings(tree);
  const existing = new Set(tree.parts.map((statement) => normalize(statement.text)));
  const kept: string[] = [];
  const renamed = new Map<string, string>();
  for (const statement of parsePython(helpers).parts) {
    if (existing.has(normalize(statement.text))) continue;
    kept.push(statement.text);
    const name = definedName(statement);
    if (name !== null && taken.has(name)) renamed.set(name, freeName(name, taken, code + helpers));
  }
  const text = kept.join('\n\n\n');
  return { code: rename(code, renamed), text: rename(text, renamed) };
}

/** Renames variables, not attributes nor the names of keyword arguments. */
export function rename(code: string, names: ReadonlyMap<string, string>): string {
  if (names.size === 0) return code;
  let text = '';
  let done = 0;
  for (const node of parsePython(code).walk()) {
    const name = node.type === 'identifier' ? names.get(node.text) : undefined;
    const isVariable = node.field !== 'attribute' && !isKeyword(node);
    if (name === undefined || !isVariable) continue;
    text += code.slice(done, node.start) + name;
    done = node.end;
  }
  return text + code.slice(done);
}

function isKeyword(node: SyntaxNode): boolean {
  return node.field === 'name' && node.parent?.type === 'keyword_argument';
}

function definedName(statement: SyntaxNode): string | null {
  const definition =
    statement.type === 'decorated_definition' ? statement.get('definition') : statement;
  if (definition?.is('function_definition', 'class_definition'))
    return definition.get('name')?.text ?? null;
  const assignment = statement.type === 'expression_statement' ? statement.parts[0] : undefined;
  const left = assignment?.type === 'assignment' ? assignment.get('left') : null;
  return left?.type === 'identifier' ? left.text : null;
}

function freeName(name: string, taken: ReadonlyMap<string, unknown>, text: string): string {
  for (let i = 2; ; i++) {
    const candidate = `${name}_${i}`;
    if (!taken.has(candidate) && !text.includes(candidate)) return candidate;
  }
}
