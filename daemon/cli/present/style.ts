import colors from 'picocolors';
import type { Output } from '../terminal.ts';

/** How things look where they are shown. */
export interface Style {
  readonly paint: ReturnType<typeof colors.createColors>;
  readonly columns: number;
  /** A path as the user would write it; absolute where nothing is said. */
  readonly pathOf?: (path: string) => string;
}

export function styleOf({ hasColors, columns }: Output): Style {
  return { paint: colors.createColors(hasColors), columns };
}

/** Length as it is seen: without colours. All our signs are one column wide. */
export function visibleLength(text: string): number {
  return [...stripColors(text)].length;
}

export function stripColors(text: string): string {
  // oxlint-disable-next-line no-control-regex -- the escape that begins a colour
  return text.replace(/\u001b\[[0-9;]*m/g, '');
}

/** One line of at most so many columns; what was cut off is said by an ellipsis. */
export function cut(text: string, columns: number): string {
  const line = oneLine(text);
  const signs = [...line];
  return signs.length <= columns ? line : `${signs.slice(0, Math.max(0, columns - 1)).join('')}…`;
}

/** Lines of at most so many columns, broken between words; what does not fit is cut off. */
export function wrapped(text: string, columns: number, mostLines: number): readonly string[] {
  const lines: string[] = [];
  for (const word of oneLine(text).split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trimStart();
    if (lines.length === mostLines || (lines.length > 0 && [...longer].length <= columns)) {
      lines[lines.length - 1] = longer;
    } else lines.push(word);
  }
  return lines.map((line) => cut(line, columns));
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** What a program says may hold escapes that would move the cursor or worse. */
export function harmless(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\u00b7');
}
