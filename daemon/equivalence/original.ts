import type { Call } from '../../protocol/cases.ts';
import { ok, type Result } from '../../protocol/failures.ts';
import type { Exploration, Manner, VersionExplorer } from '../core/equivalence.ts';
import type { ExploredOutcome } from '../core/exploring.ts';
import type { Version } from '../core/ports/subject.ts';
import { Coverage } from './coverage.ts';
import { Behaviour, type Standing } from './domain.ts';
import type { GeneratedInput, Generator } from './generate/generator.ts';
import { isHeavy } from './generate/heavy.ts';
import { type Nature, natureOf, pure } from './nature.ts';

/** An input that the original bears, and what it did there. */
export interface Known {
  readonly input: GeneratedInput;
  readonly explored: ExploredOutcome;
}

/** Inputs that were generated together, with the original's outcomes. */
export interface Batch {
  readonly manner: Manner;
  readonly known: readonly Known[];
  readonly excluded: Readonly<Record<Exclude<Standing, 'inside'>, number>>;
}

export interface OriginalSetup {
  readonly explorer: VersionExplorer;
  readonly version: Version;
  readonly generator: Generator;
  /** Calls that somebody wrote or recorded. */
  readonly calls: readonly Call[];
  /** Types of exceptions that are behaviour. */
  readonly raises: readonly string[];
}

/** CPU time of one input of the original. */
const deadlineMs = 100;
const firstBudgetMs = 600;
/** Characters of an outcome that are kept. */
const longest = 1500;
const firstCount = 150;
const countBounds = [40, 4000] as const;
const mostGrowth = 8;
/** What an input costs beside the function: copies, encoding, now and then a trace. */
const harnessMs = 0.06;
/** A batch shall take the original so long: processes start often enough to be stopped in time. */
const batchMs = 250;
/** A fresh module for each call, where it is made this fast. */
const freshBoundNs = 60_000;
const mostPerModule = 50;
const hashSeeds = [1, 2, 3, 4] as const;
const mostKnownCalls = 100;
/** With a smaller share of inputs inside, few are known. */
const scarce = 0.4;
const mostBorne = 60;
const mostCallBytes = 20_000;

