import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InputSketch } from '../../../daemon/core/exploring.ts';
import type { GeneratedInput } from '../../../daemon/equivalence/generate/generator.ts';
import { createGenerator } from '../../../daemon/equivalence/generate/generator.ts';
import { sizeOf } from '../../../daemon/equivalence/generate/values.ts';
import type { Call, Value } from '../../../protocol/cases.ts';
import {
  callsOf,
  constraint,
  integer,
  integers,
  lengthOf,
  named,
  parameter,
  sketchOf,
  text,
} from './sketches.ts';

type Wrong = (...args: never[]) => boolean;

const holds = (wrong: Wrong, { call }: GeneratedInput): boolean =>
  wrong(...(call.args as unknown as never[]));

/** Takes the first smaller input that is still wrong, until none is. */
function smallest(
  sketch: InputSketch,
  wrong: Wrong,
  {
    known = [],
    seed = 3,
    domain = null,
  }: {
    readonly known?: readonly Call[];
    readonly seed?: number;
    readonly domain?: Readonly<Record<string, unknown>> | null;
  } = {},
): readonly Value[] {
  const generator = createGenerator(sketch, known, domain, seed);
  let current = generator.batch(1500).find((input) => holds(wrong, input));
  if (current === undefined) throw new Error('nothing that is generated is wrong');
  for (let next: GeneratedInput | undefined = current; next !== undefined;) {
    current = next;
    next = undefined;
    for (const smaller of generator.shrink(current)) {
      if (holds(wrong, smaller)) {
        next = smaller;
        break;
      }
    }
  }
  return current.call.args;
}

describe('the smallest input that is still wrong', () => {
  const lists = sketchOf({ xs: integers });
  const pair = sketchOf({ xs: integers, target: integer });
  const texts = sketchOf({ s: text, t: text });
  const isSum = (xs: readonly number[], target: number): boolean =>
    xs.length > 2 && xs.some((x, i) => xs.some((y, j) => i < j && x !== y && x + y === target));
  const sorted = (word: string): string => Array.from(word).sort().join('');
  const cases: readonly [string, InputSketch, Wrong, readonly Value[]][] = [
    [
      'a large item among three',
      lists,
      (xs: number[]) => xs.length >= 3 && xs.some((x) => x > 100),
      [[0, 0, 101]],
    ],
    ['a duplicate', lists, (xs: number[]) => new Set(xs).size < xs.length, [[0, 0]]],
    [
      'two in the wrong order',
      lists,
      (xs: number[]) => xs.some((x, i) => i > 0 && x < (xs[i - 1] as number)),
      [[1, 0]],
    ],
    ['a negative number', lists, (xs: number[]) => xs.some((x) => x < 0), [[-1]]],
    ['a sum of two different items', pair, isSum, [[0, 0, 1], 1]],
    [
      'an anagram that is another text',
      texts,
      (s: string, t: string) => s !== t && sorted(s) === sorted(t),
      ['ab', 'ba'],
    ],
    ['a long text', texts, (s: string) => s.length >= 5, ['aaaaa', '']],
    [
      'a cell of a grid with two rows',
      sketchOf({ grid: { kind: 'matrix', items: integer } }),
      (grid: number[][]) => grid.length > 1 && grid.some((row) => row.some((cell) => cell > 7)),
      [[[0], [8]]],
    ],
    [
      'a fraction',
      sketchOf({ x: { kind: 'float' } }),
      (x: Value) => typeof x === 'number' && x > 2 && x % 0.5 === 0,
      [2.5],
    ],
  ];
  test.each(cases)('%s', (_, sketch, wrong, expected) => {
    expect(smallest(sketch, wrong)).toEqual(expected);
  });

  test('leaves optional arguments out', () => {
    const sketch = sketchOf(
      {},
      { parameters: [parameter('a', integer), parameter('b', text, { isOptional: true })] },
    );
    expect(smallest(sketch, (a: number) => a > 20)).toEqual([21]);
  });

  test('starts from a known call that no arbitrary made', () => {
    const known = callsOf([{ $dict: [[{ $tuple: [4, 'key'] }, [5, 6, 70]]] }]);
    const sketch = sketchOf({ d: { kind: 'unknown' } });
    const wrong = (d: Value): boolean => JSON.stringify(d).includes('$tuple');
    expect(smallest(sketch, wrong, { known })).toEqual([{ $dict: [[{ $tuple: [0, ''] }, []]] }]);
  });
});

describe('every smaller input', () => {
  test('is inside, and shrinking again and again ends', () => {
    const says = {
      kind: 'compare',
      left: lengthOf('xs'),
      operator: '==',
      right: lengthOf('weights'),
    } as const;
    const sketch = sketchOf(
      { xs: integers, weights: { kind: 'list', items: { kind: 'float', min: 0 } }, k: integer },
      { constraints: [constraint(says), constraint({ kind: 'unique', of: named('xs') })] },
    );
    const domain = { k: { type: 'integer', minimum: 2 } };
    fc.assert(
      fc.property(fc.integer(), fc.infiniteStream(fc.nat()), (seed, choices) => {
        const generator = createGenerator(sketch, [], domain, seed);
        let current = generator.batch(30).at(-1) as GeneratedInput;
        for (let steps = 0; ; steps++) {
          expect(steps).toBeLessThan(2000);
          const some: GeneratedInput[] = [];
          for (const smaller of generator.shrink(current)) {
            const [xs, weights, k] = smaller.call.args as [number[], number[], number];
            expect([xs.length, new Set(xs).size]).toEqual([weights.length, xs.length]);
            expect(k).toBeGreaterThanOrEqual(2);
            expect(sizeOf(smaller.call.args)).toBeLessThanOrEqual(sizeOf(current.call.args));
            some.push(smaller);
            if (some.length > 12) break;
          }
          if (some.length === 0) break;
          current = some[(choices.next().value as number) % some.length] as GeneratedInput;
        }
        expect(current.call.args).toEqual([[], [], 2]);
      }),
      { numRuns: 15 },
    );
  });

  test('of an input inside what known calls have in common is inside of it too', () => {
    const known = callsOf([[1, 2, 3, 9]], [[4, 5, 8]], [[2, 6, 7, 11]], [[3, 7, 21]]);
    const generator = createGenerator(sketchOf({ xs: integers }), known, null, 1);
    const inputs = generator.batch(200);
    const inside = inputs.filter(({ outside }) => outside === null).slice(0, 40);
    for (const input of inside) {
      for (const smaller of generator.shrink(input)) expect(smaller.outside).toBe(null);
    }
    const outside = inputs.find(
      ({ outside: broken, call }) => broken !== null && (call.args[0] as Value[]).length > 1,
    ) as GeneratedInput;
    expect([...generator.shrink(outside)].length).toBeGreaterThan(0);
  });

  test('of one with shared rows keeps what a reference means', () => {
    const known = callsOf([[[5, 6], { $ref: 1 }]]);
    const generator = createGenerator(sketchOf({ rows: { kind: 'unknown' } }), known, null, 1);
    const [first] = generator.batch(1);
    for (const { call } of generator.shrink(first as GeneratedInput)) {
      const [rows] = call.args as [Value[]];
      expect(rows).toEqual([expect.any(Array), { $ref: 1 }]);
      expect(rows[0]).toHaveLength(2);
    }
  });
});
