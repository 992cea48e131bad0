import { z } from 'zod';
import { formatBytes, formatTime } from '../../protocol/format.ts';
import type { Growth } from '../../protocol/growth.ts';
import type { Scaling } from '../../protocol/scaling.ts';
import { plural } from './words.ts';

/** What the plot of growth shows; an integral is no figure of one size. */
export const growthFigureSchema = z.enum(['time', 'memory']);
export type GrowthFigure = z.infer<typeof growthFigureSchema>;

/** A size that was measured, or was to be. */
export interface GrowthRow {
  readonly n: number;
  /** Nanoseconds or bytes; null where the function did not get to its end. */
  readonly measured: number | null;
  /** What the class says; null beyond what was measured. */
  readonly fitted: number | null;
  readonly message: string | null;
}

/** What the plot draws: columns of one length, the smallest size first. */
export interface GrowthSeries {
  readonly rows: readonly GrowthRow[];
  /** A logarithm knows no 0: what is none is drawn on the lower edge. */
  readonly measured: readonly (number | null)[];
  readonly fitted: readonly (number | null)[];
  readonly marks: readonly GrowthMark[];
  /** Whether the sizes were enough for a class. */
  readonly isFitted: boolean;
  readonly description: string;
}

export type GrowthMark = 'measured' | 'none' | 'unfinished';

export function growthSeries(scaling: Scaling, figure: GrowthFigure): GrowthSeries {
  const growth = growthOf(scaling, figure);
  const curve = new Map(growth.curve.map((point) => [point.n, point.figure]));
  const rows = scaling.sizes.map((size): GrowthRow => {
    const measured = figure === 'time' ? size.runtimeNs : size.usedBytes;
    const { n, message } = size;
    return { n, measured, fitted: curve.get(n) ?? null, message };
  });
  return {
    rows,
    measured: rows.map(({ measured }) => positive(measured)),
    fitted: rows.map(({ fitted }) => positive(fitted)),
    marks: rows.map(({ measured }) =>
      measured === null ? 'unfinished' : measured > 0 ? 'measured' : 'none',
    ),
    isFitted: growth.curve.length > 0,
    description: describe(rows, figure, scaling, growth),
  };
}

export function growthOf(scaling: Scaling, figure: GrowthFigure): Growth {
  return figure === 'time' ? scaling.time : scaling.memory;
}

/** `Runtime`, or `CPU time` where the runtime is taken by that clock. */
export function figureName({ clock }: Scaling, figure: GrowthFigure): string {
  if (figure === 'memory') return 'Memory';
  return clock === 'cpu' ? 'CPU time' : 'Runtime';
}

export function formatFigure(figure: GrowthFigure, value: number): string {
  return figure === 'time' ? formatTime(value) : formatBytes(value);
}

function positive(value: number | null): number | null {
  return value !== null && value > 0 ? value : null;
}

function describe(
  rows: readonly GrowthRow[],
  figure: GrowthFigure,
  scaling: Scaling,
  { text }: Growth,
): string {
  const ended = rows.flatMap(({ n, measured }) => (measured === null ? [] : [{ n, measured }]));
  const [first, last] = [ended[0], ended.at(-1)];
  const name = figureName(scaling, figure);
  const span =
    first === undefined || last === undefined
      ? []
      : [
          `from ${formatFigure(figure, first.measured)} at n = ${count(first.n)} ` +
            `to ${formatFigure(figure, last.measured)} at n = ${count(last.n)}`,
        ];
  const left = rows.length - ended.length;
  const unfinished = left === 0 ? [] : [`${plural(left, 'size')} did not finish`];
  const parts = [`${name} at ${plural(ended.length, 'size')}`, ...span, ...unfinished, text];
  return `${parts.join(', ')}.`;
}

/** `16,384`. */
export function count(n: number): string {
  return n.toLocaleString('en');
}
