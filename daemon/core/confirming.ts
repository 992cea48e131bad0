import type { Comparison, Objective } from '../../protocol/comparison.ts';
import { ok, type Result } from '../../protocol/failures.ts';
import type { Iteration } from '../../protocol/optimization.ts';
import type { Candidate } from './candidates.ts';
import type { Ledger } from './ledger.ts';
import type { Compared, Laboratory } from './laboratory.ts';
import type { PairFigures } from './ports/history.ts';
import type { Tell } from './ports/service.ts';
import type { Version } from './ports/subject.ts';
import type { TestGate } from './test-gate.ts';
import type { TradeOffs } from './trade-offs.ts';

export interface ConfirmInput {
  readonly original: Version;
  readonly objective: Objective;
  readonly laboratory: Laboratory;
  readonly minimumGain: number;
  /** The last comparison with what the versions do on growing inputs, where that can be told. */
  readonly grown?: (
    candidate: Version,
    compared: Compared,
    signal: AbortSignal,
  ) => Promise<Result<Compared>>;
  /** The user's own tests, which a best version must pass; absent where there are none. */
  readonly tests?: TestGate;
  readonly tell: Tell;
  /** Keeps what a candidate, by its number from 1, was found to be after the loop. */
  readonly revised?: (attempt: number, iteration: Iteration) => void;
}

export interface Best {
  readonly version: Version;
  /** Against the original, measured afresh after the loop. */
  readonly comparison: Comparison;
  readonly pairs: readonly PairFigures[];
  readonly iteration: number;
  readonly proposer: string;
  readonly rules: readonly string[];
}

/** A version that was the best at its time. */
export interface Leader {
  readonly candidate: Candidate;
  readonly iteration: number;
}

/** One that a better version of its iteration kept from a full comparison with the original. */
export interface Spare extends Leader {
  /** To the original, of one cheap look. */
  readonly ratio: number;
}

/** What a loop leaves to be confirmed. */
export interface LoopEnd {
  /** The last is the best. */
  readonly leaders: readonly Leader[];
  readonly spares: readonly Spare[];
  readonly tradeOffs: TradeOffs;
  readonly ledger: Ledger;
}

/** Versions that the user's tests are run with, at most, and others that are compared for them. */
const most = { failed: 4, compared: 12 };
/** Last lines of the tests' output that stand in a candidate's reason. */
const reasonLines = 12;

/**
 * Compares the best of the loop with the original on fresh data, and holds it against the user's
 * tests; the one before takes the place of one that fails either. Where tests refuted some and no
 * leader is left, those follow that a leader kept from being one. Null where none is left.
 */
export async function confirmBest(
  input: ConfirmInput,
  end: LoopEnd,
  signal: AbortSignal,
): Promise<Result<Best | null>> {
  const { laboratory, original, objective, tell, tests } = input;
  const leaders = [...end.leaders];
  const seen = new Set<Candidate>();
  let failed = 0;
  const next = (): Leader | null => {
    if (failed === most.failed) return null;
    const leader = leaders.pop();
    if (leader !== undefined || failed === 0) return leader ?? null;
    return seen.size < most.compared ? promising(input, end, seen) : null;
  };
  for (let found = next(); found !== null; found = next()) {
    const { candidate, iteration } = found;
    const { version, proposer, rules } = candidate;
    seen.add(candidate);
    tell({ kind: 'confirming', comparison: null });
    const compared = await laboratory.compare(original, version, objective, signal);
    if (!compared.ok) return compared;
    const grown = await (input.grown?.(version, compared.value, signal) ?? compared);
    if (!grown.ok) return grown;
    const { comparison, pairs } = grown.value;
    tell({ kind: 'confirming', comparison });
    const isBetter = comparison.decision === 'improved';
    const tested = isBetter && tests ? await tests.judge(version, signal) : ok(null);
    if (!tested.ok) return tested;
    if (tested.value === false && tests) {
      failed += 1;
      const { reason, output } = tests.outcome;
      const lines = output.trim().split('\n').slice(-reasonLines).join('\n');
      const said = `the tests fail with it (${reason}):\n${lines}`;
      revise(input, end.ledger.refuted(candidate, said));
      end.tradeOffs.refuted(candidate);
      continue;
    }
    end.tradeOffs.confirmed(candidate, grown.value, isBetter);
    if (isBetter) {
      if (failed > 0) revise(input, end.ledger.accepted(candidate));
      return ok({ version, comparison, pairs, iteration, proposer, rules });
    }
  }
  return ok(null);
}

/** What was compared in full goes before what was only looked at. */
function promising(
  { minimumGain }: ConfirmInput,
  { tradeOffs, spares }: LoopEnd,
  seen: ReadonlySet<Candidate>,
): Leader | null {
  const compared = tradeOffs.mostPromising(seen);
  if (compared !== null) return compared;
  const left = spares.filter(
    ({ candidate, ratio }) => !seen.has(candidate) && ratio < 1 - minimumGain,
  );
  return left.toSorted((a, b) => a.ratio - b.ratio)[0] ?? null;
}

function revise(
  { revised }: ConfirmInput,
  fate: { readonly attempt: number; readonly iteration: Iteration } | null,
): void {
  if (fate !== null) revised?.(fate.attempt, fate.iteration);
}
