import { replacing, type Replacing } from '../rewriting/replacing.ts';
import type { Rule, Way } from '../rewriting/rule.ts';
import { pattern } from '../rewriting/pattern.ts';
import { isConstant, isPure } from '../rewriting/values.ts';
import type { FunctionCode } from '../rewriting/function-code.ts';
import type { Site } from '../rewriting/rule.ts';

export const stoppingEarly: Rule = {
  name: 'stopping-early',
  why: 'any and all stop at the first item that decides, unless all items are computed before.',
  when: '`any([…])` or `all([…])` over a list comprehension',
  example: {
    before: `def has_negative(xs):
    return any([x < 0 for x in xs])
`,
    after: `def has_negative(xs):
    return any(x < 0 for x in xs)
`,
    calls: ['([1, -1],)', '([],)'],
  },
  ways: [unlisted(['any', 'all'])],
};

export const generatorArgument: Rule = {
  name: 'generator-argument',
  why: 'A generator hands over one item at a time, so that the list never exists in memory.',
  favours: 'memory',
  when: '`sum([…])`, `min([…])`, `max([…])`, `set([…])`, `sorted([…])` and their like',
  example: {
    before: `def total(xs):
    return sum([x * x for x in xs])
`,
    after: `def total(xs):
    return sum(x * x for x in xs)
`,
    calls: ['([1, 2],)', '([],)'],
  },
  ways: [unlisted(['sum', 'min', 'max', 'tuple', 'sorted', 'frozenset', 'Counter', 'deque'])],
};

export const listArgument: Rule = {
  name: 'list-argument',
  why: 'Filling a list and going through it is quicker than resuming a generator for each item.',
  favours: 'time',
  when: '`sum(…)`, `join(…)` and their like over a generator expression',
  example: {
    before: `def label(xs):
    return ', '.join(str(x) for x in xs)
`,
    after: `def label(xs):
    return ', '.join([str(x) for x in xs])
`,
    calls: ['([1, 2],)', '([],)'],
  },
  ways: [listed],
};

export const directDisplay: Rule = {
  name: 'direct-display',
  why: 'A set, dict or list comprehension builds the result itself, without a copy on the way.',
  when: '`set([…])`, `list([…])`, `dict([(k, v) …])`, `list(…)` of a generator',
  example: {
    before: `def squares(xs):
    return set([x * x for x in xs]), dict([(x, x * x) for x in xs])
`,
    after: `def squares(xs):
    return {x * x for x in xs}, {x: x * x for x in xs}
`,
    calls: ['([1, 2, 1],)', '([],)'],
  },
  ways: [
    replacing(
      ...comprehension('set', '{$body}'),
      ...comprehension('list', '[$body]'),
      ['list(map(lambda $x: $e, $xs))', '[$e for $x in $xs]'],
      ['list(filter(lambda $x: $e, $xs))', '[$x for $x in $xs if $e]'],
      ['sum(map(lambda $x: $e, $xs))', 'sum([$e for $x in $xs])'],
      ['dict([($k, $v) for $x in $xs])', '{$k: $v for $x in $xs}'],
      ['dict(($k, $v) for $x in $xs)', '{$k: $v for $x in $xs}'],
      ['[$c for $x in range($n)]', '[$c] * $n', (match) => isConstant(match.get('c'))],
      ['list(list($x))', 'list($x)'],
      ['set(list($x))', 'set($x)'],
      ['sum(list($x))', 'sum($x)'],
    ),
  ],
};

function unlisted(names: readonly string[]): Way {
  const call = pattern('$f($list)');
  return function* (fn: FunctionCode): Generator<Site> {
    for (const match of call.in(fn.body)) {
      const list = match.get('list');
      if (list.type !== 'list_comprehension' || !names.includes(match.text('f'))) continue;
      // A generator cannot await, and what is left out must do nothing.
      if ([...list.walk()].some((node) => node.is('async', 'await'))) continue;
      if (/^(?:any|all)$/.test(match.text('f')) && !isPure(list)) continue;
      yield { edits: [fn.replace(list.parent!, `(${list.text.slice(1, -1)})`)] };
    }
  };
}

const reducing = new Set(['sum', 'min', 'max', 'sorted', 'tuple', 'join']);

function* listed(fn: FunctionCode): Generator<Site> {
  for (const call of fn.all('call')) {
    const list = call.get('arguments')!;
    const name = call.get('function')!.get('attribute')?.text ?? call.get('function')!.text;
    if (list.type === 'generator_expression' && reducing.has(name))
      yield { edits: [fn.replace(list, `([${list.text.slice(1, -1)}])`)] };
  }
}

/** `set([… for …])` and `set(… for …)`, whatever their clauses. */
function comprehension(name: string, to: string): readonly Replacing[] {
  const body = (text: string) => to.replace('$body', text.slice(1, -1));
  return [
    [
      `${name}($list)`,
      (match) => {
        const list = match.get('list');
        return list.type === 'list_comprehension' ? body(list.text) : null;
      },
    ],
    [
      '$f',
      (match) => {
        const isGenerator =
          match.node.type === 'call' &&
          match.node.get('function')!.text === name &&
          match.node.get('arguments')!.type === 'generator_expression';
        return isGenerator ? body(match.node.get('arguments')!.text) : null;
      },
    ],
  ];
}
