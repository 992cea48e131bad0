import type { Comparison, Objective } from '../../protocol/comparison.ts';
import { ok, type Result } from '../../protocol/failures.ts';
import type { Environment, Measurement } from '../../protocol/measurement.ts';
import { fewestPairs, findCheat, gainNeedsRepetition, judge, looks } from '../core/judge.ts';
import type { Checked, Compared, Laboratory, Measured } from '../core/laboratory.ts';
import { comparisonDoubts, type Circumstances } from '../core/doubts.ts';
import { hostDoubts, type HostSnapshot } from '../core/host-doubts.ts';
import type { PairFigures } from '../core/ports/history.ts';
import type { Tell } from '../core/ports/service.ts';
import type { Version } from '../core/ports/subject.ts';
import { reasonFor } from '../core/reason.ts';
import { unmetNotices } from '../core/unmet-notices.ts';
import { environmentOf, measurementOf } from './measurement.ts';
import { type Repetition, singlePass } from './repetition.ts';
import type { Ended, Ran } from './round.ts';
import { screen, shuffled } from './screening.ts';
import type { VerifiedRuns } from './verified-runs.ts';

export interface LaboratoryOptions {
  readonly minimumGain: number;
  /** Time budget of one comparison. */
  readonly comparisonMs: number;
  /** What is to be said of the inputs with every measurement. */
  readonly notices?: readonly string[];
}

interface Pair {
  readonly baseline: Ran;
  readonly candidate: Ran;
}

/** What a measurement or a comparison began with. */
interface Course {
  readonly repetition: Repetition;
  readonly before: HostSnapshot | null;
}

const measureRounds = 15;
const fewestRounds = 5;
/** For a function of which one pass alone takes longer than there is time. */
const fewestLongRounds = 3;

/** The laboratory on a bench: rounds in fresh processes, interleaved where they are compared. */
export class BenchLaboratory implements Laboratory {
  readonly #runs: VerifiedRuns;
  readonly #options: LaboratoryOptions;
  readonly #tell: Tell;

  constructor(runs: VerifiedRuns, options: LaboratoryOptions, tell: Tell) {
    this.#runs = runs;
    this.#options = options;
    this.#tell = tell;
  }

