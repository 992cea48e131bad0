import type { Call, Value } from '../../../protocol/cases.ts';
import type { InputSketch, Shape } from '../../core/exploring.ts';
import { Candidates, type Choice } from './candidates.ts';
import { correlated } from './correlate.ts';
import { closed, comesBack, joined } from './cycles.ts';
import type { Domain } from './domain.ts';
import { Draw } from './draw.ts';
import { Drawing, isLeaf } from './drawing.ts';
import { fits } from './fits.ts';
import { isHeavy } from './heavy.ts';
import { Long } from './long.ts';
import { type Literals, type Manner, drawManner, literalsOf } from './manner.ts';
import { Misuse } from './misuse.ts';
import { mutated } from './mutate.ts';
import { type Extend, repaired } from './repair.ts';
import { shrunk } from './shrink.ts';
import type { Filling, Slot } from './slots.ts';
import { InputSpace, type Plan, isPlain } from './space.ts';
import { sizeOf } from './values.ts';

/** An input that a function is tried on, and where it comes from. */
export interface GeneratedInput {
  readonly call: Omit<Call, 'id'>;
  readonly origin: 'boundary' | 'random' | 'mutated' | 'known';
  /**
   * What all known inputs have in common and this one has not, as a sentence such as
   * `xs is sorted`: a difference on it alone asks whether it can occur. Null where nothing is.
   */
  readonly outside: string | null;
}

/** A source of inputs for one function. It never ends by itself, but may run out of new ones. */
export interface Generator {
  /**
   * The next inputs; the same for the same seed and history of rewards and refusals. There are
   * fewer, or none, where no more can be found that satisfy domain and constraints.
   */
  batch(count: number): readonly GeneratedInput[];
  /** This input went where none had gone before: inputs like it are worth trying. */
  reward(input: GeneratedInput): void;
  /**
   * The original does not bear this input, fails there in a way that may mean nothing, or takes too
   * long: inputs like it are tried less; unknown shapes narrow by it.
   */
  refuse(input: GeneratedInput): void;
  /**
   * Smaller inputs like this one, the smallest first, lazily; all of them satisfy domain and
   * constraints.
   */
  shrink(input: GeneratedInput): Iterable<GeneratedInput>;
}

/**
 * `known` are calls that somebody wrote or made; `domain` is a JSON Schema for each parameter by
 * name, as in a case file.
 */
export function createGenerator(
  sketch: InputSketch,
  known: readonly Call[],
  domain: Domain | null,
  seed: number,
): Generator {
  return new InputGenerator(sketch, known, domain, seed);
}

class InputGenerator implements Generator {
  readonly #space: InputSpace;
  readonly #draw: Draw;
  readonly #drawing: Drawing;
  readonly #literals: Literals;
  readonly #candidates: Candidates;
  readonly #misuse = new Misuse();
  readonly #waiting: Filling[];
  /** Inputs that are worth changing a little: known ones, and those that were rewarded. */
  readonly #models: Filling[];
  readonly #rewarded: Filling[] = [];
  readonly #seen = new Set<string>();
  readonly #choices = new WeakMap<GeneratedInput, Choice>();
  #batches = 0;
  #longLeft = 0;
  #longMade = 0;
  #specialLeft = 0;
  #cyclesLeft = 0;
  #cyclesMade = 0;
  #cyclesRefused = 0;
  /** Whether an input that is heavy was refused. */
  #isSlow = false;
  /** How many boundary inputs there were by each plan. */
  readonly #turns = new WeakMap<Plan, number>();

  constructor(sketch: InputSketch, known: readonly Call[], domain: Domain | null, seed: number) {
    this.#space = new InputSpace(sketch, known, domain);
    this.#draw = new Draw(seed);
    this.#literals = literalsOf(sketch.literals, sketch.texts);
    this.#drawing = new Drawing(this.#draw, this.#literals);
    this.#candidates = new Candidates(this.#space.slots);
    this.#waiting = [...this.#space.known];
    this.#models = this.#space.known.filter(isPlain);
  }

