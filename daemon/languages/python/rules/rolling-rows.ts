import type { SyntaxNode } from '../../syntax-node.ts';
import type { Edit, FunctionCode } from '../rewriting/function-code.ts';
import { pattern, type Match } from '../rewriting/pattern.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import { isStore, loopsAround, statementOf, usesOf } from '../rewriting/scope.ts';

export const rollingRows: Rule = {
  name: 'rolling-rows',
  why: 'A table of which each row needs only the row before is kept as two rows.',
  when: 'a table `[[v] * w for _ in range(h)]` filled row by row from `table[i]` and `table[i - 1]`',
  example: {
    before: `def common_length(a, b):
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            if a[i - 1] == b[j - 1]:
                table[i][j] = table[i - 1][j - 1] + 1
            else:
                table[i][j] = max(table[i - 1][j], table[i][j - 1])
    return table[len(a)][len(b)]
`,
    after: `def common_length(a, b):
    row = [0] * (len(b) + 1)
    for i in range(1, len(a) + 1):
        previous = row
        row = [0] * (len(b) + 1)
        for j in range(1, len(b) + 1):
            if a[i - 1] == b[j - 1]:
                row[j] = previous[j - 1] + 1
            else:
                row[j] = max(previous[j], row[j - 1])
    return row[len(b)]
`,
    calls: ["('abcb', 'bcab')", "('', 'x')"],
  },
  ways: [twoRows],
};

const tables = [
  pattern('$table = [[$v] * $w for $_ in range($h)]'),
  pattern('$table = [[$v for $a in range($w)] for $b in range($h)]'),
];
const columnLoop = pattern('for $i in range($h):\n    $table[$i][0] = $e');
const rowLoop = pattern('for $i in range(1, $h):\n    $$body');

function* twoRows(fn: FunctionCode): Generator<Site> {
  for (const shape of tables) {
    for (const match of shape.in(fn.body)) {
      const statement = statementOf(match.node);
      if (loopsAround(statement).length > 0) continue;
      const edits = rolled(fn, match);
      if (edits !== null) yield { edits };
    }
  }
}

/** Null where a use of the table does not fit: another row, or the table as a whole. */
function rolled(fn: FunctionCode, match: Match): readonly Edit[] | null {
  const name = match.text('table');
  const height = match.text('h');
  const siblings = statementOf(match.node).parent!.parts;
  const main = siblings.find((node) => {
    const loop = rowLoop.match(node);
    return loop !== null && loop.text('h') === height && usesOf(name, node).length > 0;
  });
  if (main === undefined) return null;
  const i = main.get('left')!.text;
  const [row, previous] = [fn.fresh('row'), fn.fresh('previous')];
  const value = match.node.get('right')!;
  const fresh = value.children.find((child) => child.field === 'body')!.text;
  const edits: Edit[] = [fn.replace(match.node, `${row} = ${fresh}`)];
  let column: string | null = null;
  const done: SyntaxNode[] = [match.node];
  for (const node of siblings) {
    const found = columnLoop.match(node);
    if (found === null || found.text('table') !== name) continue;
    if (node.start > main.start || found.text('h') !== height) return null;
    const edge = found.get('e');
    column = `${row}[0] = ${renamed(edge, found.text('i'), i)}`;
    edits.push(fn.replace(node, `${row}[0] = ${renamed(edge, found.text('i'), '0')}`));
    done.push(node);
  }
  for (const use of usesOf(name, fn.body)) {
    if (done.some((node) => use.isWithin(node))) continue;
    const cell = use.parent!;
    if (cell.type !== 'subscript' || use.field !== 'value' || isStore(use)) return null;
    const index = cell.get('subscript')!.text;
    const isInside = use.isWithin(main);
    const isLast = ['-1', height.replace(/ \+ 1$/, ''), `${height} - 1`].includes(index);
    if (isInside && index === i) edits.push(fn.replace(cell, row));
    else if (isInside && index === `${i} - 1`) edits.push(fn.replace(cell, previous));
    else if (!isInside && use.start < main.start && index === '0')
      edits.push(fn.replace(cell, row));
    else if (!isInside && use.start > main.end && isLast) edits.push(fn.replace(cell, row));
    else return null;
  }
  const first = main.get('body')!.parts[0]!;
  const opening = [
    `${previous} = ${row}`,
    `${row} = ${fresh}`,
    ...(column === null ? [] : [column]),
  ];
  return [...edits, fn.before(first, opening.join('\n'))];
}

function renamed(expression: SyntaxNode, from: string, to: string): string {
  return expression.text.replace(new RegExp(`\\b${from}\\b`, 'g'), to);
}
