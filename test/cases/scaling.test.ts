import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../protocol/cases.ts';
import { parseCases } from '../../daemon/cases/case-file.ts';
import { readJson } from '../../daemon/cases/json-text.ts';
import type { CaseEntry } from '../../daemon/cases/scaling.ts';
import { largestSize, scaleCase, sizeOfCase } from '../../daemon/cases/scaling.ts';

const ints = (n: number, more: object = {}): Value => ({
  $ints: { n, min: 0, max: 1e6, seed: 1, ...more },
});

function argsAt(args: readonly Value[], n: number): unknown {
  return scaleCase({ args: [...args] }, n)?.args;
}

describe('sizeOfCase', () => {
  it.each([
    ['an array', [ints(500)], 500, 'inputs', ['args[0]']],
    ['the largest of several', [ints(500), ints(40), 7], 500, 'inputs', ['args[0]', 'args[1]']],
    ['an integer that is the length', [ints(500), 500], 500, 'inputs', ['args[0]', 'args[1]']],
    ['an integer that is the last index', [499, ints(500)], 500, 'inputs', ['args[0]', 'args[1]']],
    ['an integer that is equal by chance', [ints(3), 3], 3, 'inputs', ['args[0]']],
    ['nodes', [{ $edges: { nodes: 30, edges: 90, seed: 1 } }, 0], 30, 'inputs', ['args[0]']],
    [
      'the longer side',
      [{ $matrix: { rows: 3, cols: 9, min: 0, max: 1, seed: 1 } }],
      9,
      'inputs',
      ['args[0]'],
    ],
    ['a range', [{ $range: { start: 5, stop: 50, step: 3 } }], 15, 'inputs', ['args[0]']],
    ['an array in a tuple', [{ $tuple: [ints(12), 'a'] }], 12, 'inputs', ['args[0]']],
    ['an array in a set', [{ $set: ints(12) }], 12, 'inputs', ['args[0]']],
    ['a single number', [4000], 4000, 'number', ['args[0]']],
    ['a single number besides flags', [4000, true, null], 4000, 'number', ['args[0]']],
  ] as const)('%s', (_, args, n, by, grows) => {
    expect(sizeOfCase({ args: [...args] })).toEqual({ n, by, grows: [...grows] });
  });

  it.each([
    ['nothing', []],
    ['written out', [[1, 2, 3], 5]],
    ['two numbers', [10, 20]],
    ['a fraction', [0.5]],
    ['a text', ['abc']],
    ['one', [1]],
    ['an empty range', [{ $range: { start: 5, stop: 5 } }]],
    [
      'a plain object that looks like a form',
      [{ $escape: { $ints: { n: 5, min: 0, max: 1, seed: 1 } } }],
    ],
    ['a form that is wrong', [{ $ints: { n: -5 } }]],
  ] as const)('null for %s', (_, args) => {
    expect(sizeOfCase({ args: [...args] })).toBeNull();
    expect(scaleCase({ args: [...args] }, 10)).toBeNull();
    expect(largestSize({ args: [...args] }, 100)).toBe(0);
  });

  it('makes the instance of a method larger', () => {
    const stack = (n: number): Value => ({
      $new: { type: 'Stack', args: [ints(n)], calls: [['extend', [ints(n)]]] },
    });
    const entry: CaseEntry = { self: stack(20), args: [] };
    expect(sizeOfCase(entry)).toEqual({ n: 20, by: 'inputs', grows: ['self'] });
    expect(scaleCase(entry, 200)).toEqual({ self: stack(200), args: [] });
  });

  it('looks at keyword and constructor arguments too', () => {
    const entry: CaseEntry = { init: [ints(20)], kwargs: { limit: 20, names: ints(10) } };
    expect(sizeOfCase(entry)).toMatchObject({ n: 20 });
    expect(sizeOfCase(entry)?.grows).toEqual(['init[0]', 'kwargs.limit', 'kwargs.names']);
    expect(scaleCase(entry, 200)).toEqual({
      init: [ints(200)],
      kwargs: { limit: 200, names: ints(100) },
    });
  });
});

