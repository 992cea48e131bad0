import type { FunctionInfo } from '../../core/ports/subject.ts';
import type { SyntaxNode } from '../syntax-node.ts';
import { lineEndingOf, lineStart, marginBefore } from './layout.ts';
import { definitionAt, wholeDefinition } from './syntax.ts';

/**
 * Leads to the recorder; in a process that cannot find it, nothing is recorded. Before 3.9 a
 * decorator was no more than a name and a call.
 */
const decorator =
  `@eval("__import__('afterburner_recorded').watch ` +
  `if __import__('importlib.util').util.find_spec('afterburner_recorded') else lambda it: it")`;

/**
 * The file with a decorator on the function, or on the class of a method, above all others. It takes
 * the place of an empty line where there is one above, so that every line keeps its number.
 */
export function watchedSource(source: string, target: FunctionInfo): string {
  const definition = definitionAt(source, target);
  if (definition === null) throw new Error(`${target.name} is not in the text it was found in`);
  const owner = target.kind === 'method' ? classAround(definition) : definition;
  const { start } = wholeDefinition(owner);
  const margin = marginBefore(source, start);
  const line = lineStart(source, start);
  const above = emptyLineAbove(source, line);
  if (above !== null) {
    return `${source.slice(0, above)}${margin}${decorator}${source.slice(above)}`;
  }
  return `${source.slice(0, start)}${decorator}${lineEndingOf(source)}${margin}${source.slice(start)}`;
}

function classAround(definition: SyntaxNode): SyntaxNode {
  for (const node of definition.ancestors()) if (node.type === 'class_definition') return node;
  throw new Error('a method stands in a class');
}

/** Where an empty line begins that only comments part from this one; null where there is none. */
function emptyLineAbove(source: string, line: number): number | null {
  for (let end = line; end > 0;) {
    const stop =
      end - (/(?:\r\n|\r|\n)$/.exec(source.slice(Math.max(0, end - 2), end))?.[0].length ?? 0);
    const start = lineStart(source, stop);
    const text = source.slice(start, stop).trim();
    if (text === '') return start;
    if (!text.startsWith('#')) return null;
    end = start;
  }
  return null;
}
