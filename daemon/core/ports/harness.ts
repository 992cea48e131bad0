import type { Call, Outcome } from '../../../protocol/cases.ts';
import type { Arcs, Explored } from '../exploring.ts';
import type { ProjectModules } from '../project.ts';
import type { ProgramJob } from './sandbox.ts';
import type { FunctionInfo } from './subject.ts';

/** What one run of a harness is to do. */
export interface RunPlan {
  /** File name without its folder: it names the module. */
  readonly fileName: string;
  readonly source: string;
  /** Where the file stands in its project, with what it imports of it; absent for a file alone. */
  readonly modules?: ProjectModules | null | undefined;
  readonly function: FunctionInfo;
  readonly calls: readonly Call[];
  /** `check` returns outcomes; `time` measures passes and returns a digest of the outcomes. */
  readonly mode: 'check' | 'time';
  /** Copies of all calls in one region, and the number of regions after the first. */
  readonly repeat: number;
  readonly regions: number;
  /** Which repetition has its outcomes digested; the program cannot know it beforehand. */
  readonly watched: number;
  /** Seeds hash randomization, so that a pair of runs sees the same layout. */
  readonly hashSeed: number;
}

/** What a harness said, on its channel. It is the program's word, to be held against the probe's. */
export type HarnessReport =
  | {
      readonly kind: 'ran';
      readonly outcomes: readonly Outcome[] | null;
      /** Of the first pass, then of one pass in each region: equal digests mean equal outcomes. */
      readonly digests: readonly string[];
      /** Nanoseconds of each case in the first pass, which has a region for each case. */
      readonly caseNs: readonly number[];
      /** Nanoseconds of each later region: `repeat` passes. */
      readonly regionNs: readonly number[];
      /** Nanoseconds to execute the module's top level once. */
      readonly freshNs: number;
      readonly toolchain: string;
    }
  | {
      /** The module could not be imported or the function not be reached. */
      readonly kind: 'unusable';
      readonly stage: 'import' | 'lookup' | 'input';
      readonly exception: string;
      readonly message: string;
    }
  | { readonly kind: 'silent' };

/** What one run under a hook is to do: counting and sampling are two runs. */
export interface LinePlan extends Pick<
  RunPlan,
  'fileName' | 'source' | 'modules' | 'function' | 'calls' | 'hashSeed'
> {
  readonly mode: 'count-lines' | 'sample-lines';
  /** Of the function, from 1; `head` has its name, and stands for all lines before it. */
  readonly lines: { readonly first: number; readonly head: number; readonly last: number };
  /** Time in which to sample, and the stack samples that are enough. */
  readonly sampling: { readonly budgetMs: number; readonly enough: number };
}

/** What a harness said of lines, on its channel: the program's word, but for the regions' times. */
export type LineReport =
  | {
      readonly kind: 'lines';
      /** Times that a line was begun in one pass, or samples that fell on it; lines from 1. */
      readonly lines: readonly { readonly line: number; readonly count: number }[];
      /** In the order of the regions that the probe saw; the first one is cold. */
      readonly regions: readonly {
        /** A broken one was under the hook for a part of it, and its time says nothing. */
        readonly kind: 'plain' | 'hooked' | 'broken';
        readonly repeat: number;
        /** Of the last pass's outcomes; empty where it did not get to its end. */
        readonly digest: string;
      }[];
      readonly toolchain: string;
    }
  | {
      /** The function does to the hook what makes its figures wrong. */
      readonly kind: 'refused';
      readonly why: 'tracing' | 'alarm' | 'threads';
    }
  | Exclude<HarnessReport, { readonly kind: 'ran' }>;

/** Counts and times the lines of a function, with hooks that measuring never has. */
export interface LineProfiler {
  job(plan: LinePlan, kit: Uint8Array | null): ProgramJob;
  report(outcome: Uint8Array): LineReport;
}

/** What one run that explores is to do. */
export interface ExplorePlan extends Pick<
  RunPlan,
  'fileName' | 'source' | 'modules' | 'function' | 'calls' | 'hashSeed'
> {
  /** Seeds the random numbers of each call, together with its arguments. */
  readonly randomSeed: number;
  /** Calls that share a copy of the module; 0 where all do. */
  readonly callsPerModule: number;
  /** CPU time of one input, after which it is stopped. */
  readonly deadlineMs: number;
  /** No input is begun after it. */
  readonly budgetMs: number;
  /** Characters of an outcome or of a text printed, beyond which it comes as a digest. */
  readonly longest: number;
  readonly withArcs: boolean;
  /**
   * What inputs take matters, and not only what becomes of them: `ns` leaves out the time in which
   * others had the core, the budget is of processor time, and sleeping is in earnest.
   */
  readonly isTimed: boolean;
}

/** What a harness said of many inputs, on its channel: the program's word. */
export type ExploreReport =
  | {
      readonly kind: 'explored';
      /** In the plan's order, as far as it got. */
      readonly inputs: readonly Explored[];
      readonly arcs: Arcs;
      /** Whether it came to its end; else the input after the last one was under way. */
      readonly isWhole: boolean;
      /** Nanoseconds to execute the module's top level once. */
      readonly freshNs: number;
      readonly toolchain: string;
    }
  | Exclude<HarnessReport, { readonly kind: 'ran' }>;

/** Runs a function on many inputs in one process, which measuring never does. */
export interface InputExplorer {
  job(plan: ExplorePlan, kit: Uint8Array | null): ProgramJob;
  report(outcome: Uint8Array): ExploreReport;
}
