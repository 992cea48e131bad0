import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Discovery } from '../../protocol/discovery.ts';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { Case, CaseSet } from '../core/case-set.ts';
import type { Discovered, FoundCase, UnreadCall } from '../core/discovery.ts';
import type { FunctionInfo, Version } from '../core/ports/subject.ts';
import type { Language } from '../core/ports/language.ts';
import { parseCases, readText } from './case-file.ts';
import { type CaseEntry, caseFileText } from './case-text.ts';
import { extendCaseFile } from './extend.ts';
import type { ProjectTexts, TestFinder } from './project-texts.ts';
import { show } from './show.ts';
import { sidecarFor } from './sidecar.ts';

/** A function of a user's file. */
export interface DiscoverySubject {
  readonly path: string;
  readonly language: Language;
  readonly target: FunctionInfo;
  readonly version: Version;
}

/** What a project's own text has for a function. */
export interface ProjectCases {
  /** Null where nothing was found that can be read. */
  readonly set: CaseSet | null;
  readonly unread: Discovery['unread'];
  readonly leftOut: number;
  readonly searched: Discovery['searched'];
  /** As they stand in a case file. */
  readonly entries: readonly CaseEntry[];
}

/** No function needs more to be measured on, and each takes time in every round. */
const mostCases = 200;

/** Reads the function's file and the project's tests. Runs nothing. */
export async function discoverCases(
  subject: DiscoverySubject,
  finder: TestFinder,
): Promise<ProjectCases> {
  const { path, language, target, version } = subject;
  const project = await finder.around(path, (each) => language.isTestFile(each));
  const file = { path: project.path, source: version.source, namesakes: project.namesakes };
  const found = language.discover(file, target, project.tests);
  const { taken, refused, leftOut } = checked(found.cases, subject);
  const entries = taken.map(entryOf);
  return {
    set: setOf(taken, entries, subject, project),
    unread: grouped([...found.unread, ...refused], project),
    leftOut,
    searched: { root: project.root, files: project.tests.length, isPartial: project.isPartial },
    entries,
  };
}

/** What was found, to be shown, and the case file that it would make. */
export async function describeDiscovery(
  subject: DiscoverySubject,
  { set, unread, leftOut, searched, entries }: ProjectCases,
): Promise<Result<Discovery>> {
  const { path, target } = subject;
  const place = await sidecarFor(path, target.name);
  const text = place.exists ? await readFile(place.path, 'utf8').catch(() => null) : null;
  if (place.exists && text === null) {
    return fail('file-unreadable', `${place.path} cannot be read.`);
  }
  const extended = extendCaseFile(text, place.path, target.name, entries);
  if (!extended.ok) return extended;
  const { text: updated, added } = extended.value;
  return ok({
    function: target.name,
    path,
    cases: (set?.cases ?? []).flatMap((each) =>
      each.source === undefined ? [] : [{ ...shownOf(each), source: each.source }],
    ),
    unread,
    leftOut,
    searched,
    sidecar: { path: place.path, text, updated, added },
  });
}

/** A case file's cases, then those found elsewhere whose inputs are not among them. */
export async function withDiscovered(
  own: CaseSet,
  subject: DiscoverySubject,
  finder: TestFinder,
): Promise<Result<CaseSet>> {
  const { target, language } = subject;
  const text = await readText(own.path);
  if (!text.ok) return text;
  const { set, entries } = await discoverCases(subject, finder);
  const extended = extendCaseFile(text.value, own.path, target.name, entries);
  if (!extended.ok || set === null) return ok(own);
  const read = parseCases(extended.value.text, own.path, target.name, language.id);
  // Together they may be too large: then its own are enough.
  if (!read.ok) return ok(own);
  const inputs = new Map(set.cases.map((each) => [inputsOf(each), each.source]));
  const cases = read.value.cases.map((each, index) =>
    index < own.cases.length ? each : { ...each, source: inputs.get(inputsOf(each)) },
  );
  return ok({ ...read.value, cases, text: extended.value.text });
}

function inputsOf({ call: { init, self, args, kwargs } }: Case): string {
  return JSON.stringify([init, self ?? null, args, kwargs]);
}

/** A case to be shown: its call and what is expected, abbreviated. */
export function shownOf({ call, expectation }: Case): Omit<Discovery['cases'][number], 'source'> {
  const named = Object.entries(call.kwargs).map(([name, value]) => `${name}=${show(value)}`);
  const args = `(${[...call.args.map(show), ...named].join(', ')})`;
  const init = call.init === null ? '' : `(${call.init.map(show).join(', ')}).`;
  const made = call.self === undefined ? init : `${show(call.self)}.`;
  return {
    id: call.id,
    call: `${made}${args}`,
    expects:
      expectation.kind === 'original'
        ? null
        : expectation.kind === 'raises'
          ? `raises ${expectation.exception}`
          : show(expectation.value),
  };
}

function entryOf({ id, init, args, kwargs, expectation }: FoundCase): CaseEntry {
  return {
    id,
    ...(init === null ? {} : { init: [...init] }),
    args: [...args],
    ...(Object.keys(kwargs).length === 0 ? {} : { kwargs }),
    ...(expectation.kind === 'value' ? { expected: expectation.value } : {}),
    ...(expectation.kind === 'raises' ? { raises: expectation.exception } : {}),
  };
}

interface Checked {
  readonly taken: readonly FoundCase[];
  readonly refused: readonly UnreadCall[];
  readonly leftOut: number;
}

/** What a case file would not take, such as a list in a set, is no case. */
function checked(
  found: Discovered['cases'],
  { path, target, language }: DiscoverySubject,
): Checked {
  const taken: FoundCase[] = [];
  const refused: UnreadCall[] = [];
  for (const [index, each] of found.entries()) {
    if (taken.length === mostCases) return { taken, refused, leftOut: found.length - index };
    const text = caseFileText(target.name, [entryOf(each)]);
    const read = parseCases(text, path, target.name, language.id);
    if (read.ok) taken.push(each);
    else {
      const why = read.failure.code === 'cases-too-large' ? 'too-large' : 'run-time';
      refused.push({ ...each.source, why });
    }
  }
  return { taken, refused, leftOut: 0 };
}

function setOf(
  found: readonly FoundCase[],
  entries: readonly CaseEntry[],
  subject: DiscoverySubject,
  project: ProjectTexts,
): CaseSet | null {
  const { path, target, language } = subject;
  if (found.length === 0) return null;
  const text = caseFileText(target.name, entries);
  const read = parseCases(text, path, target.name, language.id);
  // Each fits by itself: together they are too large, and the last ones go.
  if (!read.ok) {
    const half = Math.floor(found.length / 2);
    return setOf(found.slice(0, half), entries.slice(0, half), subject, project);
  }
  const cases = read.value.cases.map((each, index) => {
    const source = found[index]?.source;
    return source === undefined
      ? each
      : { ...each, source: { ...source, path: join(project.root, source.path) } };
  });
  return { ...read.value, cases, text };
}

function grouped(unread: readonly UnreadCall[], { root }: ProjectTexts): Discovery['unread'] {
  const groups = new Map<string, { path: string; lines: number[]; why: UnreadCall['why'] }>();
  for (const { path, line, why } of unread) {
    const key = `${why} ${path}`;
    const group = groups.get(key) ?? { path: join(root, path), lines: [], why };
    if (!group.lines.includes(line)) group.lines.push(line);
    groups.set(key, group);
  }
  return [...groups.values()];
}
