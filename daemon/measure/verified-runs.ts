import type { Outcome } from '../../protocol/cases.ts';
import type { Counterexample } from '../../protocol/comparison.ts';
import { ok, type Result } from '../../protocol/failures.ts';
import type { Checked, Expectations } from '../core/laboratory.ts';
import type { Version } from '../core/ports/subject.ts';
import type { WarmUp } from '../core/warm-up.ts';
import type { Bench } from './bench.ts';
import { endedChecked, verdictOf } from './measurement.ts';
import { type Repetition, settleRepetition, singlePass } from './repetition.ts';
import type { Ended, Ran, Round } from './round.ts';
import { findWarmUp, warmedUp, warmedUpForBoth } from './steadiness.ts';

/** Seeds of hash randomization; rounds take them in turn. Every check uses the first. */
const hashSeeds = [1, 2, 3, 4] as const;
/** Share of the time of a program that waits for a file or a timer. */
const mostlyIdle = 0.5;

/** What is known of one version so far. */
interface Known {
  checked: Checked | null;
  /** Of outcomes that were found right, under any seed. */
  readonly digests: Set<string>;
  repetition: Repetition | null;
  /** The run of a single pass that the repetition was chosen by. */
  pilot: Ran | null;
  /** Milliseconds of a run with that repetition. */
  runMs: number;
  /** Found for so many repetitions in a region. */
  readonly warmUps: Map<number, WarmUp | null>;
}

/**
 * Runs of versions whose outcomes are known to be right. A check compares outcomes in full; a
 * timed run is trusted only where its digest is that of outcomes that were checked, so a version
 * that behaves while it is checked and cheats while it is timed is found out.
 */
export class VerifiedRuns {
  readonly bench: Bench;
  readonly #original: Version;
  readonly #expectations: Expectations;
  readonly #comparisonMs: number;
  readonly #known = new Map<string, Known>();
  readonly #originals = new Map<number, readonly Outcome[] | null>();
  #originalMs: number | null = null;
  #originalSlowestNs: number | null = null;
  #toolchain = '';

  /** `comparisonMs` is the time that a comparison has. */
  constructor(bench: Bench, original: Version, expectations: Expectations, comparisonMs: number) {
    this.bench = bench;
    this.#original = original;
    this.#expectations = expectations;
    this.#comparisonMs = comparisonMs;
  }

  get toolchain(): string {
    return this.#toolchain;
  }

  /** What its slowest case took when the original was checked; null where it did not get to its end. */
  get originalSlowestNs(): number | null {
    return this.#originalSlowestNs;
  }

  /** What the last check or failed run of a version came to; a version must have been checked. */
  checked(version: Version): Checked {
    const { checked } = this.#know(version);
    if (checked === null) throw new Error('a version is asked about before it was checked');
    return checked;
  }

  /** A version that passed its cases is wrong all the same. */
  refute(version: Version, message: string, counterexample: Counterexample): void {
    const checked = this.checked(version);
    this.#know(version).checked = { ...checked, verdict: 'failed', message, counterexample };
  }

  /** What a run that ended early means for the cases. */
  judgeEnded(round: Ended): Checked {
    const ids = this.bench.setup.calls.map((call) => call.id);
    const ended = endedChecked(round, ids);
    const { sources } = this.#expectations;
    if (sources === undefined || sources.size === 0) return ended;
    const cases = ended.cases.map((each) => ({ ...each, source: sources.get(each.id) }));
    return { ...ended, cases };
  }

  async check(version: Version, signal: AbortSignal): Promise<Result<Checked>> {
    const original = await this.#originalAt(hashSeeds[0], signal);
    if (!original.ok) return original;
    const known = this.#know(version);
    if (known.checked !== null) return ok(known.checked);
    const bench = this.#leashed(version);
    const round = await bench.run(version, 'check', singlePass, hashSeeds[0], signal);
    if (!round.ok) return round;
    known.checked = this.#judge(round.value, original.value);
    if (round.value.kind === 'ran') known.digests.add(round.value.digest);
    return ok(known.checked);
  }

  /**
   * A timed run; `ended` too where its outcomes are not the right ones. The original, which got to
   * its end when it was checked, has a second try: it has nothing to gain from failing. What
   * is not `isTelling` says nothing of the version.
   */
  async timed(
    version: Version,
    repetition: Repetition,
    index: number,
    signal: AbortSignal,
    isTelling: (ended: Ended) => boolean = () => true,
  ): Promise<Result<Round>> {
    const round = await this.#timedOnce(version, repetition, index, signal);
    if (!round.ok || round.value.kind === 'ran') return round;
    if (this.#isOriginal(version)) return this.#timedOnce(version, repetition, index, signal);
    if (isTelling(round.value)) this.#know(version).checked = this.judgeEnded(round.value);
    return round;
  }

  async #timedOnce(
    version: Version,
    repetition: Repetition,
    index: number,
    signal: AbortSignal,
  ): Promise<Result<Round>> {
    const seed = hashSeeds[index % hashSeeds.length] as number;
    const round = await this.#leashed(version).run(version, 'time', repetition, seed, signal);
    if (!round.ok) return round;
    const known = this.#know(version);
    if (round.value.kind === 'ran' && !known.digests.has(round.value.digest)) {
      const doubt = await this.#doubtOf(version, round.value.digest, seed, signal);
      if (!doubt.ok) return doubt;
      if (doubt.value !== null) return ok(doubt.value);
    }
    return round;
  }

