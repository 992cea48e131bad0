import { fail, type Result } from '../../protocol/failures.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { CaseSet } from '../core/case-set.ts';
import type { Expectations } from '../core/laboratory.ts';
import type { ImageWish, ProjectModules } from '../core/project.ts';
import type { Language } from '../core/ports/language.ts';
import type { Lease, Limits, Sandbox } from '../core/ports/sandbox.ts';
import type { Tell } from '../core/ports/service.ts';
import { Bench, makeKit } from '../measure/bench.ts';
import { BenchLaboratory, type LaboratoryOptions } from '../measure/laboratory.ts';
import { VerifiedRuns } from '../measure/verified-runs.ts';
import {
  compileModules,
  type ProjectPart,
  projectPartOf,
  requirePackages,
  type RootOf,
} from './project.ts';
import { prepare, type PreparingParts } from './preparing.ts';
import type { FoundSubject } from './subject.ts';

/** What runs stand on; the composition root provides it. */
export interface Surroundings {
  sandboxFor(
    settings: Settings,
    signal: AbortSignal,
    tell: Tell,
    wish: ImageWish | null,
  ): Promise<Result<Sandbox>>;
  readonly rootOf: RootOf;
  casesFor(
    subject: FoundSubject,
    path: string | null,
    settings: Settings,
  ): Promise<Result<CaseSet>>;
  expectationsOf(cases: CaseSet, leading?: 'texts' | 'original'): Expectations;
}

/** With cases that may have to be generated. */
export interface SessionParts extends Surroundings, PreparingParts {}

/** What every request that runs code says about it. */
export interface Asked {
  /** Absolute path of the case file; null finds the sidecar. */
  readonly cases: string | null;
  readonly settings: Settings;
  /** Where nothing is timed, small inputs are enough. */
  readonly isTimed?: boolean;
  /** What counts where the original does not do what was found about it; `expectationsOf`. */
  readonly leading?: 'texts' | 'original';
}

/** A laboratory on a leased core, with the cases it works on. */
export interface Session {
  readonly laboratory: BenchLaboratory;
  readonly runs: VerifiedRuns;
  readonly bench: Bench;
  readonly lease: Lease;
  readonly cases: CaseSet;
  /** What the function's file imports of its project, as it is written. */
  readonly modules: ProjectModules | null;
}

/** A leased core, and what is made on it once for all that runs there. */
export interface Place {
  readonly lease: Lease;
  readonly language: Language;
  readonly limits: Limits;
  readonly kit: Uint8Array | null;
}

const sampleIntervalNs = 100_000;
const processes = 64;
const outputBytes = 64 * 1024 * 1024;

/** A laboratory for one function while `work` runs; `others` are whole files that will run too. */
export async function withSession<T>(
  around: SessionParts,
  subject: FoundSubject,
  { cases: casesPath, settings, isTimed = true, leading = 'texts' }: Asked,
  tell: Tell,
  signal: AbortSignal,
  work: (session: Session) => Promise<Result<T>>,
  others: readonly string[] = [],
): Promise<Result<T>> {
  const cases = await around.casesFor(subject, casesPath, settings);
  if (!cases.ok) return cases;
  const { language } = subject;
  const { missing } = cases.value;
  if (missing !== undefined && language.inputExplorer === undefined) {
    return { ok: false, failure: missing };
  }
  const calls = cases.value.cases.map((each) => each.call);
  const project = await projectPartOf(subject, others, settings, around.rootOf, calls);
  const working = async (place: Place): Promise<Result<T>> => {
    const { lease, limits } = place;
    const modules = await compileModules(lease, language, project.modules, limits, signal);
    if (!modules.ok) return modules;
    const runsOn = (set: CaseSet): VerifiedRuns => {
      const bench = benchOn(place, subject, set, modules.value);
      const expectations = around.expectationsOf(set, leading);
      const comparisonMs = settings.comparisonSeconds * 1000;
      return new VerifiedRuns(bench, subject.version, expectations, comparisonMs);
    };
    const given = { cases: cases.value, modules: project.modules };
    const preparing = { subject, ...given, isTimed, settings, runsOn };
    const prepared = await prepare(around, preparing, tell, signal);
    if (!prepared.ok) return prepared;
    const { runs, cases: all } = prepared.value;
    const options = {
      minimumGain: settings.minimumGain,
      comparisonMs: settings.comparisonSeconds * 1000,
      notices: all.notices ?? [],
    };
    const laboratory = new BenchLaboratory(runs, options, tell);
    const { bench } = runs;
    return work({ laboratory, runs, bench, lease, cases: all, modules: project.modules });
  };
  return withPlace(around, language, settings, tell, signal, working, project);
}

/** Holds a core and a sandbox while `work` runs, and gives them back whatever becomes of it. */
export async function withPlace<T>(
  around: Surroundings,
  language: Language,
  settings: Settings,
  tell: Tell,
  signal: AbortSignal,
  work: (place: Place) => Promise<Result<T>>,
  project: ProjectPart | null = null,
): Promise<Result<T>> {
  const sandbox = await around.sandboxFor(settings, signal, tell, project?.wish ?? null);
  if (!sandbox.ok) return sandbox;
  const lease = await sandbox.value.lease(language.id, signal, tell);
  if (!lease.ok) return lease;
  try {
    const limits = limitsOf(settings);
    if (project !== null) {
      const there = await requirePackages(lease.value, language, project, limits, signal);
      if (!there.ok) return there;
    }
    const kit = await makeKit(lease.value, language, limits, signal);
    if (!kit.ok) return kit;
    const result = await work({ lease: lease.value, language, limits, kit: kit.value });
    return signal.aborted && result.ok ? fail('cancelled', 'The run was cancelled.') : result;
  } finally {
    await lease.value.release();
  }
}

export function benchOn(
  { lease, language, limits, kit }: Place,
  { target, fileName }: FoundSubject,
  { cases }: Pick<CaseSet, 'cases'>,
  modules: ProjectModules | null = null,
): Bench {
  const calls = cases.map((each) => each.call);
  const subject = { language, target, fileName, modules, calls };
  return new Bench({ lease, ...subject, limits, sampleIntervalNs, kit });
}

export function laboratoryOn(
  around: Surroundings,
  bench: Bench,
  subject: FoundSubject,
  cases: CaseSet,
  options: LaboratoryOptions,
  tell: Tell,
): BenchLaboratory {
  const expectations = around.expectationsOf(cases);
  const runs = new VerifiedRuns(bench, subject.version, expectations, options.comparisonMs);
  return new BenchLaboratory(runs, options, tell);
}

function limitsOf(settings: Settings): Limits {
  const memoryBytes = settings.memoryLimitMb * 1024 * 1024;
  return {
    wallMs: settings.caseTimeoutSeconds * 1000,
    cpuMs: settings.caseTimeoutSeconds * 1000 * 4,
    memoryBytes,
    processes,
    outputBytes,
    fileBytes: memoryBytes,
  };
}
