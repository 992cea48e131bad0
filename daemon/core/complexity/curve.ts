import type { GrowthClass } from '../../../protocol/growth.ts';
import { logGrowth } from './growth.ts';

/** One size with its figure, as natural logarithms. */
export interface LogPoint {
  readonly n: number;
  readonly logFigure: number;
}

/** `overhead + factor · growth(n)`, fitted on the logarithmic scale. */
export interface Curve {
  readonly growth: GrowthClass;
  /** Of exponential growth, null otherwise. */
  readonly base: number | null;
  readonly hasOverhead: boolean;
  /** What the figure is however small the input, in the figure's unit; 0 without overhead. */
  readonly overhead: number;
  /** Natural logarithm of the factor: powers of large sizes leave no room for itself. */
  readonly logFactor: number;
  /** Fitted parameters, without the scatter. */
  readonly parameters: number;
  /** Sum of squared residuals of the logarithms. */
  readonly residual: number;
}

const smallestBase = 1.25;
const largestBase = 4;

/**
 * Every way in which a class can describe the points: with the overhead of a call and without.
 * Residuals are relative ones, so a size counts as much as any other, however long it took.
 */
export function curvesOf(growth: GrowthClass, points: readonly LogPoint[]): readonly Curve[] {
  if (growth === '1') return [plain(growth, points, null)];
  if (growth !== '2^n') return [plain(growth, points, null), raised(growth, points, null)];
  const within = [Math.log(smallestBase), Math.log(largestBase)] as const;
  return [plain, raised].map((fit) => {
    const tried = (logBase: number): Curve => fit(growth, points, Math.exp(logBase));
    return tried(lowest((logBase) => tried(logBase).residual, within, 12));
  });
}

/** What a curve says of a size, as a natural logarithm. */
export function logFigureOf(curve: Curve, n: number): number {
  const grown = curve.logFactor + logGrowth(curve.growth, n, curve.base ?? undefined);
  return curve.overhead > 0 ? logSum(Math.log(curve.overhead), grown) : grown;
}

/** Without overhead the factor has a closed form: the mean distance of the logarithms. */
function plain(growth: GrowthClass, points: readonly LogPoint[], base: number | null): Curve {
  const shape = points.map(({ n }) => logGrowth(growth, n, base ?? undefined));
  const { level, residual } = levelOf(points, shape);
  const parameters = base === null ? 1 : 2;
  return { growth, base, hasOverhead: false, overhead: 0, logFactor: level, parameters, residual };
}

/**
 * With overhead there is one number more to find: how the growing part compares with the overhead
 * at the largest size. The level follows from it, as above.
 */
function raised(growth: GrowthClass, points: readonly LogPoint[], base: number | null): Curve {
  const grown = points.map(({ n }) => logGrowth(growth, n, base ?? undefined));
  const most = Math.max(...grown);
  const shapeOf = (share: number): number[] => grown.map((each) => logSum(0, share + each - most));
  const residualOf = (share: number): number => levelOf(points, shapeOf(share)).residual;
  // From a thousandth of the overhead up to where none of it shows even at the smallest size.
  const ceiling = Math.min(60, most - Math.min(...grown) + 5);
  const share = lowest(residualOf, [-7, Math.max(ceiling, 0)], 40);
  const { level, residual } = levelOf(points, shapeOf(share));
  return {
    growth,
    base,
    hasOverhead: true,
    overhead: Math.exp(level),
    logFactor: level + share - most,
    parameters: base === null ? 2 : 3,
    residual,
  };
}

function levelOf(
  points: readonly LogPoint[],
  shape: readonly number[],
): { readonly level: number; readonly residual: number } {
  const distances = points.map(({ logFigure }, index) => logFigure - (shape[index] as number));
  const level = distances.reduce((sum, each) => sum + each, 0) / distances.length;
  const residual = distances.reduce((sum, each) => sum + (each - level) ** 2, 0);
  return { level, residual };
}

/** Logarithm of the sum of two numbers given by theirs. */
function logSum(one: number, other: number): number {
  const [small, large] = one < other ? [one, other] : [other, one];
  return large + Math.log1p(Math.exp(small - large));
}

/** Where a function is lowest: a grid finds the valley, golden sections its floor. */
function lowest(
  of: (at: number) => number,
  [from, to]: readonly [number, number],
  cells: number,
): number {
  const width = (to - from) / cells;
  let best = from;
  let bestValue = Infinity;
  for (let cell = 0; cell <= cells; cell += 1) {
    const value = of(from + cell * width);
    if (value < bestValue) [best, bestValue] = [from + cell * width, value];
  }
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.max(from, best - width), Math.min(to, best + width)];
  for (let step = 0; step < 24; step += 1) {
    const left = high - golden * (high - low);
    const right = low + golden * (high - low);
    if (of(left) < of(right)) high = right;
    else low = left;
  }
  return (low + high) / 2;
}
