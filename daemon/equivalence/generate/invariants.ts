import type { Value } from '../../../protocol/cases.ts';
import type { Structure } from '../../core/exploring.ts';
import type { Layout, Layouts } from '../../core/layouts.ts';
import { viewOf } from '../../cases/views.ts';
import { type Part, assembled, partsOfStructure, putAt, standingAt } from './assembly.ts';
import type { Draw } from './draw.ts';
import { ascending, distinctKeys, strictly } from './keys.ts';
import { distinct, order } from './values.ts';

/** Whether a chain or tree keeps something; of what is none, nothing is said. */
export function keeps(value: Value, is: Structure, layouts: Layouts): boolean {
  const layout = layoutFor(value, layouts);
  if (layout === null || !speaksOf(is, layout)) return true;
  const parts = partsOfStructure(value, layout);
  switch (is) {
    case 'sorted':
    case 'descending': {
      const sign = is === 'sorted' ? 1 : -1;
      return holdsBetween(keysOf(parts, layout), (a, b) => sign * order(a, b) <= 0);
    }
    case 'distinct': {
      const keys = keysOf(parts, layout).filter((key) => key !== undefined);
      return keys.length === parts.length && distinct(keys).length === keys.length;
    }
    case 'search tree':
      return holdsBetween(keysOf(inOrder(parts), layout), (a, b) => order(a, b) < 0);
    case 'min heap':
    case 'max heap': {
      const sign = is === 'min heap' ? 1 : -1;
      const keys = keysOf(parts, layout);
      return parts.every(({ links }, at) =>
        links.every(
          (to) => to < 0 || holdsBetween([keys[at], keys[to]], (a, b) => sign * order(a, b) <= 0),
        ),
      );
    }
    case 'balanced':
      return isBalanced(parts);
    case 'complete':
      return isComplete(parts);
    case 'perfect':
      return isComplete(parts) && Number.isInteger(Math.log2(parts.length + 1));
    case 'acyclic':
      return parts.every(({ view }) =>
        layout.links.every((seat) => viewOf(standingAt(view, seat) ?? null).kind !== 'node'),
      );
  }
}

/** The same chain or tree changed as little as needed to keep something. */
export function kept(value: Value, is: Structure, layouts: Layouts, draw: Draw): Value {
  const layout = layoutFor(value, layouts);
  if (layout === null || keeps(value, is, layouts)) return value;
  const parts = partsOfStructure(value, layout);
  const with_ = (keys: readonly Value[], placed: readonly Part[]): Value => {
    if (keys.length !== placed.length) return value;
    const byPart = new Map(placed.map((part, at) => [part, keys[at] as Value]));
    return assembled(
      parts.map((part) => withKey(part, byPart.get(part) ?? null, layout)),
      layout,
    );
  };
  const keys = filled(keysOf(parts, layout));
  switch (is) {
    case 'sorted':
      return with_(ascending(keys), parts);
    case 'descending':
      return with_(ascending(keys).toReversed(), parts);
    case 'distinct':
      return with_(distinctKeys(keys, layout.key?.shape), parts);
    case 'search tree':
      return with_(strictly(ascending(keys), layout.key?.shape), inOrder(parts));
    case 'min heap':
      return with_(ascending(keys), downwards(parts, draw));
    case 'max heap':
      return with_(ascending(keys).toReversed(), downwards(parts, draw));
    case 'balanced':
      return assembled(balanced(inOrder(parts), draw), layout);
    case 'complete':
      return assembled(inRows(parts), layout);
    case 'perfect':
      return assembled(
        inRows(parts.slice(0, 2 ** Math.floor(Math.log2(parts.length + 1)) - 1)),
        layout,
      );
    case 'acyclic':
      return assembled(
        parts.map((part) => withoutReturns(part, layout)),
        layout,
      );
  }
}

/** Orders that all of these keep, and that so many would hardly keep by chance. */
export function structuresShown(values: readonly Value[], layouts: Layouts): readonly Structure[] {
  const telling = values.filter((value) => {
    const layout = layoutFor(value, layouts);
    if (layout === null || layout.key === null) return false;
    return (
      distinct(keysOf(partsOfStructure(value, layout), layout).map((key) => key ?? null)).length > 2
    );
  });
  if (telling.length < fewestTelling) return [];
  const orders = ['sorted', 'descending', 'search tree', 'min heap', 'max heap'] as const;
  return orders.filter(
    (is) =>
      telling.every((value) => speaksOf(is, layoutFor(value, layouts) as Layout)) &&
      values.every((value) => keeps(value, is, layouts)),
  );
}

/** Of three keys each: fewer are in order by chance too often. */
const fewestTelling = 3;

/** How instances of a value hang together; null where it is no chain and no tree. */
function layoutFor(value: Value, layouts: Layouts): Layout | null {
  if (typeof value !== 'object' || value === null) return null;
  const view = viewOf(value);
  return view.kind === 'new' ? (layouts.get(view.type) ?? null) : null;
}

