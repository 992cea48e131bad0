import type { SyntaxNode } from '../../syntax-node.ts';
import type { FunctionCode } from '../rewriting/function-code.ts';
import { groupByLoop, hintOf, prepared } from '../rewriting/hoisting.ts';
import { touchedIn } from '../rewriting/effects.ts';
import { isPlaceOf } from '../rewriting/raising.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import { changedIn, isStore, pathsIn, rootPath } from '../rewriting/scope.ts';

export const rowBinding: Rule = {
  name: 'row-binding',
  why: 'A row of a table is looked up once for each run of the inner loop, not for each item.',
  when: '`grid[i][j]` in a loop that changes `j` and neither `i` nor which row `grid[i]` is',
  example: {
    before: `def row_sums(grid, width):
    sums = []
    for i in range(len(grid)):
        total = 0
        for j in range(width):
            total += grid[i][j]
        sums.append(total)
    return sums
`,
    after: `def row_sums(grid, width):
    sums = []
    for i in range(len(grid)):
        total = 0
        grid_row = grid[i]
        for j in range(width):
            total += grid_row[j]
        sums.append(total)
    return sums
`,
    calls: ['([[1, 2], [3, 4]], 2)', '([], 0)'],
  },
  ways: [bindRows],
};

function* bindRows(fn: FunctionCode): Generator<Site> {
  const rows = [...fn.all('subscript')].filter(
    (row) =>
      row.parent?.type === 'subscript' &&
      row.field === 'value' &&
      row.get('subscript')?.type !== 'slice',
  );
  for (const hoist of groupByLoop(fn, rows, (row) => isPlaceOf(fn, row), isFixed)) {
    const row = hoist.nodes[0]!;
    const name = fn.fresh(`${hintOf(row.get('value')!)}_row`);
    const edits = hoist.nodes.map((use) => fn.replace(use, name));
    yield { edits: [prepared(fn, hoist, `${name} = ${row.text}`), ...edits] };
  }
}

/** Items of the row may change in the loop, the row itself may not be another one. */
function isFixed(row: SyntaxNode, loop: SyntaxNode): boolean {
  const base = rootPath(row);
  if (base === null) return false;
  const changed = changedIn(loop);
  const indices = pathsIn(row.get('subscript')!);
  if (indices.some((path) => changed.has(path))) return false;
  const depth = depthOf(row);
  const touched = touchedIn(loop);
  const isOthers = [...touched.paths].some((path) => path === base || base.startsWith(`${path}.`));
  if (touched.isShared || isOthers) return false;
  for (const node of loop.walk()) {
    if (node.type === 'identifier' && node.text === base && isStore(node)) return false;
    const isRebound = node.type === 'subscript' && rootPath(node) === base && isStore(node);
    if (isRebound && depthOf(node) <= depth) return false;
    const isMethod = node.type === 'attribute' && node.parent?.type === 'call';
    const grows =
      isMethod &&
      /^(?:append|pop|insert|clear|sort|reverse|extend)$/.test(node.get('attribute')!.text);
    if (grows && rootPath(node.get('object')!) === base && depthOf(node.get('object')!) < depth)
      return false;
  }
  return true;
}

function depthOf(node: SyntaxNode): number {
  let depth = 0;
  for (let inner = node; inner.type === 'subscript'; inner = inner.get('value')!) depth++;
  return depth;
}
