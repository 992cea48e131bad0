/** Which rows of a long list are drawn: rows are of one height, in CSS pixels. */

interface Viewport {
  readonly scrollTop: number;
  readonly height: number;
  readonly rowHeight: number;
  readonly count: number;
}

/** Rows drawn beyond each edge, so that a quick flick shows no gap. */
const overscan = 8;

/** First row drawn and the one after the last. */
export function windowOf({ scrollTop, height, rowHeight, count }: Viewport): {
  readonly first: number;
  readonly end: number;
} {
  const top = Math.floor(Math.max(0, scrollTop) / rowHeight);
  const bottom = Math.ceil((Math.max(0, scrollTop) + height) / rowHeight);
  const end = Math.min(count, bottom + overscan);
  return { first: Math.max(0, Math.min(top - overscan, end)), end };
}

/** Where to scroll so that a row is wholly seen; unchanged where it is. */
export function scrollToShow(index: number, viewport: Viewport): number {
  const { scrollTop, height, rowHeight } = viewport;
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  if (top + rowHeight > scrollTop + height) return top + rowHeight - height;
  return scrollTop;
}

export function isAtEnd({ scrollTop, height, rowHeight, count }: Viewport): boolean {
  return scrollTop + height >= count * rowHeight - rowHeight / 2;
}

/** The row that a key leads to; null where the key means nothing to a list. */
export function rowAfterKey(
  key: string,
  active: number | null,
  { height, rowHeight, count }: Omit<Viewport, 'scrollTop'>,
): number | null {
  if (count === 0) return null;
  const page = Math.max(1, Math.floor(height / rowHeight) - 1);
  const from = active ?? -1;
  const moves: Record<string, number> = {
    ArrowDown: from + 1,
    ArrowUp: active === null ? count - 1 : from - 1,
    PageDown: from + page,
    PageUp: from - page,
    Home: 0,
    End: count - 1,
  };
  const target = moves[key];
  return target === undefined ? null : Math.max(0, Math.min(count - 1, target));
}
