import type { TextEdit } from '../../../protocol/optimization.ts';
import type { FunctionInfo } from '../../core/ports/subject.ts';
import { type LinkPlace, linkPlaces } from './problem-link.ts';
import { functionsTolerant } from './syntax.ts';

/**
 * What links a function to a problem, or to none. Where it is linked already the id is replaced in
 * its place; else a comment comes right above it, above its decorators. Without a problem every
 * place that names one goes. Null where there is no such function.
 */
export function linkEdits(
  source: string,
  functionName: string,
  problem: string | null,
): readonly TextEdit[] | null {
  const target = functionNamed(source, functionName);
  if (target === null) return null;
  const places = linkPlaces(source, target);
  if (problem === null) return places.map((place) => removal(source, place));
  const [counting] = places;
  if (counting !== undefined) {
    const { idStart: start, end } = counting;
    return source.slice(start, end) === problem ? [] : [{ start, end, text: problem }];
  }
  return [insertion(source, target.start, problem)];
}

export function functionNamed(source: string, name: string): FunctionInfo | null {
  return functionsTolerant(source).find((each) => each.name === name) ?? null;
}

function insertion(source: string, before: number, problem: string): TextEdit {
  const margin = /[ \t\f]*$/.exec(source.slice(0, before))?.[0] ?? '';
  const lineEnd = /\r\n|\r|\n/.exec(source)?.[0] ?? '\n';
  const lineStart = before - margin.length;
  const text = `${margin}# afterburner: problem ${problem}${lineEnd}`;
  return { start: lineStart, end: lineStart, text };
}

/** With its line where nothing else stands there, with its comment where that says nothing else. */
function removal(source: string, { start, end }: LinkPlace): TextEdit {
  const before = /[^\r\n]*$/.exec(source.slice(0, start))?.[0] ?? '';
  const [after = '', rest = '', lineEnd = ''] =
    /^([^\r\n]*)(\r\n|\r|\n|$)/.exec(source.slice(end)) ?? [];
  const saysNoMore = /^[\s.]*$/.test(rest);
  if (saysNoMore && /^\s*#?\s*$/.test(before)) {
    const lineStart = start - before.length;
    return { start: lineStart, end: end + rest.length + lineEnd.length, text: '' };
  }
  const [, comment] = saysNoMore ? (/(\s*#\s*)$/.exec(before) ?? []) : [];
  const cut = comment ?? /\s?$/.exec(before)?.[0] ?? '';
  const until = comment === undefined ? end : end + after.length - lineEnd.length;
  return { start: start - cut.length, end: until, text: '' };
}
