import { fail, type Failure } from '../../../protocol/failures.ts';
import type { SyntaxNode } from '../syntax-node.ts';
import { scanBrackets } from './brackets.ts';

interface Fault {
  readonly at: number;
  readonly what: string;
}

/** The first thing that keeps a text from being Python, with line and column from 1; else null. */
export function syntaxError(
  source: string,
  tree: SyntaxNode,
): { readonly ok: false; readonly failure: Failure } | null {
  const fault = firstFault(source, tree);
  if (fault === null) return null;
  const { line, column } = positionOf(source, fault.at);
  return fail('syntax-error', `Line ${line}, column ${column}: ${fault.what}.`);
}

/** Line and column of an offset, from 1; columns count characters, not code units. */
export function positionOf(source: string, offset: number): { line: number; column: number } {
  const lines = source.slice(0, offset).split(/\r\n|\r|\n/);
  const last = lines.at(-1)!.replace(/^\uFEFF/, '');
  return { line: lines.length, column: [...last].length + 1 };
}

function firstFault(source: string, tree: SyntaxNode): Fault | null {
  let structural: Fault | null = null;
  for (const node of tree.walk()) {
    if (node.missing || node.type === 'ERROR')
      return earlier(scanBrackets(source), explain(source, node));
    structural ??= structureFault(source, node);
  }
  return structural;
}

/** An unclosed bracket makes everything after it look wrong, so it is the better explanation. */
function earlier(bracket: Fault | null, fault: Fault): Fault {
  return bracket ?? fault;
}

/** What the grammar lets pass and Python does not. */
function structureFault(source: string, node: SyntaxNode): Fault | null {
  if (node.is('print_statement', 'exec_statement'))
    return { at: node.start, what: `'${node.children[0]!.text}' is a function in Python 3` };
  if (!node.is('block', 'module')) return null;
  const statements = node.parts;
  if (node.type === 'block' && statements.length === 0)
    return { at: node.start, what: 'expected an indented block' };
  const margins = statements.map((statement) => marginOf(source, statement));
  const expected = node.type === 'module' ? '' : margins[0];
  for (const [index, margin] of margins.entries()) {
    if (expected === null || margin === null || margin === expected) continue;
    const isDeeper = margin.length > marginAbove(source, statements[index]!.start);
    const what = isDeeper ? 'unexpected indent' : 'unindent does not match any outer level';
    return { at: statements[index]!.start, what };
  }
  return null;
}

/** White space before a statement that begins its line; null for one that does not. */
function marginOf(source: string, statement: SyntaxNode): string | null {
  const before = source.slice(lineStart(source, statement.start), statement.start);
  const margin = before.replace(/^\uFEFF/, '').replace(/^.*\f/, '');
  return /^[ \t]*$/.test(margin) ? margin : null;
}

/** Width of the margin of the nearest line above that has code. */
function marginAbove(source: string, offset: number): number {
  const above = source.slice(0, lineStart(source, offset)).split(/[\r\n]+/);
  const line = above.reverse().find((text) => text.trim() !== '' && !/^\s*#/.test(text)) ?? '';
  return line.length - line.trimStart().length;
}

function lineStart(source: string, offset: number): number {
  return Math.max(source.lastIndexOf('\n', offset - 1), source.lastIndexOf('\r', offset - 1)) + 1;
}

function explain(source: string, node: SyntaxNode): Fault {
  if (node.missing) return { at: node.start, what: `expected '${node.type}'` };
  return missingColon(source, node) ?? wrongToken(node);
}

const opensBlock =
  /^\s*(?:async\s+)?(?:def|class|if|elif|else|for|while|try|except|finally|with)\b/;

/** A line that opens a block and does not end in a colon, in or at the start of the error. */
function missingColon(source: string, node: SyntaxNode): Fault | null {
  let start = lineStart(source, node.start);
  while (start <= node.end && start < source.length) {
    const line = /^[^\r\n]*/.exec(source.slice(start))![0];
    const code = line.replace(/#[^'"]*$/, '').trimEnd();
    const isWhole = scanBrackets(code) === null;
    if (opensBlock.test(code) && isWhole && !code.includes(':') && !code.endsWith('\\'))
      return { at: start + code.length, what: "expected ':'" };
    const rest = /^(?:\r\n|\r|\n)/.exec(source.slice(start + line.length));
    if (rest === null) return null;
    start += line.length + rest[0].length;
  }
  return null;
}

function wrongToken(node: SyntaxNode): Fault {
  const inner = [...node.walk()].findLast((child) => child.type === 'ERROR') ?? node;
  const shown = inner.text.split(/\r|\n/)[0]!.trim().slice(0, 40);
  const what = shown === '' ? 'invalid syntax' : `invalid syntax at '${shown}'`;
  return { at: inner.start, what };
}
