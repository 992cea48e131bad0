import type { Clock } from '../../protocol/comparison.ts';
import type { PairFigures, RoundFigures } from './ports/history.ts';
import { median } from './statistics.ts';

/** Nanoseconds of one pass: the later regions' where there are any, else the cold first one. */
export function passNsOf(round: RoundFigures): number {
  return round.passNs.length > 0 ? median(round.passNs) : round.firstPassNs;
}

export function passNsBy(round: RoundFigures, clock: Clock): number {
  switch (clock) {
    case 'wall':
      return passNsOf(round);
    case 'own':
      return round.ownPassNs;
    case 'cpu':
      return round.cpuPassNs;
  }
}

/** Of a program that computes, in its least disturbed round. */
const mostIdle = 0.03;

/**
 * Which clock decides. A version that does nothing but compute is compared by its own time, which
 * others that run on its core do not stretch; one that waits, for a file or a timer, by the wall
 * clock. The kernel's account says which it is: on the core, ready for it, or neither. It is not
 * asked of a program with processes or threads of its own, which could hold up one another and do
 * the work meanwhile.
 */
export function decidingClock(versions: readonly (readonly RoundFigures[])[]): Clock {
  return versions.every(onlyComputes) ? 'own' : 'wall';
}

function onlyComputes(rounds: readonly RoundFigures[]): boolean {
  const idle = rounds.map(({ shares }) => shares?.idle ?? null);
  return idle.every((share) => share !== null) && Math.min(...idle) <= mostIdle;
}

export function versionsOf(
  pairs: readonly PairFigures[],
): readonly [readonly RoundFigures[], readonly RoundFigures[]] {
  return [pairs.map(({ baseline }) => baseline), pairs.map(({ candidate }) => candidate)];
}

/** Share of the time in which others had the core, in the middle round; null where not known. */
export function heldUpShare(rounds: readonly RoundFigures[]): number | null {
  const known = rounds.map(({ shares }) => shares).filter((shares) => shares !== null);
  return known.length === 0 ? null : median(known.map(({ heldUp }) => heldUp));
}
