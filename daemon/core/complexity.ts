import type { Curve, LogPoint } from './complexity/curve.ts';
import { curvesOf, logFigureOf } from './complexity/curve.ts';
import { type GrowthClass, growthClasses } from '../../protocol/growth.ts';
import { compareGrowth } from './complexity/growth.ts';
import { median } from './statistics.ts';

/** A figure, of time or of memory, at one size: every round's, in one unit, above zero. */
export interface SizedFigures {
  readonly n: number;
  readonly figures: readonly number[];
}

/** How a class compares with the one that describes the points best. */
export interface Standing {
  readonly growth: GrowthClass;
  readonly curve: Curve;
  /** AICc beyond the best one's: 0 for the best itself. */
  readonly behind: number;
  /** Akaike weight: how much of the evidence is this class's, the classes together having 1. */
  readonly weight: number;
  /** Figure at the largest size over that at the smallest, by the curve. */
  readonly growthFactor: number;
}

export type ComplexityFit =
  | {
      readonly kind: 'too-little';
      readonly why: 'sizes' | 'range';
      readonly sizes: number;
      /** Largest size over smallest. */
      readonly range: number;
    }
  | {
      readonly kind: 'fitted';
      readonly best: Standing;
      /** Classes that these sizes cannot tell from the best, which is one of them; slowest first. */
      readonly plausible: readonly GrowthClass[];
      /** Classes that have next to no support; between these and the plausible ones is doubt. */
      readonly ruledOut: readonly GrowthClass[];
      /** Every class, the best first. */
      readonly standings: readonly Standing[];
      /** Share of the variation of the logarithms that the best curve explains; null for `1`. */
      readonly r2: number | null;
      /** Share of the figure at the largest size that is not overhead. */
      readonly grownShare: number;
      readonly smallest: number;
      readonly largest: number;
      readonly sizes: number;
    };

export const fewestSizes = 5;
/** Over less than this, straight lines and curves look alike, */
export const smallestRange = 8;
/** but steep growth shows over less, and its sizes lie closer together. */
const smallestSteepRange = 4;
const steepSpread = 32;
const plausibleBehind = 6;
const ruledOutBehind = 10;
/** Growth by less over the whole range may be a cache that got too small, or nothing at all. */
const visibleGrowth = 1.4;
/** Less than this over a short range is none, and over a long one less than the above. */
const flat = 1.1;
const longRange = 100;
/** Caches and allocators bend curves by some percent: nothing is concluded from smaller misfits. */
const modelError = 0.03;
/** Smaller figures are left out of a fit, where lower terms and overhead outweigh the class, */
const tellingShare = 1 / 1000;
/** as long as so many sizes remain. */
const tellingSizes = 8;

/**
 * Which of the usual classes describes how a figure grows. Each class is fitted with and without an
 * overhead that does not grow; the small-sample information criterion of Akaike (AICc: Hurvich and
 * Tsai 1989) on the residuals of the logarithms chooses, and what is far behind the best is ruled
 * out (by 10, after Burnham and Anderson 2002).
 */
export function fitComplexity(measured: readonly SizedFigures[]): ComplexityFit {
  const all = pointsOf(measured);
  const points = telling(all);
  const sizes = all.length;
  const smallest = all[0]?.n ?? 0;
  const largest = all.at(-1)?.n ?? 0;
  const range = smallest > 0 ? largest / smallest : 0;
  if (sizes < fewestSizes) return { kind: 'too-little', why: 'sizes', sizes, range };
  const isSteep = range >= smallestSteepRange && spreadOf(all) >= steepSpread;
  if (range < smallestRange && !isSteep) {
    return { kind: 'too-little', why: 'range', sizes, range };
  }
  const standings = standingsOf(points, noiseOf(measured));
  const best = chosen(standings);
  // A curve that is all but flat says nothing for its class: any other would fit as well.
  const leastGrowth = range < longRange ? flat : visibleGrowth;
  const upTo = (behind: number): GrowthClass[] =>
    standings
      .filter(
        ({ growth, behind: by, growthFactor }) =>
          growth === best.growth || (by < behind && growthFactor >= leastGrowth),
      )
      .map(({ growth }) => growth)
      .sort(compareGrowth);
  const inDoubt = upTo(ruledOutBehind);
  return {
    kind: 'fitted',
    best,
    plausible: upTo(plausibleBehind),
    ruledOut: growthClasses.filter((growth) => !inDoubt.includes(growth)),
    standings,
    r2: best.growth === '1' ? null : r2Of(best.curve, points),
    grownShare: grownShareOf(best.curve, points),
    smallest,
    largest,
    sizes,
  };
}

/**
 * Whether two versions grow differently: only where no class is plausible for both, so that luck
 * with the noise makes no change. `unsure` where the plausible ones lie between each other.
 */
