import type { Call, Outcome } from '../../protocol/cases.ts';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { Tolerance } from '../core/case-set.ts';
import type { RecordedCall } from '../core/ports/recording.ts';
import type { RecordedFile } from '../core/recording.ts';
import { parseCases, readText } from './case-file.ts';
import { type CaseEntry, caseFileText } from './case-text.ts';
import { extendCaseFile, inputsOf } from './extend.ts';
import { readJson } from './json-text.ts';
import { judgeOutcome } from './outcomes.ts';
import { show } from './show.ts';
import { sidecarFor } from './sidecar.ts';

interface RecordedSubject {
  readonly path: string;
  readonly target: { readonly name: string };
  readonly language: { readonly id: string };
}

/**
 * The case file that recorded calls of a function belong in, as it is now. Fails with
 * `file-unreadable` or `cases-invalid`.
 */
export async function recordedFile({
  path,
  target,
  language,
}: RecordedSubject): Promise<Result<RecordedFile>> {
  const place = await sidecarFor(path, target.name);
  const read = place.exists ? await readText(place.path) : ok(null);
  if (!read.ok) return read;
  const text = read.value;
  const entries = text === null ? ok([]) : entriesOf(text, place.path);
  if (!entries.ok) return entries;
  const known = new Set(entries.value.map(inputsOf));
  const numbers = entries.value.map(({ id }) => Number(/^recorded (\d+)/.exec(id ?? '')?.[1] ?? 0));
  const last = Math.max(0, ...numbers);
  return ok({
    isKnown: (call) => known.has(inputsOf(entryOf(call))),
    expanded(call) {
      const document = caseFileText(target.name, [entryOf(call)]);
      const parsed = parseCases(document, place.path, target.name, language.id);
      return parsed.ok ? (parsed.value.cases[0]?.call ?? null) : null;
    },
    with(calls) {
      const named = calls.map((each, index) => {
        return { id: idOf(last + index + 1, each), ...entryOf(each.call) };
      });
      const extended = extendCaseFile(text, place.path, target.name, named);
      if (!extended.ok) return extended;
      const { text: updated, added } = extended.value;
      const cases = calls.map(({ call, ns }, index) => {
        return { id: named[index]?.id ?? '', call: showCall(call), ns };
      });
      return ok({ cases, sidecar: { path: place.path, text, updated, added } });
    },
  });
}

/** One machine's sums come out the same; a clock's second is less than the usual tolerance. */
const strict: Tolerance = { relative: 1e-13, absolute: 1e-18 };

/** Where two outcomes of one call differ, in words; null where they do not. */
export function differenceBetween(recorded: Outcome, now: Outcome): string | null {
  return judgeOutcome({ kind: 'original' }, recorded, now, strict)?.message ?? null;
}

/** `(3).([1, 2], key=4)`, abbreviated. */
export function showCall({ init, self, args, kwargs }: Call): string {
  const named = Object.entries(kwargs).map(([name, value]) => `${name}=${show(value)}`);
  const given = `(${[...args.map(show), ...named].join(', ')})`;
  if (self !== undefined) return `${show(self)}.${given}`;
  return init === null ? given : `(${init.map(show).join(', ')}).${given}`;
}

function entriesOf(text: string, path: string): Result<readonly CaseEntry[]> {
  const reading = readJson(text.replace(/^\uFEFF/, ''));
  if (!reading.ok) {
    const { line, column, message } = reading.fault;
    return fail('cases-invalid', `${path}:${line}:${column}: ${message}`);
  }
  const list = (reading.value as { readonly cases?: unknown } | null)?.cases;
  if (!Array.isArray(list)) return fail('cases-invalid', `${path}: it has no list of cases`);
  return ok(list.filter((entry) => typeof entry === 'object' && entry !== null) as CaseEntry[]);
}

/** What is expected is not written: the original decides, as for any case that says nothing. */
function entryOf({ init, self, args, kwargs }: Call): CaseEntry {
  return {
    source: 'recorded',
    ...(init === null ? {} : { init: [...init] }),
    ...(self === undefined ? {} : { self }),
    args: [...args],
    ...(Object.keys(kwargs).length === 0 ? {} : { kwargs }),
  };
}

const longestName = 60;

/** `recorded 3: test_totals`, by the test's own name. */
function idOf(number: number, { test }: RecordedCall): string {
  const name = (test.replace(/\[.*$/s, '').split('::').at(-1) ?? '').slice(0, longestName);
  return name === '' ? `recorded ${number}` : `recorded ${number}: ${name}`;
}
