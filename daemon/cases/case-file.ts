import { readFile, stat } from 'node:fs/promises';
import type { Call, CaseFile, Value } from '../../protocol/cases.ts';
import { caseFileSchema } from '../../protocol/cases.ts';
import type { Result } from '../../protocol/failures.ts';
import { programName } from '../../protocol/daemon.ts';
import { fail, ok } from '../../protocol/failures.ts';
import type { Case, CaseSet, Expectation } from '../core/case-set.ts';
import { defaultTolerance } from '../core/case-set.ts';
import { caseLines } from './case-places.ts';
import { Expansion, maxElements } from './expansion.ts';
import { readJson } from './json-text.ts';
import type { Path, Problem } from './problems.ts';
import { pathText, problemsOf, sentence } from './problems.ts';
import { type Members, plainNumber, tagOf } from './tags.ts';

/** A file with larger inputs says them by declarative inputs. */
export const maxFileBytes = 64 * 1024 * 1024;

/**
 * Reads the cases of one function, expanded and ready to be sent to a harness. Fails with
 * `file-not-found`, `file-unreadable`, `cases-invalid`, `cases-empty`, `cases-other-function` or
 * `cases-too-large`; the message begins with the path of the file. A file that names a problem or a
 * domain may have no cases.
 */
export async function readCases(
  path: string,
  functionName: string,
  language: string,
): Promise<Result<CaseSet>> {
  const text = await readText(path);
  return text.ok ? parseCases(text.value, path, functionName, language) : text;
}

/** Like `readCases`, for a text that is already at hand. */
export function parseCases(
  text: string,
  path: string,
  functionName: string,
  language: string,
): Result<CaseSet> {
  const reading = readJson(text);
  if (!reading.ok) {
    const { line, column, message } = reading.fault;
    return fail('cases-invalid', `${path}:${line}:${column}: ${message}`);
  }
  const read = readDocument(reading.value, path, functionName, language);
  return read.ok ? ok(withLines(read.value, text)) : read;
}

/** Where the cases stand that say where they come from. */
function withLines(set: CaseSet, text: string): CaseSet {
  if (set.cases.every(({ source }) => source === undefined)) return set;
  const lines = caseLines(text);
  const cases = set.cases.map((each, index) =>
    each.source === undefined
      ? each
      : { ...each, source: { ...each.source, line: lines[index] ?? 1 } },
  );
  return { ...set, cases };
}

/** Like `parseCases`, for a document that `readJson` read; `path` says where it stands. */
export function readDocument(
  read: Value,
  path: string,
  functionName: string,
  language: string,
): Result<CaseSet> {
  const document = withPlainNumbers(read);
  const problems: Problem[] = [];
  const checked = caseFileSchema.safeParse(document);
  if (!checked.success) problems.push(...problemsOf(checked.error, document, [], knownFields));
  // What is shaped well enough is looked at all the same, so that all problems are told at once.
  const file = document as CaseFile;
  if (checked.success && file.function !== undefined && file.function !== functionName) {
    const wanted = functionName === programName ? 'the whole program' : functionName;
    return fail(
      'cases-other-function',
      `${path}: these cases are for ${file.function}, not for ${wanted}`,
    );
  }
  const isBare = file.problem === undefined && file.domain === undefined;
  if (checked.success && file.cases.length === 0 && isBare) {
    return fail('cases-empty', `${path}: there are no cases in it`);
  }
  const expansion = new Expansion(language);
  const place = { path, functionName };
  const cases = readEach(file, place, language, expansion, problems);
  problems.push(...expansion.problems);
  if (expansion.tooLarge !== null) {
    const { path: at, elements } = expansion.tooLarge;
    const sizes = `${grouped(elements)} elements, ${grouped(maxElements)} are possible`;
    return fail('cases-too-large', `${path}: up to ${pathText(at)} the inputs make ${sizes}`);
  }
  if (problems.length > 0) return fail('cases-invalid', `${path}: ${sentence(problems)}`);
  return ok({
    path,
    function: functionName,
    tolerance: file.tolerance ?? defaultTolerance,
    cases,
    domain: file.domain ?? null,
    problem: file.problem ?? null,
  });
}

/** The text of a file of ours; `kind` is what a failure calls it. */
export async function readText(path: string, kind = 'case file'): Promise<Result<string>> {
  try {
    const { size } = await stat(path);
    if (size > maxFileBytes) {
      const sizes = `${grouped(size)} bytes, ${grouped(maxFileBytes)} are possible`;
      return fail('cases-too-large', `${path}: the file has ${sizes}`);
    }
    const bytes = await readFile(path);
    if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
      return fail('file-unreadable', `${path} is UTF-16: save it as UTF-8`);
    }
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof TypeError) return fail('file-unreadable', `${path} is not UTF-8`);
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return fail('file-not-found', `${kind} ${path} does not exist`);
    }
    if (code === 'EISDIR') return fail('file-unreadable', `${path} is a folder, not a ${kind}`);
    if (code === 'EACCES' || code === 'EPERM') {
      return fail('file-unreadable', `${kind} ${path} may not be read`);
    }
    return fail('file-unreadable', `${kind} ${path} cannot be read (${String(code)})`);
  }
}

