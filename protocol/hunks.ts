import { diffArrays } from 'diff';
import { endOfLine, type Lines } from './lines.ts';
import type { TextEdit } from './optimization.ts';

/** A run of changed lines; numbers from 0, end exclusive. `added` replaces `removed`. */
export interface Hunk {
  readonly start: number;
  readonly end: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/**
 * What changed, line by line. Changes that only one empty line parts are one hunk. What is the same
 * around the function (lines `around.start` to `around.end`) is matched first: a change at its edge
 * could as well be told one line further, and is to be told as the function's own.
 */
export function hunksOf(
  before: readonly string[],
  after: readonly string[],
  around: { readonly start: number; readonly end: number } | null = null,
): Hunk[] {
  const shorter = Math.min(before.length, after.length);
  const mostBelow = Math.min(before.length - (around?.end ?? 0), shorter);
  let below = 0;
  while (below < mostBelow && before.at(-1 - below) === after.at(-1 - below)) below += 1;
  const mostAbove = Math.min(around?.start ?? before.length, shorter - below);
  let above = 0;
  while (above < mostAbove && before[above] === after[above]) above += 1;

  const hunks: Hunk[] = [];
  let at = above;
  const changes = diffArrays(
    before.slice(above, before.length - below),
    after.slice(above, after.length - below),
  );
  for (const { added, removed, value } of changes) {
    if (added || removed) {
      const change: Hunk = {
        start: at,
        end: removed ? at + value.length : at,
        removed: removed ? value : [],
        added: added ? value : [],
      };
      const last = hunks.at(-1);
      const one = last === undefined ? null : joined(last, before.slice(last.end, at), change);
      if (one === null) hunks.push(change);
      else hunks[hunks.length - 1] = one;
    }
    if (!added) at += value.length;
  }
  return hunks;
}

/** Replaces whole lines, and touches no end of line that can stay. */
export function editOfLines(
  lines: Lines,
  line: number,
  count: number,
  added: readonly string[],
): TextEdit {
  const { text, contents, starts, eol } = lines;
  const last = line + count - 1;
  if (count > 0 && added.length > 0) {
    return { start: starts[line]!, end: endOfLine(lines, last), text: added.join(eol) };
  }
  if (line + count < contents.length) {
    const inserted = added.map((content) => content + eol).join('');
    return { start: starts[line]!, end: starts[line + count]!, text: inserted };
  }
  const start = line === 0 ? starts[0]! : endOfLine(lines, line - 1);
  return { start, end: text.length, text: added.map((content) => eol + content).join('') };
}

/**
 * Two changes as one, where no line or only an empty one parts them; null where they are better
 * told apart, since together they would only say that this line goes and comes again.
 */
function joined(first: Hunk, gap: readonly string[], second: Hunk): Hunk | null {
  if (gap.length > 1 || gap.some((line) => /\S/.test(line))) return null;
  const one = trimmed({
    start: first.start,
    end: second.end,
    removed: [...first.removed, ...gap, ...second.removed],
    added: [...first.added, ...gap, ...second.added],
  });
  const isPadded = gap.length > 0 && one.removed.length > 0 && one.added.length > 0;
  const isOneSided = first.removed.length + second.removed.length === 0;
  return isPadded && isOneSided ? null : one;
}

/** Without the lines that are the same at its ends. */
function trimmed({ start, end, removed, added }: Hunk): Hunk {
  const shorter = Math.min(removed.length, added.length);
  let above = 0;
  while (above < shorter && removed[above] === added[above]) above += 1;
  let below = 0;
  while (below < shorter - above && removed.at(-1 - below) === added.at(-1 - below)) below += 1;
  return {
    start: start + above,
    end: end - below,
    removed: removed.slice(above, removed.length - below),
    added: added.slice(above, added.length - below),
  };
}
