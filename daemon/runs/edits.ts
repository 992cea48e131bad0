import { diffLines } from 'diff';
import type { TextEdit } from '../../protocol/optimization.ts';

/** Whole-line edits that turn one text into the other; offsets in UTF-16 code units. */
export function editsBetween(before: string, after: string): TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  let open: TextEdit | null = null;
  for (const { added, removed, value } of diffLines(before, after, { stripTrailingCr: false })) {
    if (!added && !removed) {
      at += value.length;
      open = null;
      continue;
    }
    if (open === null) {
      open = { start: at, end: at, text: '' };
      edits.push(open);
    }
    if (added) open.text += value;
    else {
      at += value.length;
      open.end = at;
    }
  }
  return edits;
}
