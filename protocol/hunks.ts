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
      if (last !== undefined && isTrifle(before.slice(last.end, at))) {
        hunks[hunks.length - 1] = joined(last, before.slice(last.end, at), change);
      } else hunks.push(change);
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

function isTrifle(gap: readonly string[]): boolean {
  return gap.length === 0 || (gap.length === 1 && !/\S/.test(gap[0]!));
}

function joined(first: Hunk, gap: readonly string[], second: Hunk): Hunk {
  return {
    start: first.start,
    end: second.end,
    removed: [...first.removed, ...gap, ...second.removed],
    added: [...first.added, ...gap, ...second.added],
  };
}
