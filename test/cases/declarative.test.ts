import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../protocol/cases.ts';
import type { GeneratorName } from '../../daemon/cases/declarative.ts';
import { generators } from '../../daemon/cases/declarative.ts';
import { Random } from '../../daemon/cases/random.ts';

function generate(name: GeneratorName, parameters: unknown): Value {
  return generators[name].generate(parameters as never);
}

/**
 * What each form has always meant. These never change: case files in the world stand on them. The
 * first was checked against another implementation of MT19937, drawing `(u32 xor 2^31) mod 101`.
 */
const golden: readonly [GeneratorName, unknown, Value][] = [
  ['$ints', { n: 8, min: -50, max: 50, seed: 1 }, [7, 42, -47, 16, -17, -22, -45, 31]],
  [
    '$ints',
    { n: 8, min: 0, max: 1000000, seed: 1, sorted: true },
    [285530, 360550, 390356, 575555, 771264, 817863, 972764, 988694],
  ],
  ['$ints', { n: 8, min: 0, max: 9, seed: 7, unique: true }, [3, 7, 0, 6, 1, 9, 5, 8]],
  [
    '$ints',
    { n: 5, min: 0, max: 1000000, seed: 7, unique: true },
    [222788, 894417, 240871, 455417, 432901],
  ],
  [
    '$ints',
    { n: 3, min: -9007199254740991, max: 9007199254740991, seed: 3 },
    [-8699977792813363, -6424475045796007, 6961801058019058],
  ],
  [
    '$ints',
    { n: 2, min: 0, max: { $int: '1000000000000000000000' }, seed: 3 },
    [{ $int: '633809094142352671689' }, { $int: '984778859822911351463' }],
  ],
  [
    '$ints',
    {
      n: 2,
      min: { $int: '1000000000000000000000' },
      max: { $int: '1000000000000000000001' },
      seed: 3,
      unique: true,
      sorted: true,
    },
    [{ $int: '1000000000000000000000' }, { $int: '1000000000000000000001' }],
  ],
  [
    '$floats',
    { n: 4, min: -1, max: 1, seed: 1 },
    [0.37881582706909955, -0.7984653460432423, -0.985359218717148, -0.30143129917095624],
  ],
  ['$floats', { n: 2, min: 3, max: 3, seed: 1 }, [{ $float: 3 }, { $float: 3 }]],
  [
    '$floats',
    { n: 2, min: -1.7e308, max: 1.7e308, seed: 1 },
    [{ $float: 6.439869060174692e307 }, { $float: -1.357391088273512e308 }],
  ],
  ['$string', { n: 12, alphabet: 'ab€😀', seed: 1 }, 'b😀aa😀b😀b😀aab'],
  ['$strings', { n: 3, length: 4, alphabet: 'xyz', seed: 9 }, ['xxyy', 'yyxx', 'xyzz']],
  ['$strings', { n: 2, length: 0, alphabet: 'xyz', seed: 9 }, ['', '']],
  ['$range', { start: 0, stop: 5 }, [0, 1, 2, 3, 4]],
  ['$range', { start: 10, stop: 0, step: -3 }, [10, 7, 4, 1]],
  ['$range', { start: 5, stop: 5 }, []],
  ['$range', { start: 0, stop: 5, step: -1 }, []],
  [
    '$range',
    { start: { $int: '9007199254740990' }, stop: { $int: '9007199254740993' } },
    [9007199254740990, 9007199254740991, { $int: '9007199254740992' }],
  ],
  ['$permutation', { n: 8, seed: 1 }, [5, 2, 6, 3, 7, 0, 4, 1]],
  [
    '$matrix',
    { rows: 2, cols: 3, min: 0, max: 9, seed: 1 },
    [
      [3, 1, 6],
      [0, 1, 1],
    ],
  ],
  [
    '$edges',
    { nodes: 6, edges: 7, seed: 1 },
    [
      [0, 3],
      [4, 0],
      [0, 2],
      [1, 0],
      [3, 1],
      [1, 4],
      [2, 3],
    ],
  ],
  [
    '$edges',
    { nodes: 100000, edges: 3, seed: 1 },
    [
      [60956, 33230],
      [7736, 87759],
      [64813, 87333],
    ],
  ],
];