export function classChanged(
  baseline: ComplexityFit,
  candidate: ComplexityFit,
): 'slower-growth' | 'faster-growth' | 'same' | 'unsure' {
  if (baseline.kind !== 'fitted' || candidate.kind !== 'fitted') return 'unsure';
  const [before, after] = [possible(baseline), possible(candidate)];
  if (after.most < before.least) return 'slower-growth';
  if (after.least > before.most) return 'faster-growth';
  return baseline.best.growth === candidate.best.growth ? 'same' : 'unsure';
}

/** The first, or a constant where growth that hardly shows is not clearly better. */
function chosen(standings: readonly Standing[]): Standing {
  const [first] = standings as [Standing];
  const constant = standings.find(({ growth }) => growth === '1') as Standing;
  return constant.behind < plausibleBehind || first.growthFactor < visibleGrowth ? constant : first;
}

function spreadOf(points: readonly LogPoint[]): number {
  const logs = points.map(({ logFigure }) => logFigure);
  return Math.exp(Math.max(...logs) - Math.min(...logs));
}

/** Places of the classes that are not ruled out. */
function possible(fit: ComplexityFit & { kind: 'fitted' }): { least: number; most: number } {
  const places = growthClasses
    .map((growth, index) => ({ growth, index }))
    .filter(({ growth }) => !fit.ruledOut.includes(growth))
    .map(({ index }) => index);
  return { least: Math.min(...places), most: Math.max(...places) };
}

function pointsOf(measured: readonly SizedFigures[]): readonly LogPoint[] {
  const bySize = new Map<number, number[]>();
  for (const { n, figures } of measured) {
    const usable = figures.filter((figure) => figure > 0 && Number.isFinite(figure));
    if (n > 0 && usable.length > 0) bySize.set(n, [...(bySize.get(n) ?? []), ...usable]);
  }
  return [...bySize]
    .map(([n, figures]) => ({ n, logFigure: Math.log(median(figures)) }))
    .sort((one, other) => one.n - other.n);
}

/** The sizes that tell of the class: see `tellingShare`. */
function telling(points: readonly LogPoint[]): readonly LogPoint[] {
  const top = Math.max(...points.map(({ logFigure }) => logFigure)) + Math.log(tellingShare);
  return points.filter(
    ({ logFigure }, index) => index >= points.length - tellingSizes || logFigure >= top,
  );
}

/**
 * Variance of a size's median by the scatter of its rounds, on the logarithmic scale: a curve that
 * lies closer than that to the points owes it to luck. Zero where no size has two rounds.
 */
function noiseOf(measured: readonly SizedFigures[]): number {
  const variances = measured
    .filter(({ figures }) => figures.length > 1)
    .map(({ figures }) => {
      const logs = figures.map(Math.log);
      const middle = median(logs);
      // The median distance from the median, made a standard deviation as for a normal law.
      const deviation = 1.4826 * median(logs.map((each) => Math.abs(each - middle)));
      return ((Math.PI / 2) * deviation ** 2) / figures.length;
    });
  return variances.length === 0 ? 0 : median(variances);
}

function standingsOf(points: readonly LogPoint[], noise: number): readonly Standing[] {
  const count = points.length;
  const scored = growthClasses.map((growth) => {
    const ways = curvesOf(growth, points)
      .filter((curve) => count - curve.parameters - 2 > 0)
      .map((curve) => ({ growth, curve, aicc: aiccOf(curve, count, noise) }));
    return ways.reduce((best, way) => (way.aicc < best.aicc ? way : best));
  });
  scored.sort((one, other) => one.aicc - other.aicc);
  const lowest = (scored[0] as (typeof scored)[number]).aicc;
  const likelihoods = scored.map(({ aicc }) => Math.exp((lowest - aicc) / 2));
  const together = likelihoods.reduce((sum, each) => sum + each, 0);
  return scored.map(({ growth, curve, aicc }, index) => ({
    growth,
    curve,
    behind: aicc - lowest,
    weight: (likelihoods[index] as number) / together,
    growthFactor: Math.exp(
      logFigureOf(curve, (points.at(-1) as LogPoint).n) -
        logFigureOf(curve, (points[0] as LogPoint).n),
    ),
  }));
}

function aiccOf(curve: Curve, count: number, noise: number): number {
  const free = curve.parameters + 1;
  const variance = Math.max(curve.residual / count, noise) + modelError ** 2;
  return count * Math.log(variance) + 2 * free + (2 * free * (free + 1)) / (count - free - 1);
}

function r2Of(curve: Curve, points: readonly LogPoint[]): number {
  const mean = points.reduce((sum, { logFigure }) => sum + logFigure, 0) / points.length;
  const all = points.reduce((sum, { logFigure }) => sum + (logFigure - mean) ** 2, 0);
  return all === 0 ? 1 : Math.max(0, 1 - curve.residual / all);
}

function grownShareOf(curve: Curve, points: readonly LogPoint[]): number {
  if (curve.growth === '1') return 0;
  const whole = Math.exp((points.at(-1) as LogPoint).logFigure);
  return Math.min(1, Math.max(0, 1 - curve.overhead / whole));
}
