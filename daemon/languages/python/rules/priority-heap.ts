import type { SyntaxNode } from '../../syntax-node.ts';
import type { Edit, FunctionCode } from '../rewriting/function-code.ts';
import { pattern } from '../rewriting/pattern.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import { isStore, loopsAround, usesOf } from '../rewriting/scope.ts';
import { isUnshared } from '../rewriting/sharing.ts';

export const priorityHeap: Rule = {
  name: 'priority-heap',
  why: 'A heap gives the smallest item and takes new ones in logarithmic time; sorting does not.',
  when: 'a list in a loop from which the smallest is taken, by `sort` and `pop(0)` or by `min` and `remove`',
  example: {
    before: `def merge_cost(sizes):
    pile = list(sizes)
    total = 0
    while len(pile) > 1:
        pile.sort()
        first = pile.pop(0)
        second = pile.pop(0)
        total += first + second
        pile.append(first + second)
    return total
`,
    after: `from heapq import heapify, heappop, heappush


def merge_cost(sizes):
    pile = list(sizes)
    heapify(pile)
    total = 0
    while len(pile) > 1:
        first = heappop(pile)
        second = heappop(pile)
        total += first + second
        heappush(pile, first + second)
    return total
`,
    calls: ['([4, 3, 2, 6],)', '([1],)'],
  },
  ways: [useHeap],
};

const smallest = pattern('$x = min($q)\n$q.remove($x)');

function* useHeap(fn: FunctionCode): Generator<Site> {
  const names = new Set<string>();
  for (const node of fn.all('identifier')) {
    const call = node.parent?.parent;
    const takes = new RegExp(`^${node.text}\\.(?:sort\\(|pop\\(0\\))|^min\\(${node.text}\\)$`);
    const isTaken = call !== undefined && call !== null && takes.test(call.text);
    if (isTaken && loopsAround(node).length > 0) names.add(node.text);
  }
  for (const name of names) {
    const edits = editsFor(fn, name);
    if (edits !== null) yield { edits };
  }
}

function editsFor(fn: FunctionCode, name: string): readonly Edit[] | null {
  if (!isUnshared(fn, name)) return null;
  const uses = usesOf(name, fn.body);
  const edits: Edit[] = [];
  const done = new Set<SyntaxNode>();
  let pops = 0;
  let orders = 0;
  const names = { heapify: '', heappop: '', heappush: '' };
  for (const key of ['heapify', 'heappop', 'heappush'] as const)
    names[key] = fn.import('heapq', key);
  for (const match of smallest.in(fn.body)) {
    if (match.text('q') !== name) continue;
    for (const statement of match.nodes) for (const use of usesOf(name, statement)) done.add(use);
    edits.push(
      fn.replace(match.node, `${match.text('x')} = ${names.heappop}(${name})`, match.nodes[1]!),
    );
    pops++;
    orders++;
  }
  for (const use of uses) {
    if (done.has(use)) continue;
    const parent = use.parent!;
    const call = parent.parent!;
    const method = use.field === 'object' ? parent.get('attribute')!.text : null;
    if (method === 'sort') {
      if (call.text !== `${name}.sort()` || call.parent?.type !== 'expression_statement')
        return null;
      edits.push(fn.remove(call.parent));
      orders++;
    } else if (method === 'pop') {
      if (call.text !== `${name}.pop(0)`) return null;
      edits.push(fn.replace(call, `${names.heappop}(${name})`));
      pops++;
    } else if (method === 'append') {
      const item = call.get('arguments')!.parts[0]!;
      edits.push(fn.replace(call, `${names.heappush}(${name}, ${item.text})`));
    } else if (method !== null) {
      return null;
    } else if (isStore(use)) {
      if (parent.type !== 'assignment' || parent.get('right')?.type === undefined) return null;
      const value = parent.get('right')!;
      const isSmall = value.type === 'list' && value.parts.length < 2;
      if (usesOf(name, value).length > 0) return null;
      if (!isSmall) edits.push(fn.after(parent.parent!, `${names.heapify}(${name})`));
    } else if (!isOrderless(use)) return null;
  }
  return pops > 0 && orders > 0 ? edits : null;
}

/** A use that does not see the order of the items, but for which is the first. */
function isOrderless(use: SyntaxNode): boolean {
  const parent = use.parent!;
  if (parent.type === 'subscript') return parent.text === `${use.text}[0]` && !isStore(parent);
  if (parent.type === 'argument_list')
    return /^(?:len|sum|min|max|sorted)\(\w+\)$/.test(parent.parent!.text);
  return parent.is('while_statement', 'if_statement', 'not_operator') || use.field === 'condition';
}
