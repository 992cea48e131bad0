import type { SyntaxNode } from '../../syntax-node.ts';
import type { FunctionCode } from '../rewriting/function-code.ts';
import { groupByLoop, hintOf } from '../rewriting/hoisting.ts';
import { pattern, type Match } from '../rewriting/pattern.ts';
import { replacing } from '../rewriting/replacing.ts';
import type { Rule, Site, Way } from '../rewriting/rule.ts';
import { changedIn, isInvariant, loopsAround, statementOf } from '../rewriting/scope.ts';

export const sliceCopies: Rule = {
  name: 'slice-copies',
  why: 'A loop can run over a sequence, or a part of it, without a copy.',
  when: '`for x in xs[:]`, `for x in list(xs)`, `for x in xs[1:]` where the loop leaves `xs` alone',
  example: {
    before: `def changes(xs):
    count = 0
    previous = xs[0]
    for x in xs[1:]:
        count += x != previous
        previous = x
    return count
`,
    after: `from itertools import islice


def changes(xs):
    count = 0
    previous = xs[0]
    for x in islice(xs, 1, None):
        count += x != previous
        previous = x
    return count
`,
    calls: ['([1, 1, 2],)', '([5],)'],
  },
  ways: [
    replacing(
      ['for $x in $xs[:]:\n    $$body', 'for $x in $xs:\n    $$body', leavesAlone],
      ['for $x in list($xs):\n    $$body', 'for $x in $xs:\n    $$body', leavesAlone],
      ['for $x in $xs.copy():\n    $$body', 'for $x in $xs:\n    $$body', leavesAlone],
      ['for $x in $xs[$a:]:\n    $$body', islice('$a, None'), leavesAlone],
      ['for $x in $xs[:$b]:\n    $$body', islice('$b'), leavesAlone],
      ['for $x in $xs[$a:$b]:\n    $$body', islice('$a, $b'), leavesAlone],
      ['len($xs[$a:])', 'max(len($xs) - $a, 0)', (match) => match.get('a').type === 'identifier'],
    ),
  ],
};

export const prefixSums: Rule = {
  name: 'prefix-sums',
  why: 'Sums up to each place are kept once; the sum of any slice is then one subtraction.',
  when: '`sum(xs[a:b])` in a loop that does not change `xs`',
  example: {
    before: `def best_window(xs, k):
    best = None
    for i in range(len(xs) - k + 1):
        total = sum(xs[i:i + k])
        if best is None or total > best:
            best = total
    return best
`,
    after: `from itertools import accumulate


def best_window(xs, k):
    best = None
    xs_sums = [0, *accumulate(xs)]
    for i in range(len(xs) - k + 1):
        total = xs_sums[i + k] - xs_sums[i]
        if best is None or total > best:
            best = total
    return best
`,
    calls: ['([1, 5, 2, 4], 2)', '([], 1)'],
  },
  ways: [summed((bound) => bound), summed((bound, xs) => `min(${bound}, len(${xs}))`)],
};

export const prefixExtremes: Rule = {
  name: 'prefix-extremes',
  why: 'The extremes up to, or from, each place are kept once, instead of looking through a slice.',
  when: '`max(xs[:i])`, `min(xs[i:])` in a loop that does not change `xs`',
  example: {
    before: `def water(heights):
    total = 0
    for i in range(1, len(heights)):
        total += min(max(heights[:i]), max(heights[i:])) - 1
    return total
`,
    after: `from itertools import accumulate


def water(heights):
    total = 0
    max_before_heights = list(accumulate(heights, max))
    max_from_heights = list(accumulate(reversed(heights), max))[::-1]
    for i in range(1, len(heights)):
        total += min(max_before_heights[i - 1], max_from_heights[i]) - 1
    return total
`,
    calls: ['([3, 1, 2, 4],)', '([],)'],
  },
  ways: [runningExtremes],
};

