import { pattern } from '../rewriting/pattern.ts';
import type { FunctionCode } from '../rewriting/function-code.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import { changedIn, loopsAround } from '../rewriting/scope.ts';

export const sortedInsertion: Rule = {
  name: 'sorted-insertion',
  why: 'A sorted list stays sorted when each item is put in its place, found by bisection.',
  when: '`xs.append(x)` and then `xs.sort()` in a loop',
  example: {
    before: `def medians(stream):
    seen = []
    result = []
    for value in stream:
        seen.append(value)
        seen.sort()
        result.append(seen[len(seen) // 2])
    return result
`,
    after: `from bisect import insort


def medians(stream):
    seen = []
    result = []
    for value in stream:
        insort(seen, value)
        result.append(seen[len(seen) // 2])
    return result
`,
    calls: ['([3, 1, 2, 5, 4],)', '([],)'],
  },
  ways: [insert],
};

const appendSort = pattern('$xs.append($x)\n$xs.sort()');

function* insert(fn: FunctionCode): Generator<Site> {
  for (const match of appendSort.in(fn.body)) {
    if (loopsAround(match.node).length === 0 || !changedIn(fn.body).has(match.text('xs'))) continue;
    const insort = fn.import('bisect', 'insort');
    const text = fn.fill('$insort($xs, $x)', match, { insort });
    yield { edits: [fn.replace(match.node, text, match.nodes[1]!)] };
  }
}
