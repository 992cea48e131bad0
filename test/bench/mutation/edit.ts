import type { SyntaxNode } from '../../../daemon/languages/syntax-node.ts';

/** A piece of the text with what takes its place; offsets are UTF-16 code units, end exclusive. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One kind of mistake: for a node, every way to make it there, each a set of edits. */
export interface Operator {
  /** kebab-case, stable: recorded mutants are named by it. */
  readonly name: string;
  readonly mistakes: (node: SyntaxNode) => readonly (readonly Edit[])[];
}

export function replaced(node: SyntaxNode, text: string): Edit {
  return { start: node.start, end: node.end, text };
}

export function inserted(at: number, text: string): Edit {
  return { start: at, end: at, text };
}

/** The text with edits made that do not overlap. */
export function edited(source: string, edits: readonly Edit[]): string {
  let text = source;
  for (const edit of edits.toSorted((a, b) => b.start - a.start))
    text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  return text;
}
