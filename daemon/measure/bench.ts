import type { Call } from '../../protocol/cases.ts';
import { ok, type Result } from '../../protocol/failures.ts';
import type { FunctionInfo, Version } from '../core/ports/subject.ts';
import type { Language } from '../core/ports/language.ts';
import type { Lease, Limits } from '../core/ports/sandbox.ts';
import type { ProjectModules } from '../core/project.ts';
import type { Repetition } from './repetition.ts';
import { roundOf, type Round } from './round.ts';

/** What stays the same while versions of one function are measured. */
export interface BenchSetup {
  readonly lease: Lease;
  readonly language: Language;
  readonly target: FunctionInfo;
  readonly fileName: string;
  /** Where the file stands in its project: the same for every version. */
  readonly modules?: ProjectModules | null | undefined;
  readonly calls: readonly Call[];
  readonly limits: Limits;
  readonly sampleIntervalNs: number;
  /** See `makeKit`. */
  readonly kit: Uint8Array | null;
}

/** Times as long as it may use the core, a version may take by the clock. */
const patience = 4;

/** What the language makes in this sandbox before the first run; null where that is nothing. */
export async function makeKit(
  lease: Lease,
  language: Language,
  limits: Limits,
  signal: AbortSignal,
): Promise<Result<Uint8Array | null>> {
  if (language.kit === null) return ok(null);
  const report = await lease.run({ ...language.kit, limits, sampleIntervalNs: 0 }, signal);
  if (!report.ok) return report;
  const { exit, breach, outcome } = report.value;
  const isWhole = exit.kind === 'exited' && exit.code === 0 && breach === null;
  return ok(isWhole && outcome.length > 0 ? outcome : null);
}

/** Runs versions of one function on its cases, one process a run. */
export class Bench {
  readonly setup: BenchSetup;

  constructor(setup: BenchSetup) {
    this.setup = setup;
  }

  /** The same bench with a shorter leash. */
  within(wallMs: number): Bench {
    const limits = { ...this.setup.limits, wallMs: Math.min(this.setup.limits.wallMs, wallMs) };
    return new Bench({ ...this.setup, limits });
  }

  /** So much time on the core. Where others keep it busy, that is waited for: nobody is slow by it. */
  withinCpu(cpuMs: number): Bench {
    const own = Math.min(this.setup.limits.cpuMs, cpuMs);
    const limits = { ...this.setup.limits, cpuMs: own };
    return new Bench({ ...this.setup, limits }).within(patience * own);
  }

  async run(
    version: Version,
    mode: 'check' | 'time',
    repetition: Repetition,
    hashSeed: number,
    signal: AbortSignal,
  ): Promise<Result<Round>> {
    const { lease, language, target, fileName, modules, calls, limits } = this.setup;
    const { sampleIntervalNs, kit } = this.setup;
    const watched = Math.floor(Math.random() * repetition.repeat);
    const { source } = version;
    const warmUp = repetition.warmUp?.regions ?? 0;
    const times = { repeat: repetition.repeat, regions: warmUp + repetition.regions };
    const job = language.job(
      { fileName, source, modules, function: target, calls, mode, ...times, watched, hashSeed },
      kit,
    );
    const report = await lease.run({ ...job, limits, sampleIntervalNs }, signal);
    if (!report.ok) return report;
    return ok(
      roundOf(report.value, language.report(report.value.outcome), {
        cases: calls.length,
        ...times,
        warmUp,
      }),
    );
  }
}
