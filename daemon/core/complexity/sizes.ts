/** What is known of a size that was tried. */
export interface TriedSize {
  readonly n: number;
  /** Milliseconds of one pass, the median; null where it did not end in time or found no room. */
  readonly passMs: number | null;
  readonly rounds: number;
  /** What all its rounds cost, from request to result. */
  readonly spentMs: number;
}

export interface SizePlan {
  readonly smallest: number;
  /** As far as the inputs can grow. */
  readonly largest: number;
  /** For all sizes together. */
  readonly budgetMs: number;
  /** No pass may be expected to take longer. */
  readonly passLimitMs: number;
}

export type NextSize =
  | { readonly kind: 'measure'; readonly n: number }
  | { readonly kind: 'stop'; readonly why: 'budget' | 'enough' };

/** Up to here sizes are added in between once they cannot grow any further. */
const wantedSizes = 12;
const mostSizes = 24;
const steps: readonly number[] = [2, Math.SQRT2, 2 ** 0.25];
/** As long as nothing grows, sizes grow faster. */
const stepWhileFlat = 4;
const flatSlope = 0.2;
/** The usual powers end at 3: what is steeper than this grows exponentially, or may. */
const steepestPower = 3.3;
const caution = 1.3;

/**
 * The size to measure next: geometrically growing ones as long as the budget bears it, by what the
 * ones before cost, then the widest gaps between them, so that there are enough points for a fit.
 */
export function nextSize(plan: SizePlan, tried: readonly TriedSize[]): NextSize {
  if (tried.length === 0) return { kind: 'measure', n: plan.smallest };
  const ended = tried.filter(isEnded).sort((one, other) => one.n - other.n);
  if (ended.length === 0) return { kind: 'stop', why: 'budget' };
  if (tried.length >= mostSizes) return { kind: 'stop', why: 'enough' };
  const leftMs = plan.budgetMs - tried.reduce((sum, { spentMs }) => sum + spentMs, 0);
  const affordable = (n: number): boolean => {
    const { passMs, spentMs } = expected(ended, n);
    return passMs <= plan.passLimitMs && caution * spentMs <= leftMs;
  };
  const top = (ended.at(-1) as EndedSize).n;
  const refused = tried.filter((each) => !isEnded(each)).map(({ n }) => n);
  const half = Math.floor(Math.sqrt(top * Math.min(Infinity, ...refused)));
  const ceiling = Math.min(plan.largest, half);
  const larger = largerSizes(ended, ceiling).find(affordable);
  if (larger !== undefined) return { kind: 'measure', n: larger };
  if (ended.length >= wantedSizes) return { kind: 'stop', why: 'enough' };
  const between = sizesBetween(ended.map(({ n }) => n));
  const middle = between.find(affordable);
  if (middle !== undefined) return { kind: 'measure', n: middle };
  return { kind: 'stop', why: between.length === 0 ? 'enough' : 'budget' };
}

type EndedSize = TriedSize & { readonly passMs: number };

function isEnded(tried: TriedSize): tried is EndedSize {
  return tried.passMs !== null;
}

function largerSizes(ended: readonly EndedSize[], ceiling: number): readonly number[] {
  const top = (ended.at(-1) as EndedSize).n;
  const isFlat = ended.length > 1 && slopeAtEnd(ended) < flatSlope;
  return (isFlat ? [stepWhileFlat, ...steps] : steps)
    .map((step) => Math.min(ceiling, Math.max(top + 1, Math.round(top * step))))
    .filter((n) => n > top);
}

/** Geometric middles of the gaps, the widest first, among equals that of the largest sizes. */
function sizesBetween(sizes: readonly number[]): readonly number[] {
  return sizes
    .slice(1)
    .map((above, index) => ({ below: sizes[index] as number, above }))
    .map(({ below, above }) => ({ n: Math.round(Math.sqrt(below * above)), below, above }))
    .filter(({ n, below, above }) => n > below && n < above)
    .sort((one, other) => width(other) - width(one) || other.n - one.n)
    .map(({ n }) => n);
}

function width({ below, above }: { readonly below: number; readonly above: number }): number {
  return Number(Math.log(above / below).toFixed(1));
}

/** What a size will cost, by the growth from the last but one to the last size that ended. */
function expected(
  ended: readonly EndedSize[],
  n: number,
): { readonly passMs: number; readonly spentMs: number } {
  const known = ended.find((each) => each.n >= n) ?? (ended.at(-1) as EndedSize);
  const slope = Math.max(1, slopeAtEnd(ended));
  const factor = n <= known.n ? 1 : Math.exp(growthTo(ended, known.n, n, slope));
  const besidesMs = Math.max(0, known.spentMs - known.rounds * known.passMs);
  const passMs = known.passMs * factor;
  return { passMs, spentMs: known.rounds * passMs + besidesMs * Math.max(1, n / known.n) };
}

/** Logarithm of the factor by which a pass grows between two sizes. */
function growthTo(ended: readonly EndedSize[], from: number, to: number, slope: number): number {
  const power = slope * Math.log(to / from);
  const before = ended.at(-2);
  if (slope <= steepestPower || before === undefined) return power;
  const rate = (slope * Math.log(from / before.n)) / (from - before.n);
  return Math.max(power, rate * (to - from));
}

/** On a double logarithmic scale. */
function slopeAtEnd(ended: readonly EndedSize[]): number {
  const [before, last] = ended.slice(-2);
  if (before === undefined || last === undefined) return 0;
  return Math.log(last.passMs / before.passMs) / Math.log(last.n / before.n);
}
