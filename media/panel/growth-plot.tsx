import { useMemo, useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import { count, formatFigure, type GrowthFigure, type GrowthSeries } from './growth-series.ts';
import { logTicks } from './log-ticks.ts';
import { Plot } from './plot.tsx';
import { faint, usePalette, type Palette } from './theme.ts';

interface GrowthPlotProps {
  readonly series: GrowthSeries;
  readonly figure: GrowthFigure;
}

/** What the plot's hooks look at: they outlive the drawing that they were made in. */
type Live = GrowthPlotProps & { readonly palette: Palette };

const height = 200;

/** Measured sizes and the fitted class, both axes logarithmic: a power of n is a straight line. */
export function GrowthPlot(props: GrowthPlotProps) {
  const { series, figure } = props;
  const palette = usePalette();
  const live = useRef<Live>({ ...props, palette });
  live.current = { ...props, palette };
  const tip = useRef<HTMLDivElement>(null);
  const options = useMemo(() => optionsOf(figure, palette, live, tip), [figure, palette]);
  const data = useMemo(
    () =>
      [
        series.rows.map(({ n }) => n),
        series.fitted,
        series.measured,
      ] as unknown as uPlot.AlignedData,
    [series],
  );
  return (
    <figure class="chart">
      <Plot options={options} data={data} height={height} label={series.description} />
      <div ref={tip} class="tip" hidden />
    </figure>
  );
}

function optionsOf(
  figure: GrowthFigure,
  palette: Palette,
  live: { readonly current: Live },
  tip: { readonly current: HTMLDivElement | null },
): Omit<uPlot.Options, 'width' | 'height'> {
  const axis = {
    stroke: palette.dim,
    ticks: { show: false },
    font: palette.font,
    splits: (_: uPlot, _axis: number, low: number, high: number) => logTicks(low, high),
    filter: (_: uPlot, splits: number[]) => splits,
  };
  const grid = { stroke: faint(palette.grid, 0.25), width: 1 };
  return {
    legend: { show: false },
    padding: [8, 22, 0, 0],
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: {
      x: { time: false, distr: 3, range: (_, low, high) => [low / 1.5, high * 1.5] },
      y: { distr: 3, range: (_, low, high) => around(low, high) },
    },
    axes: [
      {
        ...axis,
        grid,
        size: 22,
        values: (_, splits) => splits.map((n) => compact.format(n)),
      },
      {
        ...axis,
        grid,
        size: 62,
        gap: 4,
        values: (_, splits) => splits.map((split) => formatFigure(figure, split)),
      },
    ],
    series: [
      {},
      { stroke: palette.best, width: 1.5, dash: [6, 4], points: { show: false } },
      { stroke: palette.text, paths: () => null, points: { show: false } },
    ],
    hooks: {
      draw: [(plot) => drawMarks(plot, live.current)],
      setCursor: [(plot) => showTip(plot, tip.current, live.current)],
    },
  };
}

const compact = new Intl.NumberFormat('en', { notation: 'compact' });

/** With room for the marks; some range too where nothing was measured that a logarithm knows. */
function around(low: number | null, high: number | null): [number, number] {
  if (low === null || high === null || low <= 0) return [1, 10];
  return [low / 2, high * 2];
}

/** A dot where it was measured, a ring on the lower edge for none, a cross where it did not end. */
function drawMarks(plot: uPlot, { series, palette }: Live): void {
  const { ctx, bbox } = plot;
  const pixels = devicePixelRatio;
  const radius = 3.5 * pixels;
  ctx.save();
  ctx.setLineDash([]);
  ctx.lineWidth = 1.5 * pixels;
  for (const [index, { n }] of series.rows.entries()) {
    const value = series.measured[index] ?? null;
    const x = plot.valToPos(n, 'x', true);
    ctx.beginPath();
    if (series.marks[index] === 'unfinished') {
      const y = bbox.top + radius + pixels;
      ctx.strokeStyle = palette.incorrect;
      ctx.moveTo(x - radius, y - radius);
      ctx.lineTo(x + radius, y + radius);
      ctx.moveTo(x + radius, y - radius);
      ctx.lineTo(x - radius, y + radius);
      ctx.stroke();
      continue;
    }
    const y = value === null ? bbox.top + bbox.height - radius : plot.valToPos(value, 'y', true);
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
    ctx.fillStyle = value === null ? palette.background : palette.best;
    ctx.strokeStyle = value === null ? palette.original : palette.best;
    ctx.fill();
    ctx.stroke();
  }
  ctx.restore();
}

function showTip(plot: uPlot, tip: HTMLDivElement | null, { series, figure }: Live): void {
  if (tip === null) return;
  const { idx, left = -1 } = plot.cursor;
  const row = idx === null || idx === undefined ? undefined : series.rows[idx];
  tip.hidden = left < 0 || row === undefined;
  if (tip.hidden || row === undefined) return;
  const { n, measured, fitted, message } = row;
  const lines = [
    `n = ${count(n)}`,
    measured === null ? (message ?? 'did not finish') : formatFigure(figure, measured),
    ...(fitted === null ? [] : [`fitted ${formatFigure(figure, fitted)}`]),
  ];
  tip.textContent = lines.join('\n');
  const at = plot.over.offsetLeft + plot.valToPos(n, 'x');
  const isLeft = left < plot.over.clientWidth / 2;
  tip.style.left = isLeft ? `${at + 10}px` : '';
  tip.style.right = isLeft ? '' : `${plot.width - at + 10}px`;
}
