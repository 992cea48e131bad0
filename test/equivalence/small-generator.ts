import type { GeneratedInput, Generator } from '../../daemon/equivalence/generate/generator.ts';
import type { Value } from '../../protocol/cases.ts';

/** Draws one argument; `draw(n)` is an integer from 0 to n - 1. */
export type Drawer = (draw: (n: number) => number) => Value;

/** A generator that a test can see through: arguments drawn one by one, shrunk by halves. */
export class SmallGenerator implements Generator {
  readonly refused: GeneratedInput[] = [];
  readonly rewarded: GeneratedInput[] = [];
  readonly #drawers: readonly Drawer[];
  readonly #seen = new Set<string>();
  #state = 12345;

  constructor(...drawers: readonly Drawer[]) {
    this.#drawers = drawers;
  }

  batch(count: number): readonly GeneratedInput[] {
    const inputs: GeneratedInput[] = [];
    for (let tries = 0; tries < 10 * count && inputs.length < count; tries += 1) {
      const input = inputOf(this.#drawers.map((drawer) => drawer((n) => this.#draw(n))));
      const text = JSON.stringify(input.call);
      if (this.#seen.has(text)) continue;
      this.#seen.add(text);
      inputs.push(input);
    }
    return inputs;
  }

  reward(input: GeneratedInput): void {
    this.rewarded.push(input);
  }

  refuse(input: GeneratedInput): void {
    this.refused.push(input);
  }

  *shrink({ call }: GeneratedInput): Iterable<GeneratedInput> {
    for (const [index, value] of call.args.entries()) {
      for (const smaller of smallerThan(value)) yield inputOf(call.args.with(index, smaller));
    }
  }

  #draw(n: number): number {
    this.#state = (Math.imul(this.#state, 1103515245) + 12345) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * n);
  }
}

export const integers: Drawer = (draw) => draw(40) - 20;
export const words: Drawer = (draw) =>
  Array.from({ length: draw(6) }, () => 'abcde'.charAt(draw(5))).join('');
export const lists =
  (item: Drawer): Drawer =>
  (draw) =>
    Array.from({ length: draw(9) }, () => item(draw));

function inputOf(args: readonly Value[]): GeneratedInput {
  return { call: { init: null, args, kwargs: {} }, origin: 'random', outside: null };
}

function smallerThan(value: Value): readonly Value[] {
  if (typeof value === 'number') {
    return value === 0 ? [] : [0, Math.trunc(value / 2), value - Math.sign(value)];
  }
  if (typeof value === 'string') {
    return value === '' ? [] : ['', value.slice(1), value.slice(0, -1)];
  }
  if (!Array.isArray(value)) return [];
  const items = value as readonly Value[];
  return [
    ...(items.length > 0 ? [[]] : []),
    ...items.map((_, index) => items.toSpliced(index, 1)),
    ...items.flatMap((item, index) => smallerThan(item).map((less) => items.with(index, less))),
  ];
}
