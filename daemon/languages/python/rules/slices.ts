import type { SyntaxNode } from '../../syntax-node.ts';
import type { FunctionCode } from '../rewriting/function-code.ts';
import { groupByLoop, hintOf, prepared } from '../rewriting/hoisting.ts';
import { isNonNegative } from '../rewriting/numbers.ts';
import { pattern, type Match } from '../rewriting/pattern.ts';
import { replacing } from '../rewriting/replacing.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import { isInvariant } from '../rewriting/effects.ts';
import { loopsAround } from '../rewriting/scope.ts';

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
      [
        'len($xs[$a:])',
        'max(len($xs) - $a, 0)',
        (match, fn) => match.get('a').type === 'identifier' && isNonNegative(fn, match.get('a')),
      ],
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
        total = xs_sums[i + k] - xs_sums[i] if k >= 0 else sum(xs[i:i + k])
        if best is None or total > best:
            best = total
    return best
`,
    calls: ['([1, 5, 2, 4], 2)', '([], 1)'],
  },
  ways: [summed],
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
    if (bounds.some((bound) => bound.startsWith('-')) || !arePlaces(fn, match)) return null;
    const call = fn.import('itertools', 'islice');
    return fn.fill(`for $x in $call($xs, ${range}):\n    $$body`, match, { call });
  };
}

function leavesAlone(match: Match): boolean {
  const isSimple = match.get('xs').is('identifier', 'attribute');
  return (
    isSimple &&
    isInvariant(match.get('xs'), match.node.get('body')!) &&
    match.node.get('alternative') === null
  );
}

const sums = ['sum($xs[$a:$b])', 'sum($xs[:$b])', 'sum($xs[$a:])'].map(pattern);

function* summed(fn: FunctionCode): Generator<Site> {
  const matches = new Map<SyntaxNode, Match>();
  for (const shape of sums)
    for (const match of shape.in(fn.body))
      if (isVarying(match) && sumText(fn, match, '') !== null) matches.set(match.get('xs'), match);
  for (const group of groupByLoop(fn, matches.keys())) {
    const { nodes } = group;
    const xs = nodes[0]!.text;
    const name = fn.fresh(`${hintOf(nodes[0]!)}_sums`);
    const edits = nodes.map((node) => {
      const match = matches.get(node)!;
      const text = sumText(fn, match, name)!;
      const isAlone = match.node.parent!.is(
        'assignment',
        'augmented_assignment',
        'return_statement',
        'argument_list',
      );
      return fn.replace(match.node, isAlone || !text.includes(' ') ? text : `(${text})`);
    });
    const accumulate = fn.import('itertools', 'accumulate');
    yield {
      edits: [prepared(fn, group, `${name} = [0, *${accumulate}(${xs})]`), ...edits],
    };
  }
}

/**
 * The sum of a slice by the table of sums; null where its end may lie before its start, or where a
 * bound may count from the end in a way that cannot be asked for.
 */
function sumText(fn: FunctionCode, match: Match, table: string): string | null {
  if (match.node.parent?.type === 'conditional_expression') return null;
  const xs = match.text('xs');
  const [low, high] = [
    match.has('a') ? match.get('a') : null,
    match.has('b') ? match.get('b') : null,
  ];
  if (low !== null && !isNonNegative(fn, low)) return null;
  const at = (bound: string) => `${table}[min(${bound}, len(${xs}))]`;
  if (high === null) return `${table}[-1] - ${at(low!.text)}`;
  const length = low === null ? high.text : lengthAfter(low.text, high.text);
  if (length === null)
    return isOrdered(fn, low!, high) ? `${at(high.text)} - ${at(low!.text)}` : null;
  const isCertain = isNonNegative(fn, low === null ? high : nodeOf(high, length));
  if (!isCertain && !/^\w+$/.test(length)) return null;
  const isWithin =
    low !== null && headsOf(match.node, low.text).includes(`range(len(${xs}) - ${length} + 1)`);
  const upper = isWithin ? `${table}[${high.text}]` : at(high.text);
  const lower = low === null ? '' : ` - ${isWithin ? `${table}[${low.text}]` : at(low.text)}`;
  if (isCertain) return `${upper}${lower}`;
  return `${upper}${lower} if ${length} >= 0 else ${match.node.text}`;
}

/** `k` of `i` and `i + k`. */
function lengthAfter(low: string, high: string): string | null {
  return high.startsWith(`${low} + `) && !/[-/%|&^<>]/.test(high)
    ? high.slice(low.length + 3)
    : null;
}

function nodeOf(high: SyntaxNode, length: string): SyntaxNode {
  return [...high.walk()].findLast((node) => node.text === length) ?? high;
}

/** What loops around run over where they bind the variable. */
function headsOf(node: SyntaxNode, variable: string): readonly string[] {
  return loopsAround(node).flatMap((loop) => {
    const clauses = loop.type === 'for_statement' ? [loop] : loop.children;
    const own = clauses.filter((clause) => clause.get('left')?.text === variable);
    return own.map((clause) => clause.get('right')!.text);
  });
}

/** `j` of a loop from `i`, or from above it. */
function isOrdered(fn: FunctionCode, low: SyntaxNode, high: SyntaxNode): boolean {
  const variable = high.text.replace(/ \+ 1$/, '');
  const begins = (head: string) =>
    head.startsWith(`range(${low.text}, `) || head.startsWith(`range(${low.text} + `);
  const heads = headsOf(high, variable);
  return isNonNegative(fn, high) && heads.length > 0 && heads.every(begins);
}

const extremes = ['max', 'min'].flatMap((name) => [
  { name, isPrefix: true, shape: pattern(`${name}($xs[:$b])`) },
  { name, isPrefix: false, shape: pattern(`${name}($xs[$b:])`) },
]);

function* runningExtremes(fn: FunctionCode): Generator<Site> {
  for (const { name, isPrefix, shape } of extremes) {
    const matches = new Map<SyntaxNode, Match>();
    for (const match of shape.in(fn.body))
      if (isVarying(match) && arePlaces(fn, match)) matches.set(match.get('xs'), match);
    for (const group of groupByLoop(fn, matches.keys())) {
      const { nodes } = group;
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
      yield { edits: [prepared(fn, group, `${table} = ${value}`), ...edits] };
    }
  }
}

/** Bounds that count from the front. */
function arePlaces(fn: FunctionCode, match: Match): boolean {
  const bounds = ['a', 'b'].flatMap((name) => (match.has(name) ? [match.get(name)] : []));
  return bounds.every((bound) => isNonNegative(fn, bound));
}

function isVarying(match: Match): boolean {
  const [loop] = loopsAround(match.node);
  const bounds = ['a', 'b'].flatMap((name) => (match.has(name) ? [match.get(name)] : []));
  return loop !== undefined && bounds.some((bound) => !isInvariant(bound, loop));
}

function minusOne(bound: string): string {
  return bound.endsWith(' + 1') ? bound.slice(0, -4) : `${bound} - 1`;
}
