import { describe, expect, test } from 'vitest';
import type { Shape } from '../../../daemon/core/exploring.ts';
import { createGenerator } from '../../../daemon/equivalence/generate/generator.ts';
import { exactOf } from '../../../daemon/equivalence/generate/values.ts';
import type { Value } from '../../../protocol/cases.ts';
import { parameter, sketchOf } from './sketches.ts';

function drawn(shape: Shape, literals: readonly Value[] = [], count = 3000): readonly bigint[] {
  const sketch = { ...sketchOf({}, { parameters: [parameter('n', shape)] }), literals };
  const generator = createGenerator(sketch, [], null, 1);
  const inputs = [...generator.batch(150), ...generator.batch(count)];
  return inputs.map(({ call }) => BigInt(exactOf(call.args[0] ?? null) ?? 0));
}

function isSquare(n: bigint): boolean {
  if (n < 0n) return false;
  let root = BigInt(Math.floor(Math.sqrt(Number(n))));
  while (root * root > n) root -= 1n;
  while ((root + 1n) ** 2n <= n) root += 1n;
  return root * root === n;
}

describe('numbers of all magnitudes', () => {
  const numbers = drawn({ kind: 'integer', min: 0, max: 1e18 }, [3]);
  const has = (test: (n: bigint) => boolean): boolean => numbers.some(test);

  test('stay within what the shape allows', () => {
    expect(numbers.every((n) => n >= 0n && n <= 10n ** 18n)).toBe(true);
    const negative = drawn({ kind: 'integer', min: -1e12, max: -5 });
    expect(negative.every((n) => n <= -5n && n >= -(10n ** 12n))).toBe(true);
    expect(negative.some((n) => n < -(10n ** 9n))).toBe(true);
  });

  test.each<[string, (n: bigint) => boolean]>([
    ['squares that doubles do not hold', (n) => n > 2n ** 54n && isSquare(n)],
    ['their neighbours', (n) => n > 2n ** 54n && (isSquare(n + 1n) || isSquare(n - 1n))],
    ['powers of what the body mentions', (n) => [25n, 30n, 35n].some((e) => 3n ** e === n)],
    ['numbers near a width', (n) => n !== 2n ** 32n && n - 2n ** 32n < 3n && n - 2n ** 32n > -3n],
    ['a Fibonacci number beyond 32 bits', (n) => fibonacci.has(n)],
    ['a factorial', (n) => n === 6227020800n || n === 87178291200n || n === 1307674368000n],
  ])('have among them %s', (_, test) => {
    expect(has(test)).toBe(true);
  });

  test('come last in their batch, for they may be slow', () => {
    const sketch = sketchOf({ n: { kind: 'integer' } });
    const sizes = createGenerator(sketch, [], null, 1)
      .batch(150)
      .map(({ call }) => Math.abs(Number(exactOf(call.args[0] ?? null))) > 100_000);
    expect(sizes.indexOf(true)).toBeGreaterThan(sizes.lastIndexOf(false));
  });
});

const fibonacci = new Set<bigint>();
for (let [a, b] = [1n, 1n]; b < 10n ** 18n; [a, b] = [b, a + b])
  if (b > 2n ** 32n) fibonacci.add(b);
