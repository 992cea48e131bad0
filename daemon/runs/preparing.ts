import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { CaseSet } from '../core/case-set.ts';
import type { ProjectModules } from '../core/project.ts';
import type { VersionExplorer } from '../core/equivalence.ts';
import type { InputSketch } from '../core/exploring.ts';
import {
  type InputMaker,
  type InputMemory,
  type KeptInputs,
  largerNotice,
  type MadeInput,
  madeCasesNotice,
  mendingPace,
  noCasesHint,
  toyNs,
  whyNoCases,
} from '../core/making.ts';
import type { Tell } from '../core/ports/service.ts';
import type { Version } from '../core/ports/subject.ts';
import { LeasedExplorer } from '../measure/exploring.ts';
import type { VerifiedRuns } from '../measure/verified-runs.ts';
import { digestOf } from './digests.ts';
import { type FoundSubject, sketchOf } from './subject.ts';

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
  /** What the function's file imports of its project, as it is written. */
  readonly modules: ProjectModules | null;
  runsOn(cases: CaseSet): VerifiedRuns;
}

export interface Prepared {
  readonly cases: CaseSet;
  readonly runs: VerifiedRuns;
}

/** The same inputs every time. */
const seed = 1;
/** What was kept by another way of generating counts no more. */
const generation = 3;

/**
 * Cases with those that had to be generated: where there are none, and for timing where those that
 * there are take next to no time. Whether they do shows in the check of the original, which every
 * run begins with, so that a function with proper cases pays nothing for the question. What was
 * chosen for a function stays when its text is replaced by a faster one: figures are to compare.
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
  const mayGrow = isTimed && settings.timingInputs === 'auto' && cases.isShared !== true;
  if (missing === undefined && !mayGrow) return ok({ cases, runs });
  const maker = makerFor(parts, { ...preparing, bench: runs.bench });
  if (maker === null) {
    return missing === undefined ? ok({ cases, runs }) : { ok: false, failure: missing };
  }
  const { version } = subject;
  const sketch = sketchOf(subject, preparing.modules);
  const key = keyOf(preparing, sketch, mayGrow);
  const code = digestOf(version.code);
  const kept = await parts.inputMemory.find(key);
  if (kept !== null) {
    const again = await joined(parts, preparing, kept, runs);
    if (!again.ok || again.value.runs === runs) return again;
    if (kept.code === code) {
      return mended(parts, preparing, kept, again.value, key, maker, signal);
    }
    // The function may be another by now, under the same name.
    const borne = await again.value.runs.check(version, signal);
    if (!borne.ok) return borne;
    if (again.value.runs.checked(version).verdict === 'passed') return again;
  }
  let slowestNs: number | null = null;
  if (missing === undefined) {
    const checked = await runs.check(version, signal);
    if (!checked.ok) return checked;
    slowestNs = runs.originalSlowestNs;
    if (slowestNs === null) return ok({ cases, runs });
    if (slowestNs >= toyNs) {
      const none = { inputs: [], larger: [], notices: [], slowestNs };
      await parts.inputMemory.keep(key, { ...none, code, isMended: false });
      return ok({ cases, runs });
    }
  }
  tell({ kind: 'measuring', what: 'Generating inputs', done: 0, total: 1 });
  const made = await makeInputs(maker, preparing, slowestNs, mayGrow, signal);
  if (!made.ok) return made;
  const chosen = { ...made.value, code, isMended: false };
  await parts.inputMemory.keep(key, chosen);
  const prepared = await joined(parts, preparing, chosen, runs);
  if (!prepared.ok) return prepared;
  return mended(parts, preparing, chosen, prepared.value, key, maker, signal);
}

/** Makes inputs where that function runs; null where its language cannot. */
export function makerFor(
  parts: Pick<PreparingParts, 'inputMakerOf'>,
  {
    subject,
    cases,
    modules,
    bench,
  }: Pick<Preparing, 'subject' | 'cases' | 'modules'> & {
    readonly bench: VerifiedRuns['bench'];
  },
): InputMaker | null {
  const { inputExplorer } = subject.language;
  if (inputExplorer === undefined || subject.target.kind === 'program') return null;
  const explorer = new LeasedExplorer(bench.setup, inputExplorer);
  const sketch = sketchOf(subject, modules);
  const { domain } = cases;
  return parts.inputMakerOf({ explorer, original: subject.version, sketch, domain, seed });
}

/**
 * Larger inputs that really take far less or far more than they seemed to are chosen again, once,
 * before anything is compared. The check that tells is the one that every run begins with.
 */
