import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { isAtEnd, rowAfterKey, scrollToShow, windowOf } from './windowing.ts';

interface VirtualListProps {
  /** Unique in the page: rows are named after it. */
  readonly id: string;
  readonly label: string;
  readonly count: number;
  readonly rowHeight: number;
  /** The list is as high as its rows up to this many; without, as high as its place. */
  readonly maxRows?: number;
  readonly selected: number | null;
  readonly scrollTop: number;
  /** New rows at the end are followed where the end is in sight. */
  readonly follow?: boolean;
  /** Moving to a row selects it; otherwise Enter does. */
  readonly eager?: boolean;
  readonly keyOf: (index: number) => string;
  readonly row: (index: number) => ComponentChildren;
  readonly onSelect: (index: number) => void;
  readonly onScroll: (scrollTop: number) => void;
  readonly onNearEnd?: () => void;
}

/**
 * A list of any length that draws the rows in sight and a few more. One stop of the Tab key; the
 * active row is told by `aria-activedescendant`, for focus cannot rest on what may not be drawn.
 */
export function VirtualList(props: VirtualListProps) {
  const { id, label, count, rowHeight, selected, follow = false, eager = false } = props;
  const host = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ scrollTop: props.scrollTop, height: 400 });
  const [active, setActive] = useState<number | null>(null);
  const current = active !== null && active < count ? active : selected;
  const viewport = { ...view, rowHeight, count };
  const { first, end } = windowOf(viewport);

  const scrollTo = (scrollTop: number) => {
    const element = host.current;
    if (element !== null && element.scrollTop !== scrollTop) element.scrollTop = scrollTop;
  };

  useLayoutEffect(() => {
    const element = host.current;
    if (element === null) return;
    const measure = () =>
      setView((known) =>
        known.height === element.clientHeight ? known : { ...known, height: element.clientHeight },
      );
    measure();
    scrollTo(props.scrollTop);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const before = useRef(count);
  useLayoutEffect(() => {
    const old = before.current;
    before.current = count;
    if (follow && count > old && isAtEnd({ ...viewport, count: old })) scrollTo(count * rowHeight);
  }, [count]);

  useEffect(() => {
    setActive(null);
    if (selected !== null) scrollTo(scrollToShow(selected, viewport));
  }, [selected]);

  useEffect(() => {
    if (end >= count - 1) props.onNearEnd?.();
  }, [end, count]);

  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.key === 'Enter' || event.key === ' ') && current !== null) {
      event.preventDefault();
      props.onSelect(current);
      return;
    }
    const next = rowAfterKey(event.key, current, viewport);
    if (next === null) return;
    event.preventDefault();
    setActive(next);
    scrollTo(scrollToShow(next, viewport));
    if (eager) props.onSelect(next);
  };

  const scrolled = () => {
    const scrollTop = host.current?.scrollTop ?? 0;
    setView((known) => ({ ...known, scrollTop }));
    props.onScroll(scrollTop);
  };

  const indices = Array.from({ length: end - first }, (_, offset) => first + offset);
  return (
    <div
      ref={host}
      id={id}
      class="virtual-list"
      role="listbox"
      aria-label={label}
      tabIndex={0}
      {...(current !== null && current >= first && current < end
        ? { 'aria-activedescendant': `${id}-${current}` }
        : {})}
      {...(props.maxRows === undefined
        ? {}
        : { style: { height: `${Math.min(count, props.maxRows) * rowHeight}px` } })}
      onKeyDown={press}
      onScroll={scrolled}
    >
      <div class="virtual-space" role="presentation" style={{ height: `${count * rowHeight}px` }}>
        {indices.map((index) => (
          <div
            key={props.keyOf(index)}
            id={`${id}-${index}`}
            class={index === current ? 'row row-active' : 'row'}
            role="option"
            aria-selected={index === selected}
            aria-posinset={index + 1}
            aria-setsize={count}
            style={{ top: `${index * rowHeight}px`, height: `${rowHeight}px` }}
            onClick={() => {
              setActive(index);
              props.onSelect(index);
            }}
          >
            {props.row(index)}
          </div>
        ))}
      </div>
    </div>
  );
}
