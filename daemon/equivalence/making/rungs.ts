/**
 * The sizes that are tried come from a coarse ladder (10, 20, 50, 100, …), so that two searches
 * find the same ones although no two runs take the same time.
 */

const steps = [1, 2, 5] as const;
const few = 60;

/** A size, and the nanoseconds that the original took there. */
export interface Timed {
  readonly size: number;
  readonly ns: number;
}

/** What is steeper may be exponential, and what is flatter has hardly begun to grow. */
const [flattest, steepest] = [0.4, 4];

/** The exponent of the growth over the last of some sizes; of what takes no time, that of a line. */
export function slopeOf(passed: readonly Timed[]): number {
  const last = passed.at(-1);
  // A size close by would say more of noise than of growth.
  const before = passed.findLast(({ size }) => last !== undefined && size <= last.size / 4);
  if (last === undefined || before === undefined) return 1;
  const slope = Math.log(last.ns / before.ns) / Math.log(last.size / before.size);
  return Math.min(steepest, Math.max(flattest, slope));
}

/** The lowest rung where it should take so long, going by the sizes before; at least the next one. */
export function rungFor(passed: readonly Timed[], ns: number): number {
  const { size, ns: last } = passed.at(-1) as Timed;
  const expected = size * (ns / last) ** (1 / slopeOf(passed));
  return Math.max(rungAbove(size), rungAtLeast(expected));
}

/**
 * A size between one that is not enough and one that is too much; null where they are close. Where
 * it costs little to be a rung below, only rungs count.
 */
export function nextBetween(low: number, high: number, onlyRungs: boolean): number | null {
  if (onlyRungs) {
    const next = rungAbove(Math.max(1, low));
    return next < high ? next : null;
  }
  // Of a few dozen, one more may double the time.
  if (high - low < 2 || (low > few && high <= 1.2 * low)) return null;
  const middle = low === 0 ? high / 2 : Math.sqrt(low * high);
  const digits = 10 ** Math.max(0, Math.floor(Math.log10(middle)) - 1);
  const rounded = Math.round(middle / digits) * digits;
  return rounded > low && rounded < high ? rounded : null;
}

export function rungAbove(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  const next = steps.find((step) => step * power > size);
  return next === undefined ? 10 * power : next * power;
}

/** The highest rung that is no higher. */
export function rungBelow(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  return (steps.findLast((step) => step * power <= size) ?? 1) * power;
}

function rungAtLeast(size: number): number {
  const below = rungBelow(Math.max(1, size));
  // What lies a hair above a rung is that rung.
  return size <= below * 1.02 ? below : rungAbove(below);
}
