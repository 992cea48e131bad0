import { replacing, type Replacing } from '../rewriting/replacing.ts';
import { shapeAt } from '../rewriting/expression-shapes.ts';
import type { FunctionCode } from '../rewriting/function-code.ts';
import { isReadLater } from '../rewriting/later.ts';
import type { Match } from '../rewriting/pattern.ts';
import { usesOf } from '../rewriting/scope.ts';
import { isPure } from '../rewriting/values.ts';
import type { Rule } from '../rewriting/rule.ts';

export const filteredRemoval: Rule = {
  name: 'filtered-removal',
  why: 'Each remove searches and moves the list; one pass keeps what is to be kept.',
  when: '`while x in xs: xs.remove(x)`, or `xs.remove(x)` for each of some items of `xs`',
  example: {
    before: `def without(xs, unwanted):
    while unwanted in xs:
        xs.remove(unwanted)
    return xs
`,
    after: `def without(xs, unwanted):
    xs[:] = [item for item in xs if item != unwanted]
    return xs
`,
    calls: ['([1, 2, 1], 1)', '([], 0)'],
  },
  ways: [
    replacing(
      filtering(
        'while $x in $xs:\n    $xs.remove($x)',
        '$xs[:] = [$item for $item in $xs if $item != $x]',
      ),
      filtering(
        'while $xs.count($x) > 0:\n    $xs.remove($x)',
        '$xs[:] = [$item for $item in $xs if $item != $x]',
      ),
      ...['$xs[:]', 'list($xs)', '$xs.copy()'].map((copy): Replacing => [
        `for $x in ${copy}:\n    if $c:\n        $xs.remove($x)`,
        '$xs[:] = [$x for $x in $xs if not ($c)]',
        isByItemAlone,
      ]),
    ),
  ],
};

function filtering(from: string, to: string): Replacing {
  return [
    from,
    (match, fn) => fn.fill(to, match, { item: fn.fresh('item') }),
    (match, fn) =>
      isListLike(match, fn) &&
      isPure(match.get('x')) &&
      usesOf(match.text('xs'), match.get('x')).length === 0,
  ];
}

/** Whether an item stays depends on nothing but the item, and not on what is left of the list. */
function isByItemAlone(match: Match, fn: FunctionCode): boolean {
  const c = match.get('c');
  const isOwn = isPure(c) && usesOf(match.text('xs'), c).length === 0;
  return isListLike(match, fn) && isOwn && !isReadLater(fn, match.text('x'), match.node);
}

function isListLike(match: Match, fn: FunctionCode): boolean {
  const kind = shapeAt(fn, match.get('xs'))?.kind;
  return kind === undefined || kind === 'list' || kind === 'matrix' || kind === 'union';
}
