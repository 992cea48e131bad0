import type { Comparison, Objective } from '../../protocol/comparison.ts';
import type { GrowthChange } from '../../protocol/growth.ts';
import { passNsBy } from './clock.ts';
import { classChanged, type ComplexityFit } from './complexity.ts';
import { showGrowth } from './complexity/growth.ts';
import { findCheat } from './judge.ts';
import type { PairFigures } from './ports/history.ts';
import { clockOf, fitMemory, fitTime, type SizedRounds, memoryFigureOf } from './scaling.ts';
import { median } from './statistics.ts';

/** Both versions at the same growing sizes. */
export interface GrownPair {
  readonly baseline: readonly SizedRounds[];
  readonly candidate: readonly SizedRounds[];
  /** Size of the case as it is written: the comparison was made there. */
  readonly given: number;
}

/** A tie is looked beyond only from so much larger inputs. */
export const farBeyond = 8;

/** How both grow in what the objective compares. */
export function growthChangeOf(
  { baseline, candidate, given }: GrownPair,
  objective: Objective,
): GrowthChange | null {
  const largest = candidate.at(-1);
  const before = baseline.at(-1);
  if (largest === undefined || before === undefined) return null;
  const of = objective === 'memory' ? 'memory' : 'time';
  const clock = clockOf([...baseline, ...candidate]);
  const fit = (sizes: readonly SizedRounds[]): ComplexityFit =>
    of === 'memory' ? fitMemory(sizes) : fitTime(sizes, clock);
  const [one, other] = [fit(baseline), fit(candidate)];
  if (one.kind !== 'fitted' || other.kind !== 'fitted') return null;
  const changed = classChanged(one, other);
  const figure = (sized: SizedRounds): number =>
    median(
      sized.rounds.map((round) =>
        of === 'memory' ? memoryFigureOf(round) : passNsBy(round, clock),
      ),
    );
  return {
    of,
    baseline: one.best.growth,
    candidate: other.best.growth,
    changed,
    given,
    largest: largest.n,
    ratioAtLargest: figure(before) > 0 ? figure(largest) / figure(before) : null,
    text: wordsFor(changed, one, other),
  };
}

/**
 * The comparison with what its versions do on growing inputs. Two that tie on the given ones are
 * not equal where their classes differ, the inputs are much larger and the difference shows there.
 */
export function withGrowth(
  comparison: Comparison,
  growth: GrowthChange,
  atLargest: readonly PairFigures[],
  minimumGain: number,
): Comparison {
  const { decision, reason } = comparison;
  const isGain = growth.changed === 'slower-growth';
  if (!isGain && growth.changed !== 'faster-growth') return { ...comparison, growth };
  if (decision !== 'unchanged') {
    const link = isGain ? 'and' : 'but';
    return { ...comparison, growth, reason: `${reason}, ${link} ${growth.text}` };
  }
  if (!isTie(comparison) || !showsAtLargest(growth, minimumGain)) return { ...comparison, growth };
  const cheat = isGain && growth.of === 'time' ? findCheat(atLargest, minimumGain) : null;
  if (cheat !== null) return { ...comparison, growth };
  const factor = growth.ratioAtLargest as number;
  const by = isGain ? 1 / factor : factor;
  const word =
    growth.of === 'memory'
      ? isGain
        ? 'less memory'
        : 'more memory'
      : isGain
        ? 'faster'
        : 'slower';
  const there = Number.isFinite(by) ? `${by.toFixed(by < 10 ? 1 : 0)}x ${word}` : word;
  return {
    ...comparison,
    growth,
    decision: isGain ? 'improved' : 'regressed',
    reason: `${growth.text}: ${there} at n = ${growth.largest}; on the given inputs ${reason}`,
  };
}

/** An improvement that was not believed is no tie. */
function isTie({ ratio }: Comparison): boolean {
  return ratio !== null && ratio.ci95[0] <= 1.05 && ratio.ci95[1] >= 0.95;
}

/** Clear evidence: far beyond the given size, and by more than a moderate gain. */
function showsAtLargest(growth: GrowthChange, minimumGain: number): boolean {
  const { ratioAtLargest: ratio, largest, given, changed } = growth;
  if (ratio === null || largest < farBeyond * given) return false;
  const least = Math.max(minimumGain, 0.2);
  return changed === 'slower-growth' ? ratio < 1 - least : ratio > 1 / (1 - least);
}

function wordsFor(
  changed: GrowthChange['changed'],
  baseline: ComplexityFit & { kind: 'fitted' },
  candidate: ComplexityFit & { kind: 'fitted' },
): string {
  const [before, after] = [baseline, candidate].map(({ best }) => {
    const shown = showGrowth(best.growth, best.curve.base);
    return shown === 'constant' ? 'a constant' : shown;
  });
  switch (changed) {
    case 'slower-growth':
    case 'faster-growth':
      return `grows as ${after} instead of ${before}`;
    case 'same':
      return `both grow as ${after}`;
    case 'unsure':
      return 'whether it grows differently cannot be told from these sizes';
  }
}
