import type { FunctionInfo, Version } from '../ports/subject.ts';
import type { Language } from '../ports/language.ts';
import { clipped } from './fenced.ts';

/** What stands around a function: the whole file, or as much as the function refers to. */
export type Surroundings =
  | { readonly kind: 'none' }
  | { readonly kind: 'file'; readonly text: string }
  | { readonly kind: 'parts'; readonly text: string };

const marker = '[the function stands here]';

/**
 * The file without the function, where that is short enough; otherwise without the functions, and
 * then without the top-level statements, that the function does not mention, directly or by way
 * of others that it mentions. Words are compared, not bindings: too much is better than too little.
 */
export function surroundings(
  version: Version,
  name: string,
  language: Language,
  limitChars: number,
): Surroundings {
  const parsed = language.functions(version.source);
  const functions = parsed.ok ? parsed.value : [];
  const own =
    functions.find(
      (info) => info.name === name && language.extract(version.source, info) === version.code,
    ) ?? functions.find((info) => info.name === name);
  if (own === undefined) return { kind: 'none' };

  const whole = withMarker(version.source, own, []);
  if (whole.replace(marker, '').trim() === '') return { kind: 'none' };
  if (whole.length <= limitChars) return { kind: 'file', text: whole };

  const mentioned = new Set(words(version.code));
  const dropped = unmentioned(version.source, own, functions, mentioned);
  const fewer = withMarker(version.source, own, dropped);
  const text = fewer.length <= limitChars ? fewer : mentionedStatements(fewer, mentioned);
  return { kind: 'parts', text: clipped(text, limitChars) };
}

/** Functions to leave out; the words of those that stay are added to `mentioned`. */
function unmentioned(
  source: string,
  own: FunctionInfo,
  functions: readonly FunctionInfo[],
  mentioned: Set<string>,
): readonly FunctionInfo[] {
  let left = functions.filter(
    (info) => info.kind !== 'nested' && (info.end <= own.start || info.start >= own.end),
  );
  for (;;) {
    const kept = left.filter((info) => isMentioned(info, own, mentioned));
    if (kept.length === 0) return left;
    for (const info of kept) {
      for (const word of words(source.slice(info.start, info.end))) mentioned.add(word);
    }
    left = left.filter((info) => !kept.includes(info));
  }
}

function isMentioned(info: FunctionInfo, own: FunctionInfo, mentioned: Set<string>): boolean {
  const segments = info.name.split(/\.|::/);
  const bare = segments.at(-1) ?? info.name;
  if (mentioned.has(bare)) return true;
  const owner = segments.slice(0, -1).join('.');
  const isConstructor = bare === '__init__' || bare === 'constructor' || bare === owner;
  return isConstructor && owner !== '' && own.name.startsWith(`${owner}.`);
}

function withMarker(source: string, own: FunctionInfo, dropped: readonly FunctionInfo[]): string {
  const cuts = [
    { start: own.start, end: own.end, text: marker },
    ...dropped.map(({ start, end }) => ({ start, end, text: '' })),
  ].toSorted((a, b) => b.start - a.start);
  let text = source;
  for (const cut of cuts) text = text.slice(0, cut.start) + cut.text + text.slice(cut.end);
  return text
    .replace(/\r\n/g, '\n')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{4,}/g, '\n\n\n')
    .trim();
}

/** Top-level statements (a line at column 0 and what hangs from it) that share a word. */
function mentionedStatements(text: string, mentioned: Set<string>): string {
  const statements = text.split(/\n(?=[^\s)\]}])/);
  return statements
    .filter((statement) => statement.includes(marker) || introduces(statement, mentioned))
    .join('\n');
}

/** Whether the names that a statement introduces are among the words. */
function introduces(statement: string, mentioned: Set<string>): boolean {
  const isImport = /^(import|from|using|use|#include|package)\b/.test(statement);
  const head = isImport ? statement : (/^[^\n=({:]*/.exec(statement)?.[0] ?? '');
  return words(head).some((word) => mentioned.has(word));
}

function words(text: string): readonly string[] {
  return text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [];
}
