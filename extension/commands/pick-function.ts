import type { ListedFunction } from '../../protocol/editor.ts';

interface Position {
  readonly line: number;
  readonly character: number;
}

/** The innermost function around a position; a position on its last line counts as inside. */
export function functionAt(
  functions: readonly ListedFunction[],
  position: Position,
): ListedFunction | null {
  const around = functions.filter(
    ({ range }) => !isBefore(position, range.start) && !isBefore(range.end, position),
  );
  return around.reduce<ListedFunction | null>(
    (innermost, one) =>
      innermost === null || isBefore(innermost.range.start, one.range.start) ? one : innermost,
    null,
  );
}

function isBefore(one: Position, other: Position): boolean {
  return one.line < other.line || (one.line === other.line && one.character < other.character);
}
