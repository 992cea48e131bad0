import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

declare const sortedBrand: unique symbol;
/** Numbers in ascending order; only `sorted` makes them. */
export type SortedSamples = readonly number[] & { readonly [sortedBrand]: true };

export function sorted(values: readonly number[]): SortedSamples {
  return [...values].sort((a, b) => a - b) as readonly number[] as SortedSamples;
}

/** The p-quantile (0 to 1), linear between order statistics (Hyndman and Fan, type 7). */
export function quantile(samples: SortedSamples, p: number): number {
  if (samples.length === 0) throw new RangeError('A quantile needs at least one sample.');
  const position = p * (samples.length - 1);
  const below = Math.floor(position);
  const low = samples[below] as number;
  const high = samples[Math.min(below + 1, samples.length - 1)] as number;
  return low + (high - low) * (position - below);
}

export function median(values: readonly number[]): number {
  return quantile(sorted(values), 0.5);
}

/** The medians of resamples with replacement, in order: intervals of any level are read off it. */
export type BootstrapMedians = SortedSamples;

/**
 * Percentile bootstrap of the median (Efron 1979). The seed is fixed by default, so that the same
 * samples always give the same interval.
 */
export function bootstrapMedians(
  values: readonly number[],
  resamples = 4000,
  seed = 20_260_101,
): BootstrapMedians {
  const generator = xoroshiro128plus(seed);
  const ordered = sorted(values);
  const last = ordered.length - 1;
  const medians: number[] = [];
  const counts = new Uint32Array(ordered.length);
  for (let round = 0; round < resamples; round += 1) {
    counts.fill(0);
    for (let drawn = 0; drawn <= last; drawn += 1) {
      const index = uniformInt(generator, 0, last);
      counts[index] = (counts[index] as number) + 1;
    }
    medians.push(countedMedian(ordered, counts));
  }
  return sorted(medians);
}

/** The central interval that holds `level` of the bootstrap. */
export function interval(medians: BootstrapMedians, level: number): [number, number] {
  const tail = (1 - level) / 2;
  return [quantile(medians, tail), quantile(medians, 1 - tail)];
}

/**
 * An interval for the median that holds whatever the distribution is, by the binomial law of its
 * order statistics; null where there are too few samples for the level (11 for 99.9%).
 */
export function exactMedianInterval(
  samples: SortedSamples,
  level: number,
): [number, number] | null {
  const count = samples.length;
  let probability = 0.5 ** count;
  let tail = 0;
  let left = 0;
  for (let rank = 0; rank < count / 2; rank += 1) {
    tail += probability;
    if (2 * tail > 1 - level) break;
    left = rank + 1;
    probability *= (count - rank) / (rank + 1);
  }
  if (left === 0) return null;
  return [samples[left - 1] as number, samples[count - left] as number];
}

/** Median of ordered values that occur as often as counted: a resample needs no sorting. */
function countedMedian(ordered: SortedSamples, counts: Uint32Array): number {
  const total = ordered.length;
  const lowRank = (total - 1) >> 1;
  const highRank = total >> 1;
  let seen = 0;
  let low = Number.NaN;
  for (let index = 0; index < total; index += 1) {
    seen += counts[index] as number;
    if (Number.isNaN(low) && seen > lowRank) low = ordered[index] as number;
    if (seen > highRank) return (low + (ordered[index] as number)) / 2;
  }
  return low;
}
