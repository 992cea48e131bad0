import { useMemo, useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import { ratioText, type FrontPoint, type FrontSeries } from './front-series.ts';
import { logTicks } from './log-ticks.ts';
import { Plot } from './plot.tsx';
import { faint, usePalette, type Palette } from './theme.ts';

interface FrontPlotProps {
  readonly series: FrontSeries;
  readonly selected: number | null;
}

/** What the plot's hooks look at: they outlive the drawing that they were made in. */
type Live = FrontPlotProps & { readonly palette: Palette };

const height = 160;

/** Runtime against memory, as ratios to the original: better is further left and further down. */
export function FrontPlot(props: FrontPlotProps) {
  const { series, selected } = props;
  const palette = usePalette();
  const live = useRef<Live>({ ...props, palette });
  live.current = { ...props, palette };
  const options = useMemo(() => optionsOf(palette, live), [palette, selected]);
  const data = useMemo(() => dataOf(series.points), [series]);
  return (
    <figure class="chart">
      <Plot options={options} data={data} height={height} label={series.description} />
    </figure>
  );
}

/** Bounds of the intervals are in it too, so that the scales hold them. */
function dataOf(points: readonly FrontPoint[]): uPlot.AlignedData {
  return [
    points.map(({ time }) => time),
    points.map(({ memory }) => memory),
    points.map(({ memoryCi }) => memoryCi[0]),
    points.map(({ memoryCi }) => memoryCi[1]),
  ];
}

function optionsOf(
  palette: Palette,
  live: { readonly current: Live },
): Omit<uPlot.Options, 'width' | 'height'> {
  const axis = {
    stroke: palette.dim,
    ticks: { show: false },
    font: palette.font,
    grid: { stroke: faint(palette.grid, 0.25), width: 1 },
    splits: (_: uPlot, _axis: number, low: number, high: number) => logTicks(low, high),
    filter: (_: uPlot, splits: number[]) => splits,
    values: (_: uPlot, splits: number[]) => splits.map(ratioText),
    labelFont: palette.font,
    labelSize: 18,
    labelGap: 0,
  };
  const hidden = { paths: () => null, points: { show: false } };
  return {
    legend: { show: false },
    padding: [8, 26, 0, 0],
    cursor: { show: false },
    scales: {
      x: {
        time: false,
        distr: 3,
        range: () => {
          const bounds = live.current.series.points.flatMap(({ timeCi }) => timeCi);
          return around(Math.min(...bounds), Math.max(...bounds));
        },
      },
      y: { distr: 3, range: (_, low, high) => around(low, high) },
    },
    axes: [
      { ...axis, size: 22, label: 'Runtime (original = 1x)' },
      { ...axis, size: 42, label: 'Memory' },
    ],
    series: [{}, hidden, hidden, hidden],
    hooks: { draw: [(plot) => draw(plot, live.current)] },
  };
}

function around(low: number, high: number): [number, number] {
  return [low / 1.25, high * 1.25];
}

/** A diamond with its number for a version, a square for the original, and their intervals. */
function draw(plot: uPlot, { series, selected, palette }: Live): void {
  const { ctx } = plot;
  const pixels = devicePixelRatio;
  const radius = 4 * pixels;
  ctx.save();
  ctx.font = palette.font.replace(/^\d+px/, `${11 * pixels}px`);
  ctx.textBaseline = 'bottom';
  for (const { attempt, time, memory, timeCi, memoryCi } of series.points) {
    const x = plot.valToPos(time, 'x', true);
    const y = plot.valToPos(memory, 'y', true);
    const color = attempt === null ? palette.original : palette.accepted;
    ctx.strokeStyle = color;
    ctx.fillStyle = color;
    ctx.lineWidth = pixels;
    ctx.beginPath();
    ctx.moveTo(plot.valToPos(timeCi[0], 'x', true), y);
    ctx.lineTo(plot.valToPos(timeCi[1], 'x', true), y);
    ctx.moveTo(x, plot.valToPos(memoryCi[0], 'y', true));
    ctx.lineTo(x, plot.valToPos(memoryCi[1], 'y', true));
    ctx.stroke();
    ctx.beginPath();
    if (attempt === null) ctx.rect(x - radius, y - radius, 2 * radius, 2 * radius);
    else diamond(ctx, x, y, radius * 1.2);
    ctx.fill();
    if (attempt === null) continue;
    ctx.fillStyle = palette.text;
    ctx.fillText(`#${attempt}`, x + radius + pixels, y - radius / 2);
    if (attempt !== selected) continue;
    ctx.strokeStyle = palette.text;
    ctx.beginPath();
    ctx.arc(x, y, radius + 4 * pixels, 0, 2 * Math.PI);
    ctx.stroke();
  }
  ctx.restore();
}

function diamond(ctx: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  ctx.moveTo(x, y - radius);
  ctx.lineTo(x + radius, y);
  ctx.lineTo(x, y + radius);
  ctx.lineTo(x - radius, y);
  ctx.closePath();
}
