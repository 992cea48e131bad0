import type { ProfiledLine } from './line-profile.ts';

/** A line with less of the time is not worth a word. */
const leastShare = 0.05;

/** The lines where most of the time goes, the slowest first: at most so many. */
export function hotLines(lines: readonly ProfiledLine[], most: number): readonly ProfiledLine[] {
  return lines
    .filter(({ share }) => share >= leastShare)
    .toSorted((a, b) => b.share - a.share)
    .slice(0, most);
}
