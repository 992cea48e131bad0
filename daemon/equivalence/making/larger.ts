import type { Call } from '../../../protocol/cases.ts';
import { ok, type Result } from '../../../protocol/failures.ts';
import type { LargerInputs, MadeInput } from '../../core/making.ts';
import { leastTimedNs, mostTimedNs } from '../../core/making.ts';
import type { MakerSetup } from './maker-setup.ts';
import { nextBetween, rungAbove, rungBelow, rungFor, slopeOf } from './rungs.ts';
import { mostCarried, type Passed, Sizing, type Tried } from './sizing.ts';

/** The slowest, and a few that are arranged in another way. */
const mostInputs = 3;
/**
 * Drawn at a small size, to see which arrangements take long: an early end would say nothing. At
 * larger ones those that took longest are enough, and one that took as long as most.
 */
const containerSeeds = seeds(12);
const fewSeeds = seeds(4);
/** Numbers cost little, and few of them may be those that take long, such as primes. */
const numberSeeds = seeds(40);
const slowestSeeds = 2;
/** Larger inputs that take no more than so many times as long tell nothing new. */
const leastGrowth = 3;
/** Where sizes a hundred times as large take about as long, and less than this, none takes longer. */
const flatNs = 50_000;
/** A size that is a hair too small costs another one. */
const aimedNs = 1.05 * leastTimedNs;
/** Where growth is only guessed at, the next size is no more than so many times as large. */
const farthest = 100;
/** The rung below is tried where it should be enough as well. */
const muchMore = 1.15;
/** Sizes at which everything is slow are given up sooner before one is aimed at. */
const firstDeadlineMs = 100;
const deadlineMs = mostTimedNs / 1e6;
const mostRuns = 12;
/** Far more than it takes even on a busy machine, where it must come to the same. */
const searchMs = 60_000;
/** Integers beyond it are not exact in every language. */
const largestNumber = 1e15;

/**
 * Larger inputs of the same shapes, within domain and constraints: sizes grow until a call of the
 * original takes 50 ms, and come back where it would take more than half a second. `slowestNs` is
 * what it takes on the inputs that are there; `pace` is how many times as long a call really takes
 * as it does where it is explored.
 */
export async function makeLarger(
  setup: MakerSetup,
  known: readonly Call[],
  slowestNs: number,
  signal: AbortSignal,
  pace = 1,
): Promise<Result<LargerInputs>> {
  const search = new Search(new Sizing(setup, known, pace));
  const ended = await search.run(signal);
  if (!ended.ok) return ended;
  const { best } = search;
  if (best === null || best.ns < leastGrowth * slowestNs) {
    return ok({ inputs: [], ended: ended.value === 'enough' ? 'constant' : ended.value });
  }
  return ok({
    inputs: few(best.inputs),
    ended: best.ns >= leastTimedNs ? 'enough' : ended.value,
  });
}

type Ending = LargerInputs['ended'];
type Ceiling = Exclude<Tried, Passed>;

/** Sizes tried so far, and which one comes next. */
class Search {
  readonly #sizing: Sizing;
  /** The smallest first. */
  readonly #passed: Passed[] = [];
  #ceiling: Ceiling | null = null;
  /** Sizes that were tried by themselves, with all seeds. */
  readonly #whole = new Set<number>();
  #seeds: readonly number[];

  constructor(sizing: Sizing) {
    this.#sizing = sizing;
    this.#seeds = sizing.areNumbers ? numberSeeds : containerSeeds;
  }

  /** The smallest that is enough; else the largest, unless a smaller one takes clearly longer. */
  get best(): Passed | null {
    const enough = this.#enough;
    if (enough !== undefined) return enough;
    const slowest = Math.max(...this.#passed.map(({ ns }) => ns));
    return this.#passed.findLast(({ ns }) => ns >= 0.8 * slowest) ?? null;
  }

  get #enough(): Passed | undefined {
    return this.#passed.find(({ ns }) => ns >= leastTimedNs);
  }

  async run(signal: AbortSignal): Promise<Result<Ending>> {
    const began = performance.now();
    const first = await this.#try(this.#firstSizes(), firstDeadlineMs, signal);
    if (!first.ok) return first;
    for (let runs = 1; ; runs += 1) {
      if (this.#isFlat()) return ok('constant');
      const next = this.#next();
      if (typeof next === 'string') return ok(next);
      if (runs >= mostRuns || performance.now() - began > searchMs) return ok('budget');
      this.#whole.add(next);
      const tried = await this.#try([{ size: next, seeds: this.#seeds }], deadlineMs, signal);
      if (!tried.ok) return tried;
      // It was not reached, whatever was in the way.
      if (tried.value === 0) return ok('budget');
    }
  }

  #firstSizes() {
    if (!this.#sizing.areNumbers) {
      return [10, 20, 50, 100].map((size) => ({
        size,
        seeds: size === 10 || size === 100 ? containerSeeds : fewSeeds,
      }));
    }
    const sizes = [10, 20, 50, ...Array.from({ length: 14 }, (_, index) => 10 ** (index + 2))];
    return sizes.map((size) => ({ size, seeds: numberSeeds }));
  }