function islice(range: string) {
  return (match: Match, fn: FunctionCode) => {
    const bounds = ['a', 'b'].flatMap((name) => (match.has(name) ? [match.text(name)] : []));
    if (bounds.some((bound) => bound.startsWith('-'))) return null;
    const call = fn.import('itertools', 'islice');
    return fn.fill(`for $x in $call($xs, ${range}):\n    $$body`, match, { call });
  };
}

function leavesAlone(match: Match): boolean {
  const isSimple = match.get('xs').is('identifier', 'attribute');
  return (
    isSimple &&
    !changedIn(match.node.get('body')!).has(match.text('xs')) &&
    match.node.get('alternative') === null
  );
}

const sums = ['sum($xs[$a:$b])', 'sum($xs[:$b])', 'sum($xs[$a:])'].map(pattern);

function summed(limit: (bound: string, xs: string) => string): Way {
  return function* (fn): Generator<Site> {
    const matches = new Map<SyntaxNode, Match>();
    for (const shape of sums)
      for (const match of shape.in(fn.body))
        if (isVarying(match)) matches.set(match.get('xs'), match);
    for (const { loop, nodes } of groupByLoop(matches.keys())) {
      const xs = nodes[0]!.text;
      const name = fn.fresh(`${hintOf(nodes[0]!)}_sums`);
      const edits = nodes.map((node) => {
        const match = matches.get(node)!;
        const upper = match.has('b') ? `${name}[${limit(match.text('b'), xs)}]` : `${name}[-1]`;
        const lower = match.has('a') ? ` - ${name}[${limit(match.text('a'), xs)}]` : '';
        const isAlone = match.node.parent!.is(
          'assignment',
          'augmented_assignment',
          'return_statement',
          'argument_list',
        );
        const text = `${upper}${lower}`;
        return fn.replace(match.node, isAlone || lower === '' ? text : `(${text})`);
      });
      const accumulate = fn.import('itertools', 'accumulate');
      yield {
        edits: [fn.before(statementOf(loop), `${name} = [0, *${accumulate}(${xs})]`), ...edits],
      };
    }
  };
}

const extremes = ['max', 'min'].flatMap((name) => [
  { name, isPrefix: true, shape: pattern(`${name}($xs[:$b])`) },
  { name, isPrefix: false, shape: pattern(`${name}($xs[$b:])`) },
]);

function* runningExtremes(fn: FunctionCode): Generator<Site> {
  for (const { name, isPrefix, shape } of extremes) {
    const matches = new Map<SyntaxNode, Match>();
    for (const match of shape.in(fn.body))
      if (isVarying(match)) matches.set(match.get('xs'), match);
    for (const { loop, nodes } of groupByLoop(matches.keys())) {
      const xs = nodes[0]!.text;
      const accumulate = fn.import('itertools', 'accumulate');
      const table = fn.fresh(`${name}_${isPrefix ? 'before' : 'from'}_${hintOf(nodes[0]!)}`);
      const edits = nodes.map((node) => {
        const match = matches.get(node)!;
        return fn.replace(
          match.node,
          `${table}[${isPrefix ? minusOne(match.text('b')) : match.text('b')}]`,
        );
      });
      const order = isPrefix ? xs : `reversed(${xs})`;
      const value = `list(${accumulate}(${order}, ${name}))${isPrefix ? '' : '[::-1]'}`;
      yield { edits: [fn.before(statementOf(loop), `${table} = ${value}`), ...edits] };
    }
  }
}

function isVarying(match: Match): boolean {
  const [loop] = loopsAround(match.node);
  const bounds = ['a', 'b'].flatMap((name) => (match.has(name) ? [match.get(name)] : []));
  return loop !== undefined && bounds.some((bound) => !isInvariant(bound, loop));
}

function minusOne(bound: string): string {
  return bound.endsWith(' + 1') ? bound.slice(0, -4) : `${bound} - 1`;
}
