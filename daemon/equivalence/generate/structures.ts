import type { Value } from '../../../protocol/cases.ts';
import type { Shape } from '../../core/exploring.ts';
import { type InstanceShape, mentions } from '../../core/shapes.ts';
import type { Draw } from './draw.ts';
import { argumentsOf, newValue } from './instances.ts';
import { dictValue, distinct } from './values.ts';

/** How an instance holds others of its type in one place. */
type Holding = 'one' | 'many' | 'named';

/** A parameter or an attribute in which others of the type stand. */
interface Place {
  /** Number of the parameter, or name of the attribute. */
  readonly at: number | string;
  readonly holding: Holding;
  readonly shape: Shape;
  readonly isOptional: boolean;
}

/** How a structure grows: in a line, even, or as it happens. */
export type Growth = 'first' | 'last' | 'zigzag' | 'even' | 'random';

/** Where instances of this type link to each other; empty for a type that does not. */
export function placesOf({ type, parameters, attributes = {} }: InstanceShape): readonly Place[] {
  const given = parameters.map(({ shape, isOptional }, at) => placeOf(shape, type, at, isOptional));
  const set = Object.entries(attributes).map(([name, shape]) => placeOf(shape, type, name, true));
  return [...given, ...set].filter((place) => place !== null);
}

function placeOf(
  shape: Shape,
  type: string,
  at: number | string,
  isOptional: boolean,
): Place | null {
  if (!mentions(shape, type)) return null;
  const arms = shape.kind === 'union' ? shape.of : [shape];
  const arm = arms.find((one) => mentions(one, type)) as Shape;
  if (arm.kind === 'again') return { at, holding: 'one', shape, isOptional };
  if (arm.kind === 'list' && arm.items.kind === 'again') {
    return { at, holding: 'many', shape: arm, isOptional };
  }
  if (arm.kind === 'dict' && arm.values.kind === 'again') {
    return { at, holding: 'named', shape: arm, isOptional };
  }
  return null;
}

interface Planned {
  /** Numbers of the instances in each place. */
  readonly children: readonly (readonly number[])[];
}

/** Makes structures of so many instances without recursion, however deep they get. */
export class Structures {
  readonly #draw: Draw;
  readonly #value: (shape: Shape, depth: 'key' | 'inside') => Value;

  /** `value` draws what is no link: what instances carry, and keys of those that are named. */
  constructor(draw: Draw, value: (shape: Shape, depth: 'key' | 'inside') => Value) {
    this.#draw = draw;
    this.#value = value;
  }

  made(shape: InstanceShape, count: number, growth: Growth = this.growth()): Value {
    const places = placesOf(shape);
    const plan = this.#plan(places, Math.max(1, count), growth);
    const built: Value[] = [];
    for (let index = plan.length - 1; index >= 0; index--) {
      built[index] = this.#built(shape, places, plan[index] as Planned, built);
    }
    return built[0] as Value;
  }

  growth(): Growth {
    return this.#draw.weighted<Growth>([
      [5, 'random'],
      [3, 'even'],
      [1, 'first'],
      [1, 'last'],
      [1, 'zigzag'],
    ]);
  }

  /** From the top, so that whatever an instance holds comes after it. */
  #plan(places: readonly Place[], count: number, growth: Growth): readonly Planned[] {
    const plan: Planned[] = [];
    const counts = [count];
    for (let index = 0; index < counts.length; index++) {
      const shares = this.#shares(places, (counts[index] as number) - 1, growth, index);
      const children = shares.map((share) =>
        share.map((size) => {
          counts.push(size);
          return counts.length - 1;
        }),
      );
      plan.push({ children });
    }
    return plan;
  }

  /** For each place, how many instances each of those in it is to have, itself included. */
  #shares(
    places: readonly Place[],
    rest: number,
    growth: Growth,
    turn: number,
  ): readonly (readonly number[])[] {
    const count = places.length;
    if (count === 0 || rest <= 0) return places.map(() => []);
    const sizes = this.#split(rest, count, growth, turn);
    return places.map(({ holding }, at) => {
      const size = sizes[at] as number;
      if (size === 0) return [];
      if (holding === 'one') return [size];
      const parts = growth === 'first' ? 1 : this.#draw.integer(1, Math.min(size, 4));
      return this.#split(size, parts, growth === 'even' ? 'even' : 'random', turn).filter(
        (part) => part > 0,
      );
    });
  }

  #split(rest: number, count: number, growth: Growth, turn: number): readonly number[] {
    const draw = this.#draw;
    const all = (at: number): readonly number[] =>
      Array.from({ length: count }, (_, index) => (index === at ? rest : 0));
    switch (growth) {
      case 'first':
        return all(0);
      case 'last':
        return all(count - 1);
      case 'zigzag':
        return all(turn % count);
      case 'even': {
        const each = Math.floor(rest / count);
        return Array.from({ length: count }, (_, at) => each + (at < rest % count ? 1 : 0));
      }
      case 'random': {
        const cuts = Array.from({ length: count - 1 }, () => draw.integer(0, rest)).sort(
          (a, b) => a - b,
        );
        return [...cuts, rest].map((cut, at) => cut - (at === 0 ? 0 : (cuts[at - 1] as number)));
      }
    }
  }

  #built(
    { type, parameters, attributes = {} }: InstanceShape,
    places: readonly Place[],
    { children }: Planned,
    built: readonly Value[],
  ): Value {
    const draw = this.#draw;
    const linksAt = (at: number | string): Value | undefined => {
      const index = places.findIndex((place) => place.at === at);
      if (index < 0) return undefined;
      const place = places[index] as Place;
      const held = (children[index] as readonly number[]).map((child) => built[child] as Value);
      if (held.length === 0 && place.isOptional) return undefined;
      return this.#held(place, held);
    };
    const isLink = (at: number | string): boolean => places.some((place) => place.at === at);
    const given = parameters.map(({ shape, isOptional, place }, at) => {
      if (isLink(at)) return linksAt(at);
      if (place === 'rest' || place === 'keywords') return undefined;
      if (isOptional && draw.chance(0.15)) return undefined;
      return this.#value(shape, 'inside');
    });
    const set: Record<string, Value> = {};
    for (const [name, shape] of Object.entries(attributes)) {
      const value = isLink(name)
        ? linksAt(name)
        : draw.chance(0.6)
          ? this.#value(shape, 'inside')
          : undefined;
      if (value !== undefined) set[name] = value;
    }
    return newValue({ type, ...argumentsOf(parameters, given), set, calls: [] });
  }

  #held({ holding, shape }: Place, held: readonly Value[]): Value {
    if (holding === 'one') return held[0] ?? null;
    if (holding === 'many') return held;
    const keyShape = shape.kind === 'dict' ? shape.keys : shape;
    const keys = distinct(
      Array.from({ length: 3 * held.length }, () => this.#value(keyShape, 'key')),
    );
    return dictValue(held.slice(0, keys.length).map((one, at) => [keys[at] as Value, one]));
  }
}
