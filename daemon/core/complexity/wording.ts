import { formatNumber } from '../../../protocol/format.ts';
import { type GrowthClass, growthClasses } from '../../../protocol/growth.ts';
import type { ComplexityFit } from '../complexity.ts';
import { fewestSizes, smallestRange } from '../complexity.ts';
import { showGrowth } from './growth.ts';

/**
 * What a fit says, in a line: `about n log n, R² 0.998; n and n² ruled out`. Where several classes
 * are as likely, all of them are named.
 */
export function describeFit(fit: ComplexityFit): string {
  if (fit.kind === 'too-little') {
    return fit.why === 'sizes'
      ? `too few sizes to tell how it grows: ${fit.sizes}, at least ${fewestSizes} are needed`
      : 'too narrow a range to tell how it grows: the largest size is ' +
          `${formatNumber(fit.range)} times the smallest, ${smallestRange} times is needed`;
  }
  const parts = [found(fit)];
  const excluded = neighbours(fit);
  if (excluded.length > 0) parts.push(`${excluded.join(' and ')} ruled out`);
  if (fit.best.growth !== '1' && fit.grownShare < 0.5) {
    parts.push(`${percent(1 - fit.grownShare)} of it at the largest size does not grow`);
  }
  return parts.join('; ');
}

type Fitted = ComplexityFit & { readonly kind: 'fitted' };

function found(fit: Fitted): string {
  const { growth, curve } = fit.best;
  if (growth === '1' && fit.plausible.length === 1) {
    return `about constant from ${fit.smallest} to ${fit.largest}`;
  }
  const r2 = fit.r2 === null ? '' : `, R² ${downTo3(fit.r2)}`;
  if (fit.plausible.length === 1) return `about ${showGrowth(growth, curve.base)}${r2}`;
  return `${listed(fit.plausible.map((each) => showGrowth(each)))}${r2}`;
}

function listed(names: readonly string[]): string {
  const [first, last] = [names[0], names.at(-1)];
  if (names.length > 3) return `anything from ${first} to ${last}: these sizes do not tell`;
  return `${names.slice(0, -1).join(', ')} or ${last}: these sizes cannot tell them apart`;
}

/** The nearest class on either side that is ruled out. */
function neighbours(fit: Fitted): readonly string[] {
  const places = fit.plausible.map((growth) => growthClasses.indexOf(growth));
  const isOut = (growth: GrowthClass): boolean => fit.ruledOut.includes(growth);
  const slower = growthClasses.slice(0, Math.min(...places)).findLast(isOut);
  const faster = growthClasses.slice(Math.max(...places) + 1).find(isOut);
  return [slower, faster].filter((growth) => growth !== undefined).map((each) => showGrowth(each));
}

/** Rounded down, so that a fit is 1.000 only where it is. */
function downTo3(share: number): string {
  return (Math.floor(share * 1000) / 1000).toFixed(3);
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