  /** How often to repeat; asked of the version that others are compared with. */
  async repetition(version: Version, signal: AbortSignal): Promise<Result<Repetition>> {
    const known = this.#know(version);
    if (known.repetition === null) {
      const settled = await settleRepetition(this.bench.setup.calls, (repetition) =>
        this.timed(version, repetition, 0, signal),
      );
      if (!settled.ok) return settled;
      const { repetition = singlePass, first = null, lastMs = 0 } = settled.value ?? {};
      known.pilot = first;
      known.runMs = lastMs;
      const warmUp =
        first === null ? ok(null) : await this.#warmUp(version, repetition, lastMs, signal);
      if (!warmUp.ok) return warmUp;
      known.repetition = warmedUp(repetition, warmUp.value);
    }
    return ok(known.repetition);
  }

  /** That of the version that is compared with, after a warm-up that is long enough for both. */
  async repetitionForBoth(
    baseline: Version,
    candidate: Version,
    signal: AbortSignal,
  ): Promise<Result<Repetition>> {
    const repetition = await this.repetition(baseline, signal);
    if (!repetition.ok || repetition.value.warmUp === undefined) return repetition;
    const { runMs } = this.#know(baseline);
    const second = await this.#warmUp(candidate, repetition.value, runMs, signal);
    return second.ok ? ok(warmedUpForBoth(repetition.value, second.value)) : second;
  }

  async #warmUp(
    version: Version,
    { repeat, regions }: Repetition,
    runMs: number,
    signal: AbortSignal,
  ): Promise<Result<WarmUp | null>> {
    const { warmUps } = this.#know(version);
    const before = warmUps.get(repeat);
    if (before !== undefined) return ok(before);
    // Of that many passes: a version may be too slow for them, and right all the same.
    const isTelling = ({ verdict }: Ended): boolean => verdict !== 'timeout';
    const look = (repetition: Repetition, process: number): Promise<Result<Round>> =>
      this.timed(version, repetition, process, signal, isTelling);
    const found = await findWarmUp({ repeat, regions }, runMs, this.#comparisonMs, look);
    if (found.ok) warmUps.set(repeat, found.value);
    return found;
  }

  /** A first round that is there already, where a single pass turned out to be long enough. */
  pilot(version: Version): Ran | null {
    const { pilot, repetition } = this.#know(version);
    return repetition?.regions === 0 ? pilot : null;
  }

  /**
   * Outcomes that were not seen before: those of another hash seed, or wrong ones. A check under
   * that seed tells.
   */
  async #doubtOf(
    version: Version,
    digest: string,
    seed: number,
    signal: AbortSignal,
  ): Promise<Result<Ended | null>> {
    const original = await this.#originalAt(seed, signal);
    if (!original.ok) return original;
    const known = this.#know(version);
    if (known.digests.has(digest)) return ok(null);
    const round = await this.#leashed(version).run(version, 'check', singlePass, seed, signal);
    if (!round.ok) return round;
    if (round.value.kind === 'ended') return ok(round.value);
    const judged = this.#judge(round.value, original.value);
    const wasRight = known.checked?.verdict === 'passed' && !this.#isOriginal(version);
    if (judged.verdict !== 'passed' && wasRight) {
      return ok(wrong(`with another order of sets, ${judged.message}`));
    }
    if (round.value.digest !== digest) {
      return ok(wrong('its outcomes differ from run to run, on the same inputs'));
    }
    known.digests.add(digest);
    return ok(null);
  }

  /** What the original does under a hash seed; null where it does not get to its end. */
  async #originalAt(seed: number, signal: AbortSignal): Promise<Result<readonly Outcome[] | null>> {
    const before = this.#originals.get(seed);
    if (before !== undefined) return ok(before);
    const began = performance.now();
    const round = await this.bench.run(this.#original, 'check', singlePass, seed, signal);
    if (!round.ok) return round;
    const outcomes = round.value.kind === 'ran' ? round.value.outcomes : null;
    this.#originals.set(seed, outcomes);
    const known = this.#know(this.#original);
    known.checked ??= this.#judge(round.value, outcomes);
    if (round.value.kind === 'ran') {
      this.#toolchain = round.value.toolchain;
      known.digests.add(round.value.digest);
      this.#originalMs ??= performance.now() - began;
      this.#originalSlowestNs ??= slowestNsOf(round.value);
    }
    return ok(outcomes);
  }

  #judge(round: Round, original: readonly Outcome[] | null): Checked {
    if (round.kind === 'ended') return this.judgeEnded(round);
    const judged = this.#expectations.judge(round.outcomes ?? [], original);
    return { ...judged, ...verdictOf(judged.cases) };
  }

  /** A version ten times slower than the original is not waited for. */
  #leashed(version: Version): Bench {
    if (this.#isOriginal(version) || this.#originalMs === null) return this.bench;
    return this.bench.withinCpu(2000 + 10 * this.#originalMs);
  }

  #isOriginal(version: Version): boolean {
    return version.source === this.#original.source;
  }

  #know(version: Version): Known {
    const known = this.#known.get(version.source);
    if (known !== undefined) return known;
    const fresh: Known = {
      checked: null,
      digests: new Set(),
      repetition: null,
      pilot: null,
      runMs: 0,
      warmUps: new Map(),
    };
    this.#known.set(version.source, fresh);
    return fresh;
  }
}

/** A case that others pushed off the core seems to take as long as they did, unless it waits itself. */
function slowestNsOf({ caseNs, figures }: Ran): number {
  const slowest = Math.max(0, ...caseNs);
  const isWaiting = (figures.shares?.idle ?? 1) > mostlyIdle;
  return isWaiting ? slowest : Math.min(slowest, figures.ownFirstPassNs);
}

function wrong(message: string): Ended {
  return { kind: 'ended', verdict: 'failed', message, begun: 0 };
}
