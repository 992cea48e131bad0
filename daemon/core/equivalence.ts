import type { Call } from '../../protocol/cases.ts';
import type { Counterexample } from '../../protocol/comparison.ts';
import type { Evidence } from '../../protocol/equivalence.ts';
import type { Result } from '../../protocol/failures.ts';
import type { Arcs, Explored } from './exploring.ts';
import type { ExplorePlan } from './ports/harness.ts';
import type { Version } from './ports/subject.ts';

/** How versions are run on inputs, whichever they are. */
export type Manner = Omit<ExplorePlan, 'fileName' | 'source' | 'modules' | 'function' | 'calls'>;

/** What a version did on inputs, in their order; fewer of them where time ran out. */
export interface Exploration {
  readonly inputs: readonly Explored[];
  readonly arcs: Arcs;
  /** Nanoseconds to execute the module's top level once. */
  readonly freshNs: number;
  /** Why it cannot be run at all; null where it can. */
  readonly unusable: string | null;
}

/** Runs versions on inputs, each run in a process of its own. */
export interface VersionExplorer {
  explore(
    version: Version,
    calls: readonly Call[],
    manner: Manner,
    signal: AbortSignal,
  ): Promise<Result<Exploration>>;
}

/** What looking for inputs on which a version is another function than the original came to. */
export interface Examined {
  readonly evidence: Evidence;
  readonly counterexample: Counterexample | null;
}

/** Looks for such inputs, for one original and its candidates. */
export interface Equivalence {
  examine(candidate: Version, budgetMs: number, signal: AbortSignal): Promise<Result<Examined>>;
}
