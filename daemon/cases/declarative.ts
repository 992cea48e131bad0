import type { Value } from '../../protocol/cases.ts';
import type { FormName, FormParameters } from '../../protocol/inputs.ts';
import { Random } from './random.ts';

/** What no schema can say about one form's parameters: which of them, and the rule it breaks. */
export interface Refusal {
  readonly parameter: string;
  readonly rule: string;
}

interface Generator<Parameters> {
  /** Why these parameters mean nothing, or null. */
  refuse(parameters: Parameters): Refusal | null;
  /** How much it will be, known before it is made: values, and characters of generated text. */
  elements(parameters: Parameters): number;
  /** Arrays that it opens, the outer one included. */
  containers(parameters: Parameters): number;
  /** A pure function of the parameters; call it only where `refuse` gives null. */
  generate(parameters: Parameters): Value;
}

/** Every declarative input but `$repeat`, which is made of a value and not of numbers. */
export type GeneratorName = Exclude<FormName, '$repeat'>;

export const generators: {
  readonly [Name in GeneratorName]: Generator<FormParameters<Name>>;
} = {
  $ints: {
    refuse: (p) =>
      refuseBounds(p) ??
      (p.unique === true && BigInt(p.n) > span(p)
        ? { parameter: 'n', rule: `must be at most ${span(p)}: there are no more unique integers` }
        : null),
    elements: (p) => p.n + 1,
    containers: () => 1,
    generate: integers,
  },
  $floats: {
    refuse: refuseBounds,
    elements: (p) => p.n + 1,
    containers: () => 1,
    generate: (p) => {
      const random = new Random(p.seed);
      return fill(p.n, () => float(between(p.min, p.max, random.real())));
    },
  },
  $string: {
    refuse: () => null,
    elements: (p) => p.n,
    containers: () => 0,
    generate: (p) => text(new Random(p.seed), p.n, Array.from(p.alphabet)),
  },
  $strings: {
    refuse: () => null,
    elements: (p) => p.n * (p.length + 1) + 1,
    containers: () => 1,
    generate: (p) => {
      const random = new Random(p.seed);
      const alphabet = Array.from(p.alphabet);
      return fill(p.n, () => text(random, p.length, alphabet));
    },
  },
  $range: {
    refuse: (p) =>
      p.step !== undefined && big(p.step) === 0n
        ? { parameter: 'step', rule: 'must not be 0' }
        : null,
    elements: (p) => rangeLength(p) + 1,
    containers: () => 1,
    generate: (p) => {
      const start = big(p.start);
      const step = big(p.step ?? 1);
      const n = rangeLength(p);
      const last = start + step * BigInt(n);
      if (!isSafe(start) || !isSafe(last)) {
        return fill(n, (index) => integer(start + step * BigInt(index)));
      }
      const [first, by] = [Number(start), Number(step)];
      return fill(n, (index) => first + by * index);
    },
  },
  $permutation: {
    refuse: () => null,
    elements: (p) => p.n + 1,
    containers: () => 1,
    generate: (p) => new Random(p.seed).distinct(p.n, p.n),
  },
  $matrix: {
    refuse: refuseBounds,
    elements: (p) => p.rows * (p.cols + 1) + 1,
    containers: (p) => p.rows + 1,
    generate: (p) => {
      const draw = drawing(new Random(p.seed), p.min, p.max);
      return fill(p.rows, () => fill(p.cols, draw));
    },
  },
  $edges: {
    refuse: (p) => {
      if (p.nodes > maxNodes) return { parameter: 'nodes', rule: `must be at most ${maxNodes}` };
      const most = (p.nodes * (p.nodes - 1)) / 2;
      if (p.edges <= most) return null;
      const rule = `must be at most ${most}: ${p.nodes} nodes have no more pairs`;
      return { parameter: 'edges', rule };
    },
    elements: (p) => 3 * p.edges + 1,
    containers: (p) => p.edges + 1,
    generate: (p) => {
      const random = new Random(p.seed);
      const pairs = random.distinct(p.edges, (p.nodes * (p.nodes - 1)) / 2);
      return pairs.map((index) => {
        const [u, v] = pairAt(index);
        return random.integer(0, 1) === 0 ? [u, v] : [v, u];
      });
    },
  },
};

