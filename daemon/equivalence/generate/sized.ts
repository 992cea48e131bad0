import type { Call, Value } from '../../../protocol/cases.ts';
import type { InputSketch, Term } from '../../core/exploring.ts';
import { candidatesFor } from './candidates.ts';
import { correlated } from './correlate.ts';
import type { Domain } from './domain.ts';
import { Draw } from './draw.ts';
import { Drawing, isLeaf } from './drawing.ts';
import type { GeneratedInput } from './generator.ts';
import { type Literals, type Manner, drawManner, literalsOf } from './manner.ts';
import { repaired } from './repair.ts';
import type { Filling } from './slots.ts';
import { InputSpace, type Plan } from './space.ts';

export interface SizedInput extends GeneratedInput {
  readonly seed: number;
}

/** Draws for one input that is to be inside; of a large one, each takes long. */
const mostTries = 12;
const mostLargeTries = 3;
const large = 5000;

/**
 * Inputs of the same shapes with about `size` elements in each parameter that is a container, for
 * timing: values mostly differ, and nothing is optional. A function of numbers alone gets numbers
 * of about that size.
 */
export class SizedInputs {
  readonly #space: InputSpace;
  readonly #plan: Plan;
  readonly #literals: Literals;
  readonly #largestItem: number;

  constructor(sketch: InputSketch, known: readonly Call[], domain: Domain | null) {
    this.#space = new InputSpace(sketch, known, domain);
    this.#plan = this.#space.plan([], 'none');
    this.#literals = literalsOf(sketch.literals);
    this.#largestItem = largestItem(this.#plan);
  }

  /**
   * One for each seed, with what it was made of: what is drawn is arranged alike at every size.
   * There are fewer, or none, where domain and constraints leave no room.
   */
  of(size: number, seeds: readonly number[]): readonly SizedInput[] {
    return seeds.flatMap((seed) => this.#one(size, seed) ?? []);
  }

  #one(size: number, seed: number): SizedInput | null {
    const [space, plan] = [this.#space, this.#plan];
    const draw = new Draw(seed);
    const drawing = new Drawing(draw, this.#literals);
    const most = size < large ? mostTries : mostLargeTries;
    for (let tries = 0; tries < most; tries++) {
      const manner = this.#manner(draw, size);
      const made = sizedFilling(plan, manner, drawing, draw);
      const filling = repaired(plan.slots, made, plan.rules, draw, (index, value, length) => {
        const shape = plan.slots[index]?.shape;
        return shape === undefined ? null : drawing.extended(shape, value, length, manner);
      });
      if (!space.allows(filling)) continue;
      const outside = space.outside(filling);
      return { call: space.callOf(filling), origin: 'random', outside, seed };
    }
    return null;
  }

  /**
   * Wide ranges, so that nothing is found early, and now and then narrow ones, where much repeats.
   * Rows are as many as they are long now and then: what combines two of them often needs that.
   */
  #manner(draw: Draw, size: number): Manner {
    const manner = drawManner(draw, size, this.#literals);
    const high = Math.min(this.#largestItem, draw.pick([size, 10 * size, 1_000_000]));
    const isSigned = draw.chance(0.3);
    const isSquare = draw.chance(0.5);
    return { ...manner, isExact: true, isSquare, edges: 0, low: isSigned ? -high : 0, high };
  }
}

/**
 * What the items of containers may be at most, where that is said of all that anything is said of:
 * numbers beyond it would all be moved to it.
 */
function largestItem({ rules }: Plan): number {
  const bounds = rules.flatMap(({ says }) => {
    if (says.kind !== 'compare' || says.operator === '!=') return [];
    const { left, right } = says;
    return isItem(left) && right.kind === 'number' ? [right.value] : [];
  });
  return bounds.length === 0 ? Infinity : Math.max(1, ...bounds);
}

function isItem(term: Term): boolean {
  return term.kind === 'each' || term.kind === 'at';
}

function sizedFilling(plan: Plan, manner: Manner, drawing: Drawing, draw: Draw): Filling {
  const { slots } = plan;
  const isScalar = slots.every(({ shape }) => isLeaf(shape));
  const filling = slots.map(({ shape, parameter, role }): Value | undefined => {
    // An instance that is known as it is has the size that it has.
    if (role === 'whole') return undefined;
    if (parameter.place === 'keywords' && parameter.isOptional) return {};
    const own = candidatesFor(shape)[0] ?? shape;
    if (!isLeaf(own)) return drawing.value(own, manner);
    // A number beside a container is any that meets it; alone it is about the size itself, but
    // not always that round number: much that is done with numbers ends early there.
    const low = draw.chance(0.2) ? manner.size : Math.ceil(0.9 * manner.size);
    const near = { ...manner, low, high: manner.size };
    return drawing.value(own, isScalar ? near : manner);
  });
  const scalars = slots.some(({ shape }) => isLeaf(shape));
  const related = scalars && !isScalar && draw.chance(0.3) ? correlated(filling, draw) : null;
  if (related === null) return filling;
  // Only what is a number follows from a container: containers keep their size.
  return filling.map((value, index) =>
    isLeaf(slots[index]?.shape ?? { kind: 'unknown' }) ? related[index] : value,
  );
}
