import type { SyntaxNode } from '../../syntax-node.ts';
import type { Edit, FunctionCode } from '../rewriting/function-code.ts';
import { pattern } from '../rewriting/pattern.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import { isStore, loopsAround, mutators, statementOf, usesOf } from '../rewriting/scope.ts';
import { isUnshared } from '../rewriting/sharing.ts';
import { isEmptyList, kindOfVariable, valuesOf } from '../rewriting/values.ts';

export const frontInsertion: Rule = {
  name: 'front-insertion',
  why: 'Inserting at the front moves the whole list; append and one reversal at the end do not.',
  when: '`xs.insert(0, x)` in a loop that does nothing else with the local list `xs`',
  example: {
    before: `def digits(n):
    result = []
    while n > 0:
        result.insert(0, n % 10)
        n //= 10
    return result
`,
    after: `def digits(n):
    result = []
    while n > 0:
        result.append(n % 10)
        n //= 10
    result.reverse()
    return result
`,
    calls: ['(907,)', '(0,)'],
  },
  ways: [reversing, leftAppending],
};

const insertion = pattern('$xs.insert(0, $x)');

/** The outermost loop around the insertions into a list that is made outside of it. */
interface Filling {
  readonly name: string;
  readonly loop: SyntaxNode;
  readonly calls: readonly { readonly call: SyntaxNode; readonly item: string }[];
}

function* reversing(fn: FunctionCode): Generator<Site> {
  for (const { name, loop, calls } of fillings(fn)) {
    const isEmpty = valuesOf(fn, name).every((value) => value !== null && isEmptyList(value));
    if (!isEmpty) continue;
    const edits: Edit[] = calls.map(({ call, item }) =>
      fn.replace(call, `${name}.append(${item})`),
    );
    yield { edits: [...edits, fn.after(loop, `${name}.reverse()`)] };
  }
}

function* leftAppending(fn: FunctionCode): Generator<Site> {
  for (const { name, loop, calls } of fillings(fn)) {
    const deque = fn.import('collections', 'deque');
    const front = fn.fresh(`${name}_front`);
    const edits = calls.map(({ call, item }) => fn.replace(call, `${front}.appendleft(${item})`));
    const before = fn.before(loop, `${front} = ${deque}(${name})`);
    yield { edits: [before, ...edits, fn.after(loop, `${name} = list(${front})`)] };
  }
}

function* fillings(fn: FunctionCode): Generator<Filling> {
  const byName = new Map<string, { call: SyntaxNode; item: string }[]>();
  for (const match of insertion.in(fn.body)) {
    const xs = match.get('xs');
    if (xs.type !== 'identifier' || match.node.parent?.type !== 'expression_statement') continue;
    const calls = byName.get(xs.text) ?? [];
    calls.push({ call: match.node, item: match.text('x') });
    byName.set(xs.text, calls);
  }
  for (const [name, calls] of byName) {
    if (kindOfVariable(fn, name) !== 'list' || !isUnshared(fn, name)) continue;
    const uses = usesOf(name, fn.body);
    const stores = uses.filter(isStore).map(statementOf);
    const loop = loopsAround(calls[0]!.call).findLast(
      (outer) => !stores.some((store) => store.isWithin(outer)),
    );
    if (loop === undefined || statementOf(loop) !== loop) continue;
    const inside = uses.filter((use) => use.isWithin(loop));
    const changes = uses.filter((use) => mutators.has(use.parent?.get('attribute')?.text ?? ''));
    if (inside.length === calls.length && changes.length === calls.length)
      yield { name, loop, calls };
  }
}
