import type { SyntaxNode } from '../../syntax-node.ts';
import type { FunctionCode } from '../rewriting/function-code.ts';
import { groupByLoop, hintOf, prepared } from '../rewriting/hoisting.ts';
import { membershipTests } from '../rewriting/membership.ts';
import type { Rule, Site, Way } from '../rewriting/rule.ts';
import { isKey, isSequence } from '../rewriting/keys.ts';
import { shapeAt } from '../rewriting/expression-shapes.ts';
import { isPure, kindOf, kindOfVariable } from '../rewriting/values.ts';

export const membershipSet: Rule = {
  name: 'membership-set',
  why: 'A list is searched from its start for every test; a set made once finds a member at once.',
  when: '`x in xs` in a loop that does not change `xs`, where `xs` is no dict, set or string',
  example: {
    before: `def common(left, right):
    result = []
    for item in left:
        if item in right:
            result.append(item)
    return result
`,
    after: `def common(left, right):
    result = []
    right_set = set(right)
    for item in left:
        if item in right_set:
            result.append(item)
    return result
`,
    calls: ['([1, 2, 3, 2], [2, 3, 5])', '([], [])'],
  },
  ways: [
    hashing((text) => `set(${text})`, null),
    hashing((text) => `{tuple(item) for item in ${text}}`, 'tuple'),
  ],
};

/** `key` wraps what is looked up, for members that cannot be hashed as they are. */
function hashing(make: (text: string) => string, key: string | null): Way {
  return function* (fn): Generator<Site> {
    const tests = membershipTests(fn).filter(
      (test) =>
        isSearched(fn, test.container, test.item) &&
        isKey(fn, test.item, test.container, key !== null),
    );
    const items = new Map(tests.map(({ container, item }) => [container, item]));
    for (const group of groupByLoop(fn, items.keys())) {
      const { nodes } = group;
      const name = fn.fresh(`${hintOf(nodes[0]!)}_set`);
      const edits = nodes.flatMap((node) => {
        const item = items.get(node)!;
        return [
          fn.replace(node, name),
          ...(key === null ? [] : [fn.replace(item, `${key}(${item.text})`)]),
        ];
      });
      const value = make(withoutCopy(nodes[0]!).text);
      yield { edits: [prepared(fn, group, `${name} = ${value}`), ...edits] };
    }
  };
}

function isSearched(fn: FunctionCode, container: SyntaxNode, item: SyntaxNode): boolean {
  const kind =
    container.type === 'identifier' ? kindOfVariable(fn, container.text) : kindOf(container);
  if (kind !== null && kind !== 'list' && kind !== 'tuple') return false;
  if (!isSequence(shapeAt(fn, container), shapeAt(fn, item))) return false;
  return isPure(container) && !container.text.endsWith('.keys()');
}

/** `xs` of `list(xs)`, `tuple(xs)` and `sorted(xs)`. */
function withoutCopy(container: SyntaxNode): SyntaxNode {
  const isCopy =
    container.type === 'call' && /^(?:list|tuple|sorted)$/.test(container.get('function')!.text);
  const parts = isCopy ? container.get('arguments')!.parts : [];
  return parts.length === 1 ? parts[0]! : container;
}
