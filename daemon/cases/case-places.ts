/** Where the cases of a case file stand in its text; offsets in UTF-16 code units, end exclusive. */
export interface CasePlaces {
  /** Of the bracket that opens their list. */
  readonly open: number;
  readonly entries: readonly { readonly start: number; readonly end: number }[];
}

/** For a text that is known to be JSON; null where it has no list of cases. */
export function casePlaces(text: string): CasePlaces | null {
  let depth = 0;
  let name = '';
  let open: number | null = null;
  const entries: { start: number; end: number }[] = [];
  let start: number | null = null;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g)) {
    const end = index + token.length;
    if (token === ']' || token === '}') depth--;
    if (open !== null) {
      if (depth === 1) return { open, entries };
      if (token === ',' && depth === 2) start = null;
      else if (start === null) entries.push({ start: (start = index), end });
      else if (depth === 2) entries[entries.length - 1] = { start, end };
    } else if (depth === 1) {
      if (token === '[' && name === '"cases"') open = index;
      else if (token.startsWith('"')) name = token;
      else if (token !== ':') name = '';
    }
    if (token === '[' || token === '{') depth++;
  }
  return null;
}

/** The line of each case, from 1. */
export function caseLines(text: string): readonly number[] {
  const lines: number[] = [];
  let line = 1;
  let at = 0;
  for (const { start } of casePlaces(text)?.entries ?? []) {
    for (; at < start; at++) if (text[at] === '\n') line += 1;
    lines.push(line);
  }
  return lines;
}
