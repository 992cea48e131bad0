import { type SortedSamples, sorted } from './statistics.ts';

/** The figures by which versions are ranked: nanoseconds, bytes used, byte-seconds. */
export interface Ranked {
  readonly time: number;
  readonly memory: number;
  readonly integral: number;
}

/** Every version that others are ranked among, figure by figure. */
export interface Population {
  readonly size: number;
  readonly time: SortedSamples;
  readonly memory: SortedSamples;
  readonly integral: SortedSamples;
}

/** A rank among fewer says nothing. */
export const fewestVariants = 5;

/**
 * The distinct, correct variants of a function that were measured in one environment, on the same
 * inputs; null where they are too few. A version that is itself such a variant is one of them when
 * it is ranked, as in the usual definition of a percentile rank: it ties with itself, so the best
 * of five beats 90%, the worst 10%, and no version is said to beat all of those it was found among.
 */
export function populationOf(variants: readonly Ranked[]): Population | null {
  if (variants.length < fewestVariants) return null;
  return {
    size: variants.length,
    time: sorted(variants.map(({ time }) => time)),
    memory: sorted(variants.map(({ memory }) => memory)),
    integral: sorted(variants.map(({ integral }) => integral)),
  };
}

/** For each figure, the share of the population that the version beats; see `rankOf`. */
export function ranksAmong(population: Population, version: Ranked): Ranked {
  return {
    time: rankOf(version.time, population.time),
    memory: rankOf(version.memory, population.memory),
    integral: rankOf(version.integral, population.integral),
  };
}

/** Share of the population that a figure beats, 0 to 100: less is better, ties count half. */
export function rankOf(figure: number, population: SortedSamples): number {
  if (population.length === 0) throw new RangeError('A rank needs at least one other.');
  const atMost = countBelow(population, (value) => value <= figure);
  const less = countBelow(population, (value) => value < figure);
  const beaten = population.length - atMost;
  return (100 * (beaten + (atMost - less) / 2)) / population.length;
}

/** How many lead the sorted samples for which the condition holds. */
function countBelow(samples: SortedSamples, holds: (value: number) => boolean): number {
  let [low, high] = [0, samples.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(samples[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}
