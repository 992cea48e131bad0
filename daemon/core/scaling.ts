import type { Result } from '../../protocol/failures.ts';
import type { Growth } from '../../protocol/growth.ts';
import type { Clock } from '../../protocol/comparison.ts';
import { decidingClock, passNsBy } from './clock.ts';
import { type ComplexityFit, fitComplexity, type SizedFigures } from './complexity.ts';
import { logFigureOf } from './complexity/curve.ts';
import { describeFit } from './complexity/wording.ts';
import type { CaseSet } from './case-set.ts';
import type { RoundFigures } from './ports/history.ts';

/** A case that can be made larger and smaller. */
export interface Scalable {
  readonly id: string;
  /** Its size as it is written. */
  readonly n: number;
  readonly grows: readonly string[];
  /** As far as it can grow. */
  readonly largest: number;
  /** The same case with another size, alone. */
  at(n: number): Result<CaseSet>;
}

/** The rounds of one version at one size. */
export interface SizedRounds {
  readonly n: number;
  readonly rounds: readonly RoundFigures[];
}

/**
 * Resident memory comes in pages and arenas: without something beneath, the difference between
 * nothing and one page would count as much as that between one megabyte and a thousand.
 */
const memoryFloorBytes = 64 * 1024;

export function fitTime(sizes: readonly SizedRounds[], clock: Clock): ComplexityFit {
  return fitComplexity(figuresOf(sizes, (round) => passNsBy(round, clock)));
}

export function fitMemory(sizes: readonly SizedRounds[]): ComplexityFit {
  return fitComplexity(figuresOf(sizes, memoryFigureOf));
}

/** Peak above what was resident before the first case. */
export function usedBytesOf({ peakBytes, baselineBytes }: RoundFigures): number {
  return Math.max(0, peakBytes - baselineBytes);
}

/** Above zero, so that two of them have a ratio. */
export function memoryFigureOf(round: RoundFigures): number {
  return usedBytesOf(round) + memoryFloorBytes;
}

/** As in a comparison: the same clock at every size. */
export function clockOf(sizes: readonly SizedRounds[]): Clock {
  const measured = sizes.map(({ rounds }) => rounds).filter((rounds) => rounds.length > 0);
  return measured.length === 0 ? 'wall' : decidingClock(measured);
}

/** A fit as it is told. */
export function growthOf(fit: ComplexityFit, sizes: readonly number[], least = 0): Growth {
  const text = describeFit(fit);
  if (fit.kind === 'too-little') {
    return { growth: null, text, r2: null, plausible: [], ruledOut: [], curve: [] };
  }
  const { best, r2, plausible, ruledOut } = fit;
  const curve = sizes.map((n) => ({
    n,
    figure: Math.max(0, Math.exp(logFigureOf(best.curve, n)) - least),
  }));
  return {
    growth: best.growth,
    text,
    r2,
    plausible: [...plausible],
    ruledOut: [...ruledOut],
    curve,
  };
}

export function memoryGrowthOf(fit: ComplexityFit, sizes: readonly number[]): Growth {
  return growthOf(fit, sizes, memoryFloorBytes);
}

function figuresOf(
  sizes: readonly SizedRounds[],
  figure: (round: RoundFigures) => number,
): readonly SizedFigures[] {
  return sizes.map(({ n, rounds }) => ({ n, figures: rounds.map(figure) }));
}
