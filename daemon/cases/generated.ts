import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { CaseSource } from '../../protocol/case-source.ts';
import type { Discovery } from '../../protocol/discovery.ts';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { Case, CaseSet } from '../core/case-set.ts';
import type { MadeInput } from '../core/making.ts';
import type { FunctionInfo, Version } from '../core/ports/subject.ts';
import type { Language } from '../core/ports/language.ts';
import { parseCases } from './case-file.ts';
import type { CaseEntry } from './case-text.ts';
import { shownOf } from './discovery.ts';
import { extendCaseFile } from './extend.ts';
import { sidecarFor } from './sidecar.ts';

/** The function that inputs were generated for. */
interface Subject {
  readonly path: string;
  readonly language: Language;
  readonly target: FunctionInfo;
  readonly version: Version;
}

type Generated = Pick<MadeInput, 'call' | 'size'>;

/** A file with more could not be kept for a replay, and is none that a person would want. */
const mostTextBytes = 4 * 1024 * 1024;

/**
 * A set of cases, then those that were generated; what the original does there is expected. What no
 * case file could hold, and what would make it larger than 4 MiB, is left out.
 */
export async function withGenerated(
  set: CaseSet,
  generated: readonly Generated[],
  subject: Subject,
): Promise<CaseSet> {
  const { path, target, language, version } = subject;
  const before = await textOf(set);
  if (before === null && set.cases.length > 0) return set;
  const line = version.source.slice(0, target.start).split('\n').length;
  const source: CaseSource = { kind: 'generated', path, line };
  for (let entries = generated.map(entryOf); entries.length > 0;) {
    const extended = extendCaseFile(before, set.path, target.name, entries);
    if (!extended.ok) return set;
    const { text } = extended.value;
    const read = parseCases(text, set.path, target.name, language.id);
    const isSmall = text.length - (before?.length ?? 0) <= mostTextBytes;
    if (read.ok && isSmall) {
      const cases = read.value.cases.map((each, index) =>
        index < set.cases.length ? (set.cases[index] as Case) : { ...each, source },
      );
      const { missing: _, ...rest } = set;
      return { ...rest, cases, text };
    }
    const fitting = isSmall ? entries.filter((entry) => fits(entry, subject)) : entries;
    entries = fitting.length < entries.length ? fitting : entries.slice(0, -1);
  }
  return set;
}

/** The generated cases of a set, to be shown, and the case file that it would make. */
export async function describeGenerated(
  { path, target }: Subject,
  set: CaseSet,
): Promise<Result<Discovery>> {
  const isRead = set.path !== path;
  const place = isRead ? { path: set.path, exists: true } : await sidecarFor(path, target.name);
  const text = place.exists ? await readFile(place.path, 'utf8').catch(() => null) : null;
  if (place.exists && text === null) {
    return fail('file-unreadable', `${place.path} cannot be read.`);
  }
  const generated = set.cases.flatMap((each) =>
    each.source?.kind === 'generated' ? [{ ...shownOf(each), source: each.source }] : [],
  );
  return ok({
    function: target.name,
    path,
    cases: generated,
    unread: [],
    leftOut: 0,
    searched: { root: dirname(path), files: 0, isPartial: false },
    sidecar: {
      path: place.path,
      text,
      updated: generated.length === 0 ? (text ?? '') : (set.text ?? text ?? ''),
      added: text === null ? set.cases.length : generated.length,
    },
  });
}

/** The file's text as it stands now; null where the set was not read from one. */
async function textOf({ text, path, cases, domain }: CaseSet): Promise<string | null> {
  if (text !== undefined) return text;
  if (cases.length === 0 && domain === null) return null;
  return readFile(path, 'utf8').catch(() => null);
}

function fits(entry: CaseEntry, { path, target, language }: Subject): boolean {
  const text = extendCaseFile(null, path, target.name, [entry]);
  return text.ok && parseCases(text.value.text, path, target.name, language.id).ok;
}

function entryOf({ call, size }: Generated, index: number): CaseEntry {
  const { init, self, args, kwargs } = call;
  return {
    id: `generated ${index + 1}${size === '' ? '' : `: ${size}`}`,
    ...(init === null ? {} : { init: [...init] }),
    ...(self === undefined ? {} : { self }),
    args: [...args],
    ...(Object.keys(kwargs).length === 0 ? {} : { kwargs: { ...kwargs } }),
    source: 'generated',
  };
}
