import type { Comparison, Objective } from '../../protocol/comparison.ts';
import type { CandidateStatus, Iteration } from '../../protocol/optimization.ts';
import type { Candidate } from './candidates.ts';
import type { Checked, Compared } from './laboratory.ts';
import type { PairFigures } from './ports/history.ts';
import type { Tell } from './ports/service.ts';
import type { Tried } from './ports/proposing.ts';

/** Keeps a candidate's fate; `source` is the file that ran, null where none did. */
export type RecordFate = (
  iteration: Iteration,
  source: string | null,
  pairs: readonly PairFigures[],
) => void;

/** A fate that changed: the candidate's number, from 1, and what is known of it now. */
interface Revised {
  readonly attempt: number;
  readonly iteration: Iteration;
}

const statuses: Readonly<Record<Comparison['decision'], CandidateStatus>> = {
  improved: 'accepted',
  unchanged: 'unchanged',
  regressed: 'regressed',
  rejected: 'incorrect',
};

/** Every candidate of a run with its fate: told, recorded and remembered for the proposers. */
export class Ledger {
  readonly iterations: Iteration[] = [];
  readonly tried: Tried[] = [];
  readonly #objective: Objective;
  readonly #record: RecordFate;
  readonly #tell: Tell;
  /** Places of candidates among the iterations. */
  readonly #places = new Map<Candidate, number>();

  constructor(objective: Objective, record: RecordFate, tell: Tell) {
    this.#objective = objective;
    this.#record = record;
    this.#tell = tell;
  }

  /** A full comparison's outcome. */
  compared(index: number, candidate: Candidate, { comparison, pairs }: Compared): CandidateStatus {
    const status = statuses[comparison.decision];
    const ratio = comparison.ratio?.median ?? null;
    this.#enter(index, candidate, status, comparison, pairs, ratio);
    return status;
  }

  /** One that a case caught before anything was timed. */
  incorrect(index: number, candidate: Candidate, checked: Checked): void {
    const comparison = this.#untimed({
      equivalent: false,
      counterexample: checked.counterexample,
      decision: 'rejected',
      reason: `not equivalent: ${checked.message ?? checked.verdict}`,
    });
    this.#enter(index, candidate, 'incorrect', comparison, [], null);
  }

  /** One that the first look left no hope for; `reached` is what the iteration's best came to. */
  screenedOut(
    index: number,
    candidate: Candidate,
    seen: {
      readonly ratio: number | null;
      readonly reached: number;
      readonly minimumGain: number;
    },
  ): void {
    const { ratio, reached, minimumGain } = seen;
    const shown = ratio === null ? 'did not finish' : `ratio ${ratio.toFixed(2)}`;
    const beaten =
      ratio !== null && ratio < 1 && reached < 1
        ? `, and another version of this iteration reached ${reached.toFixed(2)}`
        : ' in the first look';
    const worse = ratio === null || ratio > 1 / (1 - minimumGain);
    const decision = worse ? 'regressed' : 'unchanged';
    const reason = `screened out: ${shown}${beaten}`;
    const comparison = this.#untimed({ equivalent: true, counterexample: null, decision, reason });
    this.#enter(index, candidate, decision, comparison, [], ratio);
  }

  /** One that was found wrong after the loop, as by the user's tests. */
  refuted(candidate: Candidate, reason: string): Revised | null {
    return this.#revise(candidate, 'incorrect', (comparison) => ({
      ...comparison,
      equivalent: false,
      decision: 'rejected',
      reason,
    }));
  }

  /** One that was found to be the best after the loop, whatever it was in it. */
  accepted(candidate: Candidate): Revised | null {
    return this.#revise(candidate, 'accepted', (comparison) => comparison);
  }

  /** A proposal that never became a version to run. */
  unusable(
    index: number,
    proposer: string,
    status: 'duplicate' | 'invalid' | 'error',
    code: string | null,
    reason: string,
  ): void {
    const entry = { index, proposer, status, candidate: code, rules: [], reasoning: reason };
    this.#keep({ ...entry, comparison: null }, null, [], null, reason);
  }

  #revise(
    candidate: Candidate,
    status: CandidateStatus,
    change: (comparison: Comparison) => Comparison,
  ): Revised | null {
    const at = this.#places.get(candidate);
    const before = at === undefined ? undefined : this.iterations[at];
    if (at === undefined || before === undefined || before.status === status) return null;
    const comparison = before.comparison && change(before.comparison);
    const iteration: Iteration = { ...before, status, comparison };
    this.iterations[at] = iteration;
    return { attempt: at + 1, iteration };
  }

  #untimed(
    found: Pick<Comparison, 'equivalent' | 'counterexample' | 'decision' | 'reason'>,
  ): Comparison {
    const untimed = { ratio: null, ratios: null, baseline: null, candidate: null };
    return { ...found, objective: this.#objective, ...untimed };
  }

  #enter(
    index: number,
    entered: Candidate,
    status: CandidateStatus,
    comparison: Comparison,
    pairs: readonly PairFigures[],
    ratio: number | null,
  ): void {
    const { version, proposer, rules, reasoning } = entered;
    const candidate = version.code;
    const entry = { index, proposer, status, candidate, rules: [...rules], reasoning, comparison };
    this.#places.set(entered, this.iterations.length);
    this.#keep(entry, version.source, pairs, ratio, reasonOf(comparison));
  }

  #keep(
    iteration: Iteration,
    source: string | null,
    pairs: readonly PairFigures[],
    ratio: number | null,
    reason: string,
  ): void {
    const { index, candidate, rules, status } = iteration;
    this.iterations.push(iteration);
    this.tried.push({ iteration: index, code: candidate, rules, status, ratio, reason });
    this.#record(iteration, source, pairs);
    this.#tell({ kind: 'candidate', iteration });
  }
}

/** What a proposer is told: the call too, where an instance is a part of it. */
function reasonOf({ reason, counterexample }: Comparison): string {
  const call = counterexample?.shown?.call;
  return call === undefined || reason.includes(call) ? reason : `${reason}; the call: ${call}`;
}
