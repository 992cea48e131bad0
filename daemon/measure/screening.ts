import type { Objective } from '../../protocol/comparison.ts';
import { ok, type Result } from '../../protocol/failures.ts';
import { figureOf } from '../core/judge.ts';
import type { Version } from '../core/ports/subject.ts';
import type { VerifiedRuns } from './verified-runs.ts';

const screeningBlocks = 2;
/** A second look at a screened version is worth its time only below this ratio. */
const hopeful = 1.1;

/**
 * One cheap round: versions and parent in turn, in random order. Gives each version's ratio to the
 * parent, null where it did not finish.
 */
export async function screen(
  runs: VerifiedRuns,
  parent: Version,
  versions: readonly Version[],
  objective: Objective,
  progress: (what: string, done: number, total: number) => void,
  signal: AbortSignal,
): Promise<Result<readonly (number | null)[]>> {
  const repetition = await runs.repetition(parent, signal);
  if (!repetition.ok) return repetition;
  const found: number[][] = versions.map(() => []);
  let left = versions.map((_, index) => index);
  for (let block = 0; block < screeningBlocks && left.length > 0; block += 1) {
    const figures = new Map<number | 'parent', number>();
    for (const [done, who] of shuffled(['parent' as const, ...left]).entries()) {
      progress('Screening', done, left.length + 1);
      const version = who === 'parent' ? parent : (versions[who] as Version);
      const round = await runs.timed(version, repetition.value, block, signal);
      if (!round.ok) return round;
      if (round.value.kind === 'ran') {
        figures.set(who, figureOf(round.value.figures, objective));
      }
    }
    const base = figures.get('parent');
    if (base === undefined || base === 0) break;
    for (const index of left) {
      const figure = figures.get(index);
      found[index] = figure === undefined ? [] : [...(found[index] ?? []), figure / base];
    }
    left = left.filter((index) => {
      const ratio = geometricMean(found[index] ?? []);
      return ratio !== null && ratio < hopeful;
    });
  }
  return ok(found.map(geometricMean));
}

function geometricMean(ratios: readonly number[]): number | null {
  if (ratios.length === 0) return null;
  return Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
}

/** Fisher and Yates. */
export function shuffled<T>(items: readonly T[]): readonly T[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = Math.floor(Math.random() * (i + 1));
    [order[i], order[j]] = [order[j] as T, order[i] as T];
  }
  return order;
}
