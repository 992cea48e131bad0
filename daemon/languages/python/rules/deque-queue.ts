import type { SyntaxNode } from '../../syntax-node.ts';
import type { Edit, FunctionCode } from '../rewriting/function-code.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import { isStore, usesOf } from '../rewriting/scope.ts';
import { isFresh } from '../rewriting/sharing.ts';
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
    const edit = first !== null ? fn.replace(first, `${name}.popleft()`) : editFor(fn, use, deque);
    if (edit === null) return null;
    if (edit !== 'none') edits.push(edit);
  }
  return edits.length > 1 ? edits : null;
}

/** What a use becomes; none where a deque does the same, null where it does not. */
function editFor(fn: FunctionCode, use: SyntaxNode, deque: string): Edit | 'none' | null {
  const [name, parent] = [use.text, use.parent!];
  if (isShifted(use)) return 'none';
  if (isStore(use)) {
    if (parent.type === 'augmented_assignment')
      return parent.get('operator')?.text === '+=' ? 'none' : null;
    const value = parent.type === 'assignment' && use.field === 'left' ? parent.get('right') : null;
    // Anything else may be somebody's list, which must stay the one that is changed.
    if (value === null || !isFresh(value) || usesOf(name, value).length > 0) return null;
    return fn.replace(value, dequeOf(deque, value));
  }
  if (use.field === 'object') {
    const call = parent.parent!;
    const method = parent.get('attribute')!.text;
    const args = call.get('arguments')?.parts ?? [];
    if (call.type !== 'call') return null;
    if (method === 'insert')
      return args[0]?.text === '0' && args[1] !== undefined
        ? fn.replace(call, `${name}.appendleft(${args[1].text})`)
        : null;
    if (method === 'pop') return args.length === 0 ? 'none' : null;
    return /^(?:append|extend|clear|count|index|remove)$/.test(method) ? 'none' : null;
  }
  if (parent.type === 'subscript' && use.field === 'value') {
    if (parent.get('subscript')!.type !== 'slice') return 'none';
    return isStore(parent) ? null : fn.replace(use, `list(${name})`);
  }
  if (parent.type === 'return_statement') return fn.replace(use, `list(${name})`);
  if (parent.type === 'expression_list' && parent.parent?.type === 'return_statement')
    return fn.replace(use, `list(${name})`);
  if (parent.type === 'comparison_operator') {
    const isMember =
      parent.parts.at(-1) === use && /^(?:not )?in$/.test(parent.get('operators')?.text ?? '');
    return isMember ? 'none' : fn.replace(use, `list(${name})`);
  }
  if (parent.type === 'argument_list')
    return /^(?:len|sum|min|max|any|all|sorted|set|list|tuple|enumerate|bool)$/.test(
      parent.parent!.get('function')!.text,
    )
      ? 'none'
      : null;
  const isAsked =
    use.field === 'condition' || parent.is('not_operator', 'while_statement', 'if_statement');
  const isIterated = parent.is('for_statement', 'for_in_clause') && use.field === 'right';
  return isAsked || isIterated || (parent.type === 'boolean_operator' && isCondition(parent))
    ? 'none'
    : null;
}

/** The name on the right of `queue = queue[1:]`. */
function isShifted(use: SyntaxNode): boolean {
  const assignment = use.parent?.parent;
  return (
    assignment?.type === 'assignment' &&
    assignment.text.replaceAll(' ', '') === `${use.text}=${use.text}[1:]`
  );
}

function isCondition(node: SyntaxNode): boolean {
  let inner = node;
  while (inner.parent?.is('boolean_operator', 'not_operator', 'parenthesized_expression'))
    inner = inner.parent;
  return inner.field === 'condition';
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
