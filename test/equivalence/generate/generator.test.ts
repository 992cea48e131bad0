import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCases } from '../../../daemon/cases/case-file.ts';
import type { InputSketch, Shape } from '../../../daemon/core/exploring.ts';
import { inDomain } from '../../../daemon/equivalence/generate/domain.ts';
import { fits } from '../../../daemon/equivalence/generate/fits.ts';
import type { GeneratedInput } from '../../../daemon/equivalence/generate/generator.ts';
import { createGenerator } from '../../../daemon/equivalence/generate/generator.ts';
import { satisfies } from '../../../daemon/equivalence/generate/rules.ts';
import { exactOf, isInteger, order } from '../../../daemon/equivalence/generate/values.ts';
import type { Value } from '../../../protocol/cases.ts';
import {
  callsOf,
  constraint,
  eachOf,
  integer,
  integers,
  lengthOf,
  named,
  number,
  parameter,
  sketchOf,
  text,
} from './sketches.ts';

const bounds = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 5 }))
  .map(([min, more]) => ({ min, max: min + more }));

/** Shapes of values that a set or a dict can have as members and keys. */
const plainShape: fc.Arbitrary<Shape> = fc.oneof(
  fc.constant<Shape>({ kind: 'integer' }),
  fc.record({ kind: fc.constant('integer' as const), min: fc.integer({ min: -9, max: 0 }) }),
  fc.record({ kind: fc.constant('float' as const), min: fc.constant(0), max: fc.constant(2.5) }),
  fc.constant<Shape>({ kind: 'string' }),
  fc.record({ kind: fc.constant('string' as const), alphabet: fc.constant('xyz') }),
  fc.constant<Shape>({ kind: 'bytes' }),
  fc.constant<Shape>({ kind: 'constant', values: [1, 'two', { $float: 3 }] }),
);

const anyShape = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    plainShape,
    fc.constantFrom<Shape>({ kind: 'null' }, { kind: 'boolean' }, { kind: 'float' }),
    fc.tuple(tie('shape'), bounds).map(([items, { min, max }]): Shape => ({
      kind: 'list',
      items,
      min,
      max,
    })),
    fc.tuple(plainShape, fc.constantFrom('set', 'frozenset')).map(([items, kind]): Shape => ({
      kind: kind as 'set' | 'frozenset',
      items,
    })),
    fc.array(tie('shape'), { maxLength: 3 }).map((items): Shape => ({ kind: 'tuple', items })),
    fc.tuple(plainShape, tie('shape')).map(([keys, values]): Shape => ({
      kind: 'dict',
      keys,
      values,
    })),
    fc
      .tuple(tie('shape'), tie('shape'))
      .map(([a, b]): Shape => ({ kind: 'record', fields: { a, $b: b }, optional: ['a'] })),
    fc.array(tie('shape'), { minLength: 1, maxLength: 3 }).map((of): Shape => ({
      kind: 'union',
      of,
    })),
    tie('shape').map((items): Shape => ({ kind: 'matrix', items, square: true })),
  ),
})).shape;