describe('scaleCase', () => {
  it.each<[string, Value[], number, Value[]]>([
    ['arrays', [ints(100)], 1000, [ints(1000)]],
    ['arrays to fewer', [ints(100)], 10, [ints(10)]],
    ['equal ones alike', [ints(100), ints(100)], 333, [ints(333), ints(333)]],
    ['others in proportion', [ints(100), ints(50)], 1000, [ints(1000), ints(500)]],
    ['never to nothing', [ints(100), ints(3)], 10, [ints(10), ints(1)]],
    ['a length with its array', [ints(100), 100, 99, 98], 1000, [ints(1000), 1000, 999, 98]],
    ['numbers in lists are data', [ints(100), [100]], 1000, [ints(1000), [100]]],
    [
      'indices into another array',
      [ints(100), ints(50, { max: 99 })],
      1000,
      [ints(1000), ints(500, { max: 999 })],
    ],
    [
      'texts, but not their lengths',
      [{ $strings: { n: 40, length: 40, alphabet: 'ab', seed: 1 } }],
      80,
      [{ $strings: { n: 80, length: 40, alphabet: 'ab', seed: 1 } }],
    ],
    [
      'both sides of a matrix',
      [{ $matrix: { rows: 10, cols: 20, min: 0, max: 5, seed: 1 } }],
      100,
      [{ $matrix: { rows: 50, cols: 100, min: 0, max: 5, seed: 1 } }],
    ],
    [
      'a single row stays one',
      [{ $matrix: { rows: 1, cols: 20, min: 0, max: 5, seed: 1 } }],
      100,
      [{ $matrix: { rows: 1, cols: 100, min: 0, max: 5, seed: 1 } }],
    ],
    [
      'edges for each node',
      [{ $edges: { nodes: 30, edges: 90, seed: 1 } }, 29],
      300,
      [{ $edges: { nodes: 300, edges: 900, seed: 1 } }, 299],
    ],
    [
      'as many edges as there is room for',
      [{ $edges: { nodes: 30, edges: 90, seed: 1 } }],
      4,
      [{ $edges: { nodes: 4, edges: 6, seed: 1 } }],
    ],
    [
      'a range by its length',
      [{ $range: { start: 5, stop: 50, step: 3 } }],
      30,
      [{ $range: { start: 5, stop: 95, step: 3 } }],
    ],
    [
      'a range that counts down',
      [{ $range: { start: 10, stop: 0, step: -1 } }],
      20,
      [{ $range: { start: 10, stop: -10, step: -1 } }],
    ],
    [
      'what is repeated, within too',
      [{ $repeat: { value: ints(10), n: 10 } }],
      40,
      [{ $repeat: { value: ints(40), n: 40 } }],
    ],
    [
      'a permutation written as unique integers stays one',
      [ints(100, { min: 1, max: 100, unique: true })],
      1000,
      [ints(1000, { min: 1, max: 1000, unique: true })],
    ],
    [
      'unique integers of a narrow range keep their density',
      [ints(100, { min: -100, max: 99, unique: true })],
      1000,
      [ints(1000, { min: -100, max: 1899, unique: true })],
    ],
    [
      'unique integers of a wide range keep it while it is wide',
      [ints(100, { min: 0, max: 9999, unique: true })],
      2500,
      [ints(2500, { min: 0, max: 9999, unique: true })],
    ],
    [
      'and then no longer',
      [ints(100, { min: 0, max: 9999, unique: true })],
      5000,
      [ints(5000, { min: 0, max: 19_999, unique: true })],
    ],
    [
      'in sets, tuples, dictionaries and objects',
      [{ $tuple: [{ $set: ints(9) }, { $dict: [[1, ints(9)]] }, { a: ints(9), b: [ints(9)] }] }],
      18,
      [
        {
          $tuple: [{ $set: ints(18) }, { $dict: [[1, ints(18)]] }, { a: ints(18), b: [ints(18)] }],
        },
      ],
    ],
    ['a number alone', [4000, false], 8000, [8000, false]],
  ])('%s', (_, args, n, expected) => {
    expect(argsAt(args, n)).toEqual(expected);
  });

  it('keeps the id, and leaves the expectation of other inputs out', () => {
    const entry = { id: 'large', args: [ints(10)], expected: 5, raises: 'ValueError' };
    expect(scaleCase(entry, 20)).toEqual({ id: 'large', args: [ints(20)] });
  });

  it('changes nothing at its own size', () => {
    const args = [
      ints(100, { unique: true, max: 150 }),
      { $edges: { nodes: 30, edges: 90, seed: 1 } },
      { $range: { start: 0, stop: 100, step: 7 } },
      100,
      'text',
    ];
    expect(argsAt(args, 100)).toEqual(args);
  });

  it('gives cases that the reader of case files takes, at every size', () => {
    const form = fc.oneof(
      fc
        .record({ n: fc.integer({ min: 1, max: 50 }), unique: fc.boolean() })
        .map((p) => ints(p.n, { min: 0, max: 60, unique: p.unique })),
      fc
        .record({
          nodes: fc.integer({ min: 3, max: 40 }),
          share: fc.double({ min: 0, max: 1, noNaN: true }),
        })
        .map(({ nodes, share }) => ({
          $edges: { nodes, edges: Math.floor((share * nodes * (nodes - 1)) / 2), seed: 1 },
        })),
      fc
        .record({ start: fc.integer({ min: -9, max: 9 }), length: fc.integer({ min: 1, max: 40 }) })
        .map(({ start, length }) => ({ $range: { start, stop: start + 3 * length, step: 3 } })),
      fc
        .record({ rows: fc.integer({ min: 1, max: 9 }), cols: fc.integer({ min: 1, max: 9 }) })
        .map((sides) => ({ $matrix: { ...sides, min: 0, max: 9, seed: 1 } })),
    );
    const sizes = fc.integer({ min: 1, max: 200 });
    fc.assert(
      fc.property(fc.array(form, { minLength: 1, maxLength: 3 }), sizes, (args, n) => {
        const scaled = scaleCase({ args }, n);
        const text = JSON.stringify({ cases: [scaled] });
        expect(parseCases(text, 'scaled.cases.json', 'f', 'python')).toMatchObject({ ok: true });
        expect(sizeOfCase(scaled as CaseEntry)).toMatchObject({ n });
      }),
      { numRuns: 150 },
    );
  });

  it('reads what the lossless reader makes of a file', () => {
    const reading = readJson(
      '{"args": [{"$floats": {"n": 8.0, "min": 0.0, "max": 1.0, "seed": 1}}]}',
    );
    const entry = (reading.ok ? reading.value : null) as CaseEntry;
    expect(scaleCase(entry, 80)).toEqual({
      args: [{ $floats: { n: 80, min: 0, max: 1, seed: 1 } }],
    });
  });
});

describe('largestSize', () => {
  it.each([
    ['an array', [ints(100)], 1000, 999],
    ['two arrays', [ints(100), ints(100)], 1000, 499],
    ['a square matrix', [{ $matrix: { rows: 4, cols: 4, min: 0, max: 1, seed: 1 } }], 10_000, 99],
    ['edges, three to a node', [{ $edges: { nodes: 10, edges: 30, seed: 1 } }], 9001, 1000],
    ['a single number', [4000], 1000, 1e9],
  ] as const)('%s', (_, args, elements, n) => {
    expect(largestSize({ args: [...args] }, elements)).toBe(n);
  });
});
