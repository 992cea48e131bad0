import type { CaseSource } from '../../protocol/case-source.ts';
import type { Call, Value } from '../../protocol/cases.ts';
import type { Failure } from '../../protocol/failures.ts';

/** How far apart two floats may be and still count as equal: the larger of the two allowances. */
export interface Tolerance {
  /** Share of the larger magnitude. */
  readonly relative: number;
  readonly absolute: number;
}

export const defaultTolerance: Tolerance = { relative: 1e-9, absolute: 1e-12 };

/** What a call is expected to do. */
export type Expectation =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'raises'; readonly exception: string }
  /** Whatever the original code does: its value or exception, and its arguments afterwards. */
  | { readonly kind: 'original' };

export interface Case {
  readonly call: Call;
  readonly expectation: Expectation;
  /** Where it was found, for a case of the project's own text. */
  readonly source?: CaseSource | undefined;
}

/**
 * A case file, read and expanded. Ids are unique, and there is at least one case, unless the file
 * names a problem, whose cases then count, or a domain, in which some can be generated.
 */
export interface CaseSet {
  /** Absolute or as given: where it was read. */
  readonly path: string;
  readonly function: string;
  readonly tolerance: Tolerance;
  readonly cases: readonly Case[];
  /** A JSON Schema for each parameter by name; null where the file says nothing. */
  readonly domain: Readonly<Record<string, unknown>> | null;
  /** Id of the problem that the file says its function solves; null where it says nothing. */
  readonly problem: string | null;
  /** The case file that the cases would make, where they were not read from one. */
  readonly text?: string | undefined;
  /** What is said where there are no cases and none can be generated; absent where there are some. */
  readonly missing?: Failure;
  /** Others are measured on the same cases, so that none may join them. */
  readonly isShared?: boolean;
  /** How generated cases came about, and why there are none for timing; a sentence each. */
  readonly notices?: readonly string[];
}

/** Where two outcomes part, in a person's words. */
export interface Difference {
  /** Such as `result[3]["name"]`, `args[0][1]`, `kwargs.target` or `exception`. */
  readonly path: string;
  /** Such as `returned 3 at [0][1], expected 2`. */
  readonly message: string;
  /** The two values there, abbreviated to be shown. */
  readonly expected: string;
  readonly actual: string;
}
