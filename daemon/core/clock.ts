import type { Clock } from '../../protocol/comparison.ts';
import type { PairFigures, RoundFigures } from './ports.ts';
import { median } from './statistics.ts';

/** Nanoseconds of one pass: the later regions' where there are any, else the cold first one. */
export function passNsOf(round: RoundFigures): number {
  return round.passNs.length > 0 ? median(round.passNs) : round.firstPassNs;
}

/** The same by any clock; by the wall clock where another does not tell. */
export function passNsBy(round: RoundFigures, clock: Clock): number {
  switch (clock) {
    case 'wall':
      return passNsOf(round);
    case 'own':
      return round.ownPassNs ?? passNsOf(round);
    case 'cpu':
      return round.cpuPassNs;
  }
}

/**
 * Which clock decides: wall time less the time in which other programs had the core, wherever the
 * kernel tells that of every round. Noise that others make is gone from it; waiting that a version
 * does of its own accord, for a file or a timer, is not. The kernel does not tell it of a program
 * with processes or threads of its own, which could hold up one another.
 */
export function decidingClock(rounds: readonly RoundFigures[]): Clock {
  return rounds.length > 0 && rounds.every((round) => round.ownPassNs !== null) ? 'own' : 'wall';
}

export function roundsOf(pairs: readonly PairFigures[]): readonly RoundFigures[] {
  return pairs.flatMap(({ baseline, candidate }) => [baseline, candidate]);
}

/** Share of a pass in which other programs had the core; null where that is not known. */
export function heldUpShare(round: RoundFigures): number | null {
  return round.ownPassNs === null ? null : 1 - round.ownPassNs / passNsOf(round);
}
