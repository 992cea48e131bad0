import { shapeAt } from '../rewriting/expression-shapes.ts';
import type { FunctionCode } from '../rewriting/function-code.ts';
import type { Match } from '../rewriting/pattern.ts';
import { replacing, type Replacing } from '../rewriting/replacing.ts';
import { usesOf } from '../rewriting/scope.ts';
import { isPure } from '../rewriting/values.ts';
import type { Rule } from '../rewriting/rule.ts';

export const searchLoop: Rule = {
  name: 'search-loop',
  why: 'Looking for an equal item is what `in` does in C, and what a set can then do at once.',
  when: 'a loop or `any(…)` that only finds out whether some item equals a value',
  example: {
    before: `def missing(wanted, stock):
    result = []
    for item in wanted:
        found = False
        for other in stock:
            if other == item:
                found = True
                break
        if not found:
            result.append(item)
    return result
`,
    after: `def missing(wanted, stock):
    result = []
    for item in wanted:
        found = item in stock
        if not found:
            result.append(item)
    return result
`,
    calls: ['([1, 2, 3], [2])', '([], [])'],
  },
  ways: [
    replacing(
      ...equalities('any($test for $y in $xs)', '$x in $xs'),
      ...equalities('any([$test for $y in $xs])', '$x in $xs'),
      ...loops('$found = False', '$found = True', '$found = $x in $xs'),
      ...loops('$found = True', '$found = False', '$found = $x not in $xs'),
      ...equalities(
        'for $y in $xs:\n    if $test:\n        return True\nreturn False',
        'return $x in $xs',
      ),
      ...equalities(
        'for $y in $xs:\n    if $test:\n        return False\nreturn True',
        'return $x not in $xs',
      ),
    ),
  ],
};

/** A text has parts that are no items of it, and what is looked for must stay the same. */
function isSearch(match: Match, fn: FunctionCode): boolean {
  const [xs, x] = [match.get('xs'), match.get('x')];
  const shape = shapeAt(fn, xs);
  const isItem = match.has('y') ? usesOf(match.text('y'), x) : usesOf(match.text('j'), x);
  const item = shapeAt(fn, x);
  const isCharacter = item?.kind === 'string' && item.max === 1;
  const isText = shape?.kind === 'string' || (shape === null && item?.kind === 'string');
  if (shape?.kind === 'dict' && !match.has('y')) return false;
  return isItem.length === 0 && isPure(x) && (!isText || isCharacter);
}

function loops(before: string, then: string, to: string): readonly Replacing[] {
  return [`\n        break`, ''].flatMap((end) =>
    equalities(`${before}\nfor $y in $xs:\n    if $test:\n        ${then}${end}`, to),
  );
}

/** The equality either way round, over items or over their places. */
function equalities(from: string, to: string): readonly Replacing[] {
  const byPlace = from.replace('for $y in $xs', 'for $j in range(len($xs))');
  return [
    [from.replace('$test', '$y == $x'), to, isSearch],
    [from.replace('$test', '$x == $y'), to, isSearch],
    [byPlace.replace('$test', '$xs[$j] == $x'), to, isSearch],
    [byPlace.replace('$test', '$x == $xs[$j]'), to, isSearch],
  ];
}
