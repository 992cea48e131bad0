import type { Value } from '../../../protocol/cases.ts';
import type { Draw } from './draw.ts';
import type { Literals } from './manner.ts';
import type { ShapeOf } from './shapes.ts';
import { integerValue } from './values.ts';

type Family = (most: bigint, draw: Draw, literals: Literals) => bigint;

/**
 * Where arithmetic goes wrong: roots and logarithms that are rounded, widths that overflow, tables
 * that end. Each gives numbers of all magnitudes up to `most`, which is at least 2.
 */
const families: readonly (readonly [weight: number, family: Family])[] = [
  [5, (most, draw) => upTo(rootOf(most), draw) ** 2n],
  [1, (most, draw) => upTo(rootOf(rootOf(most)), draw) ** 3n],
  [3, (most, draw) => powerOf(2n, most, draw)],
  [3, (most, draw) => powerOf(10n, most, draw)],
  [6, powerOfLiteral],
  [3, (_, draw) => draw.pick(widths)],
  [3, productOfPrimes],
  [2, (most, draw) => grown(1n, most, draw, (product, n) => product * (n + 2n))],
  [3, fibonacci],
  [2, (most, draw) => triangle(upTo(rootOf(most), draw))],
  [2, multipleOfLiteral],
  [2, mirrored],
  [4, upTo],
];

/** What a machine's integers and doubles hold. */
const widths = [15n, 16n, 31n, 32n, 53n, 63n, 64n].map((bits) => 2n ** bits);

/** A square, a power, a product of primes, …, or a neighbour of one; null where none is inside. */
export function drawSpecial(
  shape: ShapeOf<'integer'>,
  draw: Draw,
  literals: Literals,
): Value | null {
  const { min = -Infinity, max = Infinity } = shape;
  const isNegative = min < 0 && (max <= 0 || draw.chance(0.15));
  const bound = isNegative ? -min : max;
  const most = Number.isFinite(bound) ? BigInt(Math.floor(bound)) : beyond;
  if (most < 100n) return null;
  for (let tries = 0; tries < 4; tries++) {
    const made = draw.weighted(families)(most, draw, literals);
    const moved = made + BigInt(draw.pick([0, 0, 1, -1, 1, -1, 2, -2]));
    const signed = isNegative ? -moved : moved;
    // Compared as doubles, a bound that is one stays one.
    if (moved > most || Number(signed) < min || Number(signed) > max) continue;
    return integerValue(signed);
  }
  return null;
}

/** Where nothing bounds a number: past all widths. */
const beyond = 2n ** 70n;

/** From 1 to `most`, of each number of bits as likely as of another. */
function upTo(most: bigint, draw: Draw): bigint {
  const bits = draw.integer(1, most.toString(2).length);
  let number = 1n;
  for (let bit = 1; bit < bits; bit++) number = 2n * number + (draw.chance(0.5) ? 1n : 0n);
  return number < most ? number : most;
}

/** The whole part of a square root. */
function rootOf(square: bigint): bigint {
  let root = BigInt(Math.floor(Math.sqrt(Number(square))));
  while (root * root > square) root -= 1n;
  while ((root + 1n) * (root + 1n) <= square) root += 1n;
  return root;
}

/** Steps from `start` on while they stay within, as many as chance wants. */
function grown(
  start: bigint,
  most: bigint,
  draw: Draw,
  step: (value: bigint, index: bigint) => bigint,
): bigint {
  const values = [start];
  for (let index = 0n; index < 200n; index += 1n) {
    const next = step(values.at(-1) as bigint, index);
    if (next > most) break;
    values.push(next);
  }
  return draw.pick(values);
}

function powerOf(base: bigint, most: bigint, draw: Draw): bigint {
  return grown(1n, most, draw, (power) => power * base);
}

/** Of a small number that the body mentions, and of its neighbours. */
function powerOfLiteral(most: bigint, draw: Draw, { integers }: Literals): bigint {
  const bases = integers.filter((base) => base >= 2 && base <= 1000);
  return powerOf(BigInt(bases.length === 0 ? draw.integer(3, 12) : draw.pick(bases)), most, draw);
}

function multipleOfLiteral(most: bigint, draw: Draw, { integers }: Literals): bigint {
  const units = integers.filter((unit) => unit >= 2 && BigInt(unit) <= most);
  const unit = BigInt(units.length === 0 ? draw.integer(2, 60) : draw.pick(units));
  return unit <= most ? unit * upTo(most / unit, draw) : most;
}

function fibonacci(most: bigint, draw: Draw): bigint {
  let before = 0n;
  return grown(1n, most, draw, (value) => {
    const next = before + value;
    before = value;
    return next;
  });
}

function triangle(side: bigint): bigint {
  return (side * (side + 1n)) / 2n;
}

/** Two primes, one often as large as the other, and often the same one. */
function productOfPrimes(most: bigint, draw: Draw): bigint {
  const first = primeUpTo(Math.min(largestPrime, Number(rootOf(most))), draw);
  if (draw.chance(0.25)) return BigInt(first) ** 2n;
  const second = primeUpTo(Math.min(largestPrime, Number(most / BigInt(first))), draw);
  return BigInt(first) * BigInt(second);
}

const largestPrime = 2_000_000;

function primeUpTo(most: number, draw: Draw): number {
  for (let number = Number(upTo(BigInt(Math.max(2, most)), draw)); number > 2; number--) {
    if (isPrime(number)) return number;
  }
  return 2;
}

function isPrime(number: number): boolean {
  for (let divisor = 2; divisor * divisor <= number; divisor++) {
    if (number % divisor === 0) return false;
  }
  return true;
}

/** The same digits from both ends. */
function mirrored(most: bigint, draw: Draw): bigint {
  const half = String(upTo(rootOf(most), draw));
  const back = [...half].toReversed().join('');
  return BigInt(half + (draw.chance(0.5) ? back : back.slice(1)));
}
