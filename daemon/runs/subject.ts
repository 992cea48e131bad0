import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { distance } from 'fastest-levenshtein';
import { programName, type Subject } from '../../protocol/daemon.ts';
import { fail, type Failure, ok, type Result } from '../../protocol/failures.ts';
import type { InputSketch } from '../core/exploring.ts';
import type { ProjectModules } from '../core/project.ts';
import type { FunctionInfo, Version } from '../core/ports/subject.ts';
import type { Language } from '../core/ports/language.ts';

/** A function of a user's file, found and readable. */
export interface FoundSubject {
  readonly path: string;
  readonly fileName: string;
  readonly language: Language;
  readonly target: FunctionInfo;
  readonly version: Version;
}

const sketches = new WeakMap<FoundSubject, InputSketch>();

/**
 * What its text tells about its inputs, with those of its project's modules as the first who asks
 * gives them: read once, since that takes long in a long file.
 */
export function sketchOf(
  subject: FoundSubject,
  modules: ProjectModules | null = null,
): InputSketch {
  const { language, version, target } = subject;
  const known = sketches.get(subject) ?? language.sketch(version.source, target, modules);
  sketches.set(subject, known);
  return known;
}

/** Reads the file (or takes the text that came with the request) and finds the function in it. */
export async function findSubject(
  subject: Subject,
  languages: readonly Language[],
): Promise<Result<FoundSubject>> {
  const { path } = subject;
  const language = languages.find((known) => known.extensions.includes(extname(path)));
  if (language === undefined) {
    const kind = extname(path) === '' ? 'a file without an extension' : `${extname(path)} files`;
    return fail('language-unsupported', `${basename(path)}: ${kind} are not supported.`);
  }
  const source = subject.source === null ? await readSource(path) : ok(subject.source);
  if (!source.ok) return source;
  return subjectIn(language, { ...subject, source: source.value });
}

/** Finds the function in a text that is at hand; the path only says what the file is called. */
export function subjectIn(
  language: Language,
  subject: Subject & { readonly source: string },
): Result<FoundSubject> {
  const { path, source } = subject;
  if (subject.function === programName) {
    const program = language.program(source);
    if (!program.ok) return namingFile(path, program);
    const version: Version = { source, code: source };
    return ok({ path, fileName: basename(path), language, target: program.value, version });
  }
  const functions = language.functions(source);
  if (!functions.ok) return namingFile(path, functions);
  const target = functions.value.findLast((found) => found.name === subject.function);
  if (target === undefined) return notFound(subject, functions.value);
  if (target.kind === 'nested') {
    return fail('function-nested', `${subject.function} is local to another function.`);
  }
  const code = language.extract(source, target);
  const version: Version = { source, code };
  return ok({ path, fileName: basename(path), language, target, version });
}

function namingFile(path: string, { failure }: { readonly failure: Failure }): Result<never> {
  return fail(failure.code, `${basename(path)}: ${failure.message}`, failure.hint);
}

async function readSource(path: string): Promise<Result<string>> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return fail('file-not-found', `There is no file ${path}.`);
    const why =
      code === 'EISDIR' ? 'it is a folder' : code === 'EACCES' ? 'permission denied' : code;
    return fail('file-unreadable', `${path} cannot be read: ${why}.`);
  }
  try {
    // The decoder would drop a byte order mark, and what is written back must have it.
    return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return fail('file-unreadable', `${path} is not UTF-8 text.`);
  }
}

function notFound(subject: Subject, functions: readonly FunctionInfo[]): Result<never> {
  const file = basename(subject.path);
  const names = [...new Set(functions.map((found) => found.name))];
  if (names.length === 0) return fail('function-not-found', `${file} has no function.`);
  const short = (name: string): string => name.split('.').at(-1) as string;
  const nearest = names.toSorted(
    (a, b) =>
      Math.min(distance(a, subject.function), distance(short(a), short(subject.function))) -
      Math.min(distance(b, subject.function), distance(short(b), short(subject.function))),
  )[0] as string;
  return fail(
    'function-not-found',
    `${file} has no function ${subject.function}; the nearest is ${nearest}.`,
  );
}
