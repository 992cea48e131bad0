const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * Looks for a bracket that is never closed, one that closes nothing, or a string without an end.
 * It works on the text, because it is asked when there is no good tree.
 */
export function scanBrackets(
  source: string,
): { readonly at: number; readonly what: string } | null {
  const open: { readonly character: string; readonly at: number }[] = [];
  const token = /#[^\r\n]*|'''|"""|'|"|[()[\]{}]/g;
  for (let match = token.exec(source); match !== null; match = token.exec(source)) {
    const found = match[0];
    if (found.startsWith('#')) continue;
    if (/['"]/.test(found)) {
      const end = stringEnd(source, match.index, found);
      if (end === null) return { at: match.index, what: 'the string that begins here has no end' };
      token.lastIndex = end;
      continue;
    }
    if (found in closers) {
      open.push({ character: found, at: match.index });
      continue;
    }
    const opener = open.pop();
    if (opener === undefined) return { at: match.index, what: `'${found}' closes nothing` };
    if (closers[opener.character] !== found)
      return { at: match.index, what: `'${found}' does not close '${opener.character}'` };
  }
  const first = open[0];
  return first === undefined
    ? null
    : { at: first.at, what: `'${first.character}' was never closed` };
}

/**
 * The text with blanks for brackets that are still open where a definition begins a line: one of
 * them would hide from the parser all that comes after it. Offsets stay. For texts with errors only.
 */
export function withoutOpenBrackets(source: string): string {
  const unclosed: number[] = [];
  let open: number[] = [];
  const token =
    /#[^\r\n]*|'''|"""|'|"|[()[\]{}]|(?<![^\r\n])(?:@|(?:async[ \t]+def|def|class)(?=[ \t]))/g;
  for (let match = token.exec(source); match !== null; match = token.exec(source)) {
    const found = match[0];
    if (found.startsWith('#')) continue;
    if (/['"]/.test(found)) {
      token.lastIndex = stringEnd(source, match.index, found) ?? match.index + found.length;
    } else if (found in closers) open.push(match.index);
    else if (/[)\]}]/.test(found)) open.pop();
    else {
      unclosed.push(...open);
      open = [];
    }
  }
  let mended = '';
  let position = 0;
  for (const at of unclosed) {
    mended += `${source.slice(position, at)} `;
    position = at + 1;
  }
  return mended + source.slice(position);
}

/** The offset after a string that begins with `quote` at `start`; null where it does not end. */
function stringEnd(source: string, start: number, quote: string): number | null {
  const isLong = quote.length === 3;
  for (let i = start + quote.length; i < source.length; i++) {
    const character = source[i]!;
    if (character === '\\') i += source.startsWith('\r\n', i + 1) ? 2 : 1;
    else if (source.startsWith(quote, i)) return i + quote.length;
    else if (!isLong && (character === '\n' || character === '\r')) return null;
  }
  return null;
}
