import { formatBytes, formatTime } from '../../../protocol/format.ts';
import type { Measurement } from '../../../protocol/measurement.ts';

export type Profile = NonNullable<Measurement['profile']>;

/** What both curves of a comparison share, so that their areas can be compared by eye. */
export interface Scale {
  readonly seconds: number;
  readonly lowBytes: number;
  readonly highBytes: number;
}

const blocks = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

export function scaleOf(profiles: readonly Profile[]): Scale {
  const bytes = profiles.flatMap((profile) => profile.bytes);
  return {
    seconds: Math.max(...profiles.map(({ t }) => t.at(-1) ?? 0)),
    lowBytes: Math.min(...bytes),
    highBytes: Math.max(...bytes),
  };
}

/** Memory over time as a filled curve, a few lines high, with the axes' ends labelled. */
export function curve(profile: Profile, scale: Scale, columns: number, rows = 4): string[] {
  const high = formatBytes(scale.highBytes);
  const low = formatBytes(scale.lowBytes);
  const isFlat = high === low;
  const margin = Math.max(high.length, low.length);
  const width = Math.max(10, columns - margin - 4);
  const levels = columnBytes(profile, scale.seconds, width).map((bytes) =>
    bytes === null ? 0 : level(bytes, scale, isFlat, rows),
  );
  const lines = Array.from({ length: rows }, (_, row) => {
    const fromBottom = rows - 1 - row;
    const label = row === 0 ? high : fromBottom === 0 && !isFlat ? low : '';
    const cells = levels.map((value) => blocks[Math.min(8, Math.max(0, value - fromBottom * 8))]);
    return `  ${label.padStart(margin)} │${cells.join('')}`.trimEnd();
  });
  const end = formatTime(scale.seconds * 1e9);
  const axis = `  ${' '.repeat(margin)} └${'─'.repeat(width)}`;
  const ends = `  ${' '.repeat(margin)}  0${end.padStart(width - 1)}`;
  return [...lines, axis, ends];
}

/** From 1 for the lowest, so that a column in which the program lived is never empty. */
function level(bytes: number, scale: Scale, isFlat: boolean, rows: number): number {
  if (isFlat) return rows * 8;
  const share = (bytes - scale.lowBytes) / (scale.highBytes - scale.lowBytes);
  return 1 + Math.round(share * (rows * 8 - 1));
}

/** The most that was resident in each column's span of time; null after the curve's end. */
function columnBytes(profile: Profile, seconds: number, width: number): (number | null)[] {
  const { t, bytes } = profile;
  const end = t.at(-1) ?? 0;
  const result: (number | null)[] = [];
  let next = 0;
  let last = bytes[0] ?? 0;
  for (let column = 0; column < width; column += 1) {
    const from = (column / width) * seconds;
    const to = ((column + 1) / width) * seconds;
    let most = last;
    for (; next < t.length && (t[next] as number) <= to; next += 1) {
      last = bytes[next] as number;
      most = Math.max(most, last);
    }
    result.push(from <= end && (column === 0 || from < end) ? most : null);
  }
  return result;
}