  batch(count: number): readonly GeneratedInput[] {
    this.#candidates.settle();
    // What is large may be slow. A few show whether it is, before there are more of them.
    this.#longLeft = this.#batches === 0 ? 2 : mostLong;
    this.#specialLeft = this.#batches > 0 && !this.#isSlow ? Infinity : specialAtFirst;
    this.#cyclesLeft = this.#mostCycles();
    this.#batches += 1;
    const inputs: GeneratedInput[] = [];
    for (let failures = 0; inputs.length < count && failures < mostFailures;) {
      // Where small inputs are used up, larger ones are due.
      const input = this.#next(Math.min(1, inputs.length / count + failures / mostFailures));
      if (input === null) failures++;
      else {
        failures = 0;
        inputs.push(input);
      }
    }
    // Those that may be slow come last: where time ends with them, nothing else is lost.
    const isLast = inputs.map(({ call }) => isHeavy(call));
    return [...inputs.filter((_, at) => !isLast[at]), ...inputs.filter((_, at) => isLast[at])];
  }

  reward(input: GeneratedInput): void {
    const filling = this.#space.fillingOf(input.call);
    if (filling === null || !isPlain(filling) || sizeOfAll(filling) > largestModel) return;
    if (this.#rewarded.length < mostRewarded) this.#rewarded.push(filling);
    else this.#rewarded[this.#draw.integer(0, mostRewarded - 1)] = filling;
  }

  refuse(input: GeneratedInput): void {
    this.#isSlow ||= isHeavy(input.call);
    if (this.#space.cyclic.size > 0 && input.call.args.some(comesBack)) this.#cyclesRefused += 1;
    const choice = this.#choices.get(input);
    if (choice !== undefined) this.#candidates.refused(choice);
    const filling = this.#space.fillingOf(input.call);
    if (filling !== null) this.#misuse.refused(filling);
  }

  *shrink(input: GeneratedInput): Iterable<GeneratedInput> {
    const filling = this.#space.fillingOf(input.call);
    if (filling === null) return;
    for (const smaller of shrunk(this.#space, filling, input.outside !== null)) {
      const call = this.#space.callOf(smaller);
      yield { call, origin: input.origin, outside: this.#space.outside(smaller) };
    }
  }

  /** One input that there was not before; null where this attempt gave none. */
  #next(progress: number): GeneratedInput | null {
    const known = this.#waiting.shift();
    if (known !== undefined) return this.#finished(known, 'known', null);
    const draw = this.#draw;
    const choice = this.#candidates.choose(draw);
    const plan = this.#space.plan(choice, this.#exception());
    const size = sizeAt(progress, draw);
    const models = draw.chance(0.6) && this.#rewarded.length > 0 ? this.#rewarded : this.#models;
    if (this.#longLeft > 0 && progress > 0.9) {
      this.#longLeft -= 1;
      const manner = drawManner(draw, 4, this.#literals);
      const long = new Long(draw, this.#drawing, manner, this.#longMade++);
      return this.#drawn(plan, choice, 'boundary', () => this.#long(plan, long), mostTriesLong);
    }
    const kind = draw.real();
    if (kind < 0.35 && (this.#turns.get(plan) ?? 0) < mostBoundaries) {
      return this.#drawn(plan, choice, 'boundary', () => this.#bounded(plan));
    }
    if (kind > 0.65 && models.length > 0) {
      return this.#drawn(plan, choice, 'mutated', () => this.#changed(plan, models, size));
    }
    return this.#drawn(plan, choice, 'random', () => this.#random(plan, size));
  }

  /** Which soft rule does not count this time: hardly ever any. */
  #exception(): 'none' | 'all' | number {
    const { soft } = this.#space;
    if (soft.length === 0 || !this.#draw.chance(0.06)) return 'none';
    return this.#draw.chance(0.3) ? 'all' : this.#draw.integer(0, soft.length - 1);
  }

  /** Draws until one is inside and likely to be borne; null where none of a few is. */
  #drawn(
    plan: Plan,
    choice: Choice,
    origin: GeneratedInput['origin'],
    make: () => Filling,
    most = mostTries,
  ): GeneratedInput | null {
    for (let tries = 0; tries < most; tries++) {
      const filling = repaired(plan.slots, make(), plan.rules, this.#draw, this.#extend(plan));
      if (!this.#space.allows(filling)) continue;
      if (tries < most / 2 && !this.#misuse.admits(filling, this.#draw)) continue;
      return this.#finished(filling, origin, choice);
    }
    this.#candidates.tried(choice);
    this.#candidates.refused(choice);
    return null;
  }

  #finished(
    filling: Filling,
    origin: GeneratedInput['origin'],
    choice: Choice | null,
  ): GeneratedInput | null {
    const call = this.#space.callOf(filling);
    const text = shortened(JSON.stringify(call));
    if (this.#seen.has(text)) {
      if (choice !== null) this.#candidates.repeated(choice);
      return null;
    }
    if (this.#seen.size < mostRemembered) this.#seen.add(text);
    const input = { call, origin, outside: this.#space.outside(filling) };
    this.#misuse.tried(filling);
    if (choice !== null) {
      this.#candidates.tried(choice);
      this.#choices.set(input, choice);
    }
    return input;
  }

  #random(plan: Plan, size: number): Filling {
    const draw = this.#draw;
    const manner = drawManner(draw, size, this.#literals);
    // An argument that is one number has no others beside it that would be a boundary.
    const special = this.#special(plan);
    const alone = { ...manner, ...special, edges: Math.max(manner.edges, 0.15) };
    const beside = { ...manner, ...special };
    let filling = this.#filled(plan, ({ shape }) =>
      this.#drawing.value(shape, isLeaf(shape) ? alone : beside),
    );
    filling = this.#withCycles(filling);
    while (draw.chance(0.45)) {
      const related = correlated(filling, draw);
      // What does not suit the shape of its parameter any more is not taken.
      if (related !== null && suits(related, plan)) filling = related;
    }
    return filling;
  }

  /** A function that follows a cycle for ever takes its time for each: a few show whether it does. */
  #mostCycles(): number {
    if (this.#batches === 0) return cyclesAtFirst;
    return 2 * this.#cyclesRefused > this.#cyclesMade ? 0 : Infinity;
  }

  #withCycles(filling: Filling): Filling {
    const { cyclic, layouts } = this.#space;
    const shared = this.#joined(filling);
    if (shared !== null) return shared;
    if (cyclic.size === 0 || this.#cyclesLeft <= 0 || !this.#draw.chance(0.5)) return filling;
    let isClosed = false;
    const made = filling.map((value) => {
      const ring = value === undefined ? null : closed(value, cyclic, layouts, this.#draw);
      isClosed ||= ring !== null;
      return ring ?? value;
    });
    if (!isClosed) return filling;
    this.#cyclesLeft -= 1;
    this.#cyclesMade += 1;
    return made;
  }

  /** Two chains that are arguments go over into one. */
  #joined(filling: Filling): Filling | null {
    const { sharing, layouts, slots } = this.#space;
    if (sharing.size === 0 || this.#draw.chance(0.5)) return null;
    const positional = slots.flatMap(({ parameter, isInit, role }, at) =>
      isInit || role !== undefined || parameter.place !== 'positional' ? [] : [at],
    );
    for (const [argument, at] of positional.entries()) {
      const first = filling[at];
      const after = positional.slice(argument + 1).find((each) => filling[each] !== undefined);
      if (first === undefined || after === undefined) continue;
      const into = { argument, value: first };
      const made = joined(filling[after] as Value, into, sharing, layouts, this.#draw);
      if (made !== null) return filling.with(after, made);
    }
    return null;
  }

  /** The share of special integers: mostly there are none in an input, else there are several. */
  #special({ slots }: Plan): Pick<Manner, 'special'> {
    const isScalar = slots.every(({ shape }) => isLeaf(shape));
    if (this.#specialLeft <= 0 || !this.#draw.chance(isScalar ? 0.3 : 0.05)) return none;
    this.#specialLeft -= 1;
    return { special: isScalar ? 0.8 : 0.5 };
  }

  /** What has room for it long, the rest small. */
  #long(plan: Plan, long: Long): Filling {
    return this.#filled(plan, ({ shape }) => long.value(shape) ?? this.#small(shape));
  }

  /** First each slot's boundaries in turn, then some of them beside small values. */
  #bounded(plan: Plan): Filling {
    const turn = this.#turns.get(plan) ?? 0;
    this.#turns.set(plan, turn + 1);
    const all = plan.slots.map(({ shape }) => this.#drawing.boundaries(shape));
    if (turn < Math.max(0, ...all.map(({ length }) => length))) {
      return this.#filled(plan, ({ shape }, index) => {
        const own = all[index] ?? [];
        return own[turn % Math.max(1, own.length)] ?? this.#small(shape);
      });
    }
    return this.#filled(plan, ({ shape }, index) => {
      const own = (all[index] ?? []).slice(0, 16);
      return own.length > 0 && this.#draw.chance(0.7) ? this.#draw.pick(own) : this.#small(shape);
    });
  }

  #small(shape: Shape): Value {
    return this.#drawing.value(shape, drawManner(this.#draw, 4, this.#literals));
  }

  #changed(plan: Plan, models: readonly Filling[], size: number): Filling {
    const draw = this.#draw;
    const manner = drawManner(draw, size, this.#literals);
    const fresh = (shape: Shape): Value => this.#drawing.value(shape, manner);
    const shapes = plan.slots.map(({ shape }) => shape);
    const result = mutated(draw.pick(models), shapes, draw.pick(models), { draw, fresh });
    const related = draw.chance(0.15) ? correlated(result, draw) : null;
    return related !== null && suits(related, plan) ? related : result;
  }

  /** A value for each slot, some of the optional ones left out: by position the last ones. */
  #filled(plan: Plan, make: (slot: Slot, index: number) => Value): Filling {
    const draw = this.#draw;
    const ended = { init: false, args: false };
    return plan.slots.map((slot, index) => {
      const { place, isOptional } = slot.parameter;
      if (place === 'rest' || place === 'keywords') return make(slot, index);
      if (place === 'keyword')
        return isOptional && draw.chance(0.4) ? undefined : make(slot, index);
      const row = slot.isInit ? 'init' : 'args';
      ended[row] ||= isOptional && draw.chance(0.25);
      return ended[row] && isOptional ? undefined : make(slot, index);
    });
  }

  #extend(plan: Plan): Extend {
    return (index, value, length) => {
      const shape = plan.slots[index]?.shape;
      if (shape === undefined) return null;
      const manner = drawManner(this.#draw, length, this.#literals);
      return this.#drawing.extended(shape, value, length, manner);
    };
  }
}

/** Attempts in a row that give nothing new, before nothing more is to be had. */
const mostFailures = 150;
/** Draws for one input that is to be inside. */
const mostTries = 16;
/** A long one takes as much time as hundreds of others, whether or not it comes to anything. */
const mostTriesLong = 2;
const mostRewarded = 500;
/** By each plan: then their combinations are used up, or nearly. */
const mostBoundaries = 200;
const mostRemembered = 200_000;
/** In each batch but the first. */
const mostLong = 4;
const cyclesAtFirst = 12;
/** In the first batch, and in others where what is large was refused. */
const specialAtFirst = 24;
const none = { special: 0 };
/** What is larger than this takes its time again and again. */
const largestModel = 600;

function sizeOfAll(filling: Filling): number {
  return filling.reduce<number>((sum, value) => sum + sizeOf(value ?? null), 0);
}

/** The most elements, growing over a batch; now and then many. */
function sizeAt(progress: number, draw: Draw): number {
  if (draw.chance(0.03)) return draw.chance(0.15) ? 120 : 40;
  return 1 + Math.round(14 * progress ** 1.5);
}

/** Long inputs are told apart by their ends. */
function shortened(text: string): string {
  return text.length < 600 ? text : `${text.length} ${text.slice(0, 200)} ${text.slice(-200)}`;
}

function suits(filling: Filling, { slots }: Plan): boolean {
  return filling.every((value, index) => {
    const slot = slots[index];
    return value === undefined || slot === undefined || fits(value, slot.shape);
  });
}
