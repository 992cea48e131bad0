import type { FunctionCode } from '../rewriting/function-code.ts';
import type { Match } from '../rewriting/pattern.ts';
import { replacing } from '../rewriting/replacing.ts';
import type { Rule } from '../rewriting/rule.ts';

export const plainCopy: Rule = {
  name: 'plain-copy',
  why: 'A slice or a list of slices copies in C; deepcopy looks at every item by itself.',
  when: '`copy.deepcopy(xs)` of a list, or of a list of lists',
  example: {
    before: `import copy


def with_zero(board, row, col):
    result = copy.deepcopy(board)
    result[row][col] = 0
    return result
`,
    after: `import copy


def with_zero(board, row, col):
    result = [row_2[:] for row_2 in board]
    result[row][col] = 0
    return result
`,
    calls: ['([[1, 2], [3, 4]], 0, 1)'],
  },
  ways: [
    replacing(['copy.deepcopy($xs)', rows], ['deepcopy($xs)', rows]),
    replacing(['copy.deepcopy($xs)', '$xs[:]'], ['deepcopy($xs)', '$xs[:]']),
    replacing(['copy.deepcopy($xs)', '$xs.copy()'], ['deepcopy($xs)', '$xs.copy()']),
  ],
};

function rows(match: Match, fn: FunctionCode): string {
  return fn.fill('[$row[:] for $row in $xs]', match, { row: fn.fresh('row') });
}
