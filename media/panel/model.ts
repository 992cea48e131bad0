import type { Objective } from '../../protocol/comparison.ts';
import type { Failure } from '../../protocol/failures.ts';
import type {
  Attempt,
  AttemptDetail,
  RunDetail,
  RunKind,
  RunSummary,
} from '../../protocol/history.ts';
import type { ShownScalings } from '../../protocol/editor.ts';
import type { FiledFunction, PanelState } from '../../protocol/panel.ts';
import type { GrowthFigure } from './growth-series.ts';

export interface Filter {
  readonly search: string;
  readonly kind: RunKind | null;
  readonly improvedOnly: boolean;
}

export const noFilter: Filter = { search: '', kind: null, improvedOnly: false };

/** The list of runs, as far as it was asked for. */
export type Runs =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly failure: Failure }
  | { readonly phase: 'loaded'; readonly runs: readonly RunSummary[]; readonly more: boolean };

/** What was asked for, on its way, there, or refused. */
export type Loaded<T> =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly failure: Failure }
  | { readonly phase: 'there'; readonly value: T };

export interface OpenRun {
  readonly id: string;
  readonly detail: Loaded<RunDetail>;
  /** Number of the attempt that is looked at; null: the run's best version, or its figures. */
  readonly selected: number | null;
  readonly attempt: Loaded<AttemptDetail>;
  /** What the chart shows; null until the run's objective is known. */
  readonly axis: Objective | null;
  /** Whether incorrect and unusable attempts are shown too. */
  readonly showAll: boolean;
}

/** How a function grows; lies over the run, or the list, that it was opened from. */
export interface OpenGrowth extends FiledFunction {
  readonly detail: Loaded<ShownScalings>;
  /** Id of the measurement that is looked at; null: the newest. */
  readonly shown: string | null;
  readonly figure: GrowthFigure;
  /** Why it could not be measured when it was asked for last. */
  readonly failure: Failure | null;
}

/** The outcome of what a button did, said in one line. */
export interface Notice {
  readonly tone: 'done' | 'failed';
  readonly text: string;
}

export interface Scroll {
  readonly runs: number;
  readonly run: number;
  readonly attempts: number;
}

/** Everything that the panel draws. */
export interface Model {
  /** null until the extension answered. */
  readonly state: PanelState | null;
  readonly filter: Filter;
  readonly runs: Runs;
  readonly open: OpenRun | null;
  readonly growth: OpenGrowth | null;
  readonly notice: Notice | null;
  readonly scroll: Scroll;
  /** For words like `2 minutes ago`. */
  readonly nowMs: number;
}

/** As a rule the attempts of a run are numbered without a gap. */
export function attemptAt(attempts: readonly Attempt[], number: number): Attempt | null {
  const expected = attempts[number - 1];
  if (expected?.number === number) return expected;
  return attempts.find((attempt) => attempt.number === number) ?? null;
}
