import type { Clock, Objective } from '../../protocol/comparison.ts';
import type { Doubt, DoubtKind, Isolation } from '../../protocol/measurement.ts';
import { decidingClock, heldUpShare, passNsOf, versionsOf } from './clock.ts';
import { pairRatios } from './judge.ts';
import type { PairFigures, RoundFigures } from './ports/history.ts';
import { median, quantile, sorted } from './statistics.ts';
import type { WarmUp } from './warm-up.ts';

/** How the figures came about, as far as it bears on how sure they are. */
export interface Circumstances {
  /** Passes in one region, and regions after the first pass. */
  readonly repeat: number;
  readonly regions: number;
  readonly cases: number;
  /** Absent where it was not looked at. */
  readonly warmUp?: WarmUp;
  readonly isolation: Isolation;
  /** Whether probe and program have but one core between them. */
  readonly sharesCore: boolean;
  /** What happened to the machine meanwhile. */
  readonly host: readonly Doubt[];
}

/** An interval of 95% for a median needs six samples, whatever it is made by. */
const fewestRounds = 6;
/** What an early look needs: a comparison that did not get so far ran out of time. */
const fewestPairs = 11;
/**
 * Reading a clock twice takes up to a microsecond in an interpreter: one per cent of this, and a
 * third of the smallest gain that counts.
 */
const shortRegionNs = 100e3;
/** Quiet machines stay below 5%; from here on the usual budget does not show a gain of 3%. */
const noisySpread = 0.15;
/** Quartile ranges from the nearer quartile: Tukey's far out. */
const farOut = 3;
/** Where all rounds agree to a hair, a hair is no outlier. */
const leastDistance = 0.05;
/** One stray round in ten moves no median. */
const strayShare = 0.1;
/** Of the pairs of rounds, those in which the later one has more: noise alone makes it half. */
const growingShare = 0.9;
/** Growth from the first third of the rounds to the last that is worth a word. */
const growth = 0.02;
const fewestGrowing = 6;
/** Of wall time, in the middle round, that others had the core for. */
const mostHeldUp = 0.1;

/** What makes the figures of one version less certain: at most one doubt of each kind. */
export function measurementDoubts(
  rounds: readonly RoundFigures[],
  circumstances: Circumstances,
): Doubt[] {
  if (rounds.length === 0) return [];
  const passNs = rounds.map(passNsOf);
  const found = [
    fewRounds(passNs.length, circumstances),
    coarse(median(passNs), circumstances),
    noisy(passNs, 'rounds'),
    outliers(passNs, 'rounds'),
    growing(rounds.map(({ peakBytes }) => peakBytes)),
    heldUp(rounds),
    ...always(circumstances),
  ];
  return oneOfEachKind(found);
}

/** What makes a comparison less certain, beyond the doubts of the two versions' own figures. */
export function comparisonDoubts(
  pairs: readonly PairFigures[],
  objective: Objective,
  circumstances: Circumstances,
  clock: Clock = decidingClock(versionsOf(pairs)),
): Doubt[] {
  if (pairs.length === 0) return [];
  const ratios = pairRatios(pairs, objective, clock);
  const shorter = Math.min(
    median(pairs.map(({ baseline }) => passNsOf(baseline))),
    median(pairs.map(({ candidate }) => passNsOf(candidate))),
  );
  const found = [
    fewPairs(pairs.length),
    objective === 'memory' ? null : coarse(shorter, circumstances),
    noisy(ratios, 'paired ratios'),
    outliers(ratios, 'pairs'),
    heldUp(versionsOf(pairs).flat()),
    ...always(circumstances),
  ];
  return oneOfEachKind(found);
}

function always({ host, isolation, sharesCore, warmUp }: Circumstances): (Doubt | null)[] {
  return [
    warmUp?.isSteady === false
      ? {
          kind: 'no-steady-state',
          advice:
            'Passes in one process do not settle: they go on getting slower or faster, or come and go. See what the function leaves behind from call to call, or make the cases larger; if other programs are busy here, measure again when they are not.',
        }
      : null,
    sharesCore
      ? {
          kind: 'shared-core',
          advice:
            'The probe shares the only core with the program: measure on a machine with two cores or more.',
        }
      : null,
    isolation === 'none'
      ? {
          kind: 'unsandboxed',
          advice: 'The program ran without a sandbox: install a container engine or bubblewrap.',
        }
      : null,
    ...host,
  ];
}

