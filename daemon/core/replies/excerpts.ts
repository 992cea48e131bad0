/** Longer texts, and texts of more sections, are tried whole alone. */
const limitChars = 60_000;
const sectionLimit = 12;

/**
 * A text and its contiguous parts, the longest first: code without fences often has a sentence
 * before or after it. Parts begin and end where a line at column 0 follows a blank line or a
 * line that ends in a colon, so that no function is cut in the middle.
 */
export function* excerpts(text: string): Generator<string> {
  yield text;
  if (text.length > limitChars) return;
  const lines = text.split('\n');
  const starts = lines.flatMap((line, at) => (beginsSection(line, lines[at - 1]) ? [at] : []));
  const count = starts.length;
  if (count > sectionLimit) return;
  for (let length = count; length > 0; length -= 1) {
    for (let first = 0; first + length <= count; first += 1) {
      if (length === count && starts[0] === 0) continue;
      yield lines.slice(starts[first], starts[first + length]).join('\n');
    }
  }
}

function beginsSection(line: string, previous: string | undefined): boolean {
  if (!/^\S/.test(line)) return false;
  return previous === undefined || previous.trim() === '' || /^\S.*:\s*$/.test(previous);
}
