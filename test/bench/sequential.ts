import { looks } from '../../daemon/core/judge.ts';
import {
  bootstrapMedians,
  exactMedianInterval,
  interval,
  sorted,
} from '../../daemon/core/statistics.ts';

/** Bounds of the ratio's middle; null where there are too few pairs for the level. */
export type Bounds = readonly [number, number] | null;

/** A way to decide from ratios that come in one by one. */
export interface Method {
  readonly name: string;
  /** Numbers of pairs after which it may decide. */
  readonly looks: readonly number[];
  /** What decides at a look; `last` at the end of the budget. */
  decides(ratios: readonly number[], last: boolean): Bounds;
  /** The interval of 95% that is shown once it has decided. */
  shows(ratios: readonly number[]): Bounds;
}

const bootstrap =
  (level: number) =>
  (ratios: readonly number[]): Bounds =>
    interval(bootstrapMedians(ratios), level);
const exact =
  (level: number) =>
  (ratios: readonly number[]): Bounds =>
    exactMedianInterval(sorted(ratios), level);

/** As daemon/core/judge.ts decides (Haybittle and Peto). */
export const presentMethod: Method = {
  name: 'early 99.9%, last 99%, up to 180 pairs',
  looks,
  decides: (ratios, last) => (last ? bootstrap(0.99) : exact(0.999))(ratios),
  shows: bootstrap(0.95),
};

/** Fewer looks: a short function has time for more. */
export const shorter: Method = {
  ...presentMethod,
  name: 'up to 80 pairs',
  looks: looks.filter((pairs) => pairs <= 80),
};

/** An interval at the end that is wrong in one of twenty comparisons. */
export const lenient: Method = {
  ...presentMethod,
  name: 'last 95%',
  decides: (ratios, last) => (last ? bootstrap(0.95) : exact(0.999))(ratios),
};

/** Order statistics at the end and to be shown too. */
export const exactThroughout: Method = {
  ...presentMethod,
  name: 'exact intervals throughout',
  decides: (ratios, last) => exact(last ? 0.99 : 0.999)(ratios),
  shows: exact(0.95),
};

/** The same with interpolation between order statistics. */
export const interpolatedThroughout: Method = {
  ...exactThroughout,
  name: 'exact intervals, interpolated',
  shows: (ratios) => interpolated(ratios, 0.95),
};

/**
 * The whole error of 5% spent over the looks as O'Brien and Fleming would (1979), by the spending
 * function of Lan and DeMets (Biometrika 1983); each look may use what was added since the last one.
 * Adding up the looks bounds the error from above, whatever their correlation.
 */
export const alphaSpending: Method = {
  name: "O'Brien-Fleming spending (Lan-DeMets 1983)",
  looks,
  decides: (ratios, last) => exact(1 - spentAt(ratios.length, last))(ratios),
  shows: exact(0.95),
};

/**
 * A confidence sequence for the median: it holds at all numbers of pairs at once (Howard and Ramdas,
 * Bernoulli 28(3), 2022), here by the mixture of binomials with a beta prior (Robbins 1970).
 */
export const confidenceSequence: Method = {
  name: 'confidence sequence 95% (Howard-Ramdas 2022)',
  looks: Array.from({ length: 75 }, (_, index) => index + 6),
  decides: (ratios) => sequenceBounds(ratios, 0.05),
  shows: (ratios) => sequenceBounds(ratios, 0.05),
};

/**
 * Pairs in random order make the logarithms of the ratios lie symmetrically about the true one, so
 * the signed ranks of Wilcoxon (1945) give an exact interval for it, by the averages of Walsh
 * (Hodges and Lehmann 1963). The looks are those of the present method.
 */
export const signedRanks: Method = {
  name: 'signed ranks',
  looks,
  decides: (ratios, last) => signedRankBounds(ratios, last ? 0.99 : 0.999),
  shows: (ratios) => signedRankBounds(ratios, 0.95),
};

function spentAt(count: number, last: boolean): number {
  const most = looks.at(-1) as number;
  const before = Math.max(0, ...looks.filter((look) => look < count));
  const spent = (pairs: number): number =>
    pairs === 0 ? 0 : 2 * (1 - normalCdf(1.959964 / Math.sqrt(pairs / most)));
  return Math.max(1e-9, (last ? 0.05 : spent(count)) - spent(before));
}

