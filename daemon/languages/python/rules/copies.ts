import { keyKind, shapeAt } from '../rewriting/expression-shapes.ts';
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
    replacing(['copy.deepcopy($xs)', rows, areRows], ['deepcopy($xs)', rows, areRows]),
    replacing(['copy.deepcopy($xs)', '$xs[:]', isFlat], ['deepcopy($xs)', '$xs[:]', isFlat]),
    replacing(
      ['copy.deepcopy($xs)', '$xs.copy()', isTable],
      ['deepcopy($xs)', '$xs.copy()', isTable],
    ),
  ],
};

function rows(match: Match, fn: FunctionCode): string {
  return fn.fill('[$row[:] for $row in $xs]', match, { row: fn.fresh('row') });
}

/** A list of lists of what need not be copied, such as numbers and texts. */
function areRows(match: Match, fn: FunctionCode): boolean {
  const shape = shapeAt(fn, match.get('xs'));
  if (shape?.kind === 'matrix') return keyKind(shape.items) === 'plain';
  const isRow = shape?.kind === 'list' && shape.items.kind === 'list';
  return isRow && keyKind(shape.items.items) === 'plain';
}

function isFlat(match: Match, fn: FunctionCode): boolean {
  const shape = shapeAt(fn, match.get('xs'));
  return shape?.kind === 'list' && keyKind(shape.items) === 'plain';
}

function isTable(match: Match, fn: FunctionCode): boolean {
  const shape = shapeAt(fn, match.get('xs'));
  return shape?.kind === 'dict' && keyKind(shape.values) === 'plain';
}
