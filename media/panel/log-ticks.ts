/**
 * Where a logarithmic axis has its lines: round numbers, the fewer the more decades it spans. The
 * plotting library's own begin at the lower bound, and are round only where that is.
 */
export function logTicks(low: number, high: number): number[] {
  if (!(low > 0) || !(high > low)) return [];
  const decades = Math.log10(high / low);
  const steps = decades > 6 ? 2 : 1;
  const mantissas = decades > 2.5 ? [1] : decades > 1.2 ? [1, 2, 5] : [1, 1.5, 2, 3, 5, 7];
  const ticks: number[] = [];
  const first = Math.floor(Math.log10(low) / steps) * steps;
  for (let power = first; 10 ** power <= high; power += steps) {
    for (const mantissa of mantissas) {
      const tick = Number(`${mantissa}e${power}`);
      if (tick >= low && tick <= high) ticks.push(tick);
    }
  }
  return ticks;
}
