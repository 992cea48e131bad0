import { ok, type Result } from '../../protocol/failures.ts';
import type { Manner } from '../core/equivalence.ts';
import type { Explored } from '../core/exploring.ts';
import type { GeneratedInput, Generator } from './generate/generator.ts';
import type { Known, Original } from './original.ts';
import { textOf } from './shrinking.ts';
import type { Found, Verifying } from './verifying.ts';

/** A difference on the last of several calls in one process, and the calls before it. */
export interface Sequence {
  readonly found: Found;
  readonly before: readonly GeneratedInput[];
}

export interface SequenceSetup {
  readonly original: Original;
  readonly generator: Generator;
  readonly verifying: Verifying;
  /** Inputs of which small ones may show the same. */
  readonly known: readonly Known[];
  /** Of runs in which all calls share one module. */
  readonly manner: Manner;
}

type Calls = readonly GeneratedInput[];

/** One to be tried: `last` is the call whose outcome counts. */
interface Trial {
  readonly before: Calls;
  readonly last: Known;
}

const mostSingles = 200;
const mostPaired = 30;
const mostCalls = 2400;
const mostRounds = 30;
/** Smaller inputs for each call of a round. */
const proposals = 24;
const budgetMs = 3000;

/**
 * The fewest and smallest calls after which one differs: first one call before it, else those that
 * cannot be left out; then smaller inputs. Null where it does not show again, or the original does
 * the same. Trials of one length run in one process, as each begins with a module of its own.
 */
export async function shrinkSequence(
  first: Sequence,
  setup: SequenceSetup,
  signal: AbortSignal,
): Promise<Result<Sequence | null>> {
  const shrinking = new SequenceShrinking(setup, signal, performance.now() + budgetMs);
  const { input, original } = first.found;
  const last: Known = { input, explored: original };
  const fewest = await shrinking.fewest({ before: first.before, last });
  if (!fewest.ok || fewest.value === null) return fewest.ok ? ok(null) : fewest;
  const smallest = await shrinking.smallest(fewest.value);
  return smallest.ok ? shrinking.confirmed(smallest.value) : smallest;
}

class SequenceShrinking {
  readonly #setup: SequenceSetup;
  readonly #signal: AbortSignal;
  readonly #until: number;

  constructor(setup: SequenceSetup, signal: AbortSignal, until: number) {
    this.#setup = setup;
    this.#signal = signal;
    this.#until = until;
  }

