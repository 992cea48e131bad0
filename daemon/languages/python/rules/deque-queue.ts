import type { SyntaxNode } from '../../syntax-node.ts';
import type { Edit, FunctionCode } from '../rewriting/function-code.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import { isStore, usesOf } from '../rewriting/scope.ts';
import { kindOf } from '../rewriting/values.ts';

export const dequeQueue: Rule = {
  name: 'deque-queue',
  why: 'Taking the first item of a list moves all others; a deque gives up either end at once.',
  when: '`queue.pop(0)`, `del queue[0]` or `queue = queue[1:]` on a local list',
  example: {
    before: `def walk(graph, start):
    order = []
    queue = [start]
    while queue:
        node = queue.pop(0)
        order.append(node)
        for neighbour in graph.get(node, []):
            queue.append(neighbour)
    return order
`,
    after: `from collections import deque


def walk(graph, start):
    order = []
    queue = deque([start])
    while queue:
        node = queue.popleft()
        order.append(node)
        for neighbour in graph.get(node, []):
            queue.append(neighbour)
    return order
`,
    calls: ['({1: [2, 3], 2: [4]}, 1)', '({}, 0)'],
  },
  ways: [useDeque],
};

function* useDeque(fn: FunctionCode): Generator<Site> {
  const names = new Set<string>();
  for (const node of fn.all('identifier')) if (takesFirst(node) !== null) names.add(node.text);
  for (const name of names) {
    const edits = editsFor(fn, name);
    if (edits !== null) yield { edits };
  }
}

/** The node to be replaced by `popleft()`, where a use of a list takes its first item away. */
function takesFirst(use: SyntaxNode): SyntaxNode | null {
  const name = use.text;
  const parent = use.parent!;
  const call = parent.parent;
  if (use.field === 'object' && call?.text === `${name}.pop(0)`) return call;
  const isFirst = parent.type === 'subscript' && parent.text === `${name}[0]`;
  if (isFirst && parent.parent?.type === 'delete_statement') return parent.parent;
  const isShift = parent.type === 'assignment' && use.field === 'left';
  if (isShift && parent.get('right')?.text === `${name}[1:]`) return parent;
  return null;
}

function editsFor(fn: FunctionCode, name: string): readonly Edit[] | null {
  if (fn.parameters.includes(name)) return null;
  const deque = fn.import('collections', 'deque');
  const edits: Edit[] = [];
  for (const use of usesOf(name, fn.body)) {
    const first = takesFirst(use);
    const parent = use.parent!;
    if (first !== null) edits.push(fn.replace(first, `${name}.popleft()`));
    else if (isStore(use)) {
      const value =
        parent.type === 'assignment' && use.field === 'left' ? parent.get('right') : null;
      if (parent.type === 'augmented_assignment') continue;
      if (value === null || value.text.startsWith(`${deque}(`)) return null;
      edits.push(fn.replace(value, dequeOf(deque, value)));
    } else if (
      parent.text.startsWith(`${name}.insert(0, `) ||
      parent.parent!.text.startsWith(`${name}.insert(0,`)
    ) {
      const call = parent.parent!;
      const item = call.get('arguments')?.parts[1];
      if (item === undefined) return null;
      edits.push(fn.replace(call, `${name}.appendleft(${item.text})`));
    } else if (parent.type === 'subscript' && parent.get('subscript')?.type === 'slice') {
      if (parent.parent?.get('right') === parent && parent.parent.get('left')?.text === name)
        continue;
      edits.push(fn.replace(use, `list(${name})`));
    } else if (parent.is('return_statement', 'expression_list', 'tuple', 'list', 'pair')) {
      edits.push(fn.replace(use, `list(${name})`));
    } else if (use.field === 'object' && /^(?:sort|copy)$/.test(parent.get('attribute')!.text)) {
      return null;
    }
  }
  return edits.length > 1 ? edits : null;
}

function dequeOf(deque: string, value: SyntaxNode): string {
  if (value.type === 'list' && value.parts.length === 0) return `${deque}()`;
  const isCopy = value.type === 'call' && value.get('function')!.text === 'list';
  const parts = isCopy ? value.get('arguments')!.parts : [];
  if (isCopy) return `${deque}(${parts[0]?.text ?? ''})`;
  const isWhole = /^(\w+)\[:\]$/.exec(value.text)?.[1];
  return kindOf(value) === 'tuple'
    ? `${deque}((${value.text}))`
    : `${deque}(${isWhole ?? value.text})`;
}
