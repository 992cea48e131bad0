import type { SyntaxNode } from '../syntax-node.ts';
import { docstringNode } from './syntax.ts';
import { parsePython } from './parse.ts';
import { stringPrefix, stringValue } from './strings.ts';

/**
 * A text that is equal for two sources that differ in layout, comments, docstrings, quotes,
 * redundant parentheses and names of local variables alone.
 */
export function normalize(source: string): string {
  const out: string[] = [];
  write(parsePython(source), new Map(), out);
  return out.join(' ');
}

const punctuation = new Set(['(', ')', '[', ']', '{', '}', ',', ';']);
const sameTypes: Readonly<Record<string, string>> = {
  expression_list: 'tuple',
  pattern_list: 'tuple_pattern',
};

function write(node: SyntaxNode, locals: ReadonlyMap<string, string>, out: string[]): void {
  if (node.is('comment', 'line_continuation')) return;
  if (node.type === 'parenthesized_expression' && node.parts.length === 1) {
    write(node.parts[0]!, locals, out);
    return;
  }
  if (node.is('string', 'concatenated_string') && isLiteral(node)) {
    out.push(stringPrefix(node.parts[0]?.type === 'string' ? node.parts[0] : node));
    out.push(JSON.stringify(stringValue(node)));
    return;
  }
  if (node.children.length === 0) {
    writeLeaf(node, locals, out);
    return;
  }
  const inner =
    node.type === 'function_definition' && locals.size === 0 ? localNames(node) : locals;
  const docstring = node.is('module', 'block') ? docstringNode(node)?.parent : null;
  const isDefinitionBody =
    node.type === 'module' || node.parent?.is('function_definition', 'class_definition');
  out.push(`(${sameTypes[node.type] ?? node.type}`);
  for (const child of node.children) {
    if (isDefinitionBody && child === docstring) {
      if (node.parts.length === 1 && node.type === 'block') out.push('(pass_statement pass )');
    } else write(child, inner, out);
  }
  out.push(')');
}

function writeLeaf(node: SyntaxNode, locals: ReadonlyMap<string, string>, out: string[]): void {
  const isComma = node.type === ',' && node.parent?.type === 'subscript';
  const isColon = node.type === ':' && node.parent?.type !== 'slice';
  const isDot = node.type === '.' && node.parent?.type !== 'import_prefix';
  const isLayout = (punctuation.has(node.type) && !isComma) || isColon || isDot;
  if (!node.named && isLayout) return;
  if (node.type === 'pass_statement') out.push('(pass_statement pass )');
  else out.push(isVariable(node) ? (locals.get(node.text) ?? node.text) : node.text);
}

/** A string without interpolations: its value says everything. */
function isLiteral(node: SyntaxNode): boolean {
  const strings = node.type === 'string' ? [node] : node.parts;
  const prefix = stringPrefix(strings[0]!);
  return (
    !prefix.includes('f') &&
    !prefix.includes('t') &&
    strings.every((part) => stringPrefix(part).replace('r', '') === prefix.replace('r', ''))
  );
}

function isVariable(node: SyntaxNode): boolean {
  const isKeyword = node.parent?.type === 'keyword_argument' && node.field === 'name';
  return node.type === 'identifier' && node.field !== 'attribute' && !isKeyword;
}

/**
 * Local variables of a function, numbered as they appear. Only names bound in the function's own
 * scope: there every use in nested scopes is the same variable or hides it.
 */
function localNames(definition: SyntaxNode): ReadonlyMap<string, string> {
  const fixed = new Set(['self', 'cls']);
  for (const node of definition.walk()) {
    if (node.is('global_statement', 'nonlocal_statement'))
      for (const name of node.parts) fixed.add(name.text);
    if (node.is('parameters', 'lambda_parameters'))
      for (const inner of node.walk()) if (inner.type === 'identifier') fixed.add(inner.text);
    if (node.is('import_statement', 'import_from_statement'))
      for (const inner of node.walk()) if (inner.type === 'identifier') fixed.add(inner.text);
  }
  const bound = new Set<string>();
  const pending = [...(definition.get('body')?.children ?? [])];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.is('function_definition', 'class_definition')) bound.add(node.get('name')?.text ?? '');
    const target = node.is('assignment', 'augmented_assignment', 'for_statement')
      ? node.get('left')
      : node.is('as_pattern_target')
        ? node
        : node.type === 'named_expression'
          ? node.get('name')
          : null;
    for (const inner of target?.walk() ?? [])
      if (isVariable(inner) && !inner.parent?.is('attribute', 'subscript')) bound.add(inner.text);
    const isScope =
      node.is('function_definition', 'class_definition', 'lambda') ||
      node.type.endsWith('_comprehension') ||
      node.type === 'generator_expression';
    if (!isScope) pending.push(...node.children);
  }
  const names = new Map<string, string>();
  for (const node of definition.walk()) {
    if (!isVariable(node) || !bound.has(node.text) || fixed.has(node.text)) continue;
    if (!names.has(node.text)) names.set(node.text, `§${names.size}`);
  }
  return names;
}
