import { replacing, type Replacing } from '../rewriting/replacing.ts';
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

function loops(before: string, then: string, to: string): readonly Replacing[] {
  return [`\n        break`, ''].flatMap((end) =>
    equalities(`${before}\nfor $y in $xs:\n    if $test:\n        ${then}${end}`, to),
  );
}

/** The equality either way round, over items or over their places. */
function equalities(from: string, to: string): readonly Replacing[] {
  const byPlace = from.replace('for $y in $xs', 'for $j in range(len($xs))');
  return [
    [from.replace('$test', '$y == $x'), to],
    [from.replace('$test', '$x == $y'), to],
    [byPlace.replace('$test', '$xs[$j] == $x'), to],
    [byPlace.replace('$test', '$x == $xs[$j]'), to],
  ];
}
