import type { Objective } from '../../protocol/comparison.ts';
import type { Attempt, Figures } from '../../protocol/history.ts';
import { isShown, markOf, markWords, type MarkKind } from './marks.ts';
import { formatValue, plural, valueOf, objectiveWords } from './words.ts';

/** What the chart of attempts draws: columns of one length, the original at 0. */
export interface ChartSeries {
  readonly numbers: readonly number[];
  /** The version that was best when the attempt had been judged: a step line. */
  readonly best: readonly (number | null)[];
  /** null where nothing was measured: such an attempt is drawn on the lower edge. */
  readonly values: readonly (number | null)[];
  readonly marks: readonly (MarkKind | 'original')[];
  /** Values span so much that only a logarithm tells them apart. */
  readonly logarithmic: boolean;
  readonly description: string;
}

const logarithmicFrom = 20;

export function chartSeries(
  original: Figures | null,
  attempts: readonly Attempt[],
  axis: Objective,
  showAll: boolean,
): ChartSeries {
  const start = valueOf(axis, original);
  const numbers: number[] = [0];
  const best: (number | null)[] = [start];
  const values: (number | null)[] = [start];
  const marks: (MarkKind | 'original')[] = ['original'];
  let held = start;
  for (const { number, status, figures } of attempts) {
    const value = valueOf(axis, figures);
    if (status === 'accepted' && value !== null) held = value;
    if (!isShown(status, showAll)) continue;
    numbers.push(number);
    best.push(held);
    values.push(value);
    marks.push(markOf[status]);
  }
  return {
    numbers,
    best,
    values,
    marks,
    logarithmic: isWide(values),
    description: describe(axis, start, held, marks),
  };
}

function isWide(values: readonly (number | null)[]): boolean {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low > 0 && high / low > logarithmicFrom;
}

function describe(
  axis: Objective,
  start: number | null,
  held: number | null,
  marks: readonly (MarkKind | 'original')[],
): string {
  const counts = (['accepted', 'kept-out', 'incorrect', 'unusable'] as const)
    .map((mark) => ({ mark, count: marks.filter((each) => each === mark).length }))
    .filter(({ count }) => count > 0)
    .map(({ mark, count }) => `${count.toLocaleString('en')} ${markWords[mark].toLowerCase()}`);
  const parts = [
    `${objectiveWords[axis]} of ${plural(marks.length - 1, 'attempt')}`,
    ...(start === null ? [] : [`original ${formatValue(axis, start)}`]),
    ...(held === null || held === start ? [] : [`best so far ${formatValue(axis, held)}`]),
    ...counts,
  ];
  return parts.join(', ');
}
