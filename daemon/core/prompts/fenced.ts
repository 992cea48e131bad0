/**
 * The text as a Markdown code block that the text itself cannot end: the fence is longer than any
 * run of backticks in it. Everything that comes from a file or a program stands in one of these.
 */
export function fenced(text: string, tag: string): string {
  let longest = 2;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  const fence = '`'.repeat(longest + 1);
  return `${fence}${tag}\n${text.replace(/\n+$/, '')}\n${fence}`;
}

/** Items of one list that are shown, and the characters of each. */
const itemLimit = 30;
const itemLimitChars = 400;

/** Lines of data as one block; each item keeps to its line, and there is an end to them. */
export function fencedLines(items: readonly string[]): string {
  const lines = items.slice(0, itemLimit).map((item) => oneLine(item, itemLimitChars));
  if (items.length > itemLimit) lines.push(`[and ${items.length - itemLimit} more]`);
  return fenced(lines.join('\n'), 'text');
}

/** Without line ends and control characters, and cut where it is long. */
export function oneLine(text: string, limitChars: number): string {
  const line = text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  return line.length <= limitChars ? line : `${line.slice(0, limitChars)} …`;
}

/** Keeps whole lines up to the limit, and says how many it left out. */
export function clipped(text: string, limitChars: number): string {
  if (text.length <= limitChars) return text;
  const end = text.lastIndexOf('\n', limitChars);
  const kept = text.slice(0, end > 0 ? end : limitChars);
  const left = text.slice(kept.length).split('\n').length - (end > 0 ? 1 : 0);
  return `${kept}\n[${left} more ${left === 1 ? 'line' : 'lines'} left out]`;
}
