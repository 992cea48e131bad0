import type { Call } from '../../../protocol/cases.ts';
import { ok, type Result } from '../../../protocol/failures.ts';
import { inputSize } from '../../cases/input-size.ts';
import type { Manner } from '../../core/equivalence.ts';
import type { LargerInputs, MadeInput } from '../../core/making.ts';
import { Behaviour } from '../domain.ts';
import type { GeneratedInput } from '../generate/generator.ts';
import { type SizedInput, sizedInputs } from '../generate/sized.ts';
import type { MakerSetup } from './maker-setup.ts';
import { nextAbove, nextBetween } from './rungs.ts';
import { isNumbers, weightOf } from './weight.ts';

/** What one call shall take at least, and all together at most: a run is aimed between. */
const leastNs = 50e6;
const mostNs = 500e6;
/** The slowest, and a few that are arranged in another way. */
const mostInputs = 3;
/**
 * Drawn at a small size, to see which arrangements take long: an early end would say nothing. At
 * larger ones those that took longest are enough, and one that took as long as most.
 */
const containerSeeds = seeds(12);
/** Numbers cost little, and few of them may be those that take long, such as primes. */
const numberSeeds = seeds(40);
const largestForAll = 1000;
const slowestSeeds = 3;
/** Characters of one input: it is decoded in every run, and kept with the run. */
const mostText = 1024 * 1024;
/** Larger inputs that take no more than so many times as long tell nothing new. */
const leastGrowth = 3;
/** After so many sizes of about no growth, and below so many nanoseconds, there will be none. */
const flatSizes = 4;
const flatNs = 50_000;
const firstSize = 10;
const mostSizes = 16;
const searchMs = 10_000;
/** Integers beyond it are not exact in every language. */
const largestNumber = 1e15;

const manner: Manner = {
  hashSeed: 1,
  randomSeed: 1,
  callsPerModule: 1,
  deadlineMs: mostNs / 1e6,
  budgetMs: 900,
  longest: 200,
  withArcs: false,
  isTimed: true,
};

/** What became of a size. */
type Tried =
  | { readonly kind: 'borne'; readonly inputs: readonly MadeInput[]; readonly weight: number }
  /** Bounded: no larger than the size before. Unmade: nothing was found inside domain and rules. */
  | { readonly kind: 'bounded' | 'unmade' | 'heavy' | 'refused' | 'slow' };

/**
 * Larger inputs of the same shapes, within domain and constraints: sizes grow until a call of the
 * original takes 50 ms, and come back where it would take more than half a second. `slowestNs` is
 * what it takes on the inputs that are there.
 */
export async function makeLarger(
  setup: MakerSetup,
  known: readonly Call[],
  slowestNs: number,
  signal: AbortSignal,
): Promise<Result<LargerInputs>> {
  const began = performance.now();
  const sizing = new Sizing(setup, known);
  const passed: Passed[] = [];
  let ceiling: Ceiling | null = null;
  let size: number | null = firstSize;
  let ended: LargerInputs['ended'] = 'enough';
  for (let sizes = 0; size !== null; sizes += 1) {
    if (sizes >= mostSizes || performance.now() - began > searchMs) {
      ended = 'budget';
      break;
    }
    // Between two sizes that are close, chance makes the weights alike.
    const before: number = ceiling === null ? (passed.at(-1)?.weight ?? 0) : 0;
    const tried = await sizing.at(size, before, signal);
    if (!tried.ok) return tried;
    if (tried.value.kind === 'bounded') {
      ended = 'bounded';
      break;
    }
    if (tried.value.kind === 'borne') {
      passed.push({ ...tried.value, size });
      if (slowestOf(tried.value) >= leastNs) break;
    } else ceiling = { size, why: tried.value.kind };
    if (ceiling === null) {
      size = sizing.above(passed);
      ended = 'constant';
    } else {
      ended = ceiling.why === 'unmade' ? 'bounded' : ceiling.why;
      size = nextBetween(passed.at(-1)?.size ?? 0, ceiling.size, ceiling.why === 'heavy');
    }
  }
  const best = passed.toSorted((a, b) => slowestOf(a) - slowestOf(b)).at(-1);
  if (best === undefined || slowestOf(best) < leastGrowth * slowestNs) {
    return ok({ inputs: [], ended: ended === 'enough' ? 'constant' : ended });
  }
  return ok({ inputs: few(best.inputs), ended: slowestOf(best) >= leastNs ? 'enough' : ended });
}

type Passed = Tried & { readonly kind: 'borne'; readonly size: number };

interface Ceiling {
  readonly size: number;
  readonly why: 'unmade' | 'heavy' | 'refused' | 'slow';
}

/** Inputs of one size after the other, and how long the original takes there. */
class Sizing {
  readonly #setup: MakerSetup;
  readonly #known: readonly Call[];
  readonly #behaviour: Behaviour;
  readonly #names: readonly string[];
  #seeds = containerSeeds;
  #areNumbers = false;

