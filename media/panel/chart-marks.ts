import type uPlot from 'uplot';
import type { ChartSeries } from './chart-series.ts';
import type { MarkKind } from './marks.ts';
import type { Palette } from './theme.ts';

type Drawn = MarkKind | 'original';

/** Draws each attempt with the shape of its kind: colour alone tells nothing apart. */
export function drawMarks(
  plot: uPlot,
  { numbers, values, marks }: ChartSeries,
  selected: number | null,
  palette: Palette,
): void {
  const { ctx, bbox } = plot;
  const pixels = devicePixelRatio;
  const crowded = isCrowded(plot, { numbers });
  const radius = Math.max(1.25, Math.min(4, bbox.width / pixels / numbers.length)) * pixels;
  const edge = bbox.top + bbox.height - radius - pixels;
  const paths = new Map<Drawn, Path2D>();
  let chosen: { readonly x: number; readonly y: number } | null = null;
  ctx.save();
  ctx.beginPath();
  ctx.rect(
    bbox.left - 5 * pixels,
    bbox.top - 5 * pixels,
    bbox.width + 10 * pixels,
    bbox.height + 10 * pixels,
  );
  ctx.clip();
  for (const [index, number] of numbers.entries()) {
    const value = values[index] ?? null;
    const mark = marks[index] ?? 'unusable';
    if (value === null && mark === 'original') continue;
    const x = plot.valToPos(number, 'x', true);
    const y = value === null ? edge : plot.valToPos(value, 'y', true);
    const path = paths.get(mark) ?? new Path2D();
    paths.set(mark, path);
    addShape(path, mark, x, y, radius);
    if (number === selected) chosen = { x, y };
  }
  ctx.lineWidth = (crowded ? 1 : 1.5) * pixels;
  for (const mark of ['original', 'unusable', 'kept-out', 'incorrect', 'accepted'] as const) {
    const path = paths.get(mark);
    if (path === undefined) continue;
    const color = colorOf(mark, palette);
    ctx.strokeStyle = color;
    ctx.fillStyle = mark === 'accepted' || mark === 'original' ? color : palette.background;
    if (mark !== 'incorrect') ctx.fill(path);
    ctx.stroke(path);
  }
  if (chosen !== null) drawSelection(ctx, plot, chosen.x, chosen.y, radius, palette);
  ctx.restore();
}

/** Whether marks lie so close that most of them overlap. */
export function isCrowded({ bbox }: uPlot, { numbers }: Pick<ChartSeries, 'numbers'>): boolean {
  return numbers.length > bbox.width / devicePixelRatio / 3;
}

function drawSelection(
  ctx: CanvasRenderingContext2D,
  { bbox }: uPlot,
  x: number,
  y: number,
  radius: number,
  palette: Palette,
): void {
  ctx.strokeStyle = palette.text;
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.beginPath();
  ctx.arc(x, y, radius + 4 * devicePixelRatio, 0, 2 * Math.PI);
  ctx.stroke();
}

function colorOf(mark: Drawn, palette: Palette): string {
  if (mark === 'accepted') return palette.accepted;
  if (mark === 'kept-out') return palette.keptOut;
  return mark === 'incorrect' ? palette.incorrect : palette.original;
}

/** Diamond, ring, cross, dash; a square for the original. */
function addShape(path: Path2D, mark: Drawn, x: number, y: number, radius: number): void {
  if (mark === 'accepted') {
    path.moveTo(x, y - radius * 1.2);
    path.lineTo(x + radius * 1.2, y);
    path.lineTo(x, y + radius * 1.2);
    path.lineTo(x - radius * 1.2, y);
    path.closePath();
  } else if (mark === 'kept-out') {
    path.moveTo(x + radius, y);
    path.arc(x, y, radius, 0, 2 * Math.PI);
  } else if (mark === 'incorrect') {
    path.moveTo(x - radius, y - radius);
    path.lineTo(x + radius, y + radius);
    path.moveTo(x + radius, y - radius);
    path.lineTo(x - radius, y + radius);
  } else if (mark === 'original') {
    path.rect(x - radius, y - radius, 2 * radius, 2 * radius);
  } else {
    path.moveTo(x - radius, y);
    path.lineTo(x + radius, y);
  }
}