  get environment(): Environment {
    const { lease } = this.#runs.bench.setup;
    return environmentOf(lease.host, lease.isolation, lease.core, this.#runs.toolchain);
  }

  check(version: Version, signal: AbortSignal): Promise<Result<Checked>> {
    return this.#runs.check(version, signal);
  }

  async measure(version: Version, signal: AbortSignal): Promise<Result<Measured>> {
    const checked = await this.check(version, signal);
    if (!checked.ok) return checked;
    const rounds: Ran[] = [];
    const { verdict } = checked.value;
    let course: Course = { repetition: singlePass, before: this.#snapshot() };
    if (verdict === 'passed' || verdict === 'failed') {
      const repetition = await this.#runs.repetition(version, signal);
      if (!repetition.ok) return repetition;
      course = { ...course, repetition: repetition.value };
      const budgetMs = this.#options.comparisonMs / 2;
      const pilot = this.#runs.pilot(version);
      if (pilot !== null) rounds.push(pilot);
      const isLong = pilot !== null && pilot.figures.firstPassNs / 1e6 > budgetMs;
      const fewest = isLong ? fewestLongRounds : fewestRounds;
      const deadline = performance.now() + budgetMs;
      while (
        rounds.length < measureRounds &&
        (rounds.length < fewest || performance.now() < deadline)
      ) {
        this.#progress('Measuring', rounds.length, measureRounds);
        const index = rounds.length;
        const round = await this.#runs.timed(version, repetition.value, index, signal);
        if (!round.ok) return round;
        if (round.value.kind === 'ended') {
          const checked = this.#runs.judgeEnded(round.value);
          return ok({
            measurement: this.#measurement(version, [], this.#circumstances(course), checked),
            caseNs: [],
            rounds: [],
          });
        }
        rounds.push(round.value);
      }
    }
    return ok({
      measurement: this.#measurement(version, rounds, this.#circumstances(course)),
      caseNs: rounds.at(-1)?.caseNs ?? [],
      rounds: rounds.map((round) => round.figures),
    });
  }

  screen(
    parent: Version,
    versions: readonly Version[],
    objective: Objective,
    signal: AbortSignal,
  ): Promise<Result<readonly (number | null)[]>> {
    const progress = this.#progress.bind(this);
    return screen(this.#runs, parent, versions, objective, progress, signal);
  }

  async compare(
    baseline: Version,
    candidate: Version,
    objective: Objective,
    signal: AbortSignal,
  ): Promise<Result<Compared>> {
    const verdicts: Checked[] = [];
    for (const version of [baseline, candidate]) {
      const checked = await this.check(version, signal);
      if (!checked.ok) return checked;
      verdicts.push(checked.value);
    }
    const [first, second] = verdicts as [Checked, Checked];
    if (first.verdict !== 'passed' || second.verdict !== 'passed') {
      const course: Course = { repetition: singlePass, before: null };
      const comparison = this.#untimed(baseline, candidate, objective, [], course);
      return ok({ comparison, pairs: [] });
    }
    const before = this.#snapshot();
    const repetition = await this.#runs.repetitionForBoth(baseline, candidate, signal);
    if (!repetition.ok) return repetition;
    const course: Course = { repetition: repetition.value, before };
    const pairs: Pair[] = [];
    if (this.#runs.checked(candidate).verdict !== 'passed') {
      const comparison = this.#untimed(baseline, candidate, objective, pairs, course);
      return ok({ comparison, pairs: [] });
    }
    const began = performance.now();
    const most = looks.at(-1) as number;
    for (;;) {
      const spentMs = performance.now() - began;
      this.#progress('Comparing', pairs.length, this.#pairsInAll(pairs.length, spentMs));
      const pair = await this.#pair(baseline, candidate, repetition.value, pairs.length, signal);
      if (!pair.ok) return pair;
      if ('ended' in pair.value) {
        const { ended, round } = pair.value;
        const comparison = this.#untimed(baseline, candidate, objective, pairs, course);
        // Where the candidate is the original, nothing is known against it.
        const isRefuted = this.#runs.checked(candidate).verdict !== 'passed';
        if (ended === 'candidate' && isRefuted) {
          return ok({ comparison, pairs: figuresOf(pairs) });
        }
        const reason = `the original did not get through a timed run: ${round.message}`;
        const undecided = { ...comparison, decision: 'rejected', reason } as const;
        return ok({ comparison: undecided, pairs: figuresOf(pairs) });
      }
      pairs.push(pair.value);
      const spent = performance.now() - began >= this.#options.comparisonMs;
      const last = pairs.length >= most || (pairs.length >= fewestPairs && spent);
      if (!last && !looks.includes(pairs.length)) continue;
      const comparison = this.#judged(baseline, candidate, objective, pairs, last, course);
      if (comparison !== null) return ok({ comparison, pairs: figuresOf(pairs) });
    }
  }

  /** Both versions in random order under one hash seed, or which of them ended early, and how. */
  async #pair(
    baseline: Version,
    candidate: Version,
    repetition: Repetition,
    index: number,
    signal: AbortSignal,
  ): Promise<Result<Pair | { readonly ended: keyof Pair; readonly round: Ended }>> {
    const roles = ['baseline', 'candidate'] as const;
    const found: { baseline?: Ran; candidate?: Ran } = {};
    for (const role of shuffled(roles)) {
      const version = role === 'baseline' ? baseline : candidate;
      const round = await this.#runs.timed(version, repetition, index, signal);
      if (!round.ok) return round;
      if (round.value.kind === 'ended') return ok({ ended: role, round: round.value });
      found[role] = round.value;
    }
    return ok(found as Pair);
  }

  #judged(
    baseline: Version,
    candidate: Version,
    objective: Objective,
    pairs: readonly Pair[],
    last: boolean,
    course: Course,
  ): Comparison | null {
    const figures = figuresOf(pairs);
    const { minimumGain } = this.#options;
    const judgement = judge(figures, objective, minimumGain, last);
    if (judgement === null) return null;
    const circumstances = this.#circumstances(course);
    const frame = {
      equivalent: true,
      counterexample: null,
      objective,
      ratio: judgement.ratio,
      ratios: judgement.ratios,
      clock: judgement.clock,
      times: judgement.times,
      doubts: comparisonDoubts(figures, objective, circumstances, judgement.clock),
      ...this.#both(baseline, candidate, pairs, circumstances),
    };
    if (judgement.decision === 'improved') {
      const cheat = findCheat(figures, minimumGain);
      if (cheat !== null) {
        return { ...frame, decision: 'rejected', reason: `the gain is not real: ${cheat}` };
      }
      if (objective !== 'memory' && gainNeedsRepetition(figures)) {
        const reason = 'the gain shows only when a call is repeated in one process';
        return { ...frame, decision: 'unchanged', reason };
      }
    }
    return { ...frame, decision: judgement.decision, reason: reasonFor(judgement, objective) };
  }

  /** The answer where one of the two does not do what it must. */
  #untimed(
    baseline: Version,
    candidate: Version,
    objective: Objective,
    pairs: readonly Pair[],
    course: Course,
  ): Comparison {
    const before = this.#runs.checked(baseline);
    const after = this.#runs.checked(candidate);
    const frame = {
      objective,
      ratio: null,
      ratios: null,
      ...this.#both(baseline, candidate, pairs, this.#circumstances(course)),
    };
    if (after.verdict !== 'passed') {
      const told = after.message ?? after.verdict;
      const isShared = after.verdict === before.verdict && after.message === before.message;
      return {
        ...frame,
        equivalent: false,
        counterexample: after.counterexample,
        decision: 'rejected',
        reason: isShared
          ? `nothing can be compared: the original does not get through either: ${told}`
          : `not equivalent: ${told}`,
      };
    }
    return {
      ...frame,
      equivalent: true,
      counterexample: null,
      decision: 'improved',
      reason: `it passes every case; the original does not (${before.message ?? before.verdict})`,
    };
  }

