import type { FunctionInfo } from '../../core/ports/subject.ts';
import type { SyntaxNode } from '../syntax-node.ts';
import { parsePython } from './parse.ts';

/** The function's own text at column 0, lines ending in `\n`. */
export function extract(source: string, target: Pick<FunctionInfo, 'start' | 'end'>): string {
  const margin = marginBefore(source, target.start);
  const inString = insideStrings(parsePython(source));
  const lines = splitLines(source, target.start, target.end);
  return lines
    .map(({ start, text }, index) =>
      index === 0 || inString(start) ? text : withoutMargin(text, margin),
    )
    .join('\n');
}

/** The line ending that prevails in a text; of an even mix the first; `\n` where there is none. */
export function lineEndingOf(text: string): string {
  const counts = new Map<string, number>();
  for (const [ending] of text.matchAll(/\r\n|\r|\n/g))
    counts.set(ending, (counts.get(ending) ?? 0) + 1);
  let best = '\n';
  for (const [ending, count] of counts) if (count > (counts.get(best) ?? 0)) best = ending;
  return best;
}

/** One level of indentation as a definition, else the whole text, has it; four spaces by default. */
export function indentUnitOf(source: string, within: SyntaxNode): string {
  for (const root of [within, parsePython(source)]) {
    for (const node of root.walk()) {
      const unit = node.type === 'block' ? unitOfBlock(source, node) : null;
      if (unit !== null) return unit;
    }
  }
  return '    ';
}

/** Re-indents a text at column 0: each block level becomes `unit`, everything stands at `margin`. */
export function reindent(code: string, margin: string, unit: string): string {
  const tree = parsePython(code);
  const inString = insideStrings(tree);
  const margins = newMargins(code, tree, margin, unit);
  let shift = { from: '', to: margin };
  return splitLines(code, 0, code.length)
    .map(({ start, text }) => {
      if (inString(start)) return text;
      const body = text.trimStart();
      if (body === '') return '';
      const old = text.slice(0, text.length - body.length);
      const known = margins.byLine.get(start);
      if (known !== undefined) {
        shift = { from: old, to: known };
        return known + body;
      }
      const level = body.startsWith('#') ? margins.byIndent.get(old) : undefined;
      if (level !== undefined) return level + body;
      const rest = old.startsWith(shift.from) ? old.slice(shift.from.length) : old;
      return shift.to + rest + body;
    })
    .join('\n');
}

/** White space between the start of the line and an offset. */
export function marginBefore(source: string, offset: number): string {
  const start = lineStart(source, offset);
  return /^\uFEFF?([ \t\f]*)/.exec(source.slice(start, offset))![1]!;
}

export function lineStart(source: string, offset: number): number {
  const before = Math.max(
    source.lastIndexOf('\n', offset - 1),
    source.lastIndexOf('\r', offset - 1),
  );
  return offset === 0 ? 0 : before + 1;
}

/** Tells for an offset at the start of a line whether it lies inside a string. */
export function insideStrings(tree: SyntaxNode): (offset: number) => boolean {
  const ranges: { start: number; end: number }[] = [];
  for (const node of tree.walk())
    if (node.type === 'string' && node.text.includes('\n')) ranges.push(node);
  return (offset) => ranges.some(({ start, end }) => start < offset && offset < end);
}

interface Line {
  readonly start: number;
  readonly text: string;
}

function splitLines(source: string, start: number, end: number): readonly Line[] {
  const lines: Line[] = [];
  const ending = /\r\n|\r|\n/g;
  ending.lastIndex = start;
  for (let at = start; ; at = ending.lastIndex) {
    const match = ending.exec(source);
    if (match === null || match.index >= end) {
      lines.push({ start: at, text: source.slice(at, end) });
      return lines;
    }
    lines.push({ start: at, text: source.slice(at, match.index) });
  }
}

function withoutMargin(text: string, margin: string): string {
  if (text.startsWith(margin)) return text.slice(margin.length);
  return text.trimStart();
}

function unitOfBlock(source: string, block: SyntaxNode): string | null {
  const first = block.parts[0];
  if (first === undefined || block.parent === null) return null;
  const inner = marginBefore(source, first.start);
  const outer = marginBefore(source, block.parent.start);
  const startsLine = lineStart(source, first.start) + inner.length === first.start;
  if (!startsLine || !inner.startsWith(outer) || inner.length === outer.length) return null;
  return inner.slice(outer.length);
}

interface Margins {
  /** New margin of each line on which a statement begins, by the line's offset. */
  readonly byLine: ReadonlyMap<number, string>;
  readonly byIndent: ReadonlyMap<string, string>;
}

function newMargins(code: string, tree: SyntaxNode, margin: string, unit: string): Margins {
  const byLine = new Map<number, string>();
  const byIndent = new Map<string, string>();
  const clauses = ['elif_clause', 'else_clause', 'except_clause', 'finally_clause', 'case_clause'];
  const pending: { node: SyntaxNode; depth: number }[] = [{ node: tree, depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, depth } = next;
    const isStatement = node.named && node.parent?.is('block', 'module', 'decorated_definition');
    if ((isStatement && node.type !== 'comment') || node.is(...clauses)) {
      const start = lineStart(code, node.start);
      const old = marginBefore(code, node.start);
      if (start + old.length === node.start && !byLine.has(start)) {
        byLine.set(start, margin + unit.repeat(depth));
        byIndent.set(old, margin + unit.repeat(depth));
      }
    }
    const inner = node.type === 'block' ? depth + 1 : depth;
    for (const child of node.children) pending.push({ node: child, depth: inner });
  }
  return { byLine, byIndent };
}
