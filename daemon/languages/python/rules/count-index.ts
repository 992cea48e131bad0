import { groupByLoop, hintOf, prepared } from '../rewriting/hoisting.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import { shapeAt } from '../rewriting/expression-shapes.ts';
import { isKey, isSequence } from '../rewriting/keys.ts';
import { pattern, type Match } from '../rewriting/pattern.ts';
import { replacing } from '../rewriting/replacing.ts';
import type { FunctionCode } from '../rewriting/function-code.ts';
import type { Rule, Site, Way } from '../rewriting/rule.ts';
import { isInvariant } from '../rewriting/effects.ts';
import { isPure } from '../rewriting/values.ts';
import { isStore, loopsAround, usesOf } from '../rewriting/scope.ts';

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
      ['len([$y for $y in $xs if $y == $x])', '$xs.count($x)', isCounted],
      ['len([$y for $y in $xs if $x == $y])', '$xs.count($x)', isCounted],
      ['sum([1 for $y in $xs if $y == $x])', '$xs.count($x)', isCounted],
      ['sum(1 for $y in $xs if $y == $x)', '$xs.count($x)', isCounted],
      ['sum($y == $x for $y in $xs)', '$xs.count($x)', isCounted],
      [
        '$n = 0\nfor $y in $xs:\n    if $y == $x:\n        $n += 1',
        '$n = $xs.count($x)',
        isCounted,
      ],
      [
        '$n = 0\nfor $y in $xs:\n    if $x == $y:\n        $n += 1',
        '$n = $xs.count($x)',
        isCounted,
      ],
      [
        '$n = 0\nfor $j in range(len($xs)):\n    if $xs[$j] == $x:\n        $n += 1',
        '$n = $xs.count($x)',
        isCounted,
      ],
      [
        '$n = 0\nfor $j in range(len($xs)):\n    if $x == $xs[$j]:\n        $n += 1',
        '$n = $xs.count($x)',
        isCounted,
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
    return [order_index[name] if name in order_index else order.index(name) for name in names]
`,
    calls: ["(['b', 'a'], ['a', 'b', 'a'])", '([], [])'],
  },
  ways: [
    table(
      'index',
      'index',
      (_, text) => `{item: index for index, item in reversed(list(enumerate(${text})))}`,
      orRaised,
    ),
  ],
};

/** Lists and tuples count equal items; a text counts parts, and other things nothing. */
function isCounted(match: Match, fn: FunctionCode): boolean {
  const xs = match.get('xs');
  return (
    isSequence(shapeAt(fn, xs), shapeAt(fn, match.get('x'))) &&
    xs.type !== 'call' &&
    isPure(match.get('x'))
  );
}

/** What is not there is searched for as before, so that the same error is raised. */
function orRaised(fn: FunctionCode, match: Match, name: string, found: string): string {
  const x = match.get('x');
  if (isItemOf(fn, x, match.text('xs'))) return found;
  const text = `${found} if ${x.text} in ${name} else ${match.node.text}`;
  const isAlone = match.node.parent!.is(
    'assignment',
    'return_statement',
    'argument_list',
    'list_comprehension',
  );
  return isAlone ? text : `(${text})`;
}

/** A variable of a loop over the sequence itself. */
function isItemOf(fn: FunctionCode, x: SyntaxNode, xs: string): boolean {
  const stores = usesOf(x.text, fn.body).filter(isStore);
  return (
    stores.length > 0 &&
    !fn.parameters.includes(x.text) &&
    stores.every(
      (store) =>
        store.field === 'left' &&
        store.parent!.is('for_statement', 'for_in_clause') &&
        store.parent!.get('right')!.text === xs,
    )
  );
}

function table(
  method: string,
  suffix: string,
  make: (fn: FunctionCode, text: string) => string,
  wrap: (fn: FunctionCode, match: Match, name: string, found: string) => string = (
    _,
    __,
    ___,
    found,
  ) => found,
): Way {
  const call = pattern(`$xs.${method}($x)`);
  return function* (fn): Generator<Site> {
    const matches = new Map([...call.in(fn.body)].map((match) => [match.get('xs'), match]));
    const varying = [...matches].filter(([xs, match]) => {
      const [loop] = loopsAround(match.node);
      const isRest = match.node.parent?.type === 'conditional_expression';
      if (isRest && / in /.test(match.node.parent!.parts[1]!.text)) return false;
      if (
        !isKey(fn, match.get('x'), xs, false) ||
        !isSequence(shapeAt(fn, xs), method === 'count' ? shapeAt(fn, match.get('x')) : null)
      )
        return false;
      if (method === 'index' && !match.get('x').is('identifier', 'attribute')) return false;
      return loop !== undefined && !isInvariant(match.get('x'), loop);
    });
    for (const group of groupByLoop(
      fn,
      varying.map(([xs]) => xs),
    )) {
      const { nodes } = group;
      const name = fn.fresh(`${hintOf(nodes[0]!)}_${suffix}`);
      const edits = nodes.map((node) => {
        const match = matches.get(node)!;
        const found = `${name}[${match.text('x')}]`;
        return fn.replace(match.node, wrap(fn, match, name, found));
      });
      const value = make(fn, nodes[0]!.text);
      yield { edits: [prepared(fn, group, `${name} = ${value}`), ...edits] };
    }
  };
}
