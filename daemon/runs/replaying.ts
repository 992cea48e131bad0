import { readFile, stat } from 'node:fs/promises';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { Replay, ReplayParams } from '../../protocol/replay.ts';
import type { CaseSet } from '../core/case-set.ts';
import type { RecordedComparison, ReplayStore } from '../core/keeping.ts';
import type { Laboratory } from '../core/laboratory.ts';
import type { Tell } from '../core/ports/service.ts';
import type { Version } from '../core/ports/subject.ts';
import { judgeReplay } from '../core/replay.ts';
import { inputsDigest } from './digests.ts';
import { exploringIn, type ExploringParts } from './exploring.ts';
import { compareGrowth, growthBudgetMs } from './growing.ts';
import type { ScalingParts } from './scaling.ts';
import { type Session, withSession } from './session.ts';
import { type FoundSubject, subjectIn } from './subject.ts';

export interface ReplayParts extends ExploringParts, Omit<ScalingParts, 'history'> {
  readonly history: ReplayStore;
  /** Cases from a text that is at hand; the path says where it stood. */
  parseCases(text: string, path: string, subject: FoundSubject): Result<CaseSet>;
}

/** Runs a recorded comparison once more, and says whether it holds. */
export async function replay(
  parts: ReplayParts,
  params: ReplayParams,
  tell: Tell,
  signal: AbortSignal,
): Promise<Result<Replay>> {
  const found = parts.history.recorded(params);
  if (!found.ok) return found;
  const record = found.value;
  const language = parts.languages.find(({ id }) => id === record.language);
  if (language === undefined) {
    return fail('language-unsupported', `The run is about ${record.language}.`);
  }
  const versions: FoundSubject[] = [];
  for (const source of [record.original, record.baseline, record.candidate]) {
    const version = subjectIn(language, { path: record.path, function: record.function, source });
    if (!version.ok) return version;
    versions.push(version.value);
  }
  const [subject, baseline, candidate] = versions as [FoundSubject, FoundSubject, FoundSubject];
  const cases = await casesOf(parts, record, subject);
  if (!cases.ok) return cases;
  const around: ReplayParts = {
    ...parts,
    casesFor: () => Promise.resolve(ok(cases.value.cases)),
    scalableOf: (set, name) =>
      parts.scalableOf(set, name, cases.value.from === 'kept' ? record.casesText : null),
  };
  const { comparison, settings } = record;
  // What was generated for the run is among the cases that were kept.
  const given = { ...settings, timingInputs: 'never' } as const;
  const asked = { cases: record.casesPath, settings: given, leading: 'original' } as const;
  const working = async (session: Session): Promise<Result<Replay>> => {
    const pair = [baseline.version, candidate.version] as const;
    const laboratory = comparison.evidence
      ? exploringIn(parts, session, subject, settings, 'one', tell)
      : session.laboratory;
    const again = { ...session, laboratory };
    const replayed = await compareAgain(around, again, record, pair, tell, signal);
    if (!replayed.ok) return replayed;
    return ok({
      run: record.run,
      attempt: params.attempt,
      path: record.path,
      function: record.function,
      recordedAt: record.recordedAt,
      recorded: comparison,
      replayed: replayed.value,
      cases: cases.value.from,
      ...judgeReplay(comparison, replayed.value),
    });
  };
  const others = [record.baseline, record.candidate];
  return withSession(around, subject, asked, tell, signal, working, others);
}

/** Larger ones are not even read: they could not be kept. */
const mostCasesBytes = 16 * 1024 * 1024;

/** The text of the file that cases were read from, or would make, to be kept; a replay checks what it says. */
export async function casesTextOf({ path, text }: CaseSet): Promise<string | null> {
  if (text !== undefined) return text.length <= mostCasesBytes ? text : null;
  try {
    const { size } = await stat(path);
    return size <= mostCasesBytes ? await readFile(path, 'utf8') : null;
  } catch {
    return null;
  }
}

async function compareAgain(
  parts: ReplayParts,
  session: Omit<Session, 'laboratory'> & { readonly laboratory: Laboratory },
  { comparison: { objective, growth }, settings, language }: RecordedComparison,
  versions: readonly [Version, Version],
  tell: Tell,
  signal: AbortSignal,
): Promise<Result<Replay['replayed']>> {
  const compared = await session.laboratory.compare(...versions, objective, signal);
  if (!compared.ok) return compared;
  if (!growth) return ok(compared.value.comparison);
  const { minimumGain } = settings;
  const input = { language, versions, objective, minimumGain, budgetMs: growthBudgetMs(settings) };
  const grown = await compareGrowth(parts, session, compared.value, input, tell, signal);
  return grown.ok ? ok(grown.value.comparison) : grown;
}

interface ReplayCases {
  readonly cases: CaseSet;
  readonly from: Replay['cases'];
}

/** Those that were kept, else those of the file, if they are still the same. */
async function casesOf(
  parts: ReplayParts,
  record: RecordedComparison,
  subject: FoundSubject,
): Promise<Result<ReplayCases>> {
  const { casesPath, casesText, inputs } = record;
  if (casesText !== null) {
    const kept = parts.parseCases(casesText, casesPath ?? record.path, subject);
    if (kept.ok && inputsDigest(kept.value) === inputs)
      return ok({ cases: kept.value, from: 'kept' });
  }
  const read = await parts.casesFor(subject, casesPath, record.settings);
  if (!read.ok) return read;
  if (inputs !== '' && inputsDigest(read.value) === inputs) {
    return ok({ cases: read.value, from: 'file' });
  }
  const what = inputs === '' ? 'It is not known what inputs the run had' : changed(read.value);
  return fail('version-missing', `${what}: it cannot be run again.`, 'Compare the versions anew.');
}

function changed({ path }: CaseSet): string {
  return `The inputs in ${path} are other ones than at the time of the run`;
}
