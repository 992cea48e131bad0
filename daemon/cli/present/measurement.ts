import {
  formatBytes,
  formatByteSeconds,
  formatNumber,
  formatShare,
  formatTime,
} from '../../../protocol/format.ts';
import type { Measurement } from '../../../protocol/measurement.ts';
import {
  caseCount,
  casesFrom,
  curves,
  doubts,
  failingCases,
  notices,
  provenance,
} from './figures.ts';
import { harmless, oneLine, type Style } from './style.ts';
import { table } from './table.ts';

/** A measurement for people. `file` is shown as the user wrote it. */
export function presentMeasurement(
  measurement: Measurement,
  file: string,
  style: Style,
): readonly string[] {
  const { paint } = style;
  const passed = measurement.verdict === 'passed';
  const verdict = passed ? paint.green('passed') : paint.red(measurement.verdict);
  const message =
    measurement.message === null ? [] : [`  ${oneLine(harmless(measurement.message))}`];
  return [
    `${paint.bold(measurement.function)}  ${paint.dim(file)}  ${verdict}`,
    ...message,
    '',
    ...figures(measurement, style),
    ...standing(measurement, style),
    ...curves([['', measurement]], style),
    ...(measurement.runtime ? [''] : []),
    ...failingCases(measurement, style),
    ...provenance(measurement, [caseCount(measurement), ...casesFrom(measurement, style)]),
    ...notices(measurement, style),
    ...doubts([measurement], style),
  ];
}

function figures({ runtime, memory, integral }: Measurement, { paint }: Style): string[] {
  const rows: string[][] = [];
  if (runtime) {
    const [low, high] = runtime.ci95Ns;
    const interval = `95% CI ${formatTime(low)} to ${formatTime(high)}`;
    const cpu = `CPU ${formatTime(runtime.cpuMedianNs)}`;
    rows.push([
      'runtime',
      paint.bold(formatTime(runtime.medianNs)),
      paint.dim(`${interval}, ${runtime.rounds} rounds, ${cpu}`),
    ]);
  }
  if (memory) {
    const before = `${formatBytes(memory.baselineBytes)} before the first case`;
    rows.push(['memory', paint.bold(formatBytes(memory.peakBytes)), paint.dim(`peak, ${before}`)]);
  }
  if (integral) {
    const text = paint.bold(formatByteSeconds(integral.byteSeconds));
    rows.push(['integral', text, paint.dim('memory over time, one pass over the cases')]);
  }
  return table(rows);
}

/** Among whom it is ranked, and how it does: a rank says little where there are few. */
function standing({ ranks }: Measurement, { paint }: Style): string[] {
  if (!ranks) return [];
  const { population, problem, size, time, memory, integral, beyond } = ranks;
  const others =
    population === 'problem'
      ? `reference solutions of ${problem ?? 'its problem'}`
      : 'correct versions of it';
  const shares = `leaner than ${formatShare(memory)}, smaller in integral than ${formatShare(integral)}`;
  const lines = [
    '',
    `  ${paint.bold(`faster than ${formatShare(time)}`)} of ${size} ${others}`,
    `  ${shares}`,
  ];
  if (beyond) {
    const scores = [
      `Beyond-T ${formatNumber(beyond.time)}`,
      `Beyond-M ${formatNumber(beyond.memory)}`,
      `Beyond-I ${formatNumber(beyond.integral)}`,
    ];
    lines.push(`  ${paint.dim(scores.join(', '))}`);
  }
  return lines;
}
