import { replacing, type Replacing } from '../rewriting/replacing.ts';
import type { Rule } from '../rewriting/rule.ts';

export const flattenChain: Rule = {
  name: 'flatten-chain',
  why: 'Summing lists copies all that went before for each of them; chain runs over them once.',
  when: '`sum(lists, [])` or `reduce` with `+` over lists',
  example: {
    before: `def merged(groups):
    return sum(groups, [])
`,
    after: `from itertools import chain


def merged(groups):
    return list(chain.from_iterable(groups))
`,
    calls: ['([[1, 2], [], [3]],)', '([],)'],
  },
  ways: [
    replacing(
      ...['sum($lists, [])', 'sum(($lists), [])', 'sum($lists, start=[])'].map(chained),
      chained('reduce(lambda $a, $b: $a + $b, $lists, [])'),
      chained('functools.reduce(lambda $a, $b: $a + $b, $lists, [])'),
    ),
  ],
};

function chained(from: string): Replacing {
  return [
    from,
    (match, fn) =>
      fn.fill('list($chain.from_iterable($lists))', match, {
        chain: fn.import('itertools', 'chain'),
      }),
  ];
}