/** What the original does on generated inputs: asked once, kept for all candidates. */
export class Original {
  readonly batches: Batch[] = [];
  readonly coverage = new Coverage();
  readonly behaviour: Behaviour;
  readonly #setup: OriginalSetup;
  #nature: Nature = pure;
  #unusable: string | null = null;
  #manner: Manner = {
    hashSeed: hashSeeds[0],
    randomSeed: 1,
    callsPerModule: 1,
    deadlineMs,
    budgetMs: firstBudgetMs,
    longest,
    withArcs: true,
    isTimed: false,
  };
  #count = firstCount;
  #isLearned = false;
  #waiting: readonly GeneratedInput[] = [];

  constructor(setup: OriginalSetup) {
    this.#setup = setup;
    this.behaviour = new Behaviour(setup.raises);
  }

  get nature(): Nature {
    return this.#nature;
  }

  /** Why it cannot be explored; null where it can. */
  get unusable(): string | null {
    return this.#unusable;
  }

  get manner(): Manner {
    return this.#manner;
  }

  /** The n-th batch, which is made where it is not there yet; null where there is no more. */
  async batch(index: number, signal: AbortSignal): Promise<Result<Batch | null>> {
    if (!this.#isLearned) {
      const learned = await this.#learn(signal);
      if (!learned.ok) return learned;
      this.#isLearned = true;
    }
    const there = this.batches[index];
    if (there !== undefined || this.#unusable !== null) return ok(there ?? null);
    const inputs = this.#draw();
    if (inputs.length === 0) return ok(null);
    return this.#explore(inputs, null, signal);
  }

  run(
    calls: readonly Omit<Call, 'id'>[],
    manner: Manner,
    signal: AbortSignal,
  ): Promise<Result<Exploration>> {
    const { explorer, version } = this.#setup;
    return explorer.explore(version, calls.map(withoutId), manner, signal);
  }

  /** What known calls show of exceptions, how dear a fresh module is, and what outcomes hang on. */
  async #learn(signal: AbortSignal): Promise<Result<null>> {
    const calls = this.#setup.calls
      .filter((call) => JSON.stringify(call).length <= mostCallBytes)
      .slice(0, mostKnownCalls);
    const inputs = this.#draw();
    if (calls.length > 0) {
      const known = await this.run(calls, { ...this.#manner, withArcs: false }, signal);
      if (!known.ok) return known;
      this.#unusable = known.value.unusable;
      for (const explored of known.value.inputs) this.behaviour.learn(explored);
      this.#settlePerModule(known.value.freshNs);
    }
    if (inputs.length === 0 || this.#unusable !== null) return ok(null);
    const first = await this.#runInputs(inputs, this.#manner, signal);
    if (!first.ok) return first;
    this.#unusable = first.value.unusable;
    if (this.#unusable !== null) return ok(null);
    this.#settlePerModule(first.value.freshNs);
    const reached = inputs.slice(0, first.value.inputs.length);
    this.#waiting = inputs.slice(reached.length).filter(({ call }) => !isHeavy(call));
    const nature = await natureOf(first.value.inputs, this.#manner, (change, order) => {
      const manner = { ...this.#manner, ...change, withArcs: false, budgetMs: 2 * firstBudgetMs };
      return this.#runInputs(order === 'forward' ? reached : reached.toReversed(), manner, signal);
    });
    if (!nature.ok) return nature;
    this.#nature = nature.value;
    if (nature.value.isStateful) this.#manner = { ...this.#manner, callsPerModule: 1 };
    const batch = await this.#explore(reached, first.value, signal);
    return batch.ok ? ok(null) : batch;
  }

  #settlePerModule(freshNs: number): void {
    const calls = freshNs <= freshBoundNs ? 1 : Math.ceil(freshNs / freshBoundNs);
    this.#manner = { ...this.#manner, callsPerModule: Math.min(mostPerModule, calls) };
  }

  /** Those that were not reached come first. Known calls are cases, and were compared as such. */
  #draw(): readonly GeneratedInput[] {
    const wanted = this.#count - this.#waiting.length;
    const drawn = wanted > 0 ? this.#setup.generator.batch(wanted) : [];
    return [...this.#waiting, ...drawn.filter(({ origin }) => origin !== 'known')];
  }

  #runInputs(inputs: readonly GeneratedInput[], manner: Manner, signal: AbortSignal) {
    return this.run(
      inputs.map(({ call }) => call),
      manner,
      signal,
    );
  }

  async #explore(
    inputs: readonly GeneratedInput[],
    done: Exploration | null,
    signal: AbortSignal,
  ): Promise<Result<Batch>> {
    const hashSeed = hashSeeds[this.batches.length % hashSeeds.length] as number;
    const manner = {
      ...this.#manner,
      hashSeed,
      withArcs: !this.coverage.isComplete || done !== null,
    };
    const ran = done === null ? await this.#runInputs(inputs, manner, signal) : ok(done);
    if (!ran.ok) return ran;
    if (done === null) {
      const left = inputs.slice(ran.value.inputs.length);
      this.#waiting = left.filter(({ call }) => !isHeavy(call));
    }
    this.#paceBy(ran.value);
    const batch = this.#sorted(inputs, ran.value, manner);
    this.batches.push(batch);
    return ok(batch);
  }

  #sorted(inputs: readonly GeneratedInput[], ran: Exploration, manner: Manner): Batch {
    const { generator } = this.#setup;
    const excluded = { outside: 0, unclear: 0, slow: 0 };
    const known: Known[] = [];
    for (const [index, explored] of ran.inputs.entries()) {
      const input = inputs[index];
      if (input === undefined) break;
      const standing = this.behaviour.standingOf(explored);
      if (standing === 'inside' && 'text' in explored) {
        known.push({ input, explored });
        continue;
      }
      if (standing === 'inside') continue;
      generator.refuse(input);
      excluded[standing] += 1;
    }
    // Where hardly any input is borne, those that are show best what others may look like.
    if (known.length < scarce * ran.inputs.length) {
      for (const { input } of known.slice(0, mostBorne)) generator.reward(input);
    }
    for (const index of this.coverage.add(ran.arcs)) {
      const input = inputs[index];
      const explored = ran.inputs[index];
      const isInside = explored !== undefined && this.behaviour.standingOf(explored) === 'inside';
      if (input !== undefined && isInside) generator.reward(input);
    }
    return { manner, known, excluded };
  }

  /** By the time in the function: what a process costs beside it speaks for larger batches. */
  #paceBy({ inputs }: Exploration): void {
    if (inputs.length === 0) return;
    const ns = inputs.map((each) => ('ns' in each ? each.ns : 2 * deadlineMs * 1e6));
    const eachMs = ns.reduce((sum, one) => sum + one, 0) / inputs.length / 1e6 + harnessMs;
    const [least, most] = countBounds;
    const wanted = Math.min(most, batchMs / eachMs, mostGrowth * this.#count);
    this.#count = Math.round(Math.max(least, wanted));
  }
}

function withoutId(call: Omit<Call, 'id'>): Call {
  return { ...call, id: '' };
}
