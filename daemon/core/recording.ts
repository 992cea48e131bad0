import type { Call, Outcome } from '../../protocol/cases.ts';
import type { Result } from '../../protocol/failures.ts';
import type { Recording } from '../../protocol/recording.ts';
import type { RecordedCall } from './ports/recording.ts';

// What becomes of recorded calls: some are chosen, and made cases.

export interface ChoiceBounds {
  readonly limit: number;
  /** Characters of all chosen inputs together. */
  readonly characters: number;
  /** Time that all of them took together. */
  readonly ns: number;
}

export interface Choice {
  /** In the order in which they were given. */
  readonly chosen: readonly RecordedCall[];
  /** Calls that alone take longer than all may together. */
  readonly slow: number;
}

/** The case file that recorded calls of a function belong in. */
export interface RecordedFile {
  isKnown(call: Call): boolean;
  /** As the harness gets it, where a case file could hold it; null where it could not. */
  expanded(call: Call): Call | null;
  /** The file with these calls in it, and what is to be shown of them. */
  with(calls: readonly RecordedCall[]): Result<Pick<Recording, 'cases' | 'sidecar'>>;
}

/** What recording needs of those who know values and case files. */
export interface RecordingParts {
  /** For variety and for cost; `left` are chosen already, and count with their variety. */
  chooseCalls(
    calls: readonly RecordedCall[],
    left: readonly RecordedCall[],
    bounds: ChoiceBounds,
  ): Choice;
  recordedFile(subject: {
    readonly path: string;
    readonly target: { readonly name: string };
    readonly language: { readonly id: string };
  }): Promise<Result<RecordedFile>>;
  /** Where two outcomes of a call differ, in words; null where they do not. */
  difference(recorded: Outcome, now: Outcome): string | null;
  showCall(call: Call): string;
}