  async fewest({ before, last }: Trial): Promise<Result<Trial | null>> {
    const singles = distinct([...before].toReversed())
      .slice(0, mostSingles)
      .toSorted((a, b) => textOf(a).length - textOf(b).length);
    const single = await this.#firstOf(singles.map((each) => ({ before: [each], last })));
    if (!single.ok || single.value !== null) return single;
    let all: Calls = before.slice(-mostCalls / 4);
    const whole = await this.#firstOf([{ before: all, last }]);
    if (!whole.ok || whole.value === null) return whole;
    for (let size = Math.ceil(all.length / 2); size >= 1 && all.length > 1;) {
      const found = await this.#firstOf(without(all, size, last));
      if (!found.ok) return found;
      if (found.value !== null) all = found.value.before;
      else if (size === 1 || performance.now() > this.#until) break;
      size = Math.min(found.value === null ? Math.ceil(size / 2) : size, all.length - 1);
    }
    return ok({ before: all, last });
  }

  /** Each call in turn made smaller, as long as it differs. */
  async smallest(from: Trial): Promise<Result<Trial>> {
    let smallest = from;
    if (from.before.length === 1) {
      const pair = await this.#firstOf(pairsOf(this.#setup.known));
      if (!pair.ok) return pair;
      smallest = pair.value !== null && sizeOf(pair.value) < sizeOf(from) ? pair.value : from;
    }
    const seen = new Set<string>();
    for (let round = 0; round < mostRounds && performance.now() < this.#until; round++) {
      const trials = await this.#smaller(smallest, seen);
      if (!trials.ok) return trials;
      const found = await this.#firstOf(trials.value);
      if (!found.ok) return found;
      if (found.value === null) break;
      smallest = found.value;
    }
    return ok(smallest);
  }

  /** Once more by itself: the candidate differs, and the original does as without the other calls. */
  async confirmed({ before, last }: Trial): Promise<Result<Sequence | null>> {
    const { original, verifying, manner } = this.#setup;
    const calls = [...before, last.input].map(({ call }) => call);
    const held = await original.run(calls, manner, this.#signal);
    if (!held.ok) return held;
    const own = held.value.inputs[before.length];
    if (own === undefined || verifying.judge(last, own).kind !== 'same') return ok(null);
    const ran = await verifying.run(calls, manner, this.#signal);
    if (!ran.ok) return ran;
    const candidate = ran.value.inputs[before.length];
    const verdict = candidate && verifying.judge(last, candidate);
    if (verdict?.kind !== 'different') return ok(null);
    const { difference } = verdict;
    const found = { input: last.input, original: last.explored, candidate: candidate!, difference };
    return ok({ found, before });
  }

  /** The first of trials of one length whose last call differs. */
  async #firstOf(trials: readonly Trial[]): Promise<Result<Trial | null>> {
    const length = (trials[0]?.before.length ?? 0) + 1;
    const some = trials.slice(0, Math.max(1, Math.floor(mostCalls / length)));
    if (some.length === 0) return ok(null);
    const { verifying, manner } = this.#setup;
    const calls = some.flatMap(({ before, last }) => [...before, last.input]);
    const ran = await verifying.run(
      calls.map(({ call }) => call),
      { ...manner, callsPerModule: length },
      this.#signal,
    );
    if (!ran.ok) return ran;
    const differs = (trial: Trial, index: number): boolean => {
      const explored: Explored | undefined = ran.value.inputs[(index + 1) * length - 1];
      return explored !== undefined && verifying.judge(trial.last, explored).kind === 'different';
    };
    return ok(some.find(differs) ?? null);
  }

  /** The same calls with one of them smaller, or all, where the original bears the smaller ones. */
  async #smaller(trial: Trial, seen: Set<string>): Promise<Result<readonly Trial[]>> {
    const { original, generator, manner } = this.#setup;
    const all = [...trial.before, trial.last.input];
    const proposed = all.map((input) => take(generator.shrink(input), input));
    const inputs = proposed.flat();
    if (inputs.length === 0) return ok([]);
    const usual = { ...manner, callsPerModule: 1 };
    const calls = inputs.map(({ call }) => call);
    const ran = await original.run(calls, usual, this.#signal);
    if (!ran.ok) return ran;
    const borne = new Map<GeneratedInput, Known>();
    for (const [index, explored] of ran.value.inputs.entries()) {
      const input = inputs[index];
      const standing = original.behaviour.standingOf(explored);
      if (input === undefined || standing !== 'inside' || !('text' in explored)) continue;
      borne.set(input, { input, explored });
    }
    const kept = [...trial.before.map((): null => null), trial.last];
    const trials: Trial[] = [];
    const add = (changed: Calls): void => {
      const known = changed.map((input, place) => borne.get(input) ?? kept[place]);
      const [last, before] = [known.at(-1), changed.slice(0, -1)];
      const text = changed.map(textOf).join();
      // What is neither new nor there before was not borne.
      const isWhole = changed.every((input) => all.includes(input) || borne.has(input));
      if (last == null || !isWhole || seen.has(text)) return;
      seen.add(text);
      trials.push({ before, last });
    };
    // Several may have to change alike, as where one was kept for the other by its length.
    for (let index = 0; index < proposals; index++) {
      if (proposed.every((some) => some[index] !== undefined))
        add(proposed.map((some) => some[index] as GeneratedInput));
    }
    proposed.forEach((some, place) => some.forEach((input) => add(all.with(place, input))));
    return ok(trials.toSorted((a, b) => sizeOf(a) - sizeOf(b)));
  }
}

/** The first few that are no stranger. */
function take(smaller: Iterable<GeneratedInput>, parent: GeneratedInput): Calls {
  const taken: GeneratedInput[] = [];
  for (const input of smaller) {
    if (taken.length === proposals) break;
    if (parent.outside !== null || input.outside === null) taken.push(input);
  }
  return taken;
}

/** All pairs of the smallest, the smallest pairs first. */
function pairsOf(known: readonly Known[]): readonly Trial[] {
  const few = known
    .filter(({ input }) => input.outside === null)
    .toSorted((a, b) => textOf(a.input).length - textOf(b.input).length)
    .slice(0, mostPaired);
  const pairs = few.flatMap(({ input }) => few.map((last): Trial => ({ before: [input], last })));
  return pairs.toSorted((a, b) => sizeOf(a) - sizeOf(b));
}

function sizeOf({ before, last }: Trial): number {
  return [...before, last.input].reduce((sum, input) => sum + textOf(input).length, 0);
}

/** All that are left when so many neighbours are dropped; each of one length. */
function without(all: Calls, size: number, last: Known): readonly Trial[] {
  const trials: Trial[] = [];
  for (let at = 0; at < all.length; at += size) {
    const start = Math.min(at, all.length - size);
    trials.push({ before: all.toSpliced(start, size), last });
  }
  return trials;
}

function distinct(inputs: Calls): Calls {
  const seen = new Set<string>();
  return inputs.filter((input) => {
    const text = textOf(input);
    return !seen.has(text) && seen.add(text);
  });
}
