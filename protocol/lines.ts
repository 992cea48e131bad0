/**
 * A text as lines. What is compared are contents: ends of line, and a byte order mark, belong to
 * the file and not to the change. A text of n line ends has n + 1 lines, so that a missing end at
 * the last line needs no case of its own.
 */
export interface Lines {
  readonly text: string;
  readonly contents: readonly string[];
  /** Offset of each line's first character; a byte order mark stands before the first. */
  readonly starts: readonly number[];
  /** The end of line that the text uses most. */
  readonly eol: string;
}

/** `ending` is its end of line where it has none of its own. */
export function linesOf(text: string, ending = '\n'): Lines {
  const contents: string[] = [];
  const starts: number[] = [];
  const counts = new Map<string, number>();
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) {
    starts.push(start);
    contents.push(text.slice(start, index));
    counts.set(end, (counts.get(end) ?? 0) + 1);
    start = index + end.length;
  }
  starts.push(start);
  contents.push(text.slice(start));
  const [eol = ending] = [...counts].toSorted((a, b) => b[1] - a[1])[0] ?? [];
  return { text, contents, starts, eol };
}

/** The offset behind a line's last character, before its end of line. */
export function endOfLine(lines: Lines, line: number): number {
  return (lines.starts[line] as number) + (lines.contents[line] as string).length;
}

/** The line that holds an offset. */
export function lineAt(lines: Lines, offset: number): number {
  let low = 0;
  let high = lines.starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lines.starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