function readEach(
  file: CaseFile,
  { path, functionName }: { readonly path: string; readonly functionName: string },
  language: string,
  expansion: Expansion,
  problems: Problem[],
): Case[] {
  const ids = new Map<string, number>();
  const cases: Case[] = [];
  for (const [index, given] of listOf(file?.cases).entries()) {
    if (!isObject(given)) continue;
    const at: Path = ['cases', index];
    const entry = given as CaseFile['cases'][number];
    const id = typeof entry.id === 'string' ? entry.id : String(index + 1);
    const first = ids.get(id);
    if (first !== undefined) {
      const rule = `${JSON.stringify(id)} is already the id of cases[${first}]`;
      problems.push({ path: [...at, 'id'], rule });
    } else ids.set(id, index);
    problems.push(
      ...misfits(entry, functionName, language).map(({ path, rule }) => ({
        path: [...at, ...path],
        rule,
      })),
    );
    const call: Call = {
      id,
      init: entry.init === undefined ? null : expandRow(entry.init, [...at, 'init'], expansion),
      ...(entry.self === undefined
        ? {}
        : { self: expansion.expand(entry.self as Value, [...at, 'self']) }),
      args: expandRow(entry.args, [...at, 'args'], expansion),
      kwargs: expandNamed(entry.kwargs, [...at, 'kwargs'], expansion),
    };
    if (functionName === programName) {
      cases.push(programCase(id, entry));
      continue;
    }
    const source = entry.source === undefined ? null : { kind: entry.source, path, line: 1 };
    const expectation = expectationOf(entry, at, expansion);
    cases.push({ call, expectation, ...(source === null ? {} : { source }) });
  }
  return cases;
}

/** What a schema cannot say: fields that do not go together, or not with this function. */
function misfits(
  entry: CaseFile['cases'][number],
  functionName: string,
  language: string,
): Problem[] {
  if (functionName === programName) {
    const wrong = ['init', 'self', 'args', 'kwargs', 'expected', 'raises'] as const;
    return wrong
      .filter((field) => entry[field] !== undefined)
      .map((field) => ({ path: [field], rule: 'must go: a program has "stdin" and "stdout"' }));
  }
  const problems: Problem[] = [];
  if (entry.kwargs !== undefined && language !== 'python') {
    problems.push({ path: ['kwargs'], rule: `must go: ${language} has no keyword arguments` });
  }
  if (entry.init !== undefined && !/\.|::/.test(functionName)) {
    problems.push({ path: ['init'], rule: `must go: ${functionName} is no method` });
  }
  if (entry.self !== undefined && !/\.|::/.test(functionName)) {
    problems.push({ path: ['self'], rule: `must go: ${functionName} is no method` });
  }
  if (entry.self !== undefined && !isInstance(entry.self)) {
    problems.push({ path: ['self'], rule: 'must be an instance: {"$new": …} or {"$object": …}' });
  }
  if (entry.self !== undefined && entry.init !== undefined) {
    problems.push({ path: [], rule: 'has both "init" and "self": one of them makes the instance' });
  }
  if (entry.expected !== undefined && entry.raises !== undefined) {
    problems.push({ path: [], rule: 'has both "expected" and "raises": only one can happen' });
  }
  for (const field of ['stdin', 'stdout'] as const) {
    if (entry[field] === undefined) continue;
    problems.push({ path: [field], rule: `must go: ${functionName} is a function, no program` });
  }
  return problems;
}

function isInstance(value: unknown): boolean {
  const tag = isObject(value) ? tagOf(value as Members) : null;
  return tag !== null && ['$new', '$object', '$graph'].includes(tag[0]);
}

/** A program's one argument is its standard input, and its value what it prints. */
function programCase(id: string, { stdin, stdout }: CaseFile['cases'][number]): Case {
  return {
    call: { id, init: null, args: [stdin ?? ''], kwargs: {} },
    expectation: stdout === undefined ? { kind: 'original' } : { kind: 'value', value: stdout },
  };
}

function expectationOf(
  entry: CaseFile['cases'][number],
  at: Path,
  expansion: Expansion,
): Expectation {
  if (typeof entry.raises === 'string') return { kind: 'raises', exception: entry.raises };
  if (entry.expected === undefined) return { kind: 'original' };
  return {
    kind: 'value',
    value: expansion.expandExpected(entry.expected as Value, [...at, 'expected']),
  };
}

function expandRow(row: unknown, at: Path, expansion: Expansion): readonly Value[] {
  return listOf(row).map((value, index) => expansion.expand(value as Value, [...at, index]));
}

function expandNamed(
  named: unknown,
  at: Path,
  expansion: Expansion,
): Readonly<Record<string, Value>> {
  if (!isObject(named)) return {};
  return Object.fromEntries(
    Object.entries(named).map(([name, value]) => [
      name,
      expansion.expand(value as Value, [...at, name]),
    ]),
  );
}

/** The reader tags `1.0` to keep its type; outside values a number is a number. */
export function withPlainNumbers(document: Value): unknown {
  if (!isObject(document)) return document;
  const { tolerance, domain, ...rest } = document as Record<string, Value>;
  return {
    ...rest,
    ...(tolerance === undefined ? {} : { tolerance: plainDeep(tolerance) }),
    ...(domain === undefined ? {} : { domain: plainDeep(domain) }),
  };
}

function plainDeep(value: Value): Value {
  const plain = plainNumber(value);
  if (typeof plain !== 'object' || plain === null) return plain;
  if (Array.isArray(plain)) return plain.map(plainDeep);
  return Object.fromEntries(Object.entries(plain).map(([key, item]) => [key, plainDeep(item)]));
}

function knownFields(path: Path): readonly string[] {
  const { shape } = caseFileSchema;
  if (path.length === 0) return Object.keys(shape);
  if (path[0] === 'tolerance') return ['relative', 'absolute'];
  return Object.keys(shape.cases.element.shape);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