async function mended(
  parts: PreparingParts,
  preparing: Preparing,
  kept: KeptInputs,
  prepared: Prepared,
  key: string,
  maker: InputMaker,
  signal: AbortSignal,
): Promise<Result<Prepared>> {
  if (kept.larger.length === 0 || kept.isMended) return ok(prepared);
  const { version } = preparing.subject;
  const { runs } = prepared;
  const checked = await runs.check(version, signal);
  if (!checked.ok) return checked;
  // One that does not get to its end takes as long as a run may, at least.
  const measuredNs = runs.originalSlowestNs ?? preparing.settings.caseTimeoutSeconds * 1e9;
  const pace = mendingPace(kept, measuredNs);
  if (pace === null) return ok(prepared);
  const larger = await makeLarger(maker, preparing, kept, signal, pace);
  if (!larger.ok) return larger;
  const other = { ...kept, ...larger.value, isMended: true };
  await parts.inputMemory.keep(key, other);
  return joined(parts, preparing, other, preparing.runsOn(preparing.cases));
}

type Made = Omit<KeptInputs, 'code' | 'isMended'>;

/** Cases, then larger inputs like them; `slowestNs` is null where there are no cases yet. */
async function makeInputs(
  maker: InputMaker,
  preparing: Preparing,
  slowestNs: number | null,
  mayGrow: boolean,
  signal: AbortSignal,
): Promise<Result<Made>> {
  const { missing } = preparing.cases;
  const inputs: MadeInput[] = [];
  const notices: string[] = [];
  if (missing !== undefined) {
    const made = await maker.cases(signal);
    if (!made.ok) return made;
    if (made.value.inputs.length === 0) {
      const { code, message } = missing;
      return fail(code, `${message} ${whyNoCases(made.value)}`, noCasesHint);
    }
    inputs.push(...made.value.inputs);
    notices.push(madeCasesNotice(made.value));
  }
  const slowest = slowestNs ?? slowestOf(inputs.map(({ ns }) => ns)) ?? 0;
  const small: Made = { inputs, larger: [], notices, slowestNs: slowest };
  if (!mayGrow) return ok(small);
  const larger = await makeLarger(maker, preparing, small, signal);
  return larger.ok ? ok({ ...small, ...larger.value }) : larger;
}

/** Larger inputs, and what is said with them in place of what was said before. */
async function makeLarger(
  maker: InputMaker,
  { cases }: Preparing,
  { inputs, slowestNs, notices }: Made,
  signal: AbortSignal,
  pace = 1,
): Promise<Result<Pick<KeptInputs, 'larger' | 'notices'>>> {
  const known = [...cases.cases, ...inputs].map(({ call }) => ({ ...call, id: '' }));
  const larger = await maker.larger(known, slowestNs, signal, pace);
  if (!larger.ok) return larger;
  const whose = cases.missing === undefined ? 'own' : 'generated';
  const said = largerNotice(larger.value, slowestNs, whose);
  const before = notices.slice(0, cases.missing === undefined ? 0 : 1);
  return ok({ larger: larger.value.inputs, notices: [...before, said] });
}

async function joined(
  parts: PreparingParts,
  { cases, subject, runsOn }: Preparing,
  { inputs, larger, notices }: Made,
  runs: VerifiedRuns,
): Promise<Result<Prepared>> {
  const all = [...inputs, ...larger];
  if (all.length === 0) {
    return ok({ cases: notices.length === 0 ? cases : { ...cases, notices }, runs });
  }
  const set = await parts.withGenerated(cases, all, subject);
  if (set.cases.length === 0 && cases.missing !== undefined) {
    return { ok: false, failure: cases.missing };
  }
  const whole = { ...set, notices };
  return ok({ cases: whole, runs: runsOn(whole) });
}

function slowestOf(ns: readonly number[]): number | null {
  return ns.length === 0 ? null : Math.max(...ns);
}

/** What decides which inputs are generated, but the function's own code and how long things take. */
function keyOf(
  { subject, cases, settings }: Preparing,
  { parameters, init, constraints }: InputSketch,
  mayGrow: boolean,
): string {
  const { language, target, path } = subject;
  const { memoryLimitMb, caseTimeoutSeconds } = settings;
  const calls = cases.cases.map(({ call }) => call);
  const limits = [memoryLimitMb, caseTimeoutSeconds, mayGrow];
  const stated = [...parameters, ...(init ?? [])].map(({ name, place, shape, source }) =>
    source === 'annotation' || source === 'docstring' ? [name, place, shape] : [name, place],
  );
  const said = constraints.flatMap(({ text, source }) => (source === 'docstring' ? [text] : []));
  const what = [generation, seed, language.id, path, target.name, stated, said];
  return digestOf(JSON.stringify([...what, calls, cases.domain, ...limits]));
}
