import type { FunctionInfo } from '../../core/ports/subject.ts';
import type { SyntaxNode } from '../syntax-node.ts';
import { parsePython } from './parse.ts';
import { definitionAt, docstringNode, wholeDefinition } from './syntax.ts';

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

/** Where the words of a link stand: `afterburner: problem <id>`. Offsets, end exclusive. */
export interface LinkPlace {
  readonly start: number;
  readonly end: number;
  readonly idStart: number;
}

/** A piece of the source, and where it begins. */
interface Passage {
  readonly text: string;
  readonly start: number;
}

/** Every place where a function says what problem it solves, the one that counts first. */
export function linkPlaces(source: string, target: FunctionInfo): readonly LinkPlace[] {
  const definition = definitionAt(source, target);
  const docstring = docstringNode(definition?.get('body') ?? null);
  const texts: readonly Passage[] = [
    ...commentsAbove(source, target.start),
    ...(docstring === null ? [] : [withoutQuotes(docstring)]),
    ...(definition === null ? [] : ownComments(definition)),
  ];
  return texts.flatMap(({ text, start }) =>
    [...text.matchAll(new RegExp(link, 'g'))].map((found) => {
      const [words, id = ''] = found;
      const end = start + found.index + words.length;
      return {
        start: start + found.index + words.indexOf('afterburner'),
        end,
        idStart: end - id.length,
      };
    }),
  );
}

/** What follows the opening quotes: the words may begin right after them. */
function withoutQuotes({ text, start }: SyntaxNode): Passage {
  const opening = /^\w*["']+/.exec(text)?.[0].length ?? 0;
  return { text: text.slice(opening), start: start + opening };
}

function textsOf(source: string, target: FunctionInfo): readonly string[] {
  const docstring = target.docstring === null ? [] : [target.docstring];
  const definition = definitionAt(source, target);
  if (definition === null) return docstring;
  const above = commentsAbove(source, target.start).map(({ text }) => text);
  return [...above, ...docstring, ...ownComments(definition).map(({ text }) => text)];
}

/** Those of its decorators and its body, and not of a function inside it. */
function ownComments(definition: SyntaxNode): readonly SyntaxNode[] {
  return commentsIn(wholeDefinition(definition)).filter(
    (comment) => comment.start < definition.start || functionAround(comment) === definition,
  );
}

function textsOfProgram(source: string): readonly string[] {
  const comments = commentsIn(parsePython(source));
  return comments.filter((node) => functionAround(node) === null).map(({ text }) => text);
}

/** Lines of comments that stand right above, without an empty line between. */
function commentsAbove(source: string, start: number): readonly Passage[] {
  const lines = [...source.slice(0, start).matchAll(/(.*?)(?:\r\n|\r|\n)/gsy)].map((line) => ({
    text: line[1] ?? '',
    start: line.index,
  }));
  const first = lines.findLastIndex(({ text }) => !/^\s*#/.test(text)) + 1;
  return lines.slice(first);
}

function commentsIn(root: SyntaxNode): readonly SyntaxNode[] {
  return [...root.walk()].filter((node) => node.type === 'comment');
}

/** The innermost function that a comment stands in: it is that one's word alone. */
function functionAround(node: SyntaxNode): SyntaxNode | null {
  return [...node.ancestors()].find((outer) => outer.type === 'function_definition') ?? null;
}
