import type { Result } from '../../../protocol/failures.ts';
import type { FunctionInfo, Version, Replacement } from './subject.ts';
import type { Language } from './language.ts';

/** What a proposer may know of a candidate that was tried before. */
export interface Tried {
  readonly iteration: number;
  readonly code: string | null;
  readonly rules: readonly string[];
  readonly status: string;
  /** Candidate over parent in the objective; null where it was not timed. */
  readonly ratio: number | null;
  readonly reason: string;
}

export interface ProposalRequest {
  readonly language: Language;
  readonly target: FunctionInfo;
  readonly original: Version;
  /** The best so far: proposals start from here. */
  readonly parent: Version;
  /** Rules that made the parent, in order. */
  readonly parentRules: readonly string[];
  readonly objective: 'time' | 'memory' | 'integral';
  readonly iteration: number;
  readonly figures: {
    readonly passed: boolean;
    readonly runtimeNs: number | null;
    readonly peakBytes: number | null;
    readonly byteSeconds: number | null;
  };
  /** Sizes of the inputs in words, and the first failing case, if any. */
  readonly inputs: readonly string[];
  readonly failing: string | null;
  /** The slowest lines of the parent, where it was profiled. */
  readonly hot?: readonly HotLine[];
  readonly tried: readonly Tried[];
  readonly limit: number;
}

export type Proposal =
  | {
      readonly kind: 'replacement';
      readonly replacement: Replacement;
      /** Names of the rules that made it, the parent's first; empty for a model. */
      readonly rules: readonly string[];
      readonly reasoning: string;
    }
  | { readonly kind: 'invalid'; readonly reason: string; readonly reasoning: string };

/** A line of the parent where much of its time goes. */
export interface HotLine {
  /** In the parent's `code`, from 1. */
  readonly line: number;
  readonly text: string;
  /** Of the time, between 0 and 1, with what the line calls. */
  readonly share: number;
  /** How often it is begun in one pass; null where that is not known. */
  readonly hits: number | null;
}

/** Suggests versions. One that has nothing (more) to say returns an empty list. */
export interface Proposer {
  readonly name: string;
  /** What a model wrote never runs without isolation unless the user insists. */
  readonly trust: 'rules' | 'model';
  propose(request: ProposalRequest, signal: AbortSignal): Promise<Result<readonly Proposal[]>>;
}
