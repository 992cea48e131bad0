import { findNodeAtLocation, parseTree, type Node } from 'jsonc-parser';

/** Lines and characters from 0, characters in UTF-16 code units, as the editor counts them. */
export interface Span {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export interface OutlinedCase {
  /** As the daemon names it: its `id`, else its number from 1. */
  readonly id: string;
  readonly span: Span;
}

/** What a case file holds, and where; whatever of it can be read while it is being written. */
export interface CaseOutline {
  /** null where the file names none. */
  readonly function: string | null;
  readonly cases: readonly OutlinedCase[];
}

export function outlineCases(text: string): CaseOutline {
  const root = parseTree(text);
  const spanOf = spans(text);
  const named = root && findNodeAtLocation(root, ['function']);
  return {
    function: stringOf(named),
    cases: caseNodes(root).map((node, index) => ({
      id: stringOf(findNodeAtLocation(node, ['id'])) ?? String(index + 1),
      span: spanOf(node),
    })),
  };
}

/** The first thing that someone fills in: the first argument of the first case, if it has one. */
export function firstBlank(text: string): Span | null {
  const [first] = caseNodes(parseTree(text));
  if (first === undefined) return null;
  const places = [['args', 0], ['init', 0], ['stdin'], ['args'], ['id']];
  for (const place of places) {
    const node = findNodeAtLocation(first, place);
    if (node !== undefined) return spans(text)(node);
  }
  return null;
}

function caseNodes(root: Node | undefined): readonly Node[] {
  const cases = root && findNodeAtLocation(root, ['cases']);
  return cases?.type === 'array' ? (cases.children ?? []) : [];
}

function stringOf(node: Node | undefined): string | null {
  return typeof node?.value === 'string' && node.value !== '' ? node.value : null;
}

function spans(text: string): (node: Node) => Span {
  const starts = [0];
  for (const { index } of text.matchAll(/\r\n|\n|\r/g)) {
    starts.push(index + (text.startsWith('\r\n', index) ? 2 : 1));
  }
  const positionAt = (offset: number) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - (starts[low] ?? 0) };
  };
  return ({ offset, length }) => ({
    start: positionAt(offset),
    end: positionAt(offset + length),
  });
}
