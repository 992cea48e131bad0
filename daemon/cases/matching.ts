import type { Value } from '../../protocol/cases.ts';
import type { Tolerance } from '../core/case-set.ts';
import type { Identities, Identity } from './identities.ts';
import { byNumber } from './identities.ts';
import { areClose, areEqualNumbers } from './numbers.ts';
import type { NumberView } from './numbers.ts';
import type { Root } from './views.ts';

export interface Side {
  readonly items: readonly Value[];
  readonly root: Root;
}

/** Which items of two unordered rows belong together, as indices into them. */
export interface Matching {
  readonly pairs: readonly (readonly [number, number])[];
  readonly missing: readonly number[];
  readonly extra: readonly number[];
}

/** Values looked at, and pairs tried, before what is left counts as unmatched. */
const maxWalked = 2_000_000;
const maxTried = 4_000_000;

/**
 * Pairs equal items. Those equal exactly find each other by their identity; what floats keep apart
 * is sorted by its first number and tried against its near neighbours only, so that the work stays
 * close to n log n. Where items crowd within the tolerance so densely that the budget ends, the
 * rest counts as unmatched: a doubt is decided against equality.
 */
export function matchUnordered(
  expected: Side,
  actual: Side,
  identities: Identities,
  tolerance: Tolerance,
): Matching {
  const wanted = expected.items.map((item) => identities.of(item, expected.root));
  const found = actual.items.map((item) => identities.of(item, actual.root));
  const pairs: [number, number][] = [];
  const waiting = new Map<number, number[]>();
  // From the end, so that the first of several equal ones is taken first.
  for (let index = found.length - 1; index >= 0; index--) {
    const { exact } = found[index] as Identity;
    const same = waiting.get(exact);
    if (same === undefined) waiting.set(exact, [index]);
    else same.push(index);
  }
  const left: number[] = [];
  wanted.forEach(({ exact }, index) => {
    const partner = waiting.get(exact)?.pop();
    if (partner === undefined) left.push(index);
    else pairs.push([index, partner]);
  });
  const over = [...waiting.values()].flat();
  if (left.length > 0 && over.length > 0) {
    const budget = { left: maxWalked };
    const pointsOf = (side: Side, known: readonly Identity[], indices: readonly number[]) =>
      indices
        .filter((index) => known[index]?.lead !== null)
        .map((index): Point => {
          const { shape } = known[index] as Identity;
          const numbers = identities.coordinates(side.items[index] as Value, side.root, budget);
          return { index, shape, numbers: numbers ?? [], key: 0, isTaken: numbers === null };
        });
    const near = pointsOf(expected, wanted, left);
    pairs.push(...matchNear(near, pointsOf(actual, found, over), tolerance));
  }
  const taken = { a: new Set(pairs.map(([a]) => a)), b: new Set(pairs.map(([, b]) => b)) };
  return {
    pairs,
    missing: left.filter((index) => !taken.a.has(index)),
    extra: over.filter((index) => !taken.b.has(index)).sort((a, b) => a - b),
  };
}

/** An item that floats keep from being found by its identity: the numbers in it, in order. */
interface Point {
  readonly index: number;
  readonly shape: number;
  readonly numbers: readonly NumberView[];
  /** The number that it is sorted by, one of `numbers`. */
  key: number;
  isTaken: boolean;
}

/** Both rows are sorted by shape and one number: partners lie in a window that moves along. */
function matchNear(
  wanted: readonly Point[],
  found: readonly Point[],
  tolerance: Tolerance,
): [number, number][] {
  chooseKeys(wanted, found);
  const row = [...found].sort(byKey);
  const pairs: [number, number][] = [];
  let start = 0;
  let tried = 0;
  for (const point of [...wanted].sort(byKey)) {
    if (point.isTaken) continue;
    while (start < row.length && isPast(row[start] as Point, point, tolerance)) start++;
    for (let at = start; at < row.length; at++) {
      const other = row[at] as Point;
      if (isPast(point, other, tolerance)) break;
      if (++tried > maxTried) return pairs;
      if (other.isTaken || !areNear(point, other, tolerance)) continue;
      other.isTaken = true;
      pairs.push([point.index, other.index]);
      break;
    }
  }
  return pairs;
}

/** For each shape the position whose numbers differ most, so that windows stay narrow. */
function chooseKeys(wanted: readonly Point[], found: readonly Point[]): void {
  const seen = new Map<number, Set<number>[]>();
  for (const { shape, numbers } of wanted) {
    const positions = seen.get(shape) ?? numbers.map(() => new Set<number>());
    numbers.forEach(({ value }, at) => positions[at]?.add(Number(value)));
    seen.set(shape, positions);
  }
  const chosen = new Map<number, number>();
  for (const [shape, positions] of seen) {
    const most = positions.reduce((best, { size }) => Math.max(best, size), 0);
    chosen.set(
      shape,
      positions.findIndex(({ size }) => size === most),
    );
  }
  for (const point of [...wanted, ...found]) {
    point.key = Number(point.numbers[chosen.get(point.shape) ?? 0]?.value ?? 0);
  }
}

function byKey(a: Point, b: Point): number {
  return a.shape === b.shape ? byNumber(a.key, b.key) : a.shape - b.shape;
}

/** Whether a point is taken, or lies before another and too far away to be its partner. */
function isPast(point: Point, other: Point, tolerance: Tolerance): boolean {
  if (point.isTaken) return true;
  if (byKey(point, other) >= 0) return false;
  return point.shape !== other.shape || !areClose(point.key, other.key, tolerance);
}

function areNear(a: Point, b: Point, tolerance: Tolerance): boolean {
  if (a.shape !== b.shape || a.numbers.length !== b.numbers.length) return false;
  return a.numbers.every((number, at) =>
    areEqualNumbers(number, b.numbers[at] as NumberView, tolerance),
  );
}
