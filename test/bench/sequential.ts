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

const present: readonly number[] = [11, 16, 24, 36, 54, 80];

const bootstrap = (ratios: readonly number[]): Bounds => interval(bootstrapMedians(ratios), 0.95);
const exact = (level: number) => (ratios: readonly number[]) =>
  exactMedianInterval(sorted(ratios), level);

/** As daemon/core/judge.ts decides. */
export const haybittlePeto: Method = {
  name: 'Haybittle-Peto 99.9%, last bootstrap 95%',
  looks: present,
  decides: (ratios, last) => (last ? bootstrap(ratios) : exact(0.999)(ratios)),
  shows: bootstrap,
};

/** The same looks, with an interval at the end that is wrong in one of a hundred comparisons. */
export const haybittlePetoStrict: Method = {
  ...haybittlePeto,
  name: 'Haybittle-Peto 99.9%, last bootstrap 99%',
  decides: (ratios, last) =>
    last ? interval(bootstrapMedians(ratios), 0.99) : exact(0.999)(ratios),
};

/** As long as the budget lasts: short functions have time for more pairs. */
export const haybittlePetoLonger: Method = {
  ...haybittlePeto,
  name: 'Haybittle-Peto, up to 180 pairs',
  looks: [...present, 120, 180],
};

/** The same looks, with an exact interval at the end too. */
export const haybittlePetoExact: Method = {
  ...haybittlePeto,
  name: 'Haybittle-Peto 99.9%, last exact 95%',
  decides: (ratios, last) => exact(last ? 0.95 : 0.999)(ratios),
  shows: exact(0.95),
};

/**
 * The whole error of 5% spent over the looks as O'Brien and Fleming would (1979), by the spending
 * function of Lan and DeMets (Biometrika 1983); each look may use what was added since the last one.
 * Adding up the looks bounds the error from above, whatever their correlation.
 */
export const alphaSpending: Method = {
  name: "O'Brien-Fleming spending (Lan-DeMets 1983)",
  looks: present,
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
  name: 'Haybittle-Peto 99.9%, by signed ranks',
  looks: present,
  decides: (ratios, last) => signedRankBounds(ratios, last ? 0.95 : 0.999),
  shows: (ratios) => signedRankBounds(ratios, 0.95),
};

function spentAt(count: number, last: boolean): number {
  const looks = haybittlePeto.looks;
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
