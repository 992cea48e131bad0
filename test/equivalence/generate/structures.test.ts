import { describe, expect, test } from 'vitest';
import { viewOf } from '../../../daemon/cases/views.ts';
import {
  type Constraint,
  type Shape,
  type Structure,
  structures,
} from '../../../daemon/core/exploring.ts';
import {
  type GeneratedInput,
  createGenerator,
} from '../../../daemon/equivalence/generate/generator.ts';
import { unlinked } from '../../../daemon/equivalence/generate/unlinking.ts';
import { SizedInputs } from '../../../daemon/equivalence/generate/sized.ts';
import type { Value } from '../../../protocol/cases.ts';
import { callsOf, constraint, eachOf, named, parameter, sketchOf } from './sketches.ts';

const orNothing = (type: string): Shape => ({
  kind: 'union',
  of: [{ kind: 'again', type }, { kind: 'null' }],
});
// Larger ones are tagged, which the predicates here do not know.
const small: Shape = { kind: 'integer', min: -50, max: 3000 };
const chain: Shape = {
  kind: 'instance',
  type: 'ListNode',
  parameters: [
    parameter('val', small, { isOptional: true }),
    parameter('next', orNothing('ListNode'), { isOptional: true }),
  ],
};
const tree: Shape = {
  kind: 'instance',
  type: 'TreeNode',
  parameters: [parameter('val', small)],
  attributes: { left: orNothing('TreeNode'), right: orNothing('TreeNode') },
};

interface Tree {
  readonly key: number;
  readonly left: Tree | null;
  readonly right: Tree | null;
}

/** A tree as a program sees it; chains hang on the right. */
function seen(value: Value): Tree | null {
  if (value === null) return null;
  const view = viewOf(value);
  if (view.kind !== 'new') throw new Error(`no instance: ${JSON.stringify(value)}`);
  const [key = 0, next] = view.args;
  const right = view.set['right'] ?? view.kwargs['next'] ?? next ?? null;
  return { key: key as number, left: seen(view.set['left'] ?? null), right: seen(right) };
}

function keysOf(root: Tree | null): readonly number[] {
  return root === null ? [] : [...keysOf(root.left), root.key, ...keysOf(root.right)];
}

function heightOf(root: Tree | null): number {
  return root === null ? 0 : 1 + Math.max(heightOf(root.left), heightOf(root.right));
}

const isRising = (keys: readonly number[], least: number): boolean =>
  keys.every((key, at) => at === 0 || key - (keys[at - 1] as number) >= least);
const above = (root: Tree | null, holds: (upper: Tree, lower: Tree) => boolean): boolean =>
  root === null ||
  [root.left, root.right].every(
    (child) => child === null || (holds(root, child) && above(child, holds)),
  );

/** What each means, told in another way than the generators have it. */
const holds: Readonly<Record<Exclude<Structure, 'acyclic'>, (root: Tree | null) => boolean>> = {
  sorted: (root) => isRising(keysOf(root), 0),
  descending: (root) => isRising(keysOf(root).toReversed(), 0),
  distinct: (root) => new Set(keysOf(root)).size === keysOf(root).length,
  'search tree': (root) => isRising(keysOf(root), 1),
  'min heap': (root) => above(root, (upper, lower) => upper.key <= lower.key),
  'max heap': (root) => above(root, (upper, lower) => upper.key >= lower.key),
  balanced: function isBalanced(root): boolean {
    if (root === null) return true;
    const { left, right } = root;
    const isEven = Math.abs(heightOf(left) - heightOf(right)) < 2;
    return isEven && isBalanced(left) && isBalanced(right);
  },
  complete: (root) => {
    const row: (Tree | null)[] = [root];
    for (let at = 0; at < row.length; at++) {
      const node = row[at];
      if (node) row.push(node.left, node.right);
    }
    return !row.slice(row.indexOf(null)).some((node) => node !== null);
  },
  perfect: (root) => keysOf(root).length === 2 ** heightOf(root) - 1,
};

const ofChains: readonly Structure[] = ['sorted', 'descending', 'distinct'];
const all = structures.filter((is) => is !== 'acyclic');

