import { describe, expect, test } from 'vitest';
import { parseCases } from '../../../daemon/cases/case-file.ts';
import { viewOf } from '../../../daemon/cases/views.ts';
import type { InputSketch, Shape, SketchedParameter } from '../../../daemon/core/exploring.ts';
import { fits } from '../../../daemon/equivalence/generate/fits.ts';
import {
  type GeneratedInput,
  createGenerator,
} from '../../../daemon/equivalence/generate/generator.ts';
import { backwardIn, linked } from '../../../daemon/equivalence/generate/linking.ts';
import { unlinked } from '../../../daemon/equivalence/generate/unlinking.ts';
import { inferShape, refined } from '../../../daemon/equivalence/generate/infer.ts';
import { instancesIn } from '../../../daemon/equivalence/generate/parts.ts';
import { SizedInputs } from '../../../daemon/equivalence/generate/sized.ts';
import { isLighter, weightOf } from '../../../daemon/equivalence/generate/weight.ts';
import type { Call, Value } from '../../../protocol/cases.ts';
import { integer, sketchOf, text } from './sketches.ts';

type InstanceShape = Extract<Shape, { readonly kind: 'instance' }>;

function given(name: string, shape: Shape, isOptional = false): SketchedParameter {
  return { name, shape, place: 'positional', isOptional, source: 'annotation' };
}

const nothing: Shape = { kind: 'null' };
const orNothing = (shape: Shape): Shape => ({ kind: 'union', of: [shape, nothing] });
const again = (type: string): Shape => ({ kind: 'again', type });

const listNode: InstanceShape = {
  kind: 'instance',
  type: 'ListNode',
  parameters: [
    given('val', integer, true),
    given('next', orNothing({ kind: 'again', type: 'ListNode' }), true),
  ],
};
const treeNode: InstanceShape = {
  kind: 'instance',
  type: 'TreeNode',
  parameters: [
    given('val', integer),
    given('left', orNothing(again('TreeNode')), true),
    given('right', orNothing(again('TreeNode')), true),
  ],
};
const folder: InstanceShape = {
  kind: 'instance',
  type: 'Folder',
  parameters: [given('name', text), given('parts', { kind: 'list', items: again('Folder') }, true)],
};
const optional: InstanceShape = {
  ...folder,
  parameters: [
    given('name', text),
    given('parts', orNothing({ kind: 'list', items: again('Folder') }), true),
  ],
};
const later: InstanceShape = {
  kind: 'instance',
  type: 'Node',
  parameters: [given('value', integer)],
  attributes: { next: orNothing(again('Node')) },
  back: ['prev'],
};
const trie: InstanceShape = {
  kind: 'instance',
  type: 'Trie',
  parameters: [],
  attributes: {
    children: { kind: 'dict', keys: { kind: 'string', min: 1, max: 1 }, values: again('Trie') },
    ends: { kind: 'boolean' },
  },
};

const stack: InputSketch = {
  ...sketchOf({ count: integer }),
  init: [given('limit', integer)],
  self: {
    type: 'Stack',
    methods: [
      { name: 'push', parameters: [given('item', text)] },
      { name: 'pop', parameters: [] },
    ],
  },
};

