import type { SyntaxNode } from '../../syntax-node.ts';
import type { FunctionCode } from '../rewriting/function-code.ts';
import { groupByLoop, hintOf, prepared } from '../rewriting/hoisting.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import { isComprehension, isStore, mutators, pathOf, usesOf } from '../rewriting/scope.ts';
import { isConstant, isPure, kindOf } from '../rewriting/values.ts';

export const invariantHoisting: Rule = {
  name: 'invariant-hoisting',
  why: 'What has the same value in every turn of a loop is computed once, before the loop.',
  when: 'a call, comprehension or sum of unchanged things inside a loop',
  example: {
    before: `def shares(xs):
    result = []
    for x in xs:
        result.append(x / sum(xs))
    return result
`,
    after: `def shares(xs):
    result = []
    sum_xs = sum(xs)
    for x in xs:
        result.append(x / sum_xs)
    return result
`,
    calls: ['([1, 3],)', '([],)'],
  },
  ways: [hoisting],
};

function* hoisting(fn: FunctionCode): Generator<Site> {
  const worthwhile = [...fn.body.walk()].filter(
    (node) => isWorthwhile(node) && isPure(node) && isConsumed(fn, node),
  );
  // Only what can be computed before its loop: else a part of it may be.
  const hoists = groupByLoop(fn, worthwhile);
  const possible = hoists.flatMap(({ nodes }) => nodes);
  const isPart = (node: SyntaxNode) =>
    possible.some((other) => other !== node && node.isWithin(other));
  for (const hoist of hoists) {
    const nodes = hoist.nodes.filter((node) => !isPart(node));
    const [node] = nodes;
    if (node === undefined) continue;
    const callee = node.type === 'call' ? node.get('function')! : null;
    const verb = callee?.type === 'identifier' ? `${callee.text}_` : '';
    const name = fn.fresh(`${verb}${hintOf(node)}`);
    const edits = nodes.map((use) => fn.replace(use, name));
    yield { edits: [prepared(fn, hoist, `${name} = ${node.text}`), ...edits] };
  }
}

/** More than a name, a constant or a small sum. */
function isWorthwhile(node: SyntaxNode): boolean {
  if (node.parent?.is('decorator', 'default_parameter') ?? true) return false;
  if (node.type === 'call') {
    const callee = node.get('function')!.text;
    return callee !== 'range' && callee !== 'enumerate' && callee !== 'zip' && callee !== 'iter';
  }
  if (isComprehension(node)) return node.type !== 'generator_expression';
  if (node.is('list', 'set', 'dictionary')) return node.parts.length > 2 && !isConstant(node);
  if (node.type === 'subscript') return node.get('subscript')?.type === 'slice';
  if (node.type !== 'binary_operator') return false;
  return (
    [...node.walk()].some((inner) => inner.is('call', 'binary_operator') && inner !== node) &&
    !isConstant(node)
  );
}

/** A list, set or dict may be shared between turns only where nothing can change or keep it. */
function isConsumed(fn: FunctionCode, node: SyntaxNode): boolean {
  const kind = kindOf(node);
  const isShared =
    kind === 'list' || kind === 'set' || kind === 'dict' || node.type === 'subscript';
  if (!isShared) return true;
  const parent = node.parent!;
  if (parent.is('comparison_operator', 'for_statement', 'for_in_clause'))
    return node.field !== 'left';
  if (parent.type === 'subscript') return node.field === 'value';
  if (parent.type === 'argument_list') return isPure(parent.parent!);
  if (parent.type === 'binary_operator') return isConsumed(fn, parent);
  if (parent.type === 'attribute') return !mutators.has(parent.get('attribute')!.text);
  return parent.type === 'assignment' && isOnlyRead(fn, parent);
}

function isOnlyRead(fn: FunctionCode, assignment: SyntaxNode): boolean {
  const name = pathOf(assignment.get('left')!);
  if (name === null) return false;
  return usesOf(name, fn.body).every((use) => {
    const parent = use.parent!;
    if (isStore(use)) return parent === assignment;
    if (parent.is('comparison_operator', 'for_statement', 'for_in_clause')) return true;
    if (parent.type === 'subscript') return use.field === 'value' && !isStore(parent);
    return parent.type === 'argument_list' && isPure(parent.parent!);
  });
}
