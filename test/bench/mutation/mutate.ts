import { docstringNode } from '../../../daemon/languages/python/syntax.ts';
import { parseTree } from '../../../daemon/languages/grammar.ts';
import type { SyntaxNode } from '../../../daemon/languages/syntax-node.ts';
import { edited } from './edit.ts';
import { operators } from './operators.ts';

/** A text with one mistake in it. */
export interface Mutant {
  readonly operator: string;
  /** Which of the operator's mutants of this text, from 0. */
  readonly ordinal: number;
  /** Where the mistake is, from 1. */
  readonly line: number;
  readonly source: string;
}

/**
 * Every mutant of a Python file, by operator and then in the order of the text; a pure function of
 * the text. Those that do not parse are left out, and of equal ones all but the first. The grammar
 * of Python must be loaded.
 */
export function mutate(source: string): readonly Mutant[] {
  const nodes = [...mutable(parseTree('python', source))];
  const seen = new Set([source]);
  return operators.flatMap(({ name, mistakes }) => {
    const made: Mutant[] = [];
    for (const node of nodes) {
      for (const edits of mistakes(node)) {
        const mutant = edited(source, edits);
        if (seen.has(mutant)) continue;
        seen.add(mutant);
        if (parseTree('python', mutant).hasError) continue;
        const line = source.slice(0, node.start).split('\n').length;
        made.push({ operator: name, ordinal: made.length, line, source: mutant });
      }
    }
    return made;
  });
}

const leftAlone = ['type', 'comment', 'import_statement', 'import_from_statement'];

/** What stands inside of function bodies, without docstrings, annotations, comments and imports. */
function* mutable(node: SyntaxNode, isInside = false): Generator<SyntaxNode> {
  if (node.is(...leftAlone)) return;
  if (isInside) yield node;
  const docstring = node.is('block', 'module') ? (docstringNode(node)?.parent ?? null) : null;
  for (const child of node.children) {
    const isBody = child.field === 'body' && node.is('function_definition', 'lambda');
    if (child !== docstring) yield* mutable(child, isInside || isBody);
  }
}
