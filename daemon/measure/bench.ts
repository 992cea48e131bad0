import type { Call } from '../../protocol/cases.ts';
import { ok, type Result } from '../../protocol/failures.ts';
import type { FunctionInfo, Language, Lease, Limits, Version } from '../core/ports.ts';
import { roundOf, type Ran, type Round } from './round.ts';

/** How often a version is repeated in one run; the same for all versions that are compared. */
export interface Repetition {
  /** Passes in one region. */
  readonly repeat: number;
  /** Regions after the first, cold pass; 0 where that one is long enough by itself. */
  readonly regions: number;
}

export const singlePass: Repetition = { repeat: 1, regions: 0 };

/** What stays the same while versions of one function are measured. */
export interface BenchSetup {
  readonly lease: Lease;
  readonly language: Language;
  readonly target: FunctionInfo;
  readonly fileName: string;
  readonly calls: readonly Call[];
  readonly limits: Limits;
  readonly sampleIntervalNs: number;
  /** See `makeKit`. */
  readonly kit: Uint8Array | null;
}

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

  async run(
    version: Version,
    mode: 'check' | 'time',
    repetition: Repetition,
    hashSeed: number,
    signal: AbortSignal,
  ): Promise<Result<Round>> {
    const { lease, language, target, fileName, calls, limits, sampleIntervalNs, kit } = this.setup;
    const watched = Math.floor(Math.random() * repetition.repeat);
    const { source } = version;
    const job = language.job(
      { fileName, source, function: target, calls, mode, ...repetition, watched, hashSeed },
      kit,
    );
    const report = await lease.run({ ...job, limits, sampleIntervalNs }, signal);
    if (!report.ok) return report;
    return ok(
      roundOf(report.value, language.report(report.value.outcome), {
        cases: calls.length,
        ...repetition,
      }),
    );
  }
}

const regionTargetNs = 12e6;
const longEnoughNs = 10e6;
const freshBudgetNs = 200e6;
const copiesBudget = 64 * 1024 * 1024;
const entriesLimit = 20_000;

/**
 * How often to repeat a function so that a region lasts long enough to measure: each repetition
 * has its own copy of the module and of the arguments, which bounds it from the other side.
 */
export function repetitionFor(round: Ran, calls: readonly Call[]): Repetition {
  const passNs = Math.max(round.figures.firstPassNs, 50);
  if (passNs >= longEnoughNs) return singlePass;
  const inputBytes = JSON.stringify(calls).length * 8;
  const repeat = Math.min(
    Math.ceil(regionTargetNs / passNs),
    Math.floor(freshBudgetNs / Math.max(round.freshNs, 1)),
    Math.floor(copiesBudget / inputBytes),
    Math.floor(entriesLimit / calls.length),
  );
  return { repeat: Math.max(1, repeat), regions: 1 };
}