/** Pairs of more nodes could not be numbered within 2^53. */
const maxNodes = 2 ** 26;

type Bound = FormParameters<'$ints'>['min'];

function big(bound: Bound): bigint {
  return BigInt(typeof bound === 'number' ? bound : bound.$int);
}

function isSafe(value: bigint): boolean {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER;
}

/** An integer as a value: tagged where a plain number would lose digits. */
function integer(value: bigint): Value {
  return isSafe(value) ? Number(value) : { $int: String(value) };
}

/** A double as a value: tagged where a plain number would read as an integer. */
function float(value: number): Value {
  return Number.isInteger(value) ? { $float: Object.is(value, -0) ? '-0' : value } : value;
}

function fill<T>(n: number, make: (index: number) => T): T[] {
  return Array.from({ length: n }, (_, index) => make(index));
}

function refuseBounds(p: { readonly min: Bound; readonly max: Bound }): Refusal | null {
  const ordered =
    typeof p.min === 'number' && typeof p.max === 'number'
      ? p.min <= p.max
      : big(p.min) <= big(p.max);
  return ordered ? null : { parameter: 'max', rule: 'must not be below min' };
}

function span(p: { readonly min: Bound; readonly max: Bound }): bigint {
  return big(p.max) - big(p.min) + 1n;
}

function drawing(random: Random, min: Bound, max: Bound): () => Value {
  const [low, high] = [big(min), big(max)];
  if (!isSafe(low) || !isSafe(high) || !isSafe(high - low)) {
    return () => integer(random.bigInteger(low, high));
  }
  const [from, to] = [Number(low), Number(high)];
  return () => random.integer(from, to);
}

function integers(p: FormParameters<'$ints'>): Value {
  const random = new Random(p.seed);
  const [low, high] = [big(p.min), big(p.max)];
  if (!isSafe(low) || !isSafe(high) || !isSafe(high - low)) return bigIntegers(p, random);
  const from = Number(low);
  const to = Number(high);
  const drawn =
    p.unique === true
      ? random.distinct(p.n, to - from + 1).map((offset) => from + offset)
      : fill(p.n, () => random.integer(from, to));
  return p.sorted === true ? drawn.sort((a, b) => a - b) : drawn;
}

function bigIntegers(p: FormParameters<'$ints'>, random: Random): Value {
  const [low, high] = [big(p.min), big(p.max)];
  let drawn: bigint[] = [];
  if (p.unique === true) {
    const seen = new Set<bigint>();
    while (seen.size < p.n) seen.add(random.bigInteger(low, high));
    drawn = [...seen];
  } else {
    drawn = fill(p.n, () => random.bigInteger(low, high));
  }
  if (p.sorted === true) drawn.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return drawn.map(integer);
}

/** The difference of two huge bounds would overflow; a weighted sum does not. */
function between(min: number, max: number, share: number): number {
  const width = max - min;
  const value = Number.isFinite(width) ? min + width * share : min * (1 - share) + max * share;
  return Math.min(max, Math.max(min, value));
}

function text(random: Random, n: number, alphabet: readonly string[]): string {
  return fill(n, () => alphabet[random.integer(0, alphabet.length - 1)]).join('');
}

function rangeLength(p: FormParameters<'$range'>): number {
  const step = big(p.step ?? 1);
  const distance = step > 0n ? big(p.stop) - big(p.start) : big(p.start) - big(p.stop);
  const stride = step > 0n ? step : -step;
  return distance <= 0n ? 0 : Number((distance + stride - 1n) / stride);
}

/** The pair u < v that comes at an index where pairs are ordered by v, then by u. */
function pairAt(index: number): [number, number] {
  let v = Math.floor((1 + Math.sqrt(1 + 8 * index)) / 2);
  while ((v * (v - 1)) / 2 > index) v--;
  while ((v * (v + 1)) / 2 <= index) v++;
  return [index - (v * (v - 1)) / 2, v];
}