describe('what is generated', () => {
  test('is canonical, readable as a case file, and of its shape, whatever the shape', () => {
    fc.assert(
      fc.property(anyShape, anyShape, fc.integer(), (one, two, seed) => {
        const sketch = sketchOf({ one, two }, { literals: [7, 'seven', 0.7] });
        const inputs = createGenerator(sketch, [], null, seed).batch(40);
        expect(inputs.length).toBeGreaterThan(0);
        const cases = inputs.map(({ call }) => ({ args: call.args }));
        const read = parseCases(JSON.stringify({ cases }), 'a.cases.json', 'f', 'python');
        if (!read.ok) throw new Error(read.failure.message);
        expect(read.value.cases.map(({ call }) => call.args)).toEqual(
          inputs.map(({ call }) => call.args),
        );
        for (const { call } of inputs) {
          expect([call.args, fits(call.args[0] as Value, one)]).toEqual([call.args, true]);
          expect([call.args, fits(call.args[1] as Value, two)]).toEqual([call.args, true]);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('is the same for the same seed, rewards and refusals, and another for another seed', () => {
    const run = (seed: number): readonly (readonly GeneratedInput[])[] => {
      const generator = createGenerator(sketchOf({ xs: integers, k: integer }), [], null, seed);
      const first = generator.batch(60);
      first.slice(0, 9).forEach((input) => generator.reward(input));
      first.slice(20, 40).forEach((input) => generator.refuse(input));
      return [first, generator.batch(60)];
    };
    expect(run(5)).toEqual(run(5));
    expect(run(5)).not.toEqual(run(6));
  });

  test('does not repeat itself', () => {
    const generator = createGenerator(sketchOf({ xs: integers }), [], null, 1);
    const all = [...generator.batch(500), ...generator.batch(500)];
    expect(new Set(all.map(({ call }) => JSON.stringify(call))).size).toBe(1000);
  });

  test('tells every boundary, and every value that the body mentions with its neighbours', () => {
    const sketch = sketchOf({ n: integer }, { literals: [37] });
    const numbers = argsOf(sketch, 400).map(([n]) => n);
    expect(numbers).toEqual(expect.arrayContaining([0, 1, -1, 2, 36, 37, 38, 2 ** 31]));
  });

  test('has lists that are empty, equal, sorted, reversed, unique, and with duplicates', () => {
    const lists = argsOf(sketchOf({ xs: integers }), 600).map(([xs]) => xs as readonly number[]);
    const long = lists.filter((xs) => xs.length > 3 && xs.every((x) => typeof x === 'number'));
    const ascending = (xs: readonly number[]): boolean =>
      xs.every((x, i) => i === 0 || (xs[i - 1] as number) <= x);
    expect(lists).toContainEqual([]);
    expect(long.some((xs) => new Set(xs).size === 1)).toBe(true);
    expect(long.some((xs) => new Set(xs).size === xs.length)).toBe(true);
    expect(long.some((xs) => ascending(xs) && new Set(xs).size > 1)).toBe(true);
    expect(long.some((xs) => ascending(xs.toReversed()) && new Set(xs).size > 1)).toBe(true);
    expect(lists.some((xs) => xs.length > 30)).toBe(true);
  });

  test('has targets that are the sum of two items, items, and indexes', () => {
    const sketch = sketchOf({ xs: integers, target: integer });
    const pairs = argsOf(sketch, 600) as readonly [readonly number[], number][];
    const share = (holds: (xs: readonly number[], target: number) => boolean): number =>
      pairs.filter(([xs, target]) => xs.length > 2 && holds(xs, target)).length / pairs.length;
    const isSum = (xs: readonly number[], target: number): boolean =>
      xs.some((x, i) => xs.some((y, j) => i < j && x + y === target));
    expect(share(isSum)).toBeGreaterThan(0.1);
    expect(share((xs, target) => xs.includes(target))).toBeGreaterThan(0.1);
    expect(share((xs, target) => target === xs.length)).toBeGreaterThan(0.01);
  });

  test('has texts that are rotations, anagrams and parts of each other', () => {
    const pairs = argsOf(sketchOf({ s: text, t: text }), 800) as readonly [string, string][];
    const some = pairs.filter(([s, t]) => s !== t && new Set(s).size > 1 && t.length > 1);
    const sorted = (word: string): string => Array.from(word).sort().join('');
    expect(some.filter(([s, t]) => sorted(s) === sorted(t)).length).toBeGreaterThan(5);
    expect(
      some.filter(([s, t]) => s.length === t.length && (s + s).includes(t)).length,
    ).toBeGreaterThan(3);
    expect(some.filter(([s, t]) => s.includes(t)).length).toBeGreaterThan(5);
    expect(pairs.flat().some((word) => /[\u{10000}-\u{10ffff}]/u.test(word))).toBe(true);
    expect(pairs.flat().some((word) => word.includes('\u0301'))).toBe(true);
  });

  test('has no NaN and no infinities but those that known calls have', () => {
    const sketch = sketchOf({ x: { kind: 'float' } });
    const without = createGenerator(sketch, [], null, 1).batch(400);
    expect(without.filter(({ call }) => JSON.stringify(call).includes('nan'))).toEqual([]);
  });

  test('leaves optional arguments out, from the last on, and passes keywords by name', () => {
    const sketch = sketchOf(
      {},
      {
        parameters: [
          parameter('a', { kind: 'integer', min: -5 }),
          parameter('b', { kind: 'integer', min: -5 }, { isOptional: true }),
          parameter('c', { kind: 'integer', min: -5 }, { isOptional: true }),
          parameter('rest', text, { place: 'rest' }),
          parameter('flag', { kind: 'boolean' }, { place: 'keyword', isOptional: true }),
        ],
      },
    );
    const calls = createGenerator(sketch, [], null, 1).batch(300);
    const counts = new Set(calls.map(({ call }) => Math.min(4, call.args.length)));
    expect([...counts].toSorted()).toEqual([1, 2, 3, 4]);
    for (const { call } of calls) {
      expect(call.args.slice(0, 3).every(isInteger)).toBe(true);
      expect(call.args.slice(3).every((one) => typeof one === 'string')).toBe(true);
      expect(Object.keys(call.kwargs).every((name) => name === 'flag')).toBe(true);
    }
    expect(calls.some(({ call }) => 'flag' in call.kwargs)).toBe(true);
  });

  test('gives a method its constructor arguments', () => {
    const sketch = sketchOf(
      { key: text },
      { init: [parameter('capacity', { kind: 'integer', min: 1 })] },
    );
    for (const { call } of createGenerator(sketch, [], null, 1).batch(50)) {
      expect(call.init?.length).toBe(1);
      expect(exactOf(call.init?.[0] ?? null)).toBeGreaterThanOrEqual(1);
      expect(call.args.length).toBe(1);
    }
    const [only] = createGenerator(sketchOf({}, { init: [] }), [], null, 1).batch(5);
    expect(only?.call).toEqual({ init: [], args: [], kwargs: {} });
  });

  test('starts like this', () => {
    const generator = createGenerator(sketchOf({ xs: integers, k: integer }), [], null, 2024);
    expect(generator.batch(8).map(({ call }) => JSON.stringify(call.args))).toMatchInlineSnapshot(`
      [
        "[[],2]",
        "[[42],41]",
        "[[],0]",
        "[[3,2,0,0],1]",
        "[[-2,-2,-1,2,2,3],-2]",
        "[[1,1],1]",
        "[[607,773,992,271],320]",
        "[[0],3]",
      ]
    `);
  });
});

describe('domain and constraints', () => {
  test('everything is inside the domain', () => {
    const domain = {
      xs: {
        type: 'array',
        minItems: 2,
        maxItems: 6,
        uniqueItems: true,
        sorted: 'ascending',
        items: { type: 'integer', minimum: 5, maximum: 40, not: { const: 13 } },
      },
      word: { type: 'string', pattern: '^[ab]+c?$', maxLength: 8 },
      mode: { enum: ['fast', 'slow', null] },
      step: { type: 'number', exclusiveMinimum: 0, multipleOf: 0.5, maximum: 3 },
    };
    const sketch = sketchOf({
      xs: { kind: 'unknown' },
      word: text,
      mode: { kind: 'unknown' },
      step: { kind: 'float' },
    });
    const inputs = createGenerator(sketch, [], domain, 3).batch(300);
    expect(inputs.length).toBe(300);
    for (const { call } of inputs) {
      expect([call.args, inDomain(call, sketch.parameters, domain)]).toEqual([call.args, null]);
    }
    expect(inputs.some(({ call }) => String(call.args[1]).endsWith('c'))).toBe(true);
    expect(new Set(inputs.map(({ call }) => call.args[2]))).toEqual(
      new Set(['fast', 'slow', null]),
    );
  });

  test('a domain that leaves a few inputs gives those, and one that leaves none gives none', () => {
    const sketch = sketchOf({ a: { kind: 'boolean' }, b: integer });
    const few = { b: { type: 'integer', minimum: 1, maximum: 3 } };
    expect(createGenerator(sketch, [], few, 1).batch(100).length).toBe(6);
    const none = { b: { allOf: [{ minimum: 3 }, { maximum: 2 }] } };
    expect(createGenerator(sketch, [], none, 1).batch(100)).toEqual([]);
    expect(createGenerator(sketch, [], { b: false }, 1).batch(100)).toEqual([]);
  });

  const cases = [
    {
      name: 'a count within a length',
      says: [
        { kind: 'compare', left: number(1), operator: '<=', right: named('k') },
        { kind: 'compare', left: named('k'), operator: '<=', right: lengthOf('xs') },
      ],
    },
    {
      name: 'equal lengths of lists, and sorted',
      says: [
        { kind: 'compare', left: lengthOf('xs'), operator: '==', right: lengthOf('ys') },
        { kind: 'sorted', of: named('xs'), order: 'descending' },
        { kind: 'unique', of: named('ys') },
      ],
    },
    {
      name: 'a length that is the sum of two numbers',
      says: [
        {
          kind: 'compare',
          left: lengthOf('xs'),
          operator: '==',
          right: { kind: 'sum', left: named('k'), right: lengthOf('ys'), sign: 1 },
        },
      ],
    },
    {
      name: 'items below a parameter, and different ones',
      says: [
        { kind: 'compare', left: eachOf('xs'), operator: '<', right: named('k') },
        { kind: 'compare', left: number(0), operator: '<=', right: eachOf('xs') },
        { kind: 'compare', left: lengthOf('xs'), operator: '!=', right: lengthOf('ys') },
        { kind: 'non-empty', of: named('ys') },
      ],
    },
  ] as const;
  test.each(cases)('constraints hold in full batches: $name', ({ says }) => {
    const constraints = says.map((one) => constraint(one));
    const sketch = sketchOf({ xs: integers, ys: integers, k: integer }, { constraints });
    const inputs = createGenerator(sketch, [], null, 4).batch(300);
    expect(inputs.length).toBe(300);
    for (const { call } of inputs) {
      const lookup = (name: string): Value | undefined =>
        call.args[['xs', 'ys', 'k'].indexOf(name)];
      for (const one of says)
        expect([call.args, satisfies(one, lookup)]).toEqual([call.args, true]);
    }
    expect(inputs.some(({ call }) => (call.args[0] as Value[]).length > 3)).toBe(true);
  });

  test('letters of a constraint are the only ones', () => {
    const says = { kind: 'alphabet', of: named('s'), characters: 'ACGT' } as const;
    const inputs = argsOf(sketchOf({ s: text }, { constraints: [constraint(says)] }), 200);
    expect(inputs.every(([s]) => /^[ACGT]*$/.test(s as string))).toBe(true);
  });

  test('a constraint that a known call breaks was read wrongly', () => {
    const says = { kind: 'compare', left: number(1), operator: '<=', right: named('n') } as const;
    const sketch = sketchOf({ n: integer }, { constraints: [constraint(says)] });
    const inputs = createGenerator(sketch, callsOf([-4]), null, 1).batch(100);
    expect(inputs.filter(({ call }) => (call.args[0] as number) < 0).length).toBeGreaterThan(5);
  });
});

describe('known calls', () => {
  const sortedCalls = callsOf(
    [[1, 3, 8, 9], 3],
    [[2, 4, 5], 4],
    [[1, 1, 7, 12, 40], 41],
    [[3, 9, 10, 11], 9],
  );
  const unknown = sketchOf({ xs: { kind: 'unknown' }, target: { kind: 'unknown' } });

  test('come first, and give the shapes that a sketch does not know', () => {
    const inputs = createGenerator(unknown, sortedCalls, null, 1).batch(200);
    expect(inputs.slice(0, 4).map(({ origin, call }) => [origin, call.args])).toEqual(
      sortedCalls.map(({ args }) => ['known', args]),
    );
    for (const { call } of inputs) {
      expect(Array.isArray(call.args[0])).toBe(true);
      expect(Number.isInteger(call.args[1]) || JSON.stringify(call.args[1]).includes('$int')).toBe(
        true,
      );
    }
    expect(inputs.filter(({ origin }) => origin === 'mutated').length).toBeGreaterThan(20);
  });

  test('what they have in common is broken seldom, and then said', () => {
    const inputs = createGenerator(unknown, sortedCalls, null, 1).batch(1000);
    const outside = inputs.filter((input) => input.outside !== null);
    expect(outside.length).toBeGreaterThan(10);
    expect(outside.length).toBeLessThan(150);
    expect(outside.map((input) => input.outside)).toContain('xs is sorted');
    for (const { call, outside: broken } of inputs) {
      const xs = call.args[0] as readonly Value[];
      const isSorted = xs.every((x, i) => i === 0 || order(xs[i - 1] as Value, x) <= 0);
      if (broken === null) expect([xs, isSorted]).toEqual([xs, true]);
    }
  });

  test('with a domain, what they have in common is of no interest', () => {
    const domain = {
      xs: { type: 'array', items: { type: 'integer' } },
      target: { type: 'integer' },
    };
    const inputs = createGenerator(unknown, sortedCalls, domain, 1).batch(300);
    expect(inputs.filter(({ outside }) => outside !== null)).toEqual([]);
  });

  test('two of them show nothing', () => {
    const inputs = createGenerator(unknown, sortedCalls.slice(0, 2), null, 1).batch(300);
    expect(inputs.filter(({ outside }) => outside !== null)).toEqual([]);
  });
});

describe('feedback', () => {
  test('unknown shapes narrow to those that the function bears', () => {
    const generator = createGenerator(
      sketchOf({ xs: { kind: 'unknown' }, target: { kind: 'unknown' } }),
      [],
      null,
      7,
    );
    const isBorne = ({ call }: GeneratedInput): boolean =>
      Array.isArray(call.args[0]) &&
      (call.args[0] as readonly Value[]).every((item) => typeof item === 'string') &&
      typeof call.args[1] === 'string';
    for (let round = 0; round < 4; round++) {
      const inputs = generator.batch(200);
      inputs.filter((input) => !isBorne(input)).forEach((input) => generator.refuse(input));
    }
    const last = generator.batch(200);
    expect(last.filter(isBorne).length).toBeGreaterThan(120);
  });

  test('what the function does not bear becomes rare', () => {
    const generator = createGenerator(sketchOf({ xs: integers, k: integer }), [], null, 7);
    const isBorne = ({ call }: GeneratedInput): boolean => {
      const [xs, k] = call.args as [readonly number[], number];
      return xs.length > 0 && k >= 0 && k < xs.length;
    };
    const before = generator.batch(300);
    before.filter((input) => !isBorne(input)).forEach((input) => generator.refuse(input));
    const after = generator.batch(300);
    after.filter((input) => !isBorne(input)).forEach((input) => generator.refuse(input));
    const late = generator.batch(300);
    expect(late.filter(isBorne).length).toBeGreaterThan(1.5 * before.filter(isBorne).length);
  });

  test('inputs like a rewarded one follow', () => {
    const generator = createGenerator(sketchOf({ s: text }), [], null, 7);
    const start = generator.batch(100).find(({ call }) => String(call.args[0]).length > 5);
    const rare = {
      ...(start as GeneratedInput),
      call: { init: null, args: ['<<>><<>>'], kwargs: {} },
    };
    generator.reward(rare);
    const words = generator.batch(200).filter(({ origin }) => origin === 'mutated');
    expect(words.filter(({ call }) => String(call.args[0]).includes('<<')).length).toBeGreaterThan(
      20,
    );
  });
});

function argsOf(sketch: InputSketch, count: number): readonly (readonly Value[])[] {
  return createGenerator(sketch, [], null, 1)
    .batch(count)
    .map(({ call }) => call.args);
}

test('known calls with rows of unequal length are varied like others', () => {
  const ragged = callsOf([[[1, 2, 3], [4], [5, 6], []]], [[[7], [8, 9, 10], []]]);
  const sketch = sketchOf({ grid: { kind: 'matrix', items: { kind: 'integer', min: 0, max: 9 } } });
  for (const seed of [1, 2, 3]) {
    const inputs = createGenerator(sketch, ragged, null, seed).batch(2000);
    expect(inputs.some(({ origin }) => origin === 'mutated')).toBe(true);
  }
});
