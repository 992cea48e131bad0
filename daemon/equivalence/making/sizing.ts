import type { Call } from '../../../protocol/cases.ts';
import { ok, type Result } from '../../../protocol/failures.ts';
import { inputSize } from '../../cases/input-size.ts';
import type { Explored } from '../../core/exploring.ts';
import type { MadeInput } from '../../core/making.ts';
import { Behaviour } from '../domain.ts';
import { type SizedInput, SizedInputs } from '../generate/sized.ts';
import type { MakerSetup } from './maker-setup.ts';
import { isNumbers, weightOf } from './weight.ts';

/** Characters of one input: it is decoded in every run, and kept with the run. */
const mostText = 1024 * 1024;
/** A size is larger than the one before only where its inputs are. */
const leastMore = 1.05;
/** Of all inputs of one run, in processor time. */
const budgetMs = 2000;

/** A size to be tried, with the seeds of its inputs. */
export interface Wanted {
  readonly size: number;
  readonly seeds: readonly number[];
}

/** What became of a size. */
export type Tried =
  | Passed
  /** Bounded: no larger than the size before. Unmade: nothing was found inside domain and rules. */
  | {
      readonly kind: 'bounded' | 'unmade' | 'heavy' | 'refused' | 'slow';
      readonly size: number;
    };

export interface Passed {
  readonly kind: 'borne';
  readonly size: number;
  readonly inputs: readonly SizedMade[];
  readonly weight: number;
  /** Characters of the longest input. */
  readonly text: number;
  /** Nanoseconds of the slowest input. */
  readonly ns: number;
}

type SizedMade = MadeInput & { readonly seed: number };

/** Inputs of several sizes, and how long the original takes there. */
export class Sizing {
  readonly #setup: MakerSetup;
  readonly #behaviour: Behaviour;
  readonly #names: readonly string[];
  readonly #sized: SizedInputs;
  readonly #pace: number;
  readonly areNumbers: boolean;
  #hasReturned = false;

  /** `pace` is how many times as long a call really takes as it does where it is explored. */
  constructor(setup: MakerSetup, known: readonly Call[], pace: number) {
    const { sketch, domain } = setup;
    this.#setup = setup;
    this.#pace = pace;
    this.#behaviour = new Behaviour(sketch.raises);
    this.#names = sketch.parameters.map(({ name }) => name);
    this.#sized = new SizedInputs(sketch, known, domain);
    const [probe] = this.#sized.of(smallest, [setup.seed]);
    this.areNumbers = probe !== undefined && isNumbers(probe.call);
  }

  /**
   * Tries growing sizes in one process, each after the ones before, until one is not borne. Sizes
   * beyond it, and those for which there was no more time, are missing. `weight` is that of the
   * largest size that was borne before.
   */
  async at(
    wanted: readonly Wanted[],
    weight: number,
    deadlineMs: number,
    signal: AbortSignal,
  ): Promise<Result<readonly Tried[]>> {
    const made = this.#made(wanted, weight);
    const drawn = made.flatMap(({ inputs }) => inputs);
    const [first] = drawn;
    if (first === undefined) return ok(made.map(({ kind, size }) => endedAt(kind, size)));
    // The first call of a process pays for what all others find done.
    const calls = [first, ...drawn].map(({ call }) => ({ ...call, id: '' }));
    const { explorer, original } = this.#setup;
    const manner = { ...usual, deadlineMs, budgetMs };
    const ran = await explorer.explore(original, calls, manner, signal);
    if (!ran.ok) return ran;
    let from = 1;
    const tried: Tried[] = [];
    const last = ran.value.inputs.length - 1;
    // Where the first one is stopped already, it is the first size that is too slow.
    const results = last === 0 ? [...ran.value.inputs, ...ran.value.inputs] : ran.value.inputs;
    for (const { kind, size, inputs, weight: own } of made) {
      if (kind !== 'borne') {
        tried.push(endedAt(kind, size));
        break;
      }
      const explored = results.slice(from, from + inputs.length);
      if (explored.length === 0) break;
      from += inputs.length;
      const judged = this.#judged({ size, inputs, weight: own }, explored);
      tried.push(judged);
      if (judged.kind !== 'borne') break;
    }
    return ok(tried);
  }

  /** Those that are inside, without a look at what the original does there. */
  drawn({ size, seeds }: Wanted): readonly Drawn[] {
    const shifted = seeds.map((each) => this.#setup.seed + each);
    return distinct(this.#sized.of(size, shifted));
  }

  #made(wanted: readonly Wanted[], weight: number): readonly Made[] {
    const made: Made[] = [];
    let before = weight;
    for (const each of wanted) {
      const { size } = each;
      const inputs = this.drawn(each);
      const light = inputs.filter(({ text }) => text <= mostText);
      const own = Math.max(0, ...inputs.map(({ call }) => weightOf(call)));
      const kind =
        inputs.length === 0
          ? 'unmade'
          : own < leastMore * before
            ? 'bounded'
            : light.length === 0
              ? 'heavy'
              : 'borne';
      made.push({ kind, size, inputs: kind === 'borne' ? light : [], weight: own });
      if (kind !== 'borne') break;
      before = own;
    }
    return made;
  }

  #judged({ size, inputs, weight }: Omit<Made, 'kind'>, explored: readonly Explored[]): Tried {
    const standings = explored.map((each) => this.#behaviour.standingOf(each));
    if (standings.includes('slow')) return { kind: 'slow', size };
    this.#hasReturned ||= explored.some(({ kind }) => kind === 'returned');
    const borne = explored.flatMap((each, index) => {
      // Where some return, those that raise at once say nothing of the time.
      if (this.#hasReturned && each.kind === 'raised') return [];
      const input = inputs[index];
      if (input === undefined || standings[index] !== 'inside' || !('ns' in each)) return [];
      const { call, seed } = input;
      const shown = inputSize(call, this.#names);
      return [{ call, size: shown, ns: each.ns * this.#pace, seed: seed - this.#setup.seed }];
    });
    if (borne.length === 0) return { kind: 'refused', size };
    const text = Math.max(...inputs.map((input) => input.text));
    return { kind: 'borne', size, inputs: borne, weight, text, ns: slowestOf(borne) };
  }
}

/** Where a container of so many elements can be carried, if one of `size` takes `text` characters. */
export function mostCarried({ size, text }: Pick<Passed, 'size' | 'text'>): number {
  return (size * mostText) / text;
}

type Drawn = SizedInput & { readonly text: number };

interface Made {
  readonly kind: 'borne' | 'bounded' | 'unmade' | 'heavy';
  readonly size: number;
  readonly inputs: readonly Drawn[];
  readonly weight: number;
}

const smallest = 10;

const usual = {
  hashSeed: 1,
  randomSeed: 1,
  callsPerModule: 1,
  longest: 200,
  withArcs: false,
  isTimed: true,
} as const;

function endedAt(kind: Made['kind'], size: number): Tried {
  if (kind === 'borne') throw new Error('a size that has inputs is tried');
  return { kind, size };
}

function slowestOf(inputs: readonly MadeInput[]): number {
  return Math.max(...inputs.map(({ ns }) => ns));
}

/** With the characters that each takes. */
function distinct(inputs: readonly SizedInput[]): readonly Drawn[] {
  const texts = inputs.map((input) => [JSON.stringify(input.call), input] as const);
  return [...new Map(texts)].map(([text, input]) => ({ ...input, text: text.length }));
}
