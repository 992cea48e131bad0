import { describe, expect, test } from 'vitest';
import { statedIn } from '../../../daemon/core/constraint-text.ts';
import type { Shape } from '../../../daemon/core/exploring.ts';
import { createGenerator } from '../../../daemon/equivalence/generate/generator.ts';
import { integer, integers, sketchOf, text } from './sketches.ts';

// Larger ones are tagged, which the predicates here do not know.
const small: Shape = { kind: 'integer', min: -100_000, max: 100_000 };
const rows: Shape = { kind: 'list', items: { kind: 'list', items: small } };
const pairs: Shape = { kind: 'list', items: { kind: 'list', items: small, min: 2, max: 2 } };

type Args = readonly never[];

/** What is said of parameters, and what then must hold of every input, told in another way. */
const stated: readonly (readonly [
  lines: string,
  shapes: Readonly<Record<string, Shape>>,
  holds: (...args: Args) => boolean,
])[] = [
  [
    '0 <= spans[i][0] < spans[i][1] <= 10^4',
    { spans: pairs },
    (spans: number[][]) => spans.every(([a = 0, b = 0]) => a >= 0 && a < b && b <= 10_000),
  ],
  [
    'spans are sorted by start and do not overlap\nspans[i][0] <= spans[i][1]',
    { spans: pairs },
    (spans: number[][]) =>
      spans.every(([a = 0, b = 0], i) => a <= b && (i === 0 || (spans[i - 1]?.[1] ?? 0) <= a)),
  ],
  [
    'parents[0] == -1\n0 <= parents[i] < i for every other i\nlen(parents) >= 1',
    { parents: integers },
    (parents: number[]) =>
      parents.length > 0 && parents.every((p, i) => (i === 0 ? p === -1 : p >= 0 && p < i)),
  ],
  [
    'edges[i] = [a_i, b_i]\n1 <= n <= 50\n0 <= a_i, b_i < n\nThe edges form a tree.',
    { n: integer, edges: pairs },
    (n: number, edges: number[][]) => {
      const reached = new Set([0]);
      for (let round = 0; round < n; round++)
        for (const [a = 0, b = 0] of edges) {
          if (reached.has(a)) reached.add(b);
          if (reached.has(b)) reached.add(a);
        }
      return edges.length === n - 1 && reached.size === n;
    },
  ],
  [
    'No link is listed twice, in either order.\nlinks[i][0] != links[i][1]',
    { links: pairs },
    (links: number[][]) => {
      const seen = links.map((link) => link.toSorted((a, b) => a - b).join());
      return new Set(seen).size === seen.length && links.every(([a, b]) => a !== b);
    },
  ],
  [
    'far is a square matrix\nfar[i][i] == 0\nfar[i][j] == far[j][i]\n2 <= len(far) <= 6',
    { far: rows },
    (far: number[][]) =>
      far.length >= 2 &&
      far.every((row, i) => row.every((c, j) => c === (i === j ? 0 : far[j]![i]))),
  ],
  [
    'Each row of grid is sorted in ascending order.\nEach column of grid is sorted in ascending order.\ngrid is rectangular',
    { grid: rows },
    (grid: number[][]) =>
      grid.every((row, i) =>
        row.every((c, j) => (j === 0 || row[j - 1]! <= c) && (i === 0 || grid[i - 1]![j]! <= c)),
      ),
  ],
  [
    'order is a permutation of 0 to n - 1',
    { n: integer, order: integers },
    (n: number, order: number[]) => n === order.length && new Set(order).size === n,
  ],
  [
    's consists of "(", ")" and is a valid parentheses string',
    { s: text },
    (s: string) => {
      let depth = 0;
      return [...s].every((c) => (depth += c === '(' ? 1 : -1) >= 0) && depth === 0;
    },
  ],
  [
    'a consists of digits only, without leading zeros\nlen(a) >= 1',
    { a: text },
    (a: string) => /^(?:0|[1-9]\d*)$/.test(a),
  ],
  ['n is a power of two', { n: integer }, (n: number) => Number.isInteger(Math.log2(n))],
  [
    'nums is sorted ascending and may be rotated\nAll values of nums are unique.',
    { nums: integers },
    (nums: number[]) =>
      nums.filter((one, i) => one < (nums.at(i - 1) ?? 0)).length <= (nums.length > 1 ? 1 : 0),
  ],
  [
    'k is an element of nums',
    { k: integer, nums: integers },
    (k: number, nums: number[]) => nums.includes(k),
  ],
];

describe('inputs within what is stated', () => {
  test.each(stated)('%s', (lines, shapes, holds) => {
    const passages = lines
      .split('\n')
      .map((line) => ({ text: line, about: null, source: 'docstring' as const }));
    const known = new Map(Object.entries(shapes));
    const { constraints } = statedIn(passages, [...known.keys()], known);
    const generator = createGenerator(sketchOf(shapes, { constraints }), [], null, 7);
    const inputs = [0, 1, 2].flatMap(() => [...generator.batch(60)]);
    expect(inputs.length).toBeGreaterThan(20);
    for (const { call } of inputs) {
      expect([call.args, holds(...(call.args as Args))]).toEqual([call.args, true]);
    }
    const largest = inputs.toSorted(
      (a, b) => JSON.stringify(b.call).length - JSON.stringify(a.call).length,
    )[20]!;
    for (const smaller of [...generator.shrink(largest)].slice(0, 60)) {
      expect([smaller.call.args, holds(...(smaller.call.args as Args))]).toEqual([
        smaller.call.args,
        true,
      ]);
    }
  });
});
