import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { CaseSet } from '../core/case-set.ts';
import type { VersionExplorer } from '../core/equivalence.ts';
import type { InputSketch } from '../core/exploring.ts';
import {
  type InputMaker,
  type InputMemory,
  type KeptInputs,
  largerNotice,
  type MadeInput,
  madeCasesNotice,
  noCasesHint,
  settledNs,
  toyNs,
  whyNoCases,
} from '../core/making.ts';
import type { Tell, Version } from '../core/ports.ts';
import { LeasedExplorer } from '../measure/exploring.ts';
import type { VerifiedRuns } from '../measure/verified-runs.ts';
import { digestOf } from './digests.ts';
import type { FoundSubject } from './subject.ts';

/** What generating inputs needs; the composition root provides it. */
export interface PreparingParts {
  inputMakerOf(setup: {
    readonly explorer: VersionExplorer;
    readonly original: Version;
    readonly sketch: InputSketch;
    readonly domain: CaseSet['domain'];
    readonly seed: number;
  }): InputMaker;
  /** The set with generated cases at its end, as many as a case file could hold. */
  withGenerated(
    cases: CaseSet,
    inputs: readonly MadeInput[],
    subject: FoundSubject,
  ): Promise<CaseSet>;
  readonly inputMemory: InputMemory;
}

export interface Preparing {
  readonly subject: FoundSubject;
  /** As they were found; an empty set where there are none. */
  readonly cases: CaseSet;
  /** Whether the runs are timed, so that toys will not do. */
  readonly isTimed: boolean;
  readonly settings: Settings;
  runsOn(cases: CaseSet): VerifiedRuns;
}

export interface Prepared {
  readonly cases: CaseSet;
  readonly runs: VerifiedRuns;
}

/** The same inputs every time. */
const seed = 1;
/** What was kept by another way of generating counts no more. */
const generation = 1;

/**
 * Cases with those that had to be generated: where there are none, and for timing where those that
 * there are take next to no time. Whether they do shows in the check of the original, which every
 * run begins with, so that a function with proper cases pays nothing for the question.
 */
export async function prepare(
  parts: PreparingParts,
  preparing: Preparing,
  tell: Tell,
  signal: AbortSignal,
): Promise<Result<Prepared>> {
  const { subject, cases, isTimed, settings, runsOn } = preparing;
  const runs = runsOn(cases);
  const { missing } = cases;
  const { inputExplorer } = subject.language;
  if (inputExplorer === undefined || subject.target.kind === 'program') {
    return missing === undefined ? ok({ cases, runs }) : { ok: false, failure: missing };
  }
  const mayGrow = isTimed && settings.timingInputs === 'auto' && cases.isShared !== true;
  let slowestNs: number | null = null;
  if (missing === undefined) {
    if (!mayGrow) return ok({ cases, runs });
    const checked = await runs.check(subject.version, signal);
    if (!checked.ok) return checked;
    slowestNs = runs.originalSlowestNs;
    if (slowestNs === null || slowestNs >= settledNs) return ok({ cases, runs });
  }
  const sketch = subject.language.sketch(subject.version.source, subject.target);
  const key = keyOf(preparing, sketch, mayGrow);
  const kept = await parts.inputMemory.find(key);
  if (kept !== null) return joined(parts, preparing, kept, runs);
  tell({ kind: 'measuring', what: 'Generating inputs', done: 0, total: 1 });
  const explorer = new LeasedExplorer(runs.bench.setup, inputExplorer);
  const original = subject.version;
  const maker = parts.inputMakerOf({ explorer, original, sketch, domain: cases.domain, seed });
  const made = await makeInputs(maker, preparing, slowestNs, mayGrow, signal);
  if (!made.ok) return made;
  await parts.inputMemory.keep(key, made.value);
  return joined(parts, preparing, made.value, runs);
}

/** Cases, then larger inputs like them; `slowestNs` is null where there are no cases yet. */
async function makeInputs(
  maker: InputMaker,
  { cases }: Preparing,
  slowestNs: number | null,
  mayGrow: boolean,
  signal: AbortSignal,
): Promise<Result<KeptInputs>> {
  const inputs: MadeInput[] = [];
  const notices: string[] = [];
  if (cases.missing !== undefined) {
    const made = await maker.cases(signal);
    if (!made.ok) return made;
    if (made.value.inputs.length === 0) {
      const { code, message } = cases.missing;
      return fail(code, `${message} ${whyNoCases(made.value)}`, noCasesHint);
    }
    inputs.push(...made.value.inputs);
    notices.push(madeCasesNotice(made.value));
  }
  const slowest = slowestNs ?? slowestOf(inputs.map(({ ns }) => ns)) ?? 0;
  // Of cases that somebody wrote, the sizes are a choice; of generated ones they are none.
  const isChosen = cases.missing === undefined && slowest >= toyNs;
  if (!mayGrow || isChosen) return ok({ inputs, notices });
  const known = [...cases.cases, ...inputs].map(({ call }) => ({ ...call, id: '' }));
  const larger = await maker.larger(known, slowest, signal);
  if (!larger.ok) return larger;
  notices.push(largerNotice(larger.value, slowest, slowestNs === null ? 'generated' : 'own'));
  return ok({ inputs: [...inputs, ...larger.value.inputs], notices });
}

async function joined(
  parts: PreparingParts,
  { cases, subject, runsOn }: Preparing,
  { inputs, notices }: KeptInputs,
  runs: VerifiedRuns,
): Promise<Result<Prepared>> {
  if (inputs.length === 0) return ok({ cases: { ...cases, notices }, runs });
  const set = await parts.withGenerated(cases, inputs, subject);
  if (set.cases.length === 0 && cases.missing !== undefined) {
    return { ok: false, failure: cases.missing };
  }
  const all = { ...set, notices };
  return ok({ cases: all, runs: runsOn(all) });
}

function slowestOf(ns: readonly number[]): number | null {
  return ns.length === 0 ? null : Math.max(...ns);
}

/** All that decides which inputs are generated, but how long things take. */
function keyOf(
  { subject, cases, settings }: Preparing,
  sketch: InputSketch,
  mayGrow: boolean,
): string {
  const { language, target, version } = subject;
  const { memoryLimitMb, caseTimeoutSeconds } = settings;
  const calls = cases.cases.map(({ call }) => call);
  const limits = [memoryLimitMb, caseTimeoutSeconds, mayGrow];
  const what = [generation, seed, language.id, target.name, version.code, sketch];
  return digestOf(JSON.stringify([...what, calls, cases.domain, ...limits]));
}