function fewRounds(count: number, { regions }: Circumstances): Doubt | null {
  if (count >= fewestRounds) return null;
  const remedy = regions === 0 ? 'make the cases smaller' : 'raise the time budget';
  return {
    kind: 'too-few-rounds',
    advice: `Only ${count} rounds fitted into the time budget, and the interval is no more than their range: ${remedy}.`,
  };
}

function fewPairs(count: number): Doubt | null {
  if (count >= fewestPairs) return null;
  return {
    kind: 'too-few-rounds',
    advice: `Only ${count} pairs fitted into the time budget: make the cases smaller, or raise the budget.`,
  };
}

function coarse(passNs: number, { cases, regions, repeat }: Circumstances): Doubt | null {
  const regionNs = regions === 0 ? passNs / cases : passNs * repeat;
  if (regionNs >= shortRegionNs) return null;
  return {
    kind: 'timer-coarse',
    advice: `What is timed lasts ${(regionNs / 1000).toFixed(1)} µs, and reading the clock up to 1 µs: make the cases larger.`,
  };
}

function noisy(values: readonly number[], what: string): Doubt | null {
  const ordered = sorted(values);
  const [low, middle, high] = quartiles(ordered);
  const spread = middle === 0 ? 0 : (high - low) / middle;
  if (spread <= noisySpread) return null;
  return {
    kind: 'host-noisy',
    advice: `The middle half of the ${what} spreads over ${(spread * 100).toFixed(0)}%: close other programs and measure again.`,
  };
}

function outliers(values: readonly number[], what: string): Doubt | null {
  const [low, middle, high] = quartiles(sorted(values));
  const reach = Math.max(farOut * (high - low), leastDistance * middle);
  const count = values.filter((value) => value < low - reach || value > high + reach).length;
  if (count < values.length * strayShare) return null;
  if (count === 0) return null;
  return {
    kind: 'outliers',
    advice: `${count} of ${values.length} ${what} lie far from the rest; they count, and the median bears them. See that nothing runs at intervals beside the measurement.`,
  };
}

function growing(bytes: readonly number[]): Doubt | null {
  if (bytes.length < fewestGrowing) return null;
  let later = 0;
  let pairs = 0;
  for (const [index, before] of bytes.entries()) {
    for (const after of bytes.slice(index + 1)) {
      pairs += 1;
      if (after > before) later += 1;
    }
  }
  const third = Math.floor(bytes.length / 3);
  const more = median(bytes.slice(-third)) - median(bytes.slice(0, third));
  const isGrowing = later >= pairs * growingShare && more > growth * median(bytes);
  if (!isGrowing) return null;
  return {
    kind: 'memory-grows',
    advice: `Memory grew by ${(more / 1e6).toFixed(1)} MB from the first rounds to the last, each in a process of its own: see what the function leaves behind in files or elsewhere.`,
  };
}

function heldUp(rounds: readonly RoundFigures[]): Doubt | null {
  const share = heldUpShare(rounds);
  if (share === null || share <= mostHeldUp) return null;
  return {
    kind: 'load',
    advice: `Other programs had the measuring core for ${(share * 100).toFixed(0)}% of the time: close them. Runtimes hold that time; comparisons of functions that only compute leave it out.`,
  };
}

function quartiles(ordered: ReturnType<typeof sorted>): [number, number, number] {
  return [quantile(ordered, 0.25), quantile(ordered, 0.5), quantile(ordered, 0.75)];
}

/** The first of each kind: it is nearest to the figures. */
function oneOfEachKind(found: readonly (Doubt | null)[]): Doubt[] {
  const kinds = new Map<DoubtKind, Doubt>();
  for (const doubt of found) {
    if (doubt !== null && !kinds.has(doubt.kind)) kinds.set(doubt.kind, doubt);
  }
  return [...kinds.values()];
}
