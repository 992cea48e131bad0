import type { Population, Ranked } from './percentiles.ts';
import { type SortedSamples, sorted } from './statistics.ts';

/**
 * What the paper clips figures to: 90 s and 1 GiB, and for the integral both all the time. A figure
 * beyond the limit counts as the limit, so that solutions that ran into it tie.
 */
export const paperLimits: Ranked = { time: 90e9, memory: 2 ** 30, integral: 90 * 2 ** 30 };

/** The passing reference solutions of a problem, measured in one environment; any number of them. */
export function referencesOf(solutions: readonly Ranked[]): Population {
  return {
    size: solutions.length,
    time: sorted(solutions.map(({ time }) => time)),
    memory: sorted(solutions.map(({ memory }) => memory)),
    integral: sorted(solutions.map(({ integral }) => integral)),
  };
}

/**
 * The paper's percentiles of a version among the references of its problem, 0 to 1: for each figure
 * the share of references that are no better, so that ties count for the version, unlike in
 * `rankOf`. Without references it is 0; so it is for a version that failed, which has no figures.
 */
export function beyond(version: Ranked | null, references: Population): Ranked {
  if (version === null) return { time: 0, memory: 0, integral: 0 };
  const share = (key: keyof Ranked) =>
    shareNotBetter(Math.min(Math.max(version[key], 0), paperLimits[key]), references[key]);
  return { time: share('time'), memory: share('memory'), integral: share('integral') };
}

/** Beyond-T, Beyond-M and Beyond-I, 0 to 100: the mean over all problems, failures as 0. */
export function beyondScores(problems: readonly Ranked[]): Ranked {
  if (problems.length === 0) throw new RangeError('A mean needs at least one problem.');
  const mean = (key: keyof Ranked) =>
    (100 * problems.reduce((sum, problem) => sum + problem[key], 0)) / problems.length;
  return { time: mean('time'), memory: mean('memory'), integral: mean('integral') };
}

/** The version's figure is clipped: then no reference has to be, since all that exceed it tie. */
function shareNotBetter(figure: number, references: SortedSamples): number {
  if (references.length === 0) return 0;
  return references.filter((value) => value >= figure).length / references.length;
}
