import type { TextEdit } from './optimization.ts';

/** The text with all edits made. They must not overlap; their order does not matter. */
export function applyEdits(source: string, edits: readonly TextEdit[]): string {
  const ordered = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let position = 0;
  for (const { start, end, text } of ordered) {
    if (start < position || end < start || end > source.length) {
      throw new RangeError(`edit ${start}..${end} overlaps another or leaves the text`);
    }
    result += source.slice(position, start) + text;
    position = end;
  }
  return result + source.slice(position);
}
