import { useEffect, useMemo, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import type { Objective } from '../../protocol/comparison.ts';
import type { Attempt } from '../../protocol/history.ts';
import { drawMarks, isCrowded } from './chart-marks.ts';
import type { ChartSeries } from './chart-series.ts';
import { attemptAt } from './model.ts';
import { Plot } from './plot.tsx';
import { faint, usePalette, type Palette } from './theme.ts';
import { formatValue, makerOf, statusWords } from './words.ts';

interface ChartProps {
  readonly series: ChartSeries;
  readonly attempts: readonly Attempt[];
  readonly axis: Objective;
  readonly selected: number | null;
  readonly onSelect: (attempt: number) => void;
}

/** What the plot's hooks look at: they outlive the drawing that they were made in. */
type Live = ChartProps & { readonly palette: Palette };

const height = 168;

/** The attempts of a run, one figure of each, and the best so far as a step line. */
export function Chart(props: ChartProps) {
  const { series, axis, selected } = props;
  const palette = usePalette();
  const live = useRef<Live>({ ...props, palette });
  live.current = { ...props, palette };
  const plot = useRef<uPlot | null>(null);
  const tip = useRef<HTMLDivElement>(null);

  const options = useMemo(
    () => optionsOf(axis, series.logarithmic, palette, live, tip),
    [axis, series.logarithmic, palette],
  );
  const data = useMemo(
    () => [series.numbers, series.best, series.values] as unknown as uPlot.AlignedData,
    [series],
  );
  useEffect(() => plot.current?.redraw(false), [selected]);

  return (
    <div class="chart">
      <Plot
        options={options}
        data={data}
        height={height}
        label={series.description}
        onReady={(made) => {
          plot.current = made;
        }}
      />
      <div ref={tip} class="tip" hidden />
    </div>
  );
}

function optionsOf(
  axis: Objective,
  logarithmic: boolean,
  palette: Palette,
  live: { readonly current: Live },
  tip: { readonly current: HTMLDivElement | null },
): Omit<uPlot.Options, 'width' | 'height'> {
  const stroke = palette.dim;
  const grid = { stroke: faint(palette.grid, 0.25), width: 1 };
  const ticks = { show: false };
  return {
    legend: { show: false },
    padding: [8, 18, 0, 0],
    cursor: {
      y: false,
      points: { show: false },
      drag: { x: true, y: false, setScale: true },
    },
    scales: {
      x: { time: false, range: (_, low, high) => [low, Math.max(high, low + 1)] },
      y: logarithmic ? { distr: 3 } : { range: (_, _low, high) => [0, high > 0 ? high * 1.08 : 1] },
    },
    axes: [
      {
        stroke,
        grid: { show: false },
        ticks,
        size: 22,
        font: palette.font,
        incrs: wholeSteps,
        space: 48,
      },
      {
        stroke,
        grid,
        ticks,
        size: 62,
        gap: 4,
        font: palette.font,
        space: 30,
        values: (_, splits) =>
          splits.map((split) => (split === null ? '' : formatValue(axis, split))),
      },
    ],
    series: [
      {},
      {
        stroke: palette.best,
        width: 1.5,
        spanGaps: true,
        points: { show: false },
        paths: uPlot.paths.stepped?.({ align: 1 }) ?? (() => null),
      },
      { stroke: palette.text, paths: () => null, points: { show: false } },
    ],
    hooks: {
      // The end of a drag, which zooms, is kept from this listener by uPlot.
      ready: [(plot) => plot.over.addEventListener('click', () => choose(plot, live.current))],
      // Where marks crowd together, the line of the best goes over them.
      drawAxes: [(plot) => isCrowded(plot, live.current.series) && draw(plot, live.current)],
      draw: [(plot) => !isCrowded(plot, live.current.series) && draw(plot, live.current)],
      setCursor: [(plot) => showTip(plot, tip.current, live.current)],
    },
  };
}

/** Attempts are counted: an axis of halves would mean nothing. */
const wholeSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000];

function draw(plot: uPlot, { series, selected, palette }: Live): void {
  drawMarks(plot, series, selected, palette);
}

function choose(plot: uPlot, { series, onSelect }: Live): void {
  const { idx } = plot.cursor;
  const number = idx === null || idx === undefined ? undefined : series.numbers[idx];
  if (number !== undefined && number > 0) onSelect(number);
}

function showTip(plot: uPlot, tip: HTMLDivElement | null, { series, attempts, axis }: Live): void {
  if (tip === null) return;
  const { idx, left = -1 } = plot.cursor;
  const number = idx === null || idx === undefined ? undefined : series.numbers[idx];
  tip.hidden = left < 0 || number === undefined;
  if (tip.hidden || number === undefined || idx === null || idx === undefined) return;
  const value = series.values[idx] ?? null;
  tip.textContent = tipText(
    number,
    attemptAt(attempts, number),
    value === null ? null : formatValue(axis, value),
  );
  const middle = plot.over.clientWidth / 2;
  const at = plot.over.offsetLeft + plot.valToPos(number, 'x');
  tip.style.left = left < middle ? `${at + 10}px` : '';
  tip.style.right = left < middle ? '' : `${plot.width - at + 10}px`;
}

function tipText(number: number, attempt: Attempt | null, value: string | null): string {
  const figure = value === null ? '' : `\n${value}`;
  if (attempt === null) return `Original${figure}`;
  return `#${number} ${statusWords[attempt.status]}${figure}\n${makerOf(attempt)}`;
}
