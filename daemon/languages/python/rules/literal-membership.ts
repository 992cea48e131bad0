import type { Rule } from '../rewriting/rule.ts';
import { replacing } from '../rewriting/replacing.ts';
import type { Match } from '../rewriting/pattern.ts';
import { keyKind, shapeAt } from '../rewriting/expression-shapes.ts';
import type { FunctionCode } from '../rewriting/function-code.ts';
import { isConstant } from '../rewriting/values.ts';

export const literalMembership: Rule = {
  name: 'literal-membership',
  why: 'A set of constants is made once, when the function is compiled, and finds a member at once.',
  when: '`x in [1, 2, 3]` or `x in (1, 2, 3)` with three or more constants',
  example: {
    before: `def vowels(text):
    return sum(1 for ch in text if ch in ['a', 'e', 'i', 'o', 'u'])
`,
    after: `def vowels(text):
    return sum(1 for ch in text if ch in {'a', 'e', 'i', 'o', 'u'})
`,
    calls: ["('afterburner',)", "('',)"],
  },
  ways: [
    replacing(
      ['$x in [$$items]', '$x in {$items}', constants],
      ['$x not in [$$items]', '$x not in {$items}', constants],
      ['$x in ($$items,)', '$x in {$items}', constants],
      ['$x not in ($$items,)', '$x not in {$items}', constants],
    ),
  ],
};

function constants(match: Match, fn: FunctionCode): boolean {
  const kind = keyKind(shapeAt(fn, match.get('x')));
  if (kind === 'list' || kind === 'unhashable') return false;
  return match.list('items').length > 2 && match.list('items').every(isConstant);
}