/** Ranks at which the mixture's evidence against "half of the ratios lie below" is too small. */
function sequenceBounds(ratios: readonly number[], error: number): Bounds {
  const ordered = sorted(ratios);
  const count = ordered.length;
  const prior = 10;
  const start = logBeta(prior, prior);
  const isPossible = (below: number): boolean =>
    logBeta(prior + below, prior + count - below) - start + count * Math.LN2 < -Math.log(error);
  let left = 0;
  while (left < count / 2 && !isPossible(left)) left += 1;
  if (left === 0 || left >= count / 2) return null;
  return [ordered[left - 1] as number, ordered[count - left] as number];
}

const criticalRanks = new Map<string, number>();

function signedRankBounds(ratios: readonly number[], level: number): Bounds {
  const count = ratios.length;
  const cut = criticalRank(count, (1 - level) / 2);
  if (cut === 0) return null;
  const logs = ratios.map(Math.log);
  const averages: number[] = [];
  for (let i = 0; i < count; i += 1) {
    for (let j = i; j < count; j += 1) {
      averages.push(((logs[i] as number) + (logs[j] as number)) / 2);
    }
  }
  const ordered = Float64Array.from(averages).sort();
  return [Math.exp(ordered[cut - 1] as number), Math.exp(ordered[ordered.length - cut] as number)];
}

/** The largest k with P(W < k) at most the tail: W is the sum of the ranks with a positive sign. */
function criticalRank(count: number, tail: number): number {
  const key = `${count} ${tail}`;
  const known = criticalRanks.get(key);
  if (known !== undefined) return known;
  let chances = [1];
  for (let rank = 1; rank <= count; rank += 1) {
    const next = Array.from({ length: chances.length + rank }, () => 0);
    chances.forEach((chance, sum) => {
      next[sum] = (next[sum] as number) + chance / 2;
      next[sum + rank] = (next[sum + rank] as number) + chance / 2;
    });
    chances = next;
  }
  let below = 0;
  let cut = 0;
  while (below + (chances[cut] as number) <= tail) {
    below += chances[cut] as number;
    cut += 1;
  }
  criticalRanks.set(key, cut);
  return cut;
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** Stirling's series, after shifting the argument to where it converges. */
function logGamma(x: number): number {
  let shift = 0;
  let at = x;
  while (at < 10) {
    shift -= Math.log(at);
    at += 1;
  }
  const series = 1 / (12 * at) - 1 / (360 * at ** 3) + 1 / (1260 * at ** 5);
  return shift + (at - 0.5) * Math.log(at) - at + Math.log(2 * Math.PI) / 2 + series;
}

/** By Simpson's rule from 0: more than accurate enough for levels. */
function normalCdf(z: number): number {
  const steps = 200;
  const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  const limit = Math.min(z, 12);
  const width = limit / steps;
  let sum = density(0) + density(limit);
  for (let step = 1; step < steps; step += 1) sum += density(step * width) * (step % 2 ? 4 : 2);
  return 0.5 + (sum * width) / 3;
}

/**
 * Order statistics hold steps of levels only; between two of them the level is met by
 * interpolation (Hettmansperger and Sheather, Statistics and Probability Letters 4, 1986).
 */
function interpolated(ratios: readonly number[], level: number): Bounds {
  const ordered = sorted(ratios);
  const count = ordered.length;
  let term = 0.5 ** count;
  let tail = 0;
  for (let rank = 0; rank < count / 2; rank += 1) {
    const before = tail;
    tail += term;
    if (1 - 2 * tail < level) {
      if (rank === 0) return null;
      const [wide, narrow] = [1 - 2 * before, 1 - 2 * tail];
      const share = (wide - level) / (wide - narrow);
      const depth = rank;
      const lambda = ((count - depth) * share) / (depth + (count - 2 * depth) * share);
      const at = (index: number): number => ordered[index] as number;
      return [
        (1 - lambda) * at(depth - 1) + lambda * at(depth),
        (1 - lambda) * at(count - depth) + lambda * at(count - depth - 1),
      ];
    }
    term *= (count - rank) / (rank + 1);
  }
  return null;
}