  async #try(
    wanted: Parameters<Sizing['at']>[0],
    limitMs: number,
    signal: AbortSignal,
  ): Promise<Result<number>> {
    const smaller = this.#passed.findLast(({ size }) => size < (wanted[0]?.size ?? 0));
    // Between two sizes that are close, chance makes the weights alike.
    const weight = this.#ceiling === null ? (smaller?.weight ?? 0) : 0;
    const tried = await this.#sizing.at(wanted, weight, limitMs, signal);
    if (!tried.ok) return tried;
    for (const each of tried.value) this.#note(each);
    return ok(tried.value.length);
  }

  #note(tried: Tried): void {
    if (tried.kind !== 'borne' || tried.ns > mostTimedNs) {
      this.#ceiling = tried.kind === 'borne' ? { kind: 'slow', size: tried.size } : tried;
      return;
    }
    const others = this.#passed.filter(({ size }) => size !== tried.size);
    const sorted = [...others, tried].toSorted((a, b) => a.size - b.size);
    this.#passed.splice(0, Infinity, ...sorted);
    if (!this.#sizing.areNumbers && this.#seeds.length > slowestSeeds + 1) this.#keepSeeds(tried);
  }

  /** The next size; why there is none. */
  #next(): number | Ending {
    const last = this.#passed.at(-1);
    const ceiling = this.#ceiling;
    if (last === undefined) return ceiling === null ? 'budget' : this.#below(ceiling, 0);
    const enough = this.#enough;
    if (enough !== undefined) return this.#settled(enough);
    if (ceiling?.kind === 'bounded') return 'bounded';
    const wanted = this.#wanted(last);
    if (wanted === null) return 'heavy';
    if (ceiling === null) return wanted > largestNumber ? 'constant' : wanted;
    if (wanted < ceiling.size && wanted < ceiling.size / 1.5) return wanted;
    return this.#below(ceiling, last.size);
  }

  /** A size between; in the end the upper one, where it had but little time when it was too slow. */
  #below({ size, kind }: Ceiling, low: number): number | Ending {
    const between = nextBetween(low, size, kind === 'heavy');
    if (between !== null) return between;
    if (kind === 'slow' && !this.#whole.has(size)) return size;
    return kind === 'unmade' ? 'bounded' : kind;
  }

  /** Where it should be enough, as far as it can be carried; null where no larger one can. */
  #wanted(last: Passed): number | null {
    const expected = rungFor(this.#passed, aimedNs);
    if (this.#sizing.areNumbers) return expected;
    const carried = rungBelow(mostCarried(last));
    if (carried < rungAbove(last.size)) return null;
    return Math.min(expected, carried, farthest * rungBelow(last.size));
  }

  /** Enough, once all its arrangements were tried and no rung below it would do as well. */
  #settled({ size, ns }: Passed): number | Ending {
    const below = this.#passed.findLast((each) => each.size < size);
    const rung = rungBelow(size * 0.99);
    const slope = slopeOf(this.#passed.filter((each) => each.size <= size));
    const there = ns * (rung / size) ** slope;
    const isTried = below !== undefined && below.size >= rung;
    if (!isTried && there >= muchMore * leastTimedNs) return rung;
    return this.#whole.has(size) ? 'enough' : size;
  }

  #isFlat(): boolean {
    const [first, last] = [this.#passed[0], this.#passed.at(-1)];
    if (this.#sizing.areNumbers) return false;
    if (first === undefined || last === undefined || last.size < 1000 * first.size) return false;
    return last.ns < flatNs && last.ns < leastGrowth * first.ns;
  }

  #keepSeeds({ size, inputs }: Passed): void {
    if (size < 100 || inputs.length <= slowestSeeds) return;
    const slowest = inputs.toSorted((a, b) => b.ns - a.ns).map(({ seed }) => seed);
    const middle = slowest[slowest.length >> 1] as number;
    this.#seeds = [...new Set([...slowest.slice(0, slowestSeeds), middle])];
  }
}

/** The slowest first, as many as together take half a second at most. */
function few(inputs: readonly MadeInput[]): readonly MadeInput[] {
  const kept: MadeInput[] = [];
  let totalNs = 0;
  for (const { call, size, ns } of inputs.toSorted((a, b) => b.ns - a.ns)) {
    if (kept.length === mostInputs || (kept.length > 0 && totalNs + ns > mostTimedNs)) continue;
    totalNs += ns;
    kept.push({ call, size, ns });
  }
  return kept;
}

function seeds(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}
