import { expect, it } from 'vitest';
import type { Value } from '../../protocol/cases.ts';
import type { InputSketch, Shape } from '../../daemon/core/exploring.ts';
import { exclusionsOf } from '../../daemon/equivalence/exclusions.ts';

const parameter = (name: string): InputSketch['parameters'][number] => ({
  name,
  shape: { kind: 'unknown' },
  place: 'positional',
  isOptional: false,
  source: 'none',
});
const sketch = {
  parameters: [parameter('xs'), parameter('n')],
  init: null,
  constraints: [],
  raises: [],
  impurities: [],
} as unknown as InputSketch;

const call = (args: readonly Value[]) => ({ id: 'x', init: null, args, kwargs: {} });

it.each<[string, readonly Value[], readonly (readonly Value[])[], readonly string[]]>([
  ['an empty row', [[], 1], [[[1, 2], 1]], ['xs is not empty']],
  [
    'what is known to occur is no rule',
    [[], 0],
    [
      [[], 1],
      [[2, 1], 5],
    ],
    ['n is at least 1'],
  ],
  [
    'an item twice, and no order',
    [[2, 1, 2], 1],
    [[[1, 2, 3], 1]],
    ['xs has no item twice', 'xs is sorted, ascending'],
  ],
  ['rows that fall', [[1, 2], 1], [[[3, 2, 1], 1]], ['xs is sorted, descending']],
  [
    'negative items',
    [[-1, 3], 1],
    [[[7, 3], 1]],
    [
      'xs is sorted, descending',
      'every item of xs is not negative',
      'every item of xs is at least 1',
    ],
  ],
  ['a large number', [[1, 2], 5000], [[[1, 2], 37]], ['n is at most 100']],
  ['where nothing round is between', [[1, 2], 40], [[[1, 2], 37]], ['n is at most 37']],
  ['below what is known', [[1, 2], -9], [[[1, 2], -3]], ['n is at least -3']],
  ['a float among integers', [[1, 2], 1.5], [[[1, 2], 1]], ['n is an integer', 'n is at most 1']],
  ['no value', [[1, 2], null], [[[1, 2], 1]], ['n is not null']],
  [
    'a row in a row',
    [[[1], []], 1],
    [
      [[[1]], 1],
      [[[2], [1]], 1],
    ],
    ['every item of xs is not empty'],
  ],
  ['other letters', ['Ab', 1], [['ab', 1]], ['xs has only letters from a to z']],
  [
    'an item once for all items alike',
    [['', '', 'a'], 1],
    [[['b', 'c'], 1]],
    ['xs has no item twice', 'every item of xs is not empty'],
  ],
])('%s', (_, input, known, texts) => {
  const found = exclusionsOf(call(input), sketch, known.map(call));
  expect(found.map(({ text }) => text)).toEqual(texts);
});

it('rules are as a case file has them', () => {
  const found = exclusionsOf(call([[[]], 1]), sketch, [call([[[1], [2]], 1])]);
  expect(found).toContainEqual({
    parameter: 'xs',
    rule: { items: { minItems: 1 } },
    text: 'every item of xs is not empty',
  });
});

it('says what a chain or a tree may always keep, as far as known ones do', () => {
  const node = (key: number, left: Value = null, right: Value = null): Value => ({
    $new: { type: 'Node', args: [key, left, right] },
  });
  const link: Shape = { kind: 'union', of: [{ kind: 'again', type: 'Node' }, { kind: 'null' }] };
  const own = (name: string, shape: Shape) => ({ ...parameter(name), shape });
  const shape: Shape = {
    kind: 'instance',
    type: 'Node',
    parameters: [own('val', { kind: 'integer' }), own('left', link), own('right', link)],
  };
  const trees = { ...sketch, parameters: [own('root', shape)] };
  const found = exclusionsOf(call([node(2, node(3), node(1))]), trees, [call([node(5, node(1))])]);
  expect(found).toContainEqual({
    parameter: 'root',
    rule: { structure: 'search tree' },
    text: 'root is a binary search tree',
  });
  expect(found.map(({ text }) => text)).not.toContain('root is ordered as a min-heap');
});
