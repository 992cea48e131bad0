/** Lines of a document from 0; the last one is part of it. */
export interface LineSpan {
  readonly first: number;
  readonly last: number;
}

/** A change of a document, as the editor tells it. */
export interface TextChange {
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
  readonly text: string;
}

/**
 * Where a span of whole lines stands after changes that were made at once; null where one of them
 * touched its text. Places of all changes are those before any of them.
 */
export function follow(span: LineSpan, changes: readonly TextChange[]): LineSpan | null {
  let by = 0;
  for (const { range, text } of changes) {
    const { start, end } = range;
    if (start.line > span.last) continue;
    // What ends where the span begins is above it, if it leaves whole lines there.
    const isAbove =
      end.line < span.first ||
      (end.line === span.first && end.character === 0 && endsLine(text, start.character));
    if (!isAbove) return null;
    by += lineCount(text) - (end.line - start.line);
  }
  return by === 0 ? span : { first: span.first + by, last: span.last + by };
}

/** Nothing of what comes before the span may end up on its first line. */
function endsLine(text: string, character: number): boolean {
  return text === '' ? character === 0 : /[\r\n]$/.test(text);
}

function lineCount(text: string): number {
  return text.split(/\r\n|\r|\n/).length - 1;
}
