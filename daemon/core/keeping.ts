import type { Comparison } from '../../protocol/comparison.ts';
import type { Result } from '../../protocol/failures.ts';
import type { ReplayParams } from '../../protocol/replay.ts';
import type { Scaling } from '../../protocol/scaling.ts';
import type { Settings } from '../../protocol/settings.ts';

/** What the history has to keep of functions at growing sizes. */
export interface ScalingStore {
  /** Gives the entry's id. */
  scaled(path: string, code: string, scaling: Omit<Scaling, 'id'>): string;
}

/** What it takes to run a comparison once more, beside what every run keeps. */
export interface KeptForReplay {
  /** As it was asked for; null finds the sidecar. */
  readonly casesPath: string | null;
  /** The case file's text; null where it is too large to be kept, or was not read. */
  readonly casesText: string | null;
  /** The whole file of the candidate, where that does not follow from the run itself. */
  readonly candidate: string | null;
}

/** A comparison as it was recorded. */
export interface RecordedComparison extends Omit<KeptForReplay, 'candidate'> {
  /** The whole id. */
  readonly run: string;
  readonly path: string;
  readonly function: string;
  readonly language: string;
  readonly recordedAt: string;
  /** Digest of the inputs; empty where it was not kept. */
  readonly inputs: string;
  readonly settings: Settings;
  /** Whole files: the original says what is right. */
  readonly original: string;
  readonly baseline: string;
  readonly candidate: string;
  readonly comparison: Comparison;
}

export interface ReplayStore {
  keepForReplay(run: string, kept: KeptForReplay): void;
  recorded(of: ReplayParams): Result<RecordedComparison>;
}
