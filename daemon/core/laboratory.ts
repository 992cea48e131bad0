import type { CaseSource } from '../../protocol/case-source.ts';
import type { Comparison, Counterexample, Objective } from '../../protocol/comparison.ts';
import type { Result } from '../../protocol/failures.ts';
import type { CaseResult, Measurement, Verdict } from '../../protocol/measurement.ts';
import type { Outcome } from '../../protocol/cases.ts';
import type { PairFigures, RoundFigures } from './ports/history.ts';
import type { Version } from './ports/subject.ts';

/** A case's result, with the two values to be shown where they differ. */
export interface CheckedCase extends CaseResult {
  readonly shown?: { readonly expected: string; readonly actual: string };
}

/** Whether a version does what it must, on every case. */
export interface Checked {
  readonly verdict: Verdict;
  readonly message: string | null;
  readonly cases: readonly CheckedCase[];
  readonly counterexample: Counterexample | null;
}

/** Judges outcomes against what was written down, else against the original's own outcomes. */
export interface Expectations {
  /** Whether every case says what is expected, so that it can be judged without the original. */
  readonly complete: boolean;
  /** Of cases that stand in no case file, by id. */
  readonly sources?: ReadonlyMap<string, CaseSource>;
  judge(
    actual: readonly Outcome[],
    original: readonly Outcome[] | null,
  ): Pick<Checked, 'cases' | 'counterexample'>;
}

export interface Measured {
  readonly measurement: Measurement;
  /** Nanoseconds of each case in the first pass of the last round; empty where nothing ran. */
  readonly caseNs: readonly number[];
  readonly rounds: readonly RoundFigures[];
}

export interface Compared {
  readonly comparison: Comparison;
  readonly pairs: readonly PairFigures[];
}

/**
 * Where versions of one function are run, on one measuring core. The loop decides by what it says.
 * A failure is the machinery's; what a version does is in the value.
 */
export interface Laboratory {
  /** Outcomes alone, no timing. The original was checked when the laboratory opened. */
  check(version: Version, signal: AbortSignal): Promise<Result<Checked>>;
  measure(version: Version, signal: AbortSignal): Promise<Result<Measured>>;
  /**
   * One cheap round: the versions and the parent run in turn, in random order. Gives each
   * version's ratio to the parent, null where it did not finish.
   */
  screen(
    parent: Version,
    versions: readonly Version[],
    objective: Objective,
    signal: AbortSignal,
  ): Promise<Result<readonly (number | null)[]>>;
  /** The full, paired comparison of two versions that were both checked. */
  compare(
    baseline: Version,
    candidate: Version,
    objective: Objective,
    signal: AbortSignal,
  ): Promise<Result<Compared>>;
}
