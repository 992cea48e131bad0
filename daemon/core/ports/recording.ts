import type { Call, Outcome } from '../../../protocol/cases.ts';
import type { Result } from '../../../protocol/failures.ts';
import type { RunPlan } from './harness.ts';

/** What one command is to record. */
export interface RecordPlan extends Pick<RunPlan, 'fileName' | 'source' | 'modules' | 'function'> {
  /** Of the function's file, from the project's root, with `/`. */
  readonly path: string;
  readonly command: readonly string[];
  /** In which it runs, from the project's root, with `/`; empty for the root. */
  readonly folder: string;
  /** Characters of a call's inputs as JSON, beyond which it is left out. */
  readonly longest: number;
  /** After which the command is ended; what was recorded by then counts. */
  readonly seconds: number;
}

/** What is run in a copy of the project in place of the command, and put over its files. */
export interface RecordJob {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly over: readonly { readonly path: string; readonly content: Uint8Array }[];
}

/** A call that a program made, in the words of a case. */
export interface RecordedCall {
  readonly call: Call;
  /** What it did then; null where that cannot be told, as for an iterator that was not used up. */
  readonly outcome: Outcome | null;
  /** What it took, waiting and all. */
  readonly ns: number;
  /** Processor time of its thread in it. */
  readonly cpuNs: number;
  /** Whether it was made by another call of the function. */
  readonly isInner: boolean;
  /** The test that was under way, as its runner names it; empty where that is not known. */
  readonly test: string;
}

/** What a recorder said on its channel: the program's word. */
export type RecordReport =
  | {
      readonly kind: 'recorded';
      /** Each with other inputs, in the order in which they were made in each process. */
      readonly calls: readonly RecordedCall[];
      readonly counts: RecordCounts;
      readonly exit:
        | { readonly kind: 'exited'; readonly code: number }
        | { readonly kind: 'signalled'; readonly signal: number }
        /** It took longer than it may. */
        | { readonly kind: 'stopped' };
    }
  | { readonly kind: 'silent' };

export interface RecordCounts {
  /** Processes that imported the function's file. */
  readonly processes: number;
  readonly calls: number;
  /** Calls that were made by another call of the function. */
  readonly inner: number;
  /** Calls with inputs that are too long. */
  readonly large: number;
  /** Calls whose inputs cannot be made again, by the type that stands in the way. */
  readonly unreadable: readonly { readonly type: string; readonly count: number }[];
  /** Whether what the file has under the function's name is no function. */
  readonly isOpaque: boolean;
}

/** Records a function's real calls while a command runs, which measuring never does. */
export interface CallRecorder {
  /** Fails with `usage` for what is no callable function, such as a property. */
  job(plan: RecordPlan): Result<RecordJob>;
  report(outcome: Uint8Array): RecordReport;
}
