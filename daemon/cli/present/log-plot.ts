/** A figure at a size. */
export interface PlotPoint {
  readonly n: number;
  readonly figure: number;
}

/** Points over a fitted curve, both axes logarithmic, their ends labelled. */
export function logPlot(
  points: readonly PlotPoint[],
  fitted: readonly PlotPoint[],
  format: (figure: number) => string,
  columns: number,
  rows = 10,
): string[] {
  const figures = points.map(({ figure }) => figure).filter((figure) => figure > 0);
  const [low, high] = [Math.min(...figures), Math.max(...figures)];
  const sizes = points.map(({ n }) => n);
  const [first, last] = [Math.min(...sizes), Math.max(...sizes)];
  const labels = [format(high), format(low)] as const;
  const margin = Math.max(...labels.map((label) => label.length));
  const width = Math.max(10, columns - margin - 4);
  const grid = Array.from({ length: rows }, () => Array.from({ length: width }, () => ' '));
  const put = ({ n, figure }: PlotPoint, sign: string): void => {
    if (!(figure > 0)) return;
    const row = rows - 1 - Math.round(share(figure, low, high) * (rows - 1));
    const line = grid[row];
    if (line !== undefined) line[Math.round(share(n, first, last) * (width - 1))] = sign;
  };
  for (const point of between(fitted, width)) put(point, '·');
  for (const point of points) put(point, '●');
  const lines = grid.map((cells, row) => {
    const label = row === 0 ? labels[0] : row === rows - 1 ? labels[1] : '';
    return `  ${label.padStart(margin)} │${cells.join('')}`.trimEnd();
  });
  const axis = `  ${' '.repeat(margin)} └${'─'.repeat(width)}`;
  const from = `n = ${first}`;
  const ends = `  ${' '.repeat(margin)}  ${from}${String(last).padStart(width - from.length)}`;
  return [...lines, axis, ends];
}

/** Where a value lies between two others, on a logarithmic scale. */
function share(value: number, low: number, high: number): number {
  return high > low ? Math.log(value / low) / Math.log(high / low) : 0.5;
}

/** The curve at every column, straight between the sizes where it is known. */
function between(curve: readonly PlotPoint[], width: number): PlotPoint[] {
  return curve.slice(1).flatMap((to, index) => {
    const from = curve[index] as PlotPoint;
    return Array.from({ length: width }, (_, step) => ({
      n: from.n * (to.n / from.n) ** (step / width),
      figure: from.figure * (to.figure / from.figure) ** (step / width),
    }));
  });
}
