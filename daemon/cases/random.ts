import { uniformBigInt } from 'pure-rand/distribution/uniformBigInt';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';

/**
 * Random numbers from MT19937, seeded as its authors do with the seed modulo 2^32. Tests hold
 * golden vectors: what a seed means must never change.
 */
export class Random {
  readonly #generator: ReturnType<typeof mersenne>;

  constructor(seed: number) {
    this.#generator = mersenne(Number(BigInt.asIntN(32, BigInt(seed))));
  }

  /** From `min` to `max`, both included; at most 2^53 - 1 apart. */
  integer(min: number, max: number): number {
    return uniformInt(this.#generator, min, max);
  }

  bigInteger(min: bigint, max: bigint): bigint {
    return uniformBigInt(this.#generator, min, max);
  }

  /** From 0 until before 1, a multiple of 2^-53. */
  real(): number {
    return uniformFloat64(this.#generator);
  }

  /** `n` different integers from 0 until before `count`, in random order. */
  distinct(n: number, count: number): number[] {
    return 2 * n > count ? this.#firstOfShuffled(n, count) : this.#rejecting(n, count);
  }

  #firstOfShuffled(n: number, count: number): number[] {
    const all = Array.from({ length: count }, (_, index) => index);
    for (let i = 0; i < n; i++) {
      const j = this.integer(i, count - 1);
      const chosen = all[j] as number;
      all[j] = all[i] as number;
      all[i] = chosen;
    }
    all.length = n;
    return all;
  }

  #rejecting(n: number, count: number): number[] {
    const seen = new Set<number>();
    while (seen.size < n) seen.add(this.integer(0, count - 1));
    return [...seen];
  }
}
