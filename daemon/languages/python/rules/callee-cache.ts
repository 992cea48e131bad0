import type { SyntaxNode } from '../../syntax-node.ts';
import type { FunctionCode } from '../rewriting/function-code.ts';
import { parsePython } from '../parse.ts';
import { areKeysOf, areLeftAlone, canBeRemembered, isOnlyRead } from '../rewriting/remembering.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import { changedIn, loopsAround } from '../rewriting/scope.ts';

export const calleeCache: Rule = {
  name: 'callee-cache',
  why: 'A function of the module that is called with equal arguments computes each result once.',
  when: 'a call of a function of the same module in a loop',
  example: {
    before: `def cost(n):
    return sum(range(n))


def total_cost(orders):
    return sum([cost(order) for order in orders])
`,
    after: `from functools import cache


def cost(n):
    return sum(range(n))


def total_cost(orders):
    cached_cost = cache(cost)
    return sum([cached_cost(order) for order in orders])
`,
    calls: ['([5, 5, 7],)', '([],)'],
  },
  ways: [cacheCallees],
};

function* cacheCallees(fn: FunctionCode): Generator<Site> {
  const own = new Map<string, SyntaxNode>();
  for (const statement of parsePython(fn.module).parts)
    if (statement.type === 'function_definition') own.set(statement.get('name')!.text, statement);
  const calls = new Map<string, SyntaxNode[]>();
  for (const call of fn.all('call')) {
    const callee = call.get('function')!;
    const isOwn = callee.type === 'identifier' && own.has(callee.text) && callee.text !== fn.name;
    if (!isOwn || loopsAround(call).length === 0) continue;
    if (!canBeRemembered(own.get(callee.text)!, own) || !areKeysOf(fn, call)) continue;
    if (!isOnlyRead(call, own.get(callee.text)!) || !areLeftAlone(fn, call, own)) continue;
    if (fn.parameters.includes(callee.text) || changedIn(fn.body).has(callee.text)) continue;
    calls.set(callee.text, [...(calls.get(callee.text) ?? []), callee]);
  }
  for (const [name, callees] of calls) {
    const cached = fn.fresh(`cached_${name}`);
    const first = fn.body.parts[0]!;
    const isDocstring = first.type === 'expression_statement' && first.parts[0]?.type === 'string';
    const line = `${cached} = ${fn.import('functools', 'cache')}(${name})`;
    const place = isDocstring ? fn.after(first, line) : fn.before(first, line);
    yield { edits: [place, ...callees.map((callee) => fn.replace(callee, cached))] };
  }
}
