import { describeGain } from '../../protocol/format.ts';
import type { FrontMember } from '../../protocol/optimization.ts';

/** A version of the front, or the original, which is 1 in both. */
export interface FrontPoint {
  /** null for the original. */
  readonly attempt: number | null;
  readonly time: number;
  readonly memory: number;
  readonly timeCi: readonly [number, number];
  readonly memoryCi: readonly [number, number];
}

/** A line of the table below the plot. */
export interface FrontRow {
  readonly attempt: number;
  readonly isBest: boolean;
  readonly time: string;
  readonly memory: string;
  /** How its figures were obtained, where that is less than a comparison with the original. */
  readonly note: string | null;
}

export interface FrontSeries {
  /** By time, as a plot needs it. */
  readonly points: readonly FrontPoint[];
  /** The best by the run's objective first. */
  readonly rows: readonly FrontRow[];
  readonly description: string;
}

/** null where there is no choice between time and memory: one version is best in both. */
export function frontSeries(front: readonly FrontMember[]): FrontSeries | null {
  if (front.length < 2) return null;
  const points = [original, ...front.map(pointOf)].sort((one, other) => one.time - other.time);
  const rows = front.map((member): FrontRow => ({
    attempt: member.attempt,
    isBest: member.best,
    time: describeGain('time', member.time).text,
    memory: describeGain('memory', member.memory).text,
    note: member.obtained === 'chained' ? 'from two comparisons' : null,
  }));
  const sentences = rows.map(
    ({ attempt, time, memory }) => `Attempt ${attempt}: runtime ${time}, memory ${memory}.`,
  );
  return {
    points,
    rows,
    description: `Runtime and memory of ${front.length} versions against the original. ${sentences.join(' ')}`,
  };
}

const original: FrontPoint = {
  attempt: null,
  time: 1,
  memory: 1,
  timeCi: [1, 1],
  memoryCi: [1, 1],
};

function pointOf({ attempt, time, memory }: FrontMember): FrontPoint {
  return {
    attempt,
    time: time.median,
    memory: memory.median,
    timeCi: time.ci95,
    memoryCi: memory.ci95,
  };
}

/** `0.5x`, `1x`: of the original. */
export function ratioText(ratio: number): string {
  return `${Number(ratio.toPrecision(2))}x`;
}
