import type { Clock, Comparison, Decision, Objective, Ratio } from '../../protocol/comparison.ts';
import { decidingClock, heldUpShare, passNsBy, passNsOf, versionsOf } from './clock.ts';
import type { PairFigures, RoundFigures } from './ports/history.ts';
import { bootstrapMedians, exactMedianInterval, interval, median, sorted } from './statistics.ts';

/**
 * Looks at the data after this many pairs. An early look decides only by an exact interval of
 * 99.9%, so that several looks cost next to nothing in error rate (Haybittle 1971, Peto et al.
 * 1976); the last one by a bootstrap of 99%. The interval that is shown is a bootstrap of 95%.
 */
export const looks: readonly number[] = [11, 16, 24, 36, 54, 80, 120, 180];
/** However little time there is: fewer pairs say nothing at a level of 95%. */
export const fewestPairs = 6;
const earlyLevel = 0.999;
const lastLevel = 0.99;
const shownLevel = 0.95;

export interface Ratios {
  readonly time: Ratio;
  readonly memory: Ratio;
  readonly integral: Ratio;
}

export interface Judgement {
  readonly decision: Exclude<Decision, 'rejected'>;
  readonly ratio: Ratio;
  readonly ratios: Ratios;
  /** What the ratios of time and integral are taken by. */
  readonly clock: Clock;
  readonly times: NonNullable<Comparison['times']>;
  /** Share of the time in which others had the core, in the middle round; null: not known. */
  readonly heldUp: number | null;
}

/** Candidate over baseline, pair by pair. */
export function pairRatios(
  pairs: readonly PairFigures[],
  objective: Objective,
  clock: Clock = 'wall',
): readonly number[] {
  return pairs.map((pair) => {
    const candidate = figureOf(pair.candidate, objective, clock);
    const baseline = figureOf(pair.baseline, objective, clock);
    return baseline === 0 ? (candidate === 0 ? 1 : Number.MAX_VALUE) : candidate / baseline;
  });
}

/**
 * What the pairs so far say; null where it takes more of them. `last` forces an answer.
 *
 * `improved` and `regressed` need the whole interval beyond the smallest gain that counts, in
 * their direction. An early `unchanged` needs the whole interval within it.
 */
export function judge(
  pairs: readonly PairFigures[],
  objective: Objective,
  minimumGain: number,
  last: boolean,
): Judgement | null {
  const versions = versionsOf(pairs);
  const clock = decidingClock(versions);
  const values = pairRatios(pairs, objective, clock);
  const bounds = last
    ? interval(bootstrapMedians(values), lastLevel)
    : exactMedianInterval(sorted(values), earlyLevel);
  if (bounds === null) return null;
  const [low, high] = bounds;
  const gainBelow = 1 - minimumGain;
  const lossAbove = 1 / gainBelow;
  const decision =
    high < gainBelow
      ? 'improved'
      : low > lossAbove
        ? 'regressed'
        : last || (low > gainBelow && high < lossAbove)
          ? 'unchanged'
          : null;
  if (decision === null) return null;
  const timeBy = (each: Clock): Ratio => ratioOf(pairRatios(pairs, 'time', each));
  const times = { wall: timeBy('wall'), own: timeBy('own'), cpu: timeBy('cpu') };
  const ratios = {
    time: times[clock],
    memory: ratioOf(pairRatios(pairs, 'memory')),
    integral: ratioOf(pairRatios(pairs, 'integral', clock)),
  };
  return {
    decision,
    ratio: ratios[objective],
    ratios,
    clock,
    times,
    heldUp: clock === 'own' ? heldUpShare(versions.flat()) : null,
  };
}

/**
 * A gain that is not what it seems, with what gives it away; null where all is well. Outside the
 * regions the harness does the same for both versions, so the kernel must see the same CPU time
 * there: more of it is work that was moved, less is work that was not done as it was asked for.
 */
export function findCheat(pairs: readonly PairFigures[], minimumGain: number): string | null {
  const outside = pairs.map(
    ({ baseline, candidate }) => candidate.outsideCpuNs - baseline.outsideCpuNs,
  );
  const [low, high] = interval(bootstrapMedians(outside), shownLevel);
  const usual = median(pairs.map(({ baseline }) => baseline.outsideCpuNs));
  const before = median(pairs.map(({ baseline }) => baseline.firstPassCpuNs));
  const after = median(pairs.map(({ candidate }) => candidate.firstPassCpuNs));
  const ms = (ns: number): string => (ns / 1e6).toFixed(1);
  if (low > 0.5e6 && after + low > before * (1 - minimumGain)) {
    return `it uses ${ms(median(outside))} ms more CPU time outside the measured regions`;
  }
  if (high < -Math.max(0.5e6, usual / 4)) {
    return `it leaves out ${ms(-median(outside))} ms of what the measurement does between regions`;
  }
  return null;
}

/**
 * Whether the first pass, in a fresh process, lacks the gain that the later passes show: then it
 * comes from state that outlives a call. A cold pass shows less of any gain, so it must come half
 * way at least, on a logarithmic scale, but for what the first call in a process always costs. Without
 * what others took of the core, since one pass alone is easily disturbed, and only where that pass
 * is long enough to tell.
 */
export function gainNeedsRepetition(pairs: readonly PairFigures[]): boolean {
  const repeated = pairs.filter((pair) => pair.baseline.passNs.length > 0);
  if (repeated.length === 0) return false;
  const before = median(repeated.map(({ baseline }) => baseline.ownFirstPassNs));
  const after = median(repeated.map(({ candidate }) => candidate.ownFirstPassNs));
  const later = median(pairRatios(repeated, 'time', decidingClock(versionsOf(repeated))));
  return before >= 0.2e6 && later < 0.7 && after - coldNs > before * Math.sqrt(later);
}

/** What code that never ran costs at its first call, over all cases, whatever it does. */
const coldNs = 0.1e6;

function ratioOf(values: readonly number[]): Ratio {
  const [low, high] = interval(bootstrapMedians(values), shownLevel);
  return { median: median(values), ci95: [low, high], pairs: values.length };
}

/** The figure that an objective compares; an integral is over the time of the clock. */
export function figureOf(round: RoundFigures, objective: Objective, clock: Clock = 'wall'): number {
  switch (objective) {
    case 'time':
      return passNsBy(round, clock);
    case 'memory':
      return round.peakBytes;
    case 'integral':
      return (round.byteSeconds * passNsBy(round, clock)) / passNsOf(round);
  }
}
