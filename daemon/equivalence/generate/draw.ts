import type { Arbitrary } from 'fast-check';
import { Random } from 'fast-check';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

const unit = 2 ** 30;

/** One stream of random choices, the same for the same seed; arbitraries draw from it too. */
export class Draw {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random(xoroshiro128plus(seed | 0));
  }

  /** From `min` to `max`, both included. */
  integer(min: number, max: number): number {
    return min >= max ? min : this.#random.nextInt(min, max);
  }

  /** True in this share of all cases. */
  chance(share: number): boolean {
    return this.#random.nextInt(0, unit - 1) < share * unit;
  }

  /** From 0 until before 1. */
  real(): number {
    return this.#random.nextInt(0, unit - 1) / unit;
  }

  /** One of them; there must be one. */
  pick<T>(items: readonly T[]): T {
    return items[this.integer(0, items.length - 1)] as T;
  }

  /** One of them, each as likely as its weight says; weights are above 0. */
  weighted<T>(items: readonly (readonly [weight: number, item: T])[]): T {
    let left = this.real() * items.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, item] of items) {
      left -= weight;
      if (left < 0) return item;
    }
    return (items.at(-1) as readonly [number, T])[1];
  }

  /** A value of an arbitrary; with a bias, one in so many is near its bounds. */
  of<T>(arbitrary: Arbitrary<T>, bias?: number): T {
    return arbitrary.generate(this.#random, bias).value;
  }

  shuffled<T>(items: readonly T[]): T[] {
    const result = [...items];
    for (let i = result.length - 1; i > 0; i--) {
      const j = this.integer(0, i);
      [result[i], result[j]] = [result[j] as T, result[i] as T];
    }
    return result;
  }
}
