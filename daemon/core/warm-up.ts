import { median } from './statistics.ts';

/** What passes do along a run of one process. */
export type Steadiness =
  | { readonly kind: 'steady' }
  | {
      readonly kind: 'settles';
      /** Regions before the steady ones. */
      readonly after: number;
      /** Their time over that of the steady ones: above 1 they warm up, below 1 they slow down. */
      readonly ratio: number;
    }
  /** They come and go, drift, or change until the end. */
  | {
      readonly kind: 'unsettled';
      /** The first third's time over the last third's; 1 where levels come and go. */
      readonly ratio: number;
    };

/** Whether later regions are slower, clearly: that is the contrary of a warm-up. */
export function slowsDown(steadiness: Steadiness): boolean {
  return steadiness.kind !== 'steady' && steadiness.ratio < 1 - tolerance;
}

/** What a measurement does about it. */
export interface WarmUp {
  /** Run in each process before those that count, and not counted. */
  readonly regions: number;
  /**
   * The first regions' time over that of the later ones, null where they are alike. Below 1 passes
   * slow down: then none is left out.
   */
  readonly ratio: number | null;
  /** False where passes do not settle within what was tried. */
  readonly isSteady: boolean;
}

/** Regions that it takes to tell. */
export const fewestRegions = 6;
/** Of half a smallest gain: both versions of a pair have it, so that less bears on nothing. */
const tolerance = 0.02;
/** A step must explain this much of the misfit, in units of the noise; see the tests. */
const penaltyOfStep = 7;
/** Bounded below two steps, so that a single region that something disturbed is no level. */
const mostMisfit = 9;
const fewestSteady = 3;
const steadyShare = 0.25;
/** Noise alone hardly makes the one distance so much smaller than the other. */
const alikeShare = 0.3;
const spreadFactor = 3;
/** Two-sided, 1%. */
const trendLevel = 2.58;

/**
 * Whether the times of equal regions, in the order in which they ran in one process, reach a steady
 * state, and after how many. As in Barrett et al. 2017 (Virtual Machine Warmup Blows Hot and Cold)
 * the series is cut into segments by its change points, segments that differ by no more than a
 * tolerance count as one level, the last level is the steady state, and there is none where it is
 * not a quarter of the series long. Kalibera and Jones 2013 warn of series that never settle: a
 * level that comes back, or a last one with a trend (Mann 1945, Kendall), is none either. The series
 * is short and other programs disturb it, so segments are fitted by their medians on a logarithmic
 * scale, and a misfit counts only up to a bound (Fearnhead and Rigaill 2019). `regionNs` has at
 * least `fewestRegions` of them.
 */
export function steadinessOf(processes: readonly (readonly number[])[]): Steadiness {
  const centered = processes.map(centeredLog);
  const columns = (centered[0] ?? []).map((_, at) => centered.map((row) => row[at] as number));
  const series = columns.map((column) => median(column));
  if (alternates(series)) return { kind: 'unsettled', ratio: 1 };
  const noise = Math.max(usualDistance(series, 1), spreadOf(columns), tolerance / 4);
  const segments = segmentsOf(series, noise);
  const final = levelOf(series, segments.at(-1) as Segment);
  const isFinal = (segment: Segment): boolean =>
    Math.abs(levelOf(series, segment) - final) <= Math.max(tolerance, noise);
  const last = segments.findLastIndex((segment) => !isFinal(segment));
  const before = segments.slice(0, last + 1);
  const after = before.at(-1)?.end ?? 0;
  const steady = series.slice(after);
  const fewest = Math.max(fewestSteady, Math.ceil(series.length * steadyShare));
  const comesBack = before.some(isFinal);
  if (comesBack) return { kind: 'unsettled', ratio: 1 };
  if (steady.length < fewest || drifts(steady)) {
    const third = Math.floor(series.length / 3);
    const ratio = Math.exp(median(series.slice(0, third)) - median(series.slice(-third)));
    return { kind: 'unsettled', ratio };
  }
  if (after === 0) return { kind: 'steady' };
  const ratio = Math.exp(median(series.slice(0, after)) - median(steady));
  return { kind: 'settles', after, ratio };
}

/** From `start` to before `end`. */
interface Segment {
  readonly start: number;
  readonly end: number;
}

/** Processes differ as a whole, for reasons of their own: what counts is the course of each. */
function centeredLog(regionNs: readonly number[]): readonly number[] {
  const logs = regionNs.map((ns) => Math.log(Math.max(ns, 1)));
  const middle = median(logs);
  return logs.map((value) => value - middle);
}

/** How far the middle of the processes lies from where other processes would have put it. */
function spreadOf(columns: readonly (readonly number[])[]): number {
  const spreads = columns.map((column) => {
    const middle = median(column);
    return median(column.map((value) => Math.abs(value - middle)));
  });
  return (spreadFactor * median(spreads)) / Math.sqrt(columns[0]?.length ?? 1);
}

/** Of regions that are so far apart. */
function usualDistance(series: readonly number[], lag: number): number {
  return median(series.slice(lag).map((value, at) => Math.abs(value - (series[at] as number))));
}

/** Whether some distance apart regions are alike that are not when they are nearer. */
function alternates(series: readonly number[]): boolean {
  let most = tolerance;
  for (let lag = 1; lag <= series.length / 3; lag += 1) {
    const distance = usualDistance(series, lag);
    if (distance < most * alikeShare && most > tolerance) return true;
    most = Math.max(most, distance);
  }
  return false;
}

/** The cheapest cut (optimal partitioning, Jackson et al. 2005), by dynamic programming. */
function segmentsOf(series: readonly number[], noise: number): readonly Segment[] {
  const costs = [-penaltyOfStep];
  const starts = [0];
  for (let end = 1; end <= series.length; end += 1) {
    let best = Number.POSITIVE_INFINITY;
    for (let start = 0; start < end; start += 1) {
      const part = misfit(series.slice(start, end), noise);
      const cost = (costs[start] as number) + part + penaltyOfStep;
      if (cost < best) [best, starts[end]] = [cost, start];
    }
    costs[end] = best;
  }
  const segments: Segment[] = [];
  for (let end = series.length; end > 0; end = starts[end] as number) {
    segments.unshift({ start: starts[end] as number, end });
  }
  return segments;
}

function misfit(values: readonly number[], noise: number): number {
  const middle = median(values);
  return values.reduce(
    (sum, value) => sum + Math.min(Math.abs(value - middle) / noise, mostMisfit),
    0,
  );
}

function levelOf(series: readonly number[], { start, end }: Segment): number {
  return median(series.slice(start, end));
}

/** Whether there is a trend that is no chance and amounts to more than the tolerance. */
function drifts(values: readonly number[]): boolean {
  const count = values.length;
  const slopes: number[] = [];
  let rises = 0;
  for (const [at, value] of values.entries()) {
    for (let later = at + 1; later < count; later += 1) {
      const rise = (values[later] as number) - value;
      rises += Math.sign(rise);
      slopes.push(rise / (later - at));
    }
  }
  const deviation = Math.sqrt((count * (count - 1) * (2 * count + 5)) / 18);
  const isChance = Math.abs(rises) - 1 < trendLevel * deviation;
  return !isChance && Math.abs(median(slopes)) * (count - 1) > tolerance;
}
