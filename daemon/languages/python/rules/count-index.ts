import { groupByLoop, hintOf } from '../rewriting/hoisting.ts';
import { pattern } from '../rewriting/pattern.ts';
import { replacing } from '../rewriting/replacing.ts';
import type { FunctionCode } from '../rewriting/function-code.ts';
import type { Rule, Site, Way } from '../rewriting/rule.ts';
import { isInvariant, loopsAround, statementOf } from '../rewriting/scope.ts';

export const countTable: Rule = {
  name: 'count-table',
  why: 'All counts are taken in one pass, instead of one pass for each thing that is counted.',
  when: '`xs.count(x)` for changing `x` in a loop that does not change `xs`',
  example: {
    before: `def most_common(words):
    best = None
    for word in words:
        if best is None or words.count(word) > words.count(best):
            best = word
    return best
`,
    after: `from collections import Counter


def most_common(words):
    best = None
    words_counts = Counter(words)
    for word in words:
        if best is None or words_counts[word] > words_counts[best]:
            best = word
    return best
`,
    calls: ["(['b', 'a', 'c', 'a'],)", '([],)'],
  },
  ways: [table('count', 'counts', (fn, text) => `${fn.import('collections', 'Counter')}(${text})`)],
};

export const countByScan: Rule = {
  name: 'count-by-scan',
  why: 'Counting equal items is one call in C instead of a loop, and counts can then be shared.',
  when: 'a comprehension or loop that only counts the items that equal a value',
  example: {
    before: `def singles(xs):
    return [x for x in xs if len([y for y in xs if y == x]) == 1]
`,
    after: `def singles(xs):
    return [x for x in xs if xs.count(x) == 1]
`,
    calls: ['([1, 2, 1, 3],)', '([],)'],
  },
  ways: [
    replacing(
      ['len([$y for $y in $xs if $y == $x])', '$xs.count($x)'],
      ['len([$y for $y in $xs if $x == $y])', '$xs.count($x)'],
      ['sum([1 for $y in $xs if $y == $x])', '$xs.count($x)'],
      ['sum(1 for $y in $xs if $y == $x)', '$xs.count($x)'],
      ['sum($y == $x for $y in $xs)', '$xs.count($x)'],
      ['$n = 0\nfor $y in $xs:\n    if $y == $x:\n        $n += 1', '$n = $xs.count($x)'],
      ['$n = 0\nfor $y in $xs:\n    if $x == $y:\n        $n += 1', '$n = $xs.count($x)'],
      [
        '$n = 0\nfor $j in range(len($xs)):\n    if $xs[$j] == $x:\n        $n += 1',
        '$n = $xs.count($x)',
      ],
      [
        '$n = 0\nfor $j in range(len($xs)):\n    if $x == $xs[$j]:\n        $n += 1',
        '$n = $xs.count($x)',
      ],
    ),
  ],
};

export const indexTable: Rule = {
  name: 'index-table',
  why: 'Where each value first stands is noted once, instead of searching for it each time.',
  when: '`xs.index(x)` for changing `x` in a loop that does not change `xs`',
  example: {
    before: `def ranks(names, order):
    return [order.index(name) for name in names]
`,
    after: `def ranks(names, order):
    order_index = {item: index for index, item in reversed(list(enumerate(order)))}
    return [order_index[name] for name in names]
`,
    calls: ["(['b', 'a'], ['a', 'b', 'a'])", '([], [])'],
  },
  ways: [
    table(
      'index',
      'index',
      (_, text) => `{item: index for index, item in reversed(list(enumerate(${text})))}`,
    ),
  ],
};

function table(
  method: string,
  suffix: string,
  make: (fn: FunctionCode, text: string) => string,
): Way {
  const call = pattern(`$xs.${method}($x)`);
  return function* (fn): Generator<Site> {
    const matches = new Map([...call.in(fn.body)].map((match) => [match.get('xs'), match]));
    const varying = [...matches].filter(([, match]) => {
      const [loop] = loopsAround(match.node);
      return loop !== undefined && !isInvariant(match.get('x'), loop);
    });
    for (const { loop, nodes } of groupByLoop(varying.map(([xs]) => xs))) {
      const name = fn.fresh(`${hintOf(nodes[0]!)}_${suffix}`);
      const edits = nodes.map((node) => {
        const match = matches.get(node)!;
        return fn.replace(match.node, `${name}[${match.text('x')}]`);
      });
      const value = make(fn, nodes[0]!.text);
      yield { edits: [fn.before(statementOf(loop), `${name} = ${value}`), ...edits] };
    }
  };
}
