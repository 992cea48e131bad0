/** A pack of two problems with three solutions each: quick, and told apart by any clock. */
export const tinyPack = {
  id: 'tiny',
  title: 'Tiny',
  problems: [
    problem(
      'sum-up',
      'add_up',
      [[[1, 2, 3]], [{ $ints: { n: 3000, min: 1, max: 1, seed: 1 } }]],
      [
        ['builtin', 'def add_up(xs):\n    return sum(xs)\n'],
        [
          'loop',
          'def add_up(xs):\n    total = 0\n    for x in xs:\n        total += x\n    return total\n',
        ],
        [
          'prefixes',
          'def add_up(xs):\n    total = 0\n    for i in range(0, len(xs), 3):\n        total = sum(xs[: i + 3])\n    return total\n',
        ],
      ],
      [6, 3000],
    ),
    problem(
      'count-ones',
      'ones',
      [[[1, 0, 1]], [{ $ints: { n: 2000, min: 1, max: 1, seed: 2 } }]],
      [
        ['count', 'def ones(xs):\n    return xs.count(1)\n'],
        ['filtered', 'def ones(xs):\n    return len([x for x in xs if x == 1])\n'],
        ['off-by-one', 'def ones(xs):\n    return xs.count(1) + 1\n'],
      ],
      [2, 2000],
    ),
  ],
};

function problem(
  id: string,
  name: string,
  inputs: readonly (readonly unknown[])[],
  solutions: readonly (readonly [string, string])[],
  expected: readonly number[],
) {
  return {
    id,
    title: id,
    statement: 'See its name.',
    function: name,
    parameters: [{ name: 'xs', type: 'integer[]' }],
    returns: 'integer',
    starter: {},
    cases: inputs.map((args, index) => ({ args, expected: expected[index] })),
    solutions: solutions.map(([solution, code]) => ({
      id: solution,
      language: 'python',
      approach: solution,
      complexity: { time: 'O(n)', memory: 'O(1)' },
      code,
    })),
  };
}
