import type { FunctionInfo, Replacement } from '../../core/ports/subject.ts';
import type { SyntaxNode } from '../syntax-node.ts';
import { importedNames, importLine, importTypes } from './imports.ts';
import { extract } from './layout.ts';
import { parsePython } from './parse.ts';
import { functions, wholeDefinition } from './syntax.ts';

/**
 * Finds the named function, and what it needs, in free text such as a model's answer: a file, a
 * function alone, a class around the method, or a method that kept its indentation.
 */
export function adopt(code: string, target: FunctionInfo): Replacement | null {
  const source = dedented(code.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'));
  if (!functions(source).ok) return null;
  const tree = parsePython(source);
  const definition = findDefinition(tree, target);
  if (definition === null) return null;
  const text = fitted(extract(source, wholeDefinition(definition)), definition, target);
  if (text === null) return null;
  const top = topStatement(definition);
  const helpers = helpersFor(tree, top, text);
  const imports = tree.parts
    .filter((statement) => statement.is(...importTypes))
    .flatMap(importedNames)
    .filter(({ name, from }) => name !== '*' && from !== '__future__')
    .map(importLine);
  return { code: `${text}\n`, imports: [...new Set(imports)], helpers };
}

/** Takes away what all lines are indented by, also where the first line alone lost it. */
function dedented(code: string): string {
  const lines = code.split('\n').filter((line) => line.trim() !== '');
  const margins = lines.map((line) => /^[ \t]*/.exec(line)![0]);
  const common = margins.reduce(
    (shortest, margin) => (margin.length < shortest.length ? margin : shortest),
    margins[0] ?? '',
  );
  if (common === '') return code;
  return code.replace(new RegExp(`^${common}`, 'gm'), '');
}

/** The definition with the whole name, else the last one with its last part. */
function findDefinition(tree: SyntaxNode, target: FunctionInfo): SyntaxNode | null {
  const last = lastPart(target.name);
  let best: { readonly node: SyntaxNode; readonly score: number } | null = null;
  for (const node of tree.walk()) {
    if (node.type !== 'function_definition' || node.get('name')?.text !== last) continue;
    const scopes = [...node.ancestors()].filter((outer) =>
      outer.is('class_definition', 'function_definition'),
    );
    if (target.kind !== 'nested' && scopes.some((scope) => scope.type === 'function_definition'))
      continue;
    const path = [...scopes.map((scope) => scope.get('name')!.text).reverse(), last].join('.');
    const score = path === target.name ? 2 : scopes.length === 0 ? 1 : 0;
    if (best === null || score >= best.score) best = { node, score };
  }
  return best?.node ?? null;
}

/** The text with the target's own decorators, and with or without `self` as the target has it. */
function fitted(text: string, definition: SyntaxNode, target: FunctionInfo): string | null {
  const whole = wholeDefinition(definition);
  const bare = text.slice(definition.start - whole.start);
  const withSelf = fittedToSelf(bare, target);
  if (withSelf === null) return null;
  const decorators = target.decorators.map((decorator) => `@${decorator}\n`).join('');
  const own =
    whole === definition ? [] : whole.children.filter((node) => node.type === 'decorator');
  const extra = own
    .map((node) => node.text)
    .filter((decorator) => isCache(decorator) && !decorators.includes(`${decorator}\n`));
  return decorators + extra.map((decorator) => `${decorator}\n`).join('') + withSelf;
}

/** Caching is the only decorator that an optimized version may add by itself. */
function isCache(decorator: string): boolean {
  return /^@(?:functools\.)?(?:lru_cache|cache)\b/.test(decorator);
}

function fittedToSelf(text: string, target: FunctionInfo): string | null {
  const definition = parsePython(text).parts[0]!;
  const parameters = definition.get('parameters')!;
  const first = parameters.parts[0];
  if (first?.text === target.parameters[0]) return text;
  const hasSelf = first !== undefined && /^(?:self|cls)$/.test(first.text);
  const wantsSelf = target.binding === 'instance' || target.binding === 'class';
  const name = lastPart(target.name);
  if (hasSelf === wantsSelf || (!hasSelf && target.parameters.length === 0)) return text;
  if (hasSelf) {
    const next = parameters.parts[1];
    const end = next === undefined ? first.end : next.start;
    const without = text.slice(0, first.start) + text.slice(end);
    const called = without.replaceAll(`${first.text}.${name}(`, `${name}(`);
    return new RegExp(`\\b${first.text}\\b`).test(called) ? null : called;
  }
  const own = target.parameters[0]!;
  const gap = first === undefined ? '' : ', ';
  return text.slice(0, parameters.start + 1) + own + gap + text.slice(parameters.start + 1);
}

/** Top-level definitions and constants that the function uses, also by way of each other. */
function helpersFor(tree: SyntaxNode, top: SyntaxNode, text: string): string {
  const candidates = tree.parts.filter(
    (statement) => statement !== top && definedNames(statement).length > 0,
  );
  const needed = new Set<SyntaxNode>();
  const pending = [parsePython(text)];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const used = new Set(
      [...node.walk()].filter((inner) => inner.type === 'identifier').map((inner) => inner.text),
    );
    for (const candidate of candidates) {
      if (needed.has(candidate) || !definedNames(candidate).some((name) => used.has(name)))
        continue;
      needed.add(candidate);
      pending.push(candidate);
    }
  }
  const kept = candidates.filter((candidate) => needed.has(candidate));
  return kept.map((statement) => statement.text).join('\n\n\n');
}

function definedNames(statement: SyntaxNode): readonly string[] {
  const definition = statement.get('definition') ?? statement;
  if (definition.is('function_definition', 'class_definition'))
    return [definition.get('name')?.text ?? ''];
  const assignment = statement.type === 'expression_statement' ? statement.parts[0] : undefined;
  const left = assignment?.type === 'assignment' ? assignment.get('left') : null;
  return left?.type === 'identifier' ? [left.text] : [];
}

function topStatement(node: SyntaxNode): SyntaxNode {
  let top = node;
  while (top.parent?.parent) top = top.parent;
  return top;
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
