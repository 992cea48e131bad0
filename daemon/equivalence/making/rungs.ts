/**
 * The sizes that are tried come from a coarse ladder (10, 20, 50, 100, …), so that two searches
 * find the same ones although no two runs take the same time.
 */

const steps = [1, 2, 5] as const;

/**
 * The next size, where the original took so long: the less it took, the farther up, and farther
 * still where it grows with a root of the size, or with its digits.
 */
export function nextAbove(size: number, ns: number, growsSlightly: boolean): number {
  const rungs = growsSlightly ? 6 : ns < 0.3e6 ? 3 : ns < 4e6 ? 2 : 1;
  let next = size;
  for (let count = 0; count < rungs; count += 1) next = rungAbove(next);
  return next;
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
  if (high <= 1.2 * low || high - low < 2) return null;
  const middle = low === 0 ? high / 2 : Math.sqrt(low * high);
  const digits = 10 ** Math.max(0, Math.floor(Math.log10(middle)) - 1);
  const rounded = Math.round(middle / digits) * digits;
  return rounded > low && rounded < high ? rounded : null;
}

function rungAbove(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  const next = steps.find((step) => step * power > size);
  return next === undefined ? 10 * power : next * power;
}
