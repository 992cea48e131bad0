import type { PairFigures, RoundFigures } from './ports.ts';
import { exactMedianInterval, median, sorted } from './statistics.ts';

/** What the time of a comparison is taken by. */
export type Clock = 'wall' | 'cpu';

/** Nanoseconds of one pass: the later regions' where there are any, else the cold first one. */
export function passNsOf(round: RoundFigures): number {
  return round.passNs.length > 0 ? median(round.passNs) : round.firstPassNs;
}

/** The same by either clock. */
export function passNsBy(round: RoundFigures, clock: Clock): number {
  return clock === 'cpu' ? round.cpuPassNs : passNsOf(round);
}

/** A program that computes shows it in its least disturbed round. */
const leastShare = 0.97;
/** More, in any round, is work on several cores at once: the wall clock is for that. */
const mostShare = 1.15;
/** The wall clock decides unless it is so much worse. */
const muchWider = 1.5;
const level = 0.95;

/**
 * Which clock decides. Others that run on the measuring core stretch wall time and not CPU time, so
 * CPU time decides where wall time is much less certain, both say the same, and both versions do
 * nothing but compute: one that waits, or leaves its work to another process or to threads, has CPU
 * time and wall time apart in every round.
 */
export function decidingClock(pairs: readonly PairFigures[]): Clock {
  const rounds = [pairs.map((pair) => pair.baseline), pairs.map((pair) => pair.candidate)];
  if (!rounds.every(onlyComputes)) return 'wall';
  const wall = intervalBy(pairs, 'wall');
  const cpu = intervalBy(pairs, 'cpu');
  if (wall === null || cpu === null) return 'wall';
  const agree = wall.low <= cpu.high && cpu.low <= wall.high;
  return agree && wall.width > muchWider * cpu.width ? 'cpu' : 'wall';
}

function onlyComputes(rounds: readonly RoundFigures[]): boolean {
  const most = Math.max(...rounds.map((round) => round.cpuPassNs / passNsOf(round)));
  return most >= leastShare && most <= mostShare;
}

interface Interval {
  readonly low: number;
  readonly high: number;
  /** On a logarithmic scale. */
  readonly width: number;
}

function intervalBy(pairs: readonly PairFigures[], clock: Clock): Interval | null {
  const ratios = pairs.map(
    ({ baseline, candidate }) => passNsBy(candidate, clock) / passNsBy(baseline, clock),
  );
  const bounds = exactMedianInterval(sorted(ratios), level);
  if (bounds === null) return null;
  const [low, high] = bounds;
  return low > 0 ? { low, high, width: Math.log(high / low) } : null;
}
