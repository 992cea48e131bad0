import { formatBytes, formatTime } from '../../../protocol/format.ts';
import type { Growth } from '../../../protocol/growth.ts';
import type { Scaling } from '../../../protocol/scaling.ts';
import { logPlot } from './log-plot.ts';
import { cut, harmless, type Style } from './style.ts';
import { table } from './table.ts';

const plotColumns = 64;

/** A function at growing sizes for people: its classes, a table, and a plot of the runtime. */
export function presentScaling(scaling: Scaling, file: string, style: Style): readonly string[] {
  const { paint } = style;
  const { sizes, time, memory, environment, clock } = scaling;
  const { id, n, grows } = scaling.case;
  const header = ['n', clock === 'cpu' ? 'CPU time' : 'runtime', 'memory', ''];
  const rows = sizes.map((size) => [
    String(size.n),
    size.runtimeNs === null ? '–' : formatTime(size.runtimeNs),
    size.usedBytes === null ? '–' : formatBytes(size.usedBytes),
    paint.dim(cut(harmless(size.message ?? ''), Math.max(20, style.columns - 36))),
  ]);
  return [
    `${paint.bold(scaling.function)}  ${paint.dim(file)}`,
    '',
    ...table([
      ['runtime', growth(time, style)],
      ['memory', growth(memory, style)],
    ]),
    '',
    ...table([header.map((text) => paint.dim(text)), ...rows], ['right', 'right', 'right', 'left']),
    ...plot(scaling, style),
    '',
    ...table([
      ['grows', `${grows.join(', ')} of case ${cut(harmless(id), 30)} (n = ${n} as written)`],
      ['sandbox', `${environment.isolation}, ${environment.engine}`],
      ['environment', environment.id],
    ]),
  ];
}

function growth({ growth: found, text }: Growth, { paint }: Style): string {
  return found === null ? paint.yellow(text) : text;
}

function plot({ sizes, time }: Scaling, style: Style): string[] {
  const points = sizes.flatMap(({ n, runtimeNs }) =>
    runtimeNs === null ? [] : [{ n, figure: runtimeNs }],
  );
  if (points.length < 2) return [];
  const columns = Math.min(style.columns, plotColumns);
  const title = 'runtime over n, both logarithmic; dots are the fitted class';
  return ['', `  ${style.paint.dim(title)}`, ...logPlot(points, time.curve, formatTime, columns)];
}
