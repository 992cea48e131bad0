import { pattern } from '../rewriting/pattern.ts';
import { isInvariant } from '../rewriting/effects.ts';
import { shapeAt } from '../rewriting/expression-shapes.ts';
import { replacing } from '../rewriting/replacing.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import { changedIn, isStore, usesOf } from '../rewriting/scope.ts';

export const keysMembership: Rule = {
  name: 'keys-membership',
  why: 'A dict answers membership itself; its keys need neither a view nor a list.',
  when: '`x in d.keys()`, `x in list(d)`, `for k in d.keys()`',
  example: {
    before: `def known(words, table):
    return [word for word in words if word in list(table.keys())]
`,
    after: `def known(words, table):
    return [word for word in words if word in table]
`,
    calls: ["(['a', 'x'], {'a': 1})", '([], {})'],
  },
  ways: [
    replacing(
      ['$x in $d.keys()', '$x in $d'],
      ['$x not in $d.keys()', '$x not in $d'],
      ['$x in list($d.keys())', '$x in $d'],
      ['$x not in list($d.keys())', '$x not in $d'],
      ['len($d.keys())', 'len($d)'],
      [
        'for $k in $d.keys():\n    $$body',
        'for $k in $d:\n    $$body',
        (match) => {
          return isInvariant(match.get('d'), match.node.get('body')!);
        },
      ],
    ),
  ],
};

const lookupLoop = pattern('for $k in $d:\n    $$body');

export const dictItems: Rule = {
  name: 'dict-items',
  why: 'Keys and values come together, so that no key has to be looked up again.',
  when: '`for k in d:` with `d[k]` read in the loop, where `d` is known to be a dict',
  example: {
    before: `def heavy(weights: dict[str, int], limit):
    names = []
    for name in weights:
        if weights[name] > limit:
            names.append(name)
    return names
`,
    after: `def heavy(weights: dict[str, int], limit):
    names = []
    for name, weight in weights.items():
        if weight > limit:
            names.append(name)
    return names
`,
    calls: ["({'a': 3, 'b': 1}, 2)", '({}, 1)'],
  },
  ways: [itemLoops],
};

function* itemLoops(fn: Parameters<Rule['ways'][number]>[0]): Generator<Site> {
  for (const match of lookupLoop.in(fn.body)) {
    const [key, table] = [match.get('k'), match.get('d')];
    if (key.type !== 'identifier' || !['identifier', 'attribute'].includes(table.type)) continue;
    const body = match.node.get('body')!;
    if (!isInvariant(table, body) || changedIn(body).has(key.text)) continue;
    if (shapeAt(fn, table)?.kind !== 'dict') continue;
    const reads = usesOf(table.text, body)
      .map((use) => use.parent!)
      .filter((node) => node.type === 'subscript' && node.text === `${table.text}[${key.text}]`)
      .filter((node) => !isStore(node));
    if (reads.length === 0) continue;
    const value = fn.fresh(singular(table.text.split('.').at(-1)!));
    yield {
      edits: [
        fn.replace(key, `${key.text}, ${value}`),
        fn.replace(table, `${table.text}.items()`),
        ...reads.map((read) => fn.replace(read, value)),
      ],
    };
  }
}

function singular(name: string): string {
  return name.endsWith('s') && name.length > 2 ? name.slice(0, -1) : `${name}_value`;
}
