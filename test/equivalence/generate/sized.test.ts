import { describe, expect, test } from 'vitest';
import type { Shape } from '../../../daemon/core/exploring.ts';
import { inDomain } from '../../../daemon/equivalence/generate/domain.ts';
import { SizedInputs } from '../../../daemon/equivalence/generate/sized.ts';
import { lengthOf, sizeOf } from '../../../daemon/equivalence/generate/values.ts';
import type { Value } from '../../../protocol/cases.ts';
import {
  callsOf,
  constraint,
  integer,
  integers,
  lengthOf as length,
  named,
  sketchOf,
  text,
} from './sketches.ts';

function seeds(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

describe('inputs for timing', () => {
  const shapes: readonly [string, Shape][] = [
    ['list', integers],
    ['text', text],
    ['dict', { kind: 'dict', keys: text, values: integer }],
    ['set', { kind: 'set', items: integer }],
    ['unique list', { kind: 'list', items: integer, unique: true, order: 'ascending' }],
    ['bytes', { kind: 'bytes' }],
  ];
  test.each(shapes)('have the size that is asked for: %s', (_, shape) => {
    for (const size of [1, 30, 1000]) {
      const inputs = new SizedInputs(sketchOf({ a: shape, k: integer }), [], null).of(
        size,
        [1, 2, 3],
      );
      expect(inputs.map(({ call }) => lengthOf(call.args[0] as Value))).toEqual([size, size, size]);
    }
  });

  test('have no hole where a list can hold one item at most', () => {
    const single: Shape = { kind: 'list', items: integer, max: 1 };
    const inputs = new SizedInputs(sketchOf({ a: integers, b: single }), [], null).of(
      50,
      seeds(12),
    );
    expect(inputs).toHaveLength(12);
    for (const { call } of inputs) {
      expect((call.args[1] as readonly Value[]).every((item) => item !== undefined)).toBe(true);
    }
  });

  test('share the size between rows and columns', () => {
    const sketch = sketchOf({ grid: { kind: 'matrix', items: integer } });
    const [input] = new SizedInputs(sketch, [], null).of(900, [1]);
    expect(input?.call.args[0]).toHaveLength(30);
    expect(input?.call.args).toHaveProperty('[0][0].length', 30);
  });

  test('of numbers alone are numbers of that size', () => {
    const inputs = new SizedInputs(sketchOf({ n: integer }), [], null).of(500, seeds(20));
    const numbers = inputs.map(({ call }) => call.args[0] as number);
    expect(numbers).toContain(500);
    expect(new Set(numbers).size).toBeGreaterThan(5);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(450);
    expect(Math.max(...numbers)).toBe(500);
  });

  test('stay inside domain and constraints, and are the same for the same seed', () => {
    const constraints = [
      constraint({ kind: 'compare', left: named('k'), operator: '<=', right: length('xs') }),
    ];
    const sketch = sketchOf({ xs: integers, k: integer }, { constraints });
    const domain = { xs: { maxItems: 200, items: { minimum: 0, maximum: 9 } }, k: { minimum: 1 } };
    const inputs = new SizedInputs(sketch, [], domain).of(5000, seeds(4));
    expect(inputs.length).toBe(4);
    for (const { call } of inputs) {
      expect(inDomain(call, sketch.parameters, domain)).toBe(null);
      expect(call.args[0]).toHaveLength(200);
      expect(call.args[1]).toBeLessThanOrEqual(200);
    }
    expect(new SizedInputs(sketch, [], domain).of(5000, seeds(4))).toEqual(inputs);
    const none = { k: { allOf: [{ minimum: 3 }, { maximum: 2 }] } };
    expect(new SizedInputs(sketch, [], none).of(10, seeds(4))).toEqual([]);
  });

  test('follow known calls where nothing else is said', () => {
    const known = callsOf([['b', 'c'], 'a'], [['dd'], 'e'], [['f', 'ghi', 'x'], 'f']);
    const sketch = sketchOf({ words: { kind: 'unknown' }, word: { kind: 'unknown' } });
    const [input] = new SizedInputs(sketch, known, null).of(400, [1]);
    expect(input?.call.args[0]).toHaveLength(400);
    const words = (input?.call.args[0] ?? []) as readonly Value[];
    expect(words.every((word) => typeof word === 'string')).toBe(true);
    expect(sizeOf(input?.call.args as Value)).toBeGreaterThan(800);
    expect(input?.outside).toBe(null);
  });
});
