import { structuredPatch } from 'diff';
import type { Style } from './style.ts';

/** A unified diff, coloured; the lines are the files' own. */
export function presentDifference(
  file: string,
  before: string,
  after: string,
  { paint }: Style,
): string[] {
  const { hunks } = structuredPatch(file, file, before, after, '', '', { context: 3 });
  const shown = [paint.bold(`--- ${file}`), paint.bold(`+++ ${file} (optimized)`)];
  for (const { oldStart, oldLines, newStart, newLines, lines } of hunks) {
    shown.push(paint.cyan(`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`));
    for (const line of lines) {
      const text = line.replace(/\r$/, '');
      const color = { '+': paint.green, '-': paint.red }[text.charAt(0)];
      shown.push(color ? color(text) : text);
    }
  }
  return shown;
}