  #both(
    baseline: Version,
    candidate: Version,
    pairs: readonly Pair[],
    circumstances: Circumstances,
  ): { baseline: Measurement; candidate: Measurement } {
    const [first, second] = [
      pairs.map((pair) => pair.baseline),
      pairs.map((pair) => pair.candidate),
    ];
    return {
      baseline: this.#measurement(baseline, first, circumstances),
      candidate: this.#measurement(candidate, second, circumstances),
    };
  }

  #measurement(
    version: Version,
    rounds: readonly Ran[],
    circumstances: Circumstances,
    checked: Checked = this.#runs.checked(version),
  ): Measurement {
    const { target, language } = this.#runs.bench.setup;
    const subject = { function: target.name, language: language.id };
    const measured = measurementOf(subject, checked, rounds, this.environment, circumstances);
    const notices = [...(this.#options.notices ?? []), ...unmetNotices(checked)];
    return notices.length === 0 ? measured : { ...measured, notices };
  }

  #snapshot(): HostSnapshot | null {
    return this.#runs.bench.setup.lease.snapshot();
  }

  #circumstances({ before, repetition }: Course): Circumstances {
    const { calls, lease } = this.#runs.bench.setup;
    return {
      ...repetition,
      cases: calls.length,
      isolation: lease.isolation,
      sharesCore: lease.sharesCore,
      host: hostDoubts(before, this.#snapshot()),
    };
  }

  /** As many pairs as the budget will have room for, judging by those so far. */
  #pairsInAll(done: number, spentMs: number): number {
    const most = looks.at(-1) as number;
    if (done === 0) return most;
    const fitting = Math.ceil((this.#options.comparisonMs / spentMs) * done);
    return Math.max(done + 1, fewestPairs, Math.min(most, fitting));
  }

  #progress(what: string, done: number, total: number): void {
    this.#tell({ kind: 'measuring', what, done, total });
  }
}

function figuresOf(pairs: readonly Pair[]): readonly PairFigures[] {
  return pairs.map((pair) => ({
    baseline: pair.baseline.figures,
    candidate: pair.candidate.figures,
  }));
}
