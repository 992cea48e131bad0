import { diffLines, diffWordsWithSpace } from 'diff';

/** A stretch of a line; `changed` where it differs from the line that it stands for. */
export interface DiffPart {
  readonly text: string;
  readonly changed: boolean;
}

/** A row of a unified diff. Line numbers count from 1, within the function. */
export type DiffRow =
  | {
      readonly kind: 'same';
      readonly before: number;
      readonly after: number;
      readonly text: string;
    }
  | { readonly kind: 'removed'; readonly before: number; readonly parts: readonly DiffPart[] }
  | { readonly kind: 'added'; readonly after: number; readonly parts: readonly DiffPart[] }
  | { readonly kind: 'gap'; readonly lines: number };

/** Lines that are shown around a change. */
const context = 3;
/** Two lines that share less than this are shown as different altogether. */
const kinship = 0.4;
/** Beyond this many characters a line is not compared word by word. */
const longLine = 500;

export function diffRows(before: string, after: string): readonly DiffRow[] {
  const rows: DiffRow[] = [];
  let oldLine = 1;
  let newLine = 1;
  let removed: string[] = [];
  const flush = (added: readonly string[]) => {
    const pairs = removed.map((text, index) => pair(text, added[index]));
    for (const [index, text] of removed.entries()) {
      const parts = pairs[index]?.before ?? whole(text);
      rows.push({ kind: 'removed', before: oldLine, parts });
      oldLine += 1;
    }
    for (const [index, text] of added.entries()) {
      rows.push({ kind: 'added', after: newLine, parts: pairs[index]?.after ?? whole(text) });
      newLine += 1;
    }
    removed = [];
  };
  for (const change of diffLines(ended(before), ended(after))) {
    const lines = change.value.split('\n').slice(0, -1);
    if (change.removed) {
      removed = lines;
      continue;
    }
    flush(change.added ? lines : []);
    if (change.added) continue;
    for (const text of lines) {
      rows.push({ kind: 'same', before: oldLine, after: newLine, text });
      oldLine += 1;
      newLine += 1;
    }
  }
  flush([]);
  return folded(rows);
}

export function countChanges(rows: readonly DiffRow[]): { added: number; removed: number } {
  return {
    added: rows.filter(({ kind }) => kind === 'added').length,
    removed: rows.filter(({ kind }) => kind === 'removed').length,
  };
}

function ended(text: string): string {
  const plain = text.replaceAll('\r\n', '\n');
  return plain === '' || plain.endsWith('\n') ? plain : `${plain}\n`;
}

function whole(text: string): readonly DiffPart[] {
  return [{ text, changed: false }];
}

function pair(before: string, after: string | undefined) {
  if (after === undefined || before.length > longLine || after.length > longLine) return null;
  const words = diffWordsWithSpace(before, after);
  const shared = words
    .filter(({ added, removed }) => !added && !removed)
    .reduce((sum, { value }) => sum + value.trim().length, 0);
  const longer = Math.max(before.trim().length, after.trim().length);
  if (longer === 0 || shared / longer < kinship) return null;
  const parts = (skip: 'added' | 'removed'): readonly DiffPart[] =>
    words
      .filter((word) => !word[skip])
      .map(({ value, added, removed }) => ({ text: value, changed: added || removed }));
  return { before: parts('added'), after: parts('removed') };
}

/** Long stretches without a change give way to one row that says how long they are. */
function folded(rows: readonly DiffRow[]): readonly DiffRow[] {
  const near = rows.map(() => false);
  for (const [index, { kind }] of rows.entries()) {
    if (kind === 'same') continue;
    const end = Math.min(rows.length, index + context + 1);
    for (let each = Math.max(0, index - context); each < end; each += 1) near[each] = true;
  }
  const result: DiffRow[] = [];
  let hidden = 0;
  const close = () => {
    if (hidden > 0) result.push({ kind: 'gap', lines: hidden });
    hidden = 0;
  };
  for (const [index, row] of rows.entries()) {
    if (near[index]) {
      close();
      result.push(row);
    } else hidden += 1;
  }
  close();
  return result;
}
