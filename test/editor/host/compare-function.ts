/** Two loops that a rule rewrites, with a line between them that none does: at least two hunks. */
export const compareFunction = [
  'def compare(left, right):',
  '    shared = []',
  '    for item in left:',
  '        if item in right:',
  '            shared.append(item)',
  '    size = len(left), len(right)',
  '    missing = []',
  '    for item in left:',
  '        if item not in right:',
  '            missing.append(item)',
  '    return shared, missing, size',
].join('\n');

export const compareCases = JSON.stringify({
  function: 'compare',
  cases: [
    { id: 'none', args: [[], [1]] },
    {
      id: 'some',
      args: [
        [1, 2, 3],
        [3, 1],
      ],
    },
    {
      id: 'many',
      args: [
        { $ints: { n: 1500, min: 0, max: 4000, seed: 1 } },
        { $ints: { n: 1500, min: 0, max: 4000, seed: 2 } },
      ],
    },
  ],
});
