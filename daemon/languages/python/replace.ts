import type { FunctionInfo, Replacement, Version } from '../../core/ports/subject.ts';
import { fail, ok, type Result } from '../../../protocol/failures.ts';
import { placeHelpers } from './helpers.ts';
import { importPlace, missingImports } from './imports.ts';
import {
  extract,
  indentUnitOf,
  lineEndingOf,
  lineStart,
  marginBefore,
  reindent,
} from './layout.ts';
import { parsePython } from './parse.ts';
import { definitionAt, functions } from './syntax.ts';

/** The file with one function replaced, everything else byte for byte; line endings kept. */
export function replace(
  source: string,
  target: FunctionInfo,
  replacement: Replacement,
): Result<Version> {
  const definition = definitionAt(source, target);
  if (definition === null)
    return fail('function-not-found', `There is no function ${target.name} at its place.`);
  const code = trimLines(replacement.code);
  const problem = problemOf(code, target);
  if (problem !== null) return problem;
  const imports = missingImports(source, replacement.imports);
  if (imports.clashes.length > 0)
    return fail('name-clash', `The file uses the name ${imports.clashes[0]} for something else.`);
  const helpers = placeHelpers(source, code, trimLines(replacement.helpers));

  const unit = indentUnitOf(source, definition);
  const eol = lineEndingOf(source.slice(target.start, target.end));
  const ending = /[\r\n]/.test(source.slice(target.start, target.end)) ? eol : lineEndingOf(source);
  const margin = marginBefore(source, target.start);
  const body = reindent(helpers.code, margin, unit).slice(margin.length).replaceAll('\n', ending);
  const edits: Edit[] = [{ start: target.start, end: target.end, text: body }];
  if (helpers.text !== '')
    edits.push(helperEdit(source, target, reindent(helpers.text, '', unit), ending));
  if (imports.lines.length > 0) edits.push(importEdit(source, target, imports.lines, ending));
  return finish(apply(source, edits), target);
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function trimLines(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd();
}

/** A replacement is one definition of the function's own name, and it parses. */
function problemOf(code: string, target: FunctionInfo): Result<never> | null {
  const listed = functions(code);
  if (!listed.ok) return listed;
  const name = target.name.slice(target.name.lastIndexOf('.') + 1);
  const isAlone = parsePython(code).parts.length === 1;
  const isThere = listed.value.some((info) => info.name === name);
  if (isAlone && isThere) return null;
  return fail('function-not-found', `The replacement is not one definition of ${name}.`);
}

function finish(source: string, target: FunctionInfo): Result<Version> {
  const listed = functions(source);
  if (!listed.ok) return listed;
  const renewed = listed.value.find((info) => info.name === target.name);
  if (renewed === undefined)
    return fail('function-not-found', `The replacement does not define ${target.name}.`);
  return ok({ source, code: extract(source, renewed) });
}

/** Edits that begin at one place are applied in their order in the list, last first in the text. */
function apply(source: string, edits: readonly Edit[]): string {
  let text = source;
  for (const edit of [...edits].sort((a, b) => b.start - a.start))
    text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  return text;
}

/** Before the top-level statement around the target, and before the comments that belong to it. */
function helperEdit(source: string, target: FunctionInfo, helpers: string, eol: string): Edit {
  const top = parsePython(source).parts.find((node) => target.start < node.end)!;
  const start = commentedStart(source, top.start);
  return { start, end: start, text: helpers.replaceAll('\n', eol) + eol.repeat(3) };
}

function importEdit(
  source: string,
  target: FunctionInfo,
  lines: readonly string[],
  eol: string,
): Edit {
  const tree = parsePython(source);
  const { after, kind } = importPlace(tree);
  const text = lines.join(eol);
  if (after === null || after.start > target.start) {
    const first = tree.parts[0]!;
    const start = commentedStart(source, first.start);
    return { start, end: start, text: text + eol.repeat(isSpaced(source, start) ? 3 : 2) };
  }
  const end = lineEnd(source, after.end);
  return { start: end, end, text: (kind === 'docstring' ? eol.repeat(2) : eol) + text };
}

/** Definitions stand two lines apart; other statements need one. */
function isSpaced(source: string, start: number): boolean {
  const code = source.slice(start).replace(/^(?:[ \t]*#[^\r\n]*(?:\r\n|\r|\n))*/, '');
  return /^(?:async\s+def|def|class|@)/.test(code);
}

/** Start of the comment lines directly above; a `#!` or coding line stays above. */
function commentedStart(source: string, offset: number): number {
  let start = lineStart(source, offset);
  while (start > 0) {
    const previous = lineStart(source, start - (source.startsWith('\r\n', start - 2) ? 2 : 1));
    const line = source.slice(previous, start);
    if (!line.startsWith('#') || /^#(?:!|.*coding[:=])/.test(line)) break;
    start = previous;
  }
  return start === 0 && source.startsWith('\uFEFF') ? 1 : start;
}

function lineEnd(source: string, offset: number): number {
  const match = /[\r\n]/.exec(source.slice(offset));
  return match === null ? source.length : offset + match.index;
}
