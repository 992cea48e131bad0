import type { SyntaxNode } from '../../syntax-node.ts';
import { groupByLoop, hintOf, prepared } from '../rewriting/hoisting.ts';
import { membershipTests, type MembershipTest } from '../rewriting/membership.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import { pattern } from '../rewriting/pattern.ts';
import { shapeAt } from '../rewriting/expression-shapes.ts';
import { isKey, isSequence } from '../rewriting/keys.ts';
import { isNonNegative } from '../rewriting/numbers.ts';

const prefix = pattern('$xs[:$end]');
const suffix = pattern('$xs[$start:]');

export const sliceMembership: Rule = {
  name: 'slice-membership',
  why: 'Where a value first or last occurs is looked up, instead of copying and searching a slice.',
  when: '`x in xs[:i]` or `x in xs[i:]` in a loop that does not change `xs`',
  example: {
    before: `def repeated(xs):
    return [xs[i] for i in range(len(xs)) if xs[i] in xs[i + 1:]]
`,
    after: `def repeated(xs):
    last_xs = {item: index for index, item in enumerate(xs)}
    return [xs[i] for i in range(len(xs)) if last_xs.get(xs[i], -1) >= i + 1]
`,
    calls: ['([1, 2, 1, 3, 2, 1],)', '([],)'],
  },
  ways: [searchedPlaces],
};

function* searchedPlaces(fn: Parameters<Rule['ways'][number]>[0]): Generator<Site> {
  const tests = new Map<SyntaxNode, { test: MembershipTest; bound: string; isPrefix: boolean }>();
  for (const test of membershipTests(fn)) {
    const match = prefix.match(test.container) ?? suffix.match(test.container);
    if (match === null) continue;
    const xs = match.get('xs');
    const isPlace = isNonNegative(fn, match.get(match.has('end') ? 'end' : 'start'));
    if (
      !isPlace ||
      !isSequence(shapeAt(fn, xs), shapeAt(fn, test.item)) ||
      !isKey(fn, test.item, xs, false)
    )
      continue;
    const isPrefix = match.has('end');
    const bound = match.text(isPrefix ? 'end' : 'start');
    tests.set(match.get('xs'), { test, bound, isPrefix });
  }
  for (const wanted of [true, false]) {
    const sequences = [...tests.keys()].filter((node) => tests.get(node)!.isPrefix === wanted);
    for (const group of groupByLoop(fn, sequences)) {
      const { nodes } = group;
      const text = nodes[0]!.text;
      const name = fn.fresh(`${wanted ? 'first' : 'last'}_${hintOf(nodes[0]!)}`);
      const order = wanted ? `reversed(list(enumerate(${text})))` : `enumerate(${text})`;
      const edits = nodes.map((node) => {
        const { test, bound } = tests.get(node)!;
        const found = wanted
          ? `${name}.get(${test.item.text}, len(${text})) ${test.isNegated ? '>=' : '<'} ${bound}`
          : `${name}.get(${test.item.text}, -1) ${test.isNegated ? '<' : '>='} ${bound}`;
        return fn.replace(test.node, found);
      });
      const table = `${name} = {item: index for index, item in ${order}}`;
      yield { edits: [prepared(fn, group, table), ...edits] };
    }
  }
}
