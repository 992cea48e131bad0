/** A ratio to the original, below 1 is better, with its interval of 95%. */
export interface Bounded {
  readonly median: number;
  readonly ci95: readonly [number, number];
}

/** What a version needs, as ratios to the original. */
export interface Standing {
  readonly time: Bounded;
  readonly memory: Bounded;
}

const original: Standing = {
  time: { median: 1, ci95: [1, 1] },
  memory: { median: 1, ci95: [1, 1] },
};

/**
 * The versions that no other, nor the original, beats (Pareto 1906, in the form for intervals): one
 * is beaten where another is clearly better in time or memory and not clearly worse in the other.
 * Clearly means that the intervals lie apart, and by the smallest gain that counts, or a page of
 * memory more would put a version aside. Of versions that tie in both, the first given stands for
 * all; what ties with the original is none.
 *
 * Being clearly better is an interval order, so that beating has no cycles: where something is
 * better than the original, the front is not empty.
 */
export function frontOf<T extends Standing>(
  versions: readonly T[],
  minimumGain: number,
): readonly T[] {
  const all: readonly Standing[] = [original, ...versions];
  const kept: T[] = [];
  for (const version of versions) {
    if (all.some((other) => isBeaten(version, other, minimumGain))) continue;
    if ([original, ...kept].some((other) => isTie(version, other, minimumGain))) continue;
    kept.push(version);
  }
  return kept;
}

/**
 * A version's standing by way of its parent's. The bounds are multiplied, low by low and high by
 * high: as if both had erred in the same direction, so that the interval is rather too wide.
 */
export function chained(parent: Standing, step: Standing): Standing {
  return { time: product(parent.time, step.time), memory: product(parent.memory, step.memory) };
}

function isBeaten(version: Standing, by: Standing, minimumGain: number): boolean {
  const better = (a: Bounded, b: Bounded): boolean => isClearlyBelow(a, b, minimumGain);
  return (
    (better(by.time, version.time) && !better(version.memory, by.memory)) ||
    (better(by.memory, version.memory) && !better(version.time, by.time))
  );
}

function isTie(a: Standing, b: Standing, minimumGain: number): boolean {
  return [
    [a.time, b.time],
    [b.time, a.time],
    [a.memory, b.memory],
    [b.memory, a.memory],
  ].every(([low, high]) => !isClearlyBelow(low as Bounded, high as Bounded, minimumGain));
}

function isClearlyBelow(a: Bounded, b: Bounded, minimumGain: number): boolean {
  return a.ci95[1] < b.ci95[0] * (1 - minimumGain);
}

function product(a: Bounded, b: Bounded): Bounded {
  return {
    median: a.median * b.median,
    ci95: [a.ci95[0] * b.ci95[0], a.ci95[1] * b.ci95[1]],
  };
}