function depthOf(value: Value): number {
  let deepest = 0;
  for (const node of instancesIn(value)) {
    let depth = 1;
    for (let { above } = node; above !== null; { above } = above) depth += 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function countOf(value: Value): number {
  return instancesIn(value).length;
}

/** What generators work on: instances within each other, whatever they are written as. */
function inner(value: Value): Value {
  return unlinked(value);
}

describe.each([
  ['a chain', listNode],
  ['a binary tree', treeNode],
  ['a tree of lists', folder],
  ['a tree of lists that may be missing', optional],
  ['a chain by attributes, both ways', later],
  ['a tree of names', trie],
])('%s', (_, shape) => {
  const sketch = sketchOf({ root: orNothing(shape) });
  const inputs = createGenerator(sketch, [], null, 3).batch(300);
  const values = inputs.map(({ call }) => inner(call.args[0] as Value));

  test('comes in many sizes, can be written in a case file, and is of its shape', () => {
    expect(inputs.length).toBe(300);
    for (const value of values) expect(fits(value, orNothing(shape))).toBe(true);
    const counts = new Set(values.map(countOf));
    for (const count of [0, 1, 2, 3]) expect(counts).toContain(count);
    expect(Math.max(...counts)).toBeGreaterThan(1000);
    const cases = inputs.map(({ call }) => ({ args: call.args }));
    const read = parseCases(JSON.stringify({ cases }), 'a.cases.json', 'f', 'python');
    expect(read).toMatchObject({ ok: true });
  });

  test('grows to the size that is asked for', () => {
    const [one] = new SizedInputs(sketch, [], null).of(5000, [1]);
    expect(countOf(inner(one?.call.args[0] as Value))).toBe(5000);
    expect(JSON.stringify(one).length).toBeGreaterThan(5000);
  });

  test('shrinks to lighter ones of its shape, and to few', () => {
    const from = inputs.find((_input, index) => {
      const count = countOf(values[index] as Value);
      return count > 6 && count < 30;
    }) as GeneratedInput;
    const generator = createGenerator(sketch, [], null, 3);
    let current = from;
    // Whatever has two instances differs, so two are left in the end.
    for (let round = 0; round < 100; round += 1) {
      const before = weightOf([inner(current.call.args[0] as Value)]);
      let next: GeneratedInput | null = null;
      for (const smaller of generator.shrink(current)) {
        const value = inner(smaller.call.args[0] as Value);
        expect(fits(value, orNothing(shape))).toBe(true);
        expect(isLighter(weightOf([value]), before)).toBe(true);
        if (countOf(value) < 2) continue;
        next = smaller;
        break;
      }
      if (next === null) break;
      current = next;
    }
    expect(countOf(inner(current.call.args[0] as Value))).toBe(2);
  });

  test('leaves and comes back the same', () => {
    const backward = backwardIn([later]);
    for (const value of values) {
      const written = JSON.stringify(linked(value, backward));
      expect(JSON.stringify(linked(unlinked(JSON.parse(written)), backward))).toBe(written);
      if (countOf(value) < 50) expect(unlinked(JSON.parse(written))).toEqual(value);
    }
  });
});

test('trees are lopsided as well as balanced', () => {
  const sketch = sketchOf({ root: treeNode });
  const values = createGenerator(sketch, [], null, 1)
    .batch(400)
    .map(({ call }) => inner(call.args[0] as Value))
    .filter((value) => countOf(value) > 6);
  expect(values.some((value) => depthOf(value) === countOf(value))).toBe(true);
  expect(values.some((value) => 2 ** depthOf(value) <= 2 * countOf(value) + 2)).toBe(true);
});

test('links that lead back are written, and lead to the one before', () => {
  const chain: Value = {
    $new: { type: 'Node', args: [1], set: { next: { $new: { type: 'Node', args: [2] } } } },
  };
  expect(linked(chain, backwardIn([later]))).toEqual({
    $graph: [
      { $new: { type: 'Node', args: [1], set: { next: { $node: 1 } } } },
      { $new: { type: 'Node', args: [2], set: { prev: { $node: 0 } } } },
    ],
  });
});

test('a chain of any length is looked at without recursion', () => {
  let chain: Value = null;
  for (let index = 0; index < 30_000; index += 1) {
    chain = { $new: { type: 'ListNode', args: [index, chain] } };
  }
  expect(fits(chain, listNode)).toBe(true);
  expect(weightOf([chain]).size).toBe(60_001);
  expect(countOf(unlinked(JSON.parse(JSON.stringify(linked(chain, new Map())))))).toBe(30_000);
});

describe('the instance of a method', () => {
  const inputs = createGenerator(stack, [], null, 5).batch(300);
  const callsOf = (call: Omit<Call, 'id'>): readonly string[] => {
    const view = call.self === undefined ? null : viewOf(call.self);
    return view?.kind === 'new' ? view.calls.map(({ method }) => method) : [];
  };

  test('is made by its constructor, or has calls behind it', () => {
    const plain = inputs.filter(({ call }) => call.self === undefined);
    expect(plain.length).toBeGreaterThan(20);
    for (const { call } of plain) expect(call.init).toHaveLength(1);
    const made = inputs.filter(({ call }) => call.self !== undefined);
    expect(made.length).toBeGreaterThan(50);
    for (const { call } of made) expect(call.init).toBeNull();
    const sequences = made.map(({ call }) => callsOf(call));
    expect(new Set(sequences.flat())).toEqual(new Set(['push', 'pop']));
    expect(sequences.some((each) => each.length > 8)).toBe(true);
  });

  test('shrinks to the calls that matter', () => {
    const generator = createGenerator(stack, [], null, 5);
    const differs = (call: Omit<Call, 'id'>): boolean =>
      callsOf(call).filter((name) => name === 'push').length >= 2;
    let current = inputs.find(({ call }) => callsOf(call).length > 6 && differs(call));
    for (let next: GeneratedInput | undefined = current; next !== undefined;) {
      current = next;
      next = undefined;
      for (const smaller of generator.shrink(current)) {
        if (!differs(smaller.call)) continue;
        next = smaller;
        break;
      }
    }
    expect(current?.call).toEqual({
      init: null,
      self: {
        $new: {
          type: 'Stack',
          args: [0],
          calls: [
            ['push', ['']],
            ['push', ['']],
          ],
        },
      },
      args: [0],
      kwargs: {},
    });
  });

  test('is taken as it is where it is known by its state alone', () => {
    const self: Value = { $object: { type: 'Stack', state: [{ items: [1, 2] }] } };
    const known: Call = { id: 'recorded', init: null, self, args: [3], kwargs: {} };
    const all = createGenerator(stack, [known], null, 5).batch(100);
    const given = all.filter(({ call }) => JSON.stringify(call.self) === JSON.stringify(self));
    expect(given.length).toBeGreaterThan(5);
    expect(new Set(given.map(({ call }) => JSON.stringify(call.args))).size).toBeGreaterThan(3);
  });
});

describe('instances of known calls', () => {
  const point = (x: Value, y: Value): Value => ({
    $new: { type: 'p.Point', args: [x], kwargs: { y } },
  });

  test('say what they are made of', () => {
    expect(inferShape([point(1, 'a'), point(2, 'b')])).toEqual({
      kind: 'instance',
      type: 'p.Point',
      parameters: [
        {
          name: 'argument 1',
          shape: integer,
          place: 'positional',
          isOptional: false,
          source: 'cases',
        },
        {
          name: 'y',
          shape: { kind: 'string' },
          place: 'keyword',
          isOptional: false,
          source: 'cases',
        },
      ],
    });
  });

  test('link to each other', () => {
    const leaf: Value = { $new: { type: 'Tree', args: [1] } };
    const shape = inferShape([{ $new: { type: 'Tree', args: [2, [leaf, leaf]] } }]);
    expect(shape).toMatchObject({
      type: 'Tree',
      parameters: [
        { shape: { kind: 'integer' } },
        { shape: { kind: 'list', items: { kind: 'again', type: 'Tree' } }, isOptional: true },
      ],
    });
    const inputs = createGenerator(
      sketchOf({ tree: { kind: 'unknown' } }),
      [
        {
          id: 'known',
          init: null,
          args: [{ $new: { type: 'Tree', args: [2, [leaf]] } }],
          kwargs: {},
        },
      ],
      null,
      1,
    ).batch(100);
    expect(
      Math.max(...inputs.map(({ call }) => countOf(inner(call.args[0] as Value)))),
    ).toBeGreaterThan(4);
  });

  test('tell what a sketch leaves open', () => {
    const open: InstanceShape = {
      ...listNode,
      parameters: [given('val', { kind: 'unknown' }, true)],
    };
    expect(refined(open, [{ $new: { type: 'ListNode', args: ['a'] } }])).toMatchObject({
      parameters: [{ name: 'val', shape: { kind: 'string' } }],
    });
  });

  test('stay as they are where only their state is known', () => {
    const state: Value = { $object: { type: 'Point', state: [{ x: 1 }] } };
    expect(refined({ kind: 'unknown' }, [state])).toEqual({ kind: 'constant', values: [state] });
  });
});
