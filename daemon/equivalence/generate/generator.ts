import type { InputSketch } from '../../core/exploring.ts';
import { Draw } from './draw.ts';
import { Drawing } from './drawing.ts';
import { type Literals, drawManner, literalsOf } from './manner.ts';
import { type Slot, callOf, slotsOf } from './slots.ts';
import type { Call } from '../../../protocol/cases.ts';

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
   * The original does not bear this input (misuse): shapes like it are tried less; unknown shapes
   * narrow by it.
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
  domain: Readonly<Record<string, unknown>> | null,
  seed: number,
): Generator {
  return new InputGenerator(sketch, known, domain, seed);
}

class InputGenerator implements Generator {
  readonly #slots: readonly Slot[];
  readonly #draw: Draw;
  readonly #drawing: Drawing;
  readonly #literals: Literals;
  readonly #isMethod: boolean;
  readonly #seen = new Set<string>();

  constructor(
    sketch: InputSketch,
    known: readonly Call[],
    domain: Readonly<Record<string, unknown>> | null,
    seed: number,
  ) {
    this.#slots = slotsOf(sketch);
    this.#draw = new Draw(seed);
    this.#literals = literalsOf(sketch.literals);
    this.#drawing = new Drawing(this.#draw, this.#literals);
    this.#isMethod = sketch.init !== null;
  }

  batch(count: number): readonly GeneratedInput[] {
    const inputs: GeneratedInput[] = [];
    for (let tries = 0; inputs.length < count && tries < 4 * count + 100; tries++) {
      const size = 1 + Math.floor((12 * inputs.length) / count);
      const manner = drawManner(this.#draw, size, this.#literals);
      const filling = this.#slots.map(({ shape }) => this.#drawing.value(shape, manner));
      const call = callOf(this.#slots, filling, this.#isMethod);
      const text = JSON.stringify(call);
      if (this.#seen.has(text)) continue;
      this.#seen.add(text);
      inputs.push({ call, origin: 'random', outside: null });
    }
    return inputs;
  }

  reward(): void {}

  refuse(): void {}

  *shrink(): Iterable<GeneratedInput> {}
}

/** Inputs of the same shapes with about `size` elements in each container, for timing. */
export function sizedInputs(
  sketch: InputSketch,
  known: readonly Call[],
  domain: Readonly<Record<string, unknown>> | null,
  size: number,
  count: number,
  seed: number,
): readonly GeneratedInput[] {
  const draw = new Draw(seed);
  const literals = literalsOf(sketch.literals);
  const drawing = new Drawing(draw, literals);
  const slots = slotsOf(sketch);
  return Array.from({ length: count }, () => {
    const manner = { ...drawManner(draw, size, literals), isExact: true, low: 0, high: 10 * size };
    const filling = slots.map(({ shape }) => drawing.value(shape, manner));
    return { call: callOf(slots, filling, sketch.init !== null), origin: 'random', outside: null };
  });
}
