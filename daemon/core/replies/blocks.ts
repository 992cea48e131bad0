/** A fenced code block. */
export interface Block {
  readonly code: string;
  /** False where the text ended before the block did. */
  readonly isClosed: boolean;
  /** The text without the block and its fences. */
  around(): string;
}

/** Blocks looked at, the last ones: an answer with more is not worth the time. */
const blockLimit = 16;

/**
 * Fenced blocks in the order in which they open, as models write them: fences of ``` or ~~~, with
 * or without a tag, indented in a list, begun at the end of a sentence, nested, never closed. A
 * bare fence that stands deeper than the one that opened the block belongs to the code (a
 * docstring, say), unless nothing else closes the block.
 */
export function codeBlocks(text: string): readonly Block[] {
  const lines = text.split('\n');
  const spans: Span[] = [];
  const open: Opening[] = [];
  for (const [index, line] of lines.entries()) {
    const top = open.at(-1);
    const fence = fenceOf(line, top === undefined);
    if (fence === null) continue;
    if (top === undefined) {
      open.push({ ...fence, line: index, perhapsClosedAt: null });
    } else if (fence.mark === top.mark && fence.length >= top.length && fence.isBare) {
      if (fence.indent > top.indent) {
        top.perhapsClosedAt = index;
      } else {
        open.pop();
        spans.push({ opening: top, end: index, isClosed: true });
      }
    } else if (fence.mark === top.mark && !fence.isBare && fence.indent <= top.indent) {
      open.push({ ...fence, line: index, perhapsClosedAt: null });
    }
  }
  for (const opening of open) {
    const closedAt = opening.perhapsClosedAt;
    spans.push({ opening, end: closedAt ?? lines.length, isClosed: closedAt !== null });
  }
  return spans
    .toSorted((a, b) => a.opening.line - b.opening.line)
    .slice(-blockLimit)
    .map((span) => block(lines, span));
}

interface Fence {
  readonly mark: string;
  readonly length: number;
  readonly indent: number;
  readonly isBare: boolean;
}

interface Opening extends Fence {
  readonly line: number;
  perhapsClosedAt: number | null;
}

interface Span {
  readonly opening: Opening;
  /** Line of the closing fence, or one past the last line. */
  readonly end: number;
  readonly isClosed: boolean;
}

/** Longer lines are no fences, and would be slow to look at. */
const fenceLimitChars = 400;

function fenceOf(line: string, mayFollowText: boolean): Fence | null {
  if (line.length > fenceLimitChars) return null;
  const match = /^([ \t]*)(`{3,}|~{3,})[ \t]*([^`]*)$/.exec(line);
  if (match !== null) {
    const [, indent = '', run = '', info = ''] = match;
    return {
      mark: run.charAt(0),
      length: run.length,
      indent: indent.length,
      isBare: info.trim() === '',
    };
  }
  const late = mayFollowText ? /^[^`~]*[^`~\s][ \t]*(`{3,}|~{3,})[\w+#.-]*$/.exec(line) : null;
  const run = late?.[1];
  if (run === undefined) return null;
  return { mark: run.charAt(0), length: run.length, indent: 0, isBare: false };
}

function block(lines: readonly string[], { opening, end, isClosed }: Span): Block {
  const margin = new RegExp(`^[ \\t]{0,${opening.indent}}`);
  const inner = lines.slice(opening.line + 1, end);
  const flush = opening.indent === 0 ? inner : inner.map((line) => line.replace(margin, ''));
  const code = flush.join('\n');
  return {
    code: isClosed ? code : withoutLateFence(code),
    isClosed,
    around: () => [...lines.slice(0, opening.line), ...lines.slice(end + 1)].join('\n').trim(),
  };
}

/** A fence that was put at the end of the last line of code. */
function withoutLateFence(code: string): string {
  const text = code.trimEnd();
  if (!text.endsWith('```')) return code;
  let end = text.length;
  while (text.charAt(end - 1) === '`') end -= 1;
  return text.slice(0, end);
}
