import {
  describeGain,
  formatByteSeconds,
  formatBytes,
  formatTime,
  type Gain,
} from '../../protocol/format.ts';
import type { Ratios } from '../../protocol/history.ts';
import type { Measurement } from '../../protocol/measurement.ts';

/** A figure, and what stands below it in small. */
export interface FigureCell {
  readonly value: string;
  readonly note: string | null;
}

export interface FigureRow {
  readonly label: string;
  readonly original: FigureCell | null;
  readonly version: FigureCell | null;
  readonly gain: Gain | null;
}

/** The table of figures: the original's, the version's, and how far they lie apart. */
export function figureRows(
  original: Measurement | null,
  version: Measurement | null,
  ratios: Ratios | null,
): readonly FigureRow[] {
  const rows: readonly FigureRow[] = [
    {
      label: 'Runtime',
      original: runtime(original),
      version: runtime(version),
      gain: ratios && describeGain('time', ratios.time),
    },
    { label: 'CPU time', original: cpu(original), version: cpu(version), gain: null },
    {
      label: 'Memory',
      original: memory(original),
      version: memory(version),
      gain: ratios && describeGain('memory', ratios.memory),
    },
    {
      label: 'Integral',
      original: integral(original),
      version: integral(version),
      gain: ratios && describeGain('integral', ratios.integral),
    },
  ];
  return rows.filter(({ original, version }) => original !== null || version !== null);
}

function runtime(measurement: Measurement | null): FigureCell | null {
  const figures = measurement?.runtime;
  if (!figures) return null;
  return { value: formatTime(figures.medianNs), note: between(figures.ci95Ns) };
}

function cpu(measurement: Measurement | null): FigureCell | null {
  const figures = measurement?.runtime;
  return figures ? { value: formatTime(figures.cpuMedianNs), note: null } : null;
}

function memory(measurement: Measurement | null): FigureCell | null {
  const figures = measurement?.memory;
  if (!figures) return null;
  return {
    value: formatBytes(Math.max(0, figures.peakBytes - figures.baselineBytes)),
    note: `peak ${formatBytes(figures.peakBytes)}`,
  };
}

function integral(measurement: Measurement | null): FigureCell | null {
  const figures = measurement?.integral;
  return figures ? { value: formatByteSeconds(figures.byteSeconds), note: null } : null;
}

/** `12.1 to 12.5 ms`: the unit is said once where both share it. */
function between([low, high]: readonly [number, number]): string {
  const [from, to] = [formatTime(low), formatTime(high)];
  const [number = from, unit] = from.split(' ');
  return unit === to.split(' ')[1] ? `${number} to ${to}` : `${from} to ${to}`;
}