describe.each(all)('%s', (is) => {
  const shape = ofChains.includes(is) ? chain : tree;
  const root: Shape = { kind: 'union', of: [shape, { kind: 'null' }] };
  const said = sketchOf(
    { root },
    { constraints: [constraint({ kind: 'structure', of: named('root'), is })] },
  );
  const valueIn = ({ call }: Pick<GeneratedInput, 'call'>): Value =>
    unlinked(call.args[0] as Value);

  test('is kept by all inputs, of many sizes, and by smaller ones', () => {
    const generator = createGenerator(said, [], null, 5);
    const inputs = generator.batch(150);
    const trees = inputs.map((input) => seen(valueIn(input)));
    expect(trees.filter((each) => !holds[is](each))).toEqual([]);
    const sizes = new Set(trees.map((each) => keysOf(each).length));
    for (const size of [0, 1, 3]) expect(sizes).toContain(size);
    expect(Math.max(...sizes)).toBeGreaterThan(500);
    const large = inputs.find((input) => keysOf(seen(valueIn(input))).length > 4);
    for (const [turn, smaller] of [...generator.shrink(large as GeneratedInput)].entries())
      if (turn % 9 === 0) expect(holds[is](seen(valueIn(smaller)))).toBe(true);
  });

  test('is kept by large inputs for timing', () => {
    const [input] = new SizedInputs(said, [], null).of(900, [1]);
    const made = seen(valueIn(input as GeneratedInput));
    expect(holds[is](made)).toBe(true);
    expect(keysOf(made).length).toBeGreaterThan(500);
  });

  test('is kept by the items of a list, where a case file says so', () => {
    const sketch = sketchOf({ roots: { kind: 'list', items: shape } });
    const domain = { roots: { items: { structure: is } } };
    const inputs = createGenerator(sketch, [], domain, 3).batch(40);
    expect(inputs.length).toBe(40);
    const each = inputs.flatMap(({ call }) => call.args[0] as readonly Value[]);
    expect(each.every((value) => holds[is](seen(unlinked(value))))).toBe(true);
  });
});

const node = (key: number, left: Value = null, right: Value = null): Value => ({
  $new: { type: 'TreeNode', args: [key], set: { left, right } },
});
const searchTrees = callsOf(
  [node(2, node(1), node(3))],
  [node(5, node(1, null, node(2)), node(9))],
  [node(7, node(4, node(3)), null)],
);

test('what all cases keep is kept by nearly all inputs, and said of the others', () => {
  const sketch = sketchOf({ root: tree });
  const inputs = createGenerator(sketch, searchTrees, null, 4).batch(200);
  const broken = inputs.filter(
    ({ call }) => !holds['search tree'](seen(unlinked(call.args[0] as Value))),
  );
  expect(broken.length).toBeLessThan(40);
  for (const { outside } of broken) expect(outside).toBe('root is a binary search tree');
});

test('what a case breaks was read wrongly', () => {
  const says: Constraint['says'] = { kind: 'structure', of: named('root'), is: 'search tree' };
  const sketch = sketchOf({ root: tree }, { constraints: [constraint(says)] });
  const calls = callsOf([node(1, node(2))]);
  const inputs = createGenerator(sketch, calls, null, 4).batch(100);
  const trees = inputs.map(({ call }) => seen(unlinked(call.args[0] as Value)));
  expect(trees.some((each) => !holds['search tree'](each))).toBe(true);
});

test('several hold at once', () => {
  const of = named('root');
  const sketch = sketchOf(
    { root: tree },
    {
      constraints: (['search tree', 'complete'] as const).map((is) =>
        constraint({ kind: 'structure', of, is }),
      ),
    },
  );
  const inputs = createGenerator(sketch, [], null, 4).batch(60);
  expect(inputs.length).toBe(60);
  for (const { call } of inputs) {
    const made = seen(unlinked(call.args[0] as Value));
    expect(holds['search tree'](made) && holds.complete(made)).toBe(true);
  }
});

test('items of a list are spoken of by a sketch too', () => {
  const says: Constraint['says'] = { kind: 'structure', of: eachOf('lists'), is: 'sorted' };
  const sketch = sketchOf(
    { lists: { kind: 'list', items: chain } },
    { constraints: [constraint(says)] },
  );
  const lists = createGenerator(sketch, [], null, 4)
    .batch(60)
    .flatMap(({ call }) => call.args[0] as readonly Value[]);
  expect(lists.every((value) => holds.sorted(seen(unlinked(value))))).toBe(true);
});