  constructor(setup: MakerSetup, known: readonly Call[]) {
    this.#setup = setup;
    this.#known = known;
    this.#behaviour = new Behaviour(setup.sketch.raises);
    this.#names = setup.sketch.parameters.map(({ name }) => name);
  }

  /** `before` is the weight of the size before, which this one must exceed. */
  async at(size: number, before: number, signal: AbortSignal): Promise<Result<Tried>> {
    const [probe] = this.#inputs(size, this.#seeds.slice(0, 1));
    if (probe !== undefined) {
      if (lengthOf(probe) > mostText) return ok({ kind: 'heavy' });
      this.#areNumbers = isNumbers(probe.call);
      if (this.#areNumbers) this.#seeds = numberSeeds;
    }
    const inputs = distinct(this.#inputs(size, this.#seeds));
    if (inputs.length === 0) return ok({ kind: 'unmade' });
    const weight = Math.max(...inputs.map(({ call }) => weightOf(call)));
    if (weight < 1.05 * before) return ok({ kind: 'bounded' });
    const light = inputs.filter((input) => lengthOf(input) <= mostText);
    if (light.length === 0) return ok({ kind: 'heavy' });
    const { explorer, original } = this.#setup;
    const calls = light.map(({ call }) => ({ ...call, id: '' }));
    const ran = await explorer.explore(original, calls, manner, signal);
    if (!ran.ok) return ran;
    const standings = ran.value.inputs.map((each) => this.#behaviour.standingOf(each));
    if (standings.includes('slow')) return ok({ kind: 'slow' });
    // Where some return, those that raise at once say nothing of the time.
    const hasReturned = ran.value.inputs.some(({ kind }) => kind === 'returned');
    const borne = ran.value.inputs.flatMap((each, index) => {
      if (hasReturned && each.kind === 'raised') return [];
      const input = light[index];
      if (input === undefined || standings[index] !== 'inside' || !('ns' in each)) return [];
      const made = { call: input.call, size: inputSize(input.call, this.#names), ns: each.ns };
      return [{ made, seed: input.seed }];
    });
    if (borne.some(({ made }) => made.ns > mostNs)) return ok({ kind: 'slow' });
    if (borne.length === 0) return ok({ kind: 'refused' });
    if (!this.#areNumbers && size >= largestForAll) this.#keepSeeds(borne);
    return ok({ kind: 'borne', inputs: borne.map(({ made }) => made), weight });
  }

  /** The next size to try; null where the original's time does not grow. */
  above(passed: readonly Passed[]): number | null {
    const { size, inputs } = passed.at(-1) as Passed;
    const slowest = passed.map(slowestOf);
    if (!this.#areNumbers && isFlat(slowest, flatSizes)) return null;
    const isSlight = this.#areNumbers && slowest.length > 1 && isFlat(slowest.slice(-2), 2);
    const next = nextAbove(size, slowestOf({ inputs }), isSlight);
    return next <= largestNumber ? next : null;
  }

  #inputs(size: number, seeds: readonly number[]): readonly SizedInput[] {
    const { sketch, domain, seed } = this.#setup;
    const shifted = seeds.map((each) => seed + each);
    return sizedInputs(sketch, this.#known, domain, size, shifted);
  }

  #keepSeeds(borne: readonly { readonly made: MadeInput; readonly seed: number }[]): void {
    if (this.#seeds.length <= slowestSeeds + 1) return;
    const slowest = borne.toSorted((a, b) => b.made.ns - a.made.ns).map(({ seed }) => seed);
    const offset = this.#setup.seed;
    const kept = [...slowest.slice(0, slowestSeeds), slowest[slowest.length >> 1] as number];
    this.#seeds = [...new Set(kept)].map((seed) => seed - offset);
  }
}

function slowestOf({ inputs }: { readonly inputs: readonly MadeInput[] }): number {
  return Math.max(...inputs.map(({ ns }) => ns));
}

/** The slowest first, as many as together take half a second at most. */
function few(inputs: readonly MadeInput[]): readonly MadeInput[] {
  const kept: MadeInput[] = [];
  let totalNs = 0;
  for (const each of inputs.toSorted((a, b) => b.ns - a.ns)) {
    if (kept.length === mostInputs || (kept.length > 0 && totalNs + each.ns > mostNs)) continue;
    totalNs += each.ns;
    kept.push(each);
  }
  return kept;
}

function isFlat(slowest: readonly number[], fewest: number): boolean {
  if (slowest.length < fewest) return false;
  const [first = 0, last = 0] = [Math.min(...slowest), slowest.at(-1)];
  return last < flatNs && last < leastGrowth * first;
}

function lengthOf({ call }: GeneratedInput): number {
  return JSON.stringify(call).length;
}

function distinct(inputs: readonly SizedInput[]): readonly SizedInput[] {
  return [...new Map(inputs.map((input) => [JSON.stringify(input.call), input])).values()];
}

function seeds(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}
