import type { FunctionInfo } from '../../core/ports.ts';
import type { SyntaxNode } from '../syntax-node.ts';
import { parsePython } from './parse.ts';
import { definitionAt, wholeDefinition } from './syntax.ts';

const link = /(?:^|[\s#])afterburner:\s*problem\s+([a-z0-9]+(?:-[a-z0-9]+)*)(?![\w-])/;

/**
 * The problem that a function says it solves, by `afterburner: problem <id>` in its docstring, in a
 * comment of its body, or in the comments right above it; null where it says nothing. The first
 * such comment counts. A program says it in comments outside its functions.
 */
export function linkedProblem(source: string, target: FunctionInfo): string | null {
  const texts = target.kind === 'program' ? textsOfProgram(source) : textsOf(source, target);
  for (const text of texts) {
    const id = link.exec(text)?.[1];
    if (id !== undefined) return id;
  }
  return null;
}

function textsOf(source: string, target: FunctionInfo): readonly string[] {
  const docstring = target.docstring === null ? [] : [target.docstring];
  const definition = definitionAt(source, target);
  if (definition === null) return docstring;
  const own = commentsIn(wholeDefinition(definition)).filter(
    (comment) => comment.start < definition.start || functionAround(comment) === definition,
  );
  return [...commentsAbove(source, target.start), ...docstring, ...own.map(({ text }) => text)];
}

function textsOfProgram(source: string): readonly string[] {
  const comments = commentsIn(parsePython(source));
  return comments.filter((node) => functionAround(node) === null).map(({ text }) => text);
}

/** Lines of comments that stand right above, without an empty line between. */
function commentsAbove(source: string, start: number): readonly string[] {
  const lines = source
    .slice(0, start)
    .split(/\r\n|\r|\n/)
    .slice(0, -1);
  const first = lines.findLastIndex((line) => !/^\s*#/.test(line)) + 1;
  return lines.slice(first);
}

function commentsIn(root: SyntaxNode): readonly SyntaxNode[] {
  return [...root.walk()].filter((node) => node.type === 'comment');
}

/** The innermost function that a comment stands in: it is that one's word alone. */
function functionAround(node: SyntaxNode): SyntaxNode | null {
  return [...node.ancestors()].find((outer) => outer.type === 'function_definition') ?? null;
}