/** Whether what is said can be said of what hangs together so: of chains, or of trees. */
export function speaksOf(is: Structure, { key, links }: Layout): boolean {
  switch (is) {
    case 'sorted':
    case 'descending':
      return key !== null && links.length === 1;
    case 'distinct':
      return key !== null;
    case 'search tree':
    case 'min heap':
    case 'max heap':
      return key !== null && links.length === 2;
    case 'balanced':
    case 'complete':
    case 'perfect':
      return links.length === 2;
    case 'acyclic':
      return true;
  }
}

function keysOf(parts: readonly Part[], { key }: Layout): readonly (Value | undefined)[] {
  return parts.map(({ view }) => (key === null ? undefined : standingAt(view, key)));
}

/** What is left to its default is given, so that its place is known. */
function filled(keys: readonly (Value | undefined)[]): readonly Value[] {
  const other = keys.find((key) => key !== undefined) ?? 0;
  return keys.map((key) => key ?? other);
}

/** Of a key that is left to its default nobody knows where it stands. */
function holdsBetween(
  keys: readonly (Value | undefined)[],
  holds: (a: Value, b: Value) => boolean,
): boolean {
  return keys.every((key, at) => {
    const before = at === 0 ? undefined : keys[at - 1];
    if (key === undefined) return keys.length === 1;
    return at === 0 || (before !== undefined && holds(before, key));
  });
}

function withKey({ view, links }: Part, key: Value, layout: Layout): Part {
  return { view: layout.key === null ? view : putAt(view, layout.key, key), links };
}

function withoutReturns({ view, links }: Part, layout: Layout): Part {
  const changed = layout.links.reduce(
    (made, seat) =>
      viewOf(standingAt(made, seat) ?? null).kind === 'node' ? putAt(made, seat, null) : made,
    view,
  );
  return { view: changed, links };
}

/** From the smallest to the greatest of a search tree. */
function inOrder(parts: readonly Part[]): readonly Part[] {
  const found: Part[] = [];
  const open: number[] = [];
  for (let at = parts.length === 0 ? -1 : 0; at >= 0 || open.length > 0;) {
    for (; at >= 0; at = parts[at]?.links[0] ?? -1) open.push(at);
    const part = parts[open.pop() as number] as Part;
    found.push(part);
    at = part.links[1] ?? -1;
  }
  return found;
}

/** Each after the one above it, in any order else. */
function downwards(parts: readonly Part[], draw: Draw): readonly Part[] {
  const found: Part[] = [];
  const open = parts.length === 0 ? [] : [0];
  while (open.length > 0) {
    const at = draw.integer(0, open.length - 1);
    const part = parts[open[at] as number] as Part;
    open[at] = open.at(-1) as number;
    open.pop();
    found.push(part);
    open.push(...part.links.filter((to) => to >= 0));
  }
  return found;
}

function isBalanced(parts: readonly Part[]): boolean {
  const heights: number[] = [];
  for (let at = parts.length - 1; at >= 0; at--) {
    const [left = 0, right = 0] = (parts[at] as Part).links.map((to) => heights[to] ?? 0);
    if (Math.abs(left - right) > 1) return false;
    heights[at] = 1 + Math.max(left, right);
  }
  return true;
}

/** Row by row from the left, without a gap. */
function isComplete(parts: readonly Part[]): boolean {
  let hasEnded = false;
  for (const { links } of parts) {
    for (const to of links) {
      if (to >= 0 && hasEnded) return false;
      hasEnded ||= to < 0;
    }
  }
  return true;
}

/** The same instances, in the same order from left to right, as even as they can stand. */
function balanced(ordered: readonly Part[], draw: Draw): readonly Part[] {
  const made: { view: Part['view']; links: number[] }[] = [];
  const pending: { from: number; to: number; above: number; side: number }[] = [
    { from: 0, to: ordered.length, above: -1, side: 0 },
  ];
  for (let next = 0; next < pending.length; next++) {
    const { from, to, above, side } = pending[next] as (typeof pending)[number];
    if (from >= to) continue;
    // Of an even number, either of the two in the middle stands above the others.
    const middle = Math.floor((from + to - (draw.chance(0.5) ? 1 : 0)) / 2);
    const { view } = ordered[Math.max(from, middle)] as Part;
    const index = made.push({ view, links: [-1, -1] }) - 1;
    if (above >= 0) (made[above] as { links: number[] }).links[side] = index;
    const at = Math.max(from, middle);
    pending.push({ from, to: at, above: index, side: 0 });
    pending.push({ from: at + 1, to, above: index, side: 1 });
  }
  return made;
}

function inRows(parts: readonly Part[]): readonly Part[] {
  return parts.map(({ view }, at) => ({
    view,
    links: [2 * at + 1, 2 * at + 2].map((to) => (to < parts.length ? to : -1)),
  }));
}
