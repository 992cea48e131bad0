import type { Comparison, Objective } from '../../../protocol/comparison.ts';
import type { Failure, Result } from '../../../protocol/failures.ts';
import type { Changed, Figures, RunKind, RunSummary } from '../../../protocol/history.ts';
import type { Doubt, Measurement, Percentiles } from '../../../protocol/measurement.ts';
import type { Iteration, Optimization } from '../../../protocol/optimization.ts';
import type { HistoryRequest, ParamsOf, ResultOf } from '../../../protocol/requests.ts';
import type { Settings } from '../../../protocol/settings.ts';
import type { ReplayStore, ScalingStore } from '../keeping.ts';

/** Figures of one run of one version: the raw data behind every statistic. */
export interface RoundFigures {
  /** Nanoseconds of one pass over the cases: the first, cold one, then each measured region's. */
  readonly firstPassNs: number;
  readonly firstPassCpuNs: number;
  readonly passNs: readonly number[];
  /** CPU nanoseconds of one pass, from the probe. */
  readonly cpuPassNs: number;
  /** Of one pass, as `passNs`, and of the first one, in each region the smaller of wall and CPU. */
  readonly ownPassNs: number;
  readonly ownFirstPassNs: number;
  /** Of the measured regions together; null where the kernel does not tell. */
  readonly shares: TimeShares | null;
  /** CPU nanoseconds inside all regions, and outside them after the inputs came. */
  readonly regionCpuNs: number;
  readonly outsideCpuNs: number;
  readonly peakBytes: number;
  readonly baselineBytes: number;
  /** Of one pass. */
  readonly byteSeconds: number;
}

/** Where the wall time of a region went that was not spent computing. */
export interface TimeShares {
  /** It was ready, and others had the core. */
  readonly heldUp: number;
  /** It waited of its own accord, or the probe was late. */
  readonly idle: number;
}

export interface PairFigures {
  readonly baseline: RoundFigures;
  readonly candidate: RoundFigures;
}

export interface RunHeader {
  readonly kind: RunKind;
  readonly path: string;
  readonly function: string;
  readonly language: string;
  readonly objective: Objective | null;
  /** The whole file that the run begins with. */
  readonly source: string;
  /** The original function's text in it, at column 0. */
  readonly code: string;
  /** Digest of the inputs: figures of different inputs are never ranked together. */
  readonly inputs: string;
  /** Id of the problem that the function is linked to. */
  readonly problem: string | null;
  readonly settings: Settings;
}

/** A reference solution as it is measured; the last three are digests. */
export interface SolutionKey {
  readonly problem: string;
  readonly language: string;
  readonly solution: string;
  /** As in a run's header: ranks are drawn among equal inputs. */
  readonly inputs: string;
  /** Of the cases with what they expect. */
  readonly cases: string;
  readonly code: string;
}

/** Its newest figures in one environment. */
export interface SolutionRecord extends SolutionKey {
  readonly environment: string;
  readonly figures: Figures;
  readonly message: string | null;
  readonly doubts: readonly Doubt[];
  readonly measuredAt: string;
}

/** What measuring a pack writes down, and what comes of it for functions that are linked. */
export interface Solutions {
  /** The pack at this path has the problem, with these solutions: others' figures are dropped. */
  knowProblem(problem: {
    readonly id: string;
    readonly pack: string;
    readonly language: string;
    readonly solutions: readonly string[];
  }): void;
  /** Path of the pack that had the problem last; null for one that was never measured. */
  packOf(problem: string): string | null;
  /** Paths of all packs that were measured. */
  packs(): readonly string[];
  /** Takes the place of what was known of the solution in this environment. */
  solved(solution: SolutionKey, measurement: Measurement): SolutionRecord;
  solutions(
    of: Pick<SolutionRecord, 'problem' | 'language' | 'environment'>,
  ): readonly SolutionRecord[];
  /** Where the original of a run stands; null where it did not pass, or too few others did. */
  ranksOf(run: string): Percentiles | null;
}

/** How a run ended; a measurement and a comparison have no further result. */
export type RunEnding =
  | {
      readonly state: 'done';
      readonly result: Optimization | null;
      /** Of the comparison that confirmed the best; empty where there is none. */
      readonly pairs: readonly PairFigures[];
    }
  | { readonly state: 'failed' | 'cancelled'; readonly failure: Failure | null };

/** What is recorded is on disk when the call returns; a killed daemon loses nothing finished. */
export interface History extends Records, Solutions, ReplayStore, ScalingStore {
  begin(run: RunHeader): string;
  /** Of the original. */
  measured(run: string, measurement: Measurement, rounds: readonly RoundFigures[]): void;
  /** Of the original with the function's text in another file, at column 0. */
  compared(run: string, code: string, comparison: Comparison, pairs: readonly PairFigures[]): void;
  /** `source` is the whole file that ran; null where nothing could run. */
  candidate(
    run: string,
    iteration: Iteration,
    source: string | null,
    pairs: readonly PairFigures[],
  ): void;
  /** A candidate, by its number from 1, whose fate changed after it was recorded. */
  revised(run: string, attempt: number, iteration: Iteration): void;
  finish(run: string, ending: RunEnding): void;
  /** Runs that a daemon left when it died; they are marked `interrupted` and returned, once. */
  interrupted(): readonly RunSummary[];
  /** Called after each change, once it is on disk. */
  onChange(listener: (changed: Changed) => void): void;
  close(): void;
}

/** What is asked of the history: quick, and never in the way of a run. */
export type Records = {
  readonly [Name in HistoryRequest]: (params: ParamsOf<Name>) => Result<ResultOf<Name>>;
};
