import { linesOf } from '../../protocol/lines.ts';
import type { Placed, PlacedHunk } from '../../protocol/rebase.ts';
import { changedWords, type WordRange } from './words.ts';

export interface UnifiedLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
  /** What differs within the line from its counterpart; empty where the whole line does. */
  readonly words: readonly WordRange[];
}

/** A pending hunk in the view: `line` is its first, counted from 0 as everywhere. */
export interface UnifiedHunk {
  readonly index: number;
  readonly line: number;
  readonly removed: number;
  readonly added: number;
}

/**
 * The user's text with the pending hunks in it: what stays once, what goes and what comes one above
 * the other where it stands.
 */
export interface Unified {
  readonly text: string;
  readonly lines: readonly UnifiedLine[];
  /** From top to bottom. */
  readonly hunks: readonly UnifiedHunk[];
  /** The function's first line in the view. */
  readonly functionLine: number;
  /** From a line of the user's text to its line in the view, and back. */
  readonly toView: (line: number) => number;
  readonly toCurrent: (line: number) => number;
}

/** What was accepted is part of the text; what was rejected is left out of the view. */
export function unifiedOf(
  current: string,
  placed: Placed,
  rejected: ReadonlySet<number> = new Set(),
): Unified {
  const { contents } = linesOf(current);
  const shown = placed.hunks
    .filter(({ index, status }) => status === 'pending' && !rejected.has(index))
    .toSorted((a, b) => a.line - b.line || a.index - b.index);
  const lines: UnifiedLine[] = [];
  const hunks: UnifiedHunk[] = [];
  let at = 0;
  for (const hunk of shown) {
    lines.push(...same(contents.slice(at, hunk.line)));
    const { removed, added } = hunk;
    hunks.push({
      index: hunk.index,
      line: lines.length,
      removed: removed.length,
      added: added.length,
    });
    lines.push(...changed(hunk));
    at = hunk.line + removed.length;
  }
  lines.push(...same(contents.slice(at)));

  const toView = (line: number): number => {
    const before = shown.filter((hunk) => hunk.line + hunk.removed.length <= line);
    return line + before.reduce((sum, { added }) => sum + added.length, 0);
  };
  const toCurrent = (line: number): number => {
    let added = 0;
    for (const hunk of hunks) {
      const firstAdded = hunk.line + hunk.removed;
      if (firstAdded > line) break;
      added += Math.min(hunk.added, line - firstAdded + 1);
    }
    return Math.min(Math.max(line - added, 0), contents.length - 1);
  };
  return {
    text: lines.map(({ text }) => text).join('\n'),
    lines,
    hunks,
    functionLine: Math.min(toView(placed.functionLines.start), lines.length - 1),
    toView,
    toCurrent,
  };
}

/** The hunk that a line belongs to, else the next one below, else the last; null without hunks. */
export function hunkAt(unified: Unified, line: number): UnifiedHunk | null {
  const found = unified.hunks.find((hunk) => line < hunk.line + hunk.removed + hunk.added);
  return found ?? unified.hunks.at(-1) ?? null;
}

/** The next hunk that begins below a line, or the nearest above it; at the end it starts again. */
export function neighbour(unified: Unified, line: number, way: 'next' | 'previous') {
  const { hunks } = unified;
  return way === 'next'
    ? (hunks.find((hunk) => hunk.line > line) ?? hunks[0] ?? null)
    : (hunks.findLast((hunk) => hunk.line < line) ?? hunks.at(-1) ?? null);
}

function same(contents: readonly string[]): UnifiedLine[] {
  return contents.map((text) => ({ kind: 'same', text, words: [] }));
}

function changed({ removed, added }: PlacedHunk): UnifiedLine[] {
  const words = changedWords(removed, added);
  return [
    ...removed.map((text, i) => ({ kind: 'removed', text, words: words.removed[i]! }) as const),
    ...added.map((text, i) => ({ kind: 'added', text, words: words.added[i]! }) as const),
  ];
}
