import { diffWordsWithSpace } from 'diff';

/** Columns in UTF-16 code units, end exclusive. */
export interface WordRange {
  readonly start: number;
  readonly end: number;
}

export interface ChangedWords {
  /** For each line that goes, and for each that comes. */
  readonly removed: readonly (readonly WordRange[])[];
  readonly added: readonly (readonly WordRange[])[];
}

/** Less than this share in common, and marking words would only be confetti. */
const leastCommon = 0.4;
const mostEdits = 1000;

/** Which words differ between lines that replace each other. */
export function changedWords(removed: readonly string[], added: readonly string[]): ChangedWords {
  const nothing = { removed: removed.map(() => []), added: added.map(() => []) };
  if (removed.length === 0 || added.length === 0) return nothing;
  const before = removed.join('\n');
  const after = added.join('\n');
  const changes = diffWordsWithSpace(before, after, { maxEditLength: mostEdits });
  if (changes === undefined) return nothing;
  const common = changes
    .filter((change) => !change.added && !change.removed)
    .reduce((sum, { value }) => sum + inkOf(value), 0);
  if (common < leastCommon * Math.max(inkOf(before), inkOf(after))) return nothing;

  const marks = {
    removed: removed.map((): WordRange[] => []),
    added: added.map((): WordRange[] => []),
  };
  const at = { removed: { line: 0, column: 0 }, added: { line: 0, column: 0 } };
  for (const change of changes) {
    if (!change.added) advance(marks.removed, at.removed, change.value, change.removed);
    if (!change.removed) advance(marks.added, at.added, change.value, change.added);
  }
  return marks;
}

/** Characters that can be seen. */
function inkOf(text: string): number {
  return text.replace(/\s/g, '').length;
}

function advance(
  marks: WordRange[][],
  at: { line: number; column: number },
  value: string,
  isMarked: boolean,
): void {
  for (const [i, part] of value.split('\n').entries()) {
    if (i > 0) {
      at.line += 1;
      at.column = 0;
    }
    const end = at.column + part.length;
    if (isMarked && inkOf(part) > 0) mark(marks[at.line]!, part, at.column);
    at.column = end;
  }
}

/** Without the space around it; one with a mark that it touches. */
function mark(marks: WordRange[], part: string, column: number): void {
  const start = column + part.length - part.trimStart().length;
  const end = column + part.trimEnd().length;
  const last = marks.at(-1);
  if (last !== undefined && last.end >= start) marks[marks.length - 1] = { start: last.start, end };
  else marks.push({ start, end });
}
