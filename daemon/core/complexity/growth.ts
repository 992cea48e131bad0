import { type GrowthClass, growthClasses } from '../../../protocol/growth.ts';

/** Negative where the first grows more slowly. */
export function compareGrowth(one: GrowthClass, other: GrowthClass): number {
  return growthClasses.indexOf(one) - growthClasses.indexOf(other);
}

/**
 * Natural logarithm of what a class says of a size, up to a constant; -Infinity for none. The class
 * `2^n` stands for exponential growth to any base.
 */
export function logGrowth(growth: GrowthClass, n: number, base = 2): number {
  const logN = Math.log(n);
  // 1 + n, so that an input of one element has a logarithm above zero.
  const logLog = Math.log(Math.log1p(n));
  switch (growth) {
    case '1':
      return 0;
    case 'log n':
      return logLog;
    case 'sqrt n':
      return logN / 2;
    case 'n':
      return logN;
    case 'n log n':
      return logN + logLog;
    case 'n^2':
      return 2 * logN;
    case 'n^2 log n':
      return 2 * logN + logLog;
    case 'n^3':
      return 3 * logN;
    case '2^n':
      return n * Math.log(base);
  }
}

/** As it is shown: `n²`, `√n`, `1.6^n`. */
export function showGrowth(growth: GrowthClass, base: number | null = null): string {
  if (growth === '2^n' && base !== null) return `${Number(base.toFixed(1))}^n`;
  return growth
    .replace(/^1$/, 'constant')
    .replace('sqrt n', '√n')
    .replace('n^2', 'n²')
    .replace('n^3', 'n³');
}
