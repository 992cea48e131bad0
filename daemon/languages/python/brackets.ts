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
