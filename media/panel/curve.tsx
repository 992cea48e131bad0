import { useMemo } from 'preact/hooks';
import uPlot from 'uplot';
import { formatBytes, formatTime } from '../../protocol/format.ts';
import type { Curve, CurveSeries } from './curve-series.ts';
import { Plot } from './plot.tsx';
import { faint, usePalette, type Palette } from './theme.ts';

interface MemoryCurveProps {
  readonly series: CurveSeries;
  readonly names: { readonly original: string; readonly version: string };
}

const height = 140;

/** Resident memory over time, from zero: the filled area is the integral. */
export function MemoryCurve({ series, names }: MemoryCurveProps) {
  const palette = usePalette();
  const options = useMemo(() => optionsOf(palette), [palette]);
  const data = useMemo(() => joined(series), [series]);
  return (
    <figure class="curve">
      <Plot options={options} data={data} height={height} label={series.description} />
      <figcaption>
        <ul class="legend" aria-label="Legend">
          <Entry curve={series.original} name={names.original} look="original" />
          <Entry curve={series.version} name={names.version} look="version" />
        </ul>
      </figcaption>
    </figure>
  );
}

function Entry(props: {
  readonly curve: Curve | null;
  readonly name: string;
  readonly look: 'original' | 'version';
}) {
  const { curve, name, look } = props;
  if (curve === null) return null;
  return (
    <li>
      <span class={`legend-area legend-${look}`} aria-hidden="true" />
      {name}
      {curve.integral !== null && <span class="dim"> ∫ {curve.integral}</span>}
    </li>
  );
}

const nothing: Curve = { t: [], bytes: [], integral: null };

function joined({ original, version }: CurveSeries): uPlot.AlignedData {
  const table = ({ t, bytes }: Curve) => [t, bytes] as unknown as uPlot.AlignedData;
  return uPlot.join([table(original ?? nothing), table(version ?? nothing)]);
}

function optionsOf(palette: Palette): Omit<uPlot.Options, 'width' | 'height'> {
  const stroke = palette.dim;
  const axis = { stroke, ticks: { show: false }, font: palette.font };
  return {
    legend: { show: false },
    padding: [8, 22, 0, 0],
    cursor: { show: false },
    scales: {
      x: { time: false },
      y: { range: (_, _low, high) => [0, high > 0 ? high * 1.08 : 1] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 22,
        space: 64,
        values: (_, splits) => splits.map((seconds) => formatTime(seconds * 1e9)),
      },
      {
        ...axis,
        grid: { stroke: faint(palette.grid, 0.25), width: 1 },
        size: 62,
        gap: 4,
        space: 30,
        values: (_, splits) => splits.map(formatBytes),
      },
    ],
    series: [
      {},
      {
        stroke: palette.original,
        fill: faint(palette.original, 0.16),
        width: 1.25,
        dash: [4, 3],
        spanGaps: true,
        points: { show: false },
      },
      {
        stroke: palette.best,
        fill: faint(palette.best, 0.28),
        width: 1.5,
        spanGaps: true,
        points: { show: false },
      },
    ],
  };
}
