import { describe, expect, test } from 'vitest';
import type { Shape } from '../../../daemon/core/exploring.ts';
import { inferShape, refined } from '../../../daemon/equivalence/generate/infer.ts';
import { observedRules } from '../../../daemon/equivalence/generate/observed.ts';
import { slotsOf } from '../../../daemon/equivalence/generate/slots.ts';
import type { Value } from '../../../protocol/cases.ts';
import { integer, integers, sketchOf, text } from './sketches.ts';

describe('inferShape', () => {
  const cases: readonly [readonly Value[], Shape][] = [
    [[], { kind: 'unknown' }],
    [[1, -5, { $int: '99999999999999999999' }], integer],
    [[1, 2.5], { kind: 'union', of: [integer, { kind: 'float' }] }],
    [[{ $float: 1 }], { kind: 'float' }],
    [[null, 'a'], { kind: 'union', of: [{ kind: 'null' }, text] }],
    [[[], [1, 2]], integers],
    [[[]], { kind: 'list', items: { kind: 'unknown' } }],
    [[{ $set: [1] }, { $set: [] }], { kind: 'set', items: integer }],
    [
      [
        [
          [1, 2],
          [3, 4],
        ],
        [[1]],
      ],
      { kind: 'matrix', items: integer },
    ],
    [
      [
        [
          [1, 2],
          [3, 4],
          [5, 6],
          [7, 8],
        ],
      ],
      { kind: 'matrix', items: integer, columns: [2, 2] },
    ],
    [[[[1, 2], [3]]], { kind: 'list', items: integers }],
    [[{ $tuple: [1, 'a'] }, { $tuple: [2, 'b'] }], { kind: 'tuple', items: [integer, text] }],
    [[{ a: 1 }, { b: 2 }], { kind: 'dict', keys: text, values: integer }],
    [[{ a: 1 }, { a: 2 }], { kind: 'record', fields: { a: integer } }],
    [[{ $dict: [[1, 'a']] }], { kind: 'dict', keys: integer, values: text }],
  ];
  test.each(cases)('%j', (values, expected) => {
    expect(inferShape(values)).toEqual(expected);
  });
});

describe('a sketch and known values together', () => {
  const cases: readonly [string, Shape, readonly Value[], Shape][] = [
    ['nothing known', integers, [], integers],
    ['items', { kind: 'list', items: { kind: 'unknown' } }, [['a']], { kind: 'list', items: text }],
    [
      'rows of one length',
      { kind: 'list', items: integers },
      [
        [
          [1, 2],
          [3, 4],
        ],
      ],
      { kind: 'matrix', items: integer, rows: [0, Infinity] },
    ],
    ['both, where they contradict', text, [1], { kind: 'union', of: [text, integer] }],
  ];
  test.each(cases)('%s', (_, shape, values, expected) => {
    expect(refined(shape, values)).toEqual(expected);
  });
});

describe('what known calls have in common', () => {
  const rules = (...rows: readonly (readonly Value[])[]): readonly string[] => {
    const slots = slotsOf(sketchOf({ a: { kind: 'unknown' }, b: { kind: 'unknown' } }));
    return observedRules(slots, rows)
      .filter(({ says }) => says.kind !== 'finite')
      .map(({ text: sentence }) => sentence);
  };
  const cases: readonly [
    string,
    readonly (readonly Value[])[],
    readonly string[],
    readonly string[],
  ][] = [
    [
      'sorted lists and an index',
      [
        [[1, 4, 9], 0],
        [[2, 3, 5, 8], 3],
        [[0, 6, 7], 1],
      ],
      ['a is sorted', 'a is not empty', 'items of a are at least 0', 'b is below the length of a'],
      ['b is the length of a', 'a is a permutation from 0 on'],
    ],
    [
      'equal lengths',
      [
        [
          [3, 1],
          [1, 2],
        ],
        [
          [5, -2, 4],
          [9, 9, 9],
        ],
        [[1], [0]],
      ],
      ['a and b have equal lengths'],
      ['a is sorted', 'items of a are at least 0'],
    ],
    [
      'permutations',
      [
        [[2, 0, 1], 3],
        [[3, 1, 2, 0], 4],
        [[0, 2, 1], 3],
      ],
      ['a is a permutation from 0 on', 'b is the length of a'],
      ['a is sorted'],
    ],
    [
      'letters and intervals',
      [
        [
          'hello',
          [
            [1, 2],
            [3, 9],
            [4, 6],
          ],
        ],
        [
          'worlds',
          [
            [0, 5],
            [2, 3],
          ],
        ],
        [
          'abc',
          [
            [7, 8],
            [1, 4],
          ],
        ],
      ],
      ['a has lower-case letters only', 'items of b are sorted'],
      [],
    ],
    [
      'nothing',
      [
        [[3, 1, 2], -5],
        [[], 17],
        [[-1, 5, 5], 0],
      ],
      [],
      ['a is not empty', 'a is sorted'],
    ],
  ];
  test.each(cases)('%s', (_, rows, some, none) => {
    const found = rules(...rows);
    expect(found).toEqual(expect.arrayContaining([...some]));
    for (const sentence of none) expect(found).not.toContain(sentence);
  });

  test('two calls show nothing', () => {
    expect(rules([[1, 2, 3], 1], [[4, 5, 6], 2])).toEqual([]);
  });
});