describe('declarative inputs', () => {
  it.each(golden)('%s %j keeps its meaning', (name, parameters, value) => {
    expect(generate(name, parameters)).toEqual(value);
  });

  it('draws from MT19937 as its authors seed it', () => {
    // The first number of seed 5489 is 3499211612; a draw from all 2^32 turns its top bit.
    expect(new Random(5489).integer(0, 2 ** 32 - 1)).toBe(3499211612 - 2 ** 31);
  });

  it('counts seeds modulo 2^32', () => {
    const withSeed = (seed: number) => generate('$ints', { n: 20, min: 0, max: 99, seed });
    expect(withSeed(2 ** 32 + 7)).toEqual(withSeed(7));
    expect(withSeed(-1)).toEqual(withSeed(2 ** 32 - 1));
    expect(withSeed(8)).not.toEqual(withSeed(7));
  });

  it('gives unique sorted integers within the bounds, dense or sparse', () => {
    const parameters = fc
      .tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 0, max: 300 }), fc.integer())
      .chain(([min, width, seed]) =>
        fc.integer({ min: 1, max: width + 1 }).map((n) => ({ n, min, max: min + width, seed })),
      );
    fc.assert(
      fc.property(parameters, (p) => {
        const drawn = generate('$ints', { ...p, unique: true, sorted: true }) as number[];
        expect(drawn).toHaveLength(p.n);
        expect(new Set(drawn).size).toBe(p.n);
        expect(drawn).toEqual(drawn.toSorted((a, b) => a - b));
        expect(Math.min(...drawn)).toBeGreaterThanOrEqual(p.min);
        expect(Math.max(...drawn)).toBeLessThanOrEqual(p.max);
      }),
    );
  });

  it('gives simple graphs, up to the complete one', () => {
    const parameters = fc
      .tuple(fc.integer({ min: 1, max: 40 }), fc.integer())
      .chain(([nodes, seed]) =>
        fc
          .integer({ min: 0, max: (nodes * (nodes - 1)) / 2 })
          .map((edges) => ({ nodes, edges, seed })),
      );
    fc.assert(
      fc.property(parameters, (p) => {
        const pairs = generate('$edges', p) as [number, number][];
        expect(pairs).toHaveLength(p.edges);
        const names = pairs.map(([u, v]) => `${Math.min(u, v)} ${Math.max(u, v)}`);
        expect(new Set(names).size).toBe(p.edges);
        for (const [u, v] of pairs) {
          expect(u).not.toBe(v);
          expect(Math.min(u, v)).toBeGreaterThanOrEqual(0);
          expect(Math.max(u, v)).toBeLessThan(p.nodes);
        }
      }),
    );
  });

  it('gives floats within their bounds that are never mistaken for integers', () => {
    const bounds = fc.tuple(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
    );
    fc.assert(
      fc.property(bounds, ([a, b, seed]) => {
        const [min, max] = [Math.min(a, b), Math.max(a, b)];
        for (const value of generate('$floats', { n: 5, min, max, seed }) as Value[]) {
          const isTagged = typeof value === 'object';
          const number = isTagged ? Number((value as { $float: string }).$float) : Number(value);
          expect(number >= min && number <= max).toBe(true);
          expect(isTagged).toBe(Number.isInteger(number));
        }
      }),
    );
  });

  it('knows how large a value will be before it is made', () => {
    for (const [name, parameters, value] of golden) {
      expect(generators[name].elements(parameters as never)).toBe(elementsOf(value));
      expect(generators[name].containers(parameters as never)).toBe(containersOf(value));
    }
  });

  it('makes a million integers, sorted and unique, and a permutation of them', () => {
    const parameters = { n: 1e6, min: 0, max: 2e6, seed: 5, unique: true, sorted: true };
    const drawn = generate('$ints', parameters) as number[];
    expect(new Set(drawn).size).toBe(1e6);
    expect(new Set(generate('$permutation', { n: 1e6, seed: 5 }) as number[]).size).toBe(1e6);
  });
});

function elementsOf(value: Value): number {
  if (typeof value === 'string') return Array.from(value).length;
  if (!Array.isArray(value)) return 1;
  // A generated text counts by its characters, and once for itself where it stands in a row.
  const inside = value.map((item: Value) => elementsOf(item) + (typeof item === 'string' ? 1 : 0));
  return inside.reduce((sum, size) => sum + size, 1);
}

function containersOf(value: Value): number {
  if (!Array.isArray(value)) return 0;
  return value.reduce((sum: number, item: Value) => sum + containersOf(item), 1);
}
