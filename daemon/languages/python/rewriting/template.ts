import { insideStrings, lineStart, marginBefore } from '../layout.ts';
import { parsePython } from '../parse.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import type { Match } from './pattern.ts';

/** Marks a line of text that lies inside a string and keeps its margin whatever happens. */
const fixed = '\uE000';

export type Filling = Readonly<Record<string, string>>;

/**
 * Fills `$x` with the text of an expression and a line `$$x` with statements, from a match or
 * from given texts. Templates are indented by four spaces; the result by `unit`.
 */
export function fill(template: string, unit: string, match: Match | null, given: Filling): string {
  const lines: string[] = [];
  for (const line of template.split('\n')) {
    const body = line.trimStart();
    const margin = unit.repeat((line.length - body.length) / 4);
    const block = /^\$\$(\w+)$/.exec(body)?.[1];
    const text =
      block === undefined
        ? fillLine(body, match, given)
        : (given[block] ?? statementsText(match?.list(block) ?? []));
    if (text !== '' || block === undefined) lines.push(indent(text, margin));
  }
  return lines.join('\n');
}

/** Text of neighbouring statements at column 0, the comments between them included. */
export function statementsText(nodes: readonly SyntaxNode[]): string {
  const first = nodes[0];
  if (first === undefined) return '';
  const source = first.source;
  const margin = marginBefore(source, first.start);
  const inString = insideStrings(parsePython(source));
  const end = nodes.at(-1)!.end;
  let at = first.start;
  const lines: string[] = [];
  for (const text of source.slice(first.start, end).split('\n')) {
    if (at === first.start) lines.push(text);
    else if (inString(at)) lines.push(fixed + text);
    else lines.push(text.startsWith(margin) ? text.slice(margin.length) : text.trimStart());
    at += text.length + 1;
  }
  return lines.join('\n');
}

export function indent(text: string, margin: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' || line.startsWith(fixed) ? line : margin + line))
    .join('\n');
}

export function withoutMarks(text: string): string {
  return text.replaceAll(fixed, '');
}

/** Whether a statement is the first thing on its line. */
export function startsLine(node: SyntaxNode): boolean {
  const start = lineStart(node.source, node.start);
  return start + marginBefore(node.source, node.start).length === node.start;
}

function fillLine(line: string, match: Match | null, given: Filling): string {
  return line.replace(/\$(\w+)/g, (hole, name: string, offset: number) => {
    const text = given[name];
    if (text !== undefined) return text;
    const nodes = match?.list(name) ?? [];
    if (nodes.length > 1) return nodes.map((item) => item.text).join(', ');
    const node = nodes[0];
    if (node === undefined) return '';
    const isSafe = isSafePlace(line.slice(0, offset), line.slice(offset + hole.length), node);
    return isSafe ? node.text : parenthesized(node);
  });
}

/** The node's text, in parentheses where it could fall apart among other operators. */
export function parenthesized(node: SyntaxNode): string {
  return loose.has(node.type) ? `(${node.text})` : node.text;
}

const loose = new Set([
  'binary_operator',
  'boolean_operator',
  'not_operator',
  'comparison_operator',
  'conditional_expression',
  'unary_operator',
  'lambda',
  'named_expression',
  'expression_list',
  'pattern_list',
  'await',
  'yield',
]);

function isSafePlace(before: string, after: string, node: SyntaxNode): boolean {
  const left = before.trimEnd();
  const right = after.trimStart();
  const isOpen = /(?:^|[([{,:]|[^=!<>]=|\b(?:return|for|if|while|elif))$/.test(left);
  const isFor = /\bfor .*\bin$/.test(left);
  const isClosed =
    /^(?:$|[)\]},:])/.test(right) || (/\bfor$/.test(left) && right.startsWith('in '));
  const isClause = /^(?:for|if)\b/.test(right) && !node.is('conditional_expression', 'lambda');
  const inList = /[([{,]$/.test(left) || right.startsWith(',');
  if (node.is('expression_list', 'pattern_list') && inList) return false;
  return (isOpen || isFor) && (isClosed || isClause);
}
