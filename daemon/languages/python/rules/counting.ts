import { pattern } from '../rewriting/pattern.ts';
import { replacing } from '../rewriting/replacing.ts';
import type { FunctionCode } from '../rewriting/function-code.ts';
import type { Match } from '../rewriting/pattern.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import { shapeAt } from '../rewriting/expression-shapes.ts';
import { isReadLater } from '../rewriting/later.ts';
import { neverRaises } from '../rewriting/raising.ts';
import { namesIn } from '../rewriting/scope.ts';
import { isEmptyDict, isPure } from '../rewriting/values.ts';

const increments = [
  'if $x in $d:\n    $d[$x] += 1\nelse:\n    $d[$x] = 1',
  'if $x in $d:\n    $d[$x] = $d[$x] + 1\nelse:\n    $d[$x] = 1',
  'if $x not in $d:\n    $d[$x] = 1\nelse:\n    $d[$x] += 1',
  'if $x not in $d:\n    $d[$x] = 1\nelse:\n    $d[$x] = $d[$x] + 1',
];

const loopBodies = [
  ...increments,
  'if $x not in $d:\n    $d[$x] = 0\n$d[$x] += 1',
  '$d[$x] = $d.get($x, 0) + 1',
];

export const counter: Rule = {
  name: 'counter',
  why: 'Counter counts in C, with one look-up for each item.',
  when: 'an empty dict, then a loop that does nothing but count in it',
  example: {
    before: `def frequencies(words):
    counts = {}
    for word in words:
        if word in counts:
            counts[word] += 1
        else:
            counts[word] = 1
    return counts
`,
    after: `from collections import Counter


def frequencies(words):
    counts = dict(Counter(words))
    return counts
`,
    calls: ["(['a', 'b', 'a'],)", '([],)'],
  },
  ways: [
    replacing(
      ...loopBodies.flatMap((body) =>
        ['$x', '$e'].map(
          (item) =>
            [
              `$d = $none\nfor $x in $xs:\n${indented(body.replaceAll('$x', item))}`,
              counted(item),
              (match: Match, fn: FunctionCode) =>
                isEmptyDict(match.get('none')) && isCounted(match, fn),
            ] as const,
        ),
      ),
    ),
  ],
};

export const countWithDefault: Rule = {
  name: 'count-with-default',
  why: 'One look-up with a default takes the place of a test and two look-ups.',
  when: '`if x in d: d[x] += 1 else: d[x] = 1` and its like',
  example: {
    before: `def tally(words):
    counts = {}
    total = 0
    for word in words:
        if word not in counts:
            counts[word] = 0
        counts[word] += 1
        total += 1
    return counts, total
`,
    after: `def tally(words):
    counts = {}
    total = 0
    for word in words:
        counts[word] = counts.get(word, 0) + 1
        total += 1
    return counts, total
`,
    calls: ["(['a', 'b', 'a'],)", '([],)'],
  },
  ways: [
    replacing(
      ...[...increments, 'if $x not in $d:\n    $d[$x] = 0\n$d[$x] += 1'].map(
        (body) => [body, '$d[$x] = $d.get($x, 0) + 1'] as const,
      ),
      [
        'if $x in $d:\n    $y = $d[$x]\nelse:\n    $y = $default',
        '$y = $d.get($x, $default)',
        isPlain,
      ],
      [
        'if $x not in $d:\n    $y = $default\nelse:\n    $y = $d[$x]',
        '$y = $d.get($x, $default)',
        isPlain,
      ],
      ['$d[$x] if $x in $d else $default', '$d.get($x, $default)', isPlain],
    ),
  ],
};

const groupings = [
  'if $k not in $d:\n    $d[$k] = []\n$d[$k].append($v)',
  'if $k in $d:\n    $d[$k].append($v)\nelse:\n    $d[$k] = [$v]',
  'if $k not in $d:\n    $d[$k] = [$v]\nelse:\n    $d[$k].append($v)',
].map(pattern);

export const grouping: Rule = {
  name: 'grouping',
  why: 'setdefault finds or makes the group in one look-up.',
  when: '`if k not in d: d[k] = []`, then `d[k].append(v)`',
  example: {
    before: `def by_length(words):
    groups = {}
    for word in words:
        if len(word) not in groups:
            groups[len(word)] = []
        groups[len(word)].append(word)
    return groups
`,
    after: `def by_length(words):
    groups = {}
    for word in words:
        groups.setdefault(len(word), []).append(word)
    return groups
`,
    calls: ["(['a', 'bb', 'c'],)", '([],)'],
  },
  ways: [groupOnce],
};

function* groupOnce(fn: FunctionCode): Generator<Site> {
  for (const shape of groupings) {
    for (const match of shape.in(fn.body)) {
      const text = fn.fill('$d.setdefault($k, []).append($v)', match);
      yield { edits: [fn.replace(match.node, text, match.nodes.at(-1)!)] };
    }
  }
}

/** Of a mapping, Counter takes the values for counts. */
function isCounted(match: Match, fn: FunctionCode): boolean {
  const isMapping = shapeAt(fn, match.get('xs'))?.kind === 'dict';
  const names = namesIn(match.get('x'));
  const isRead = names.some((name) => isReadLater(fn, name, match.node, match.nodes.at(-1)!));
  return !isMapping && !isRead && (!match.has('e') || isPure(match.get('e')));
}

/** A default that may be computed though it is not wanted, of what is a dict. */
function isPlain(match: Match, fn: FunctionCode): boolean {
  const shape = shapeAt(fn, match.get('d'));
  const isDict = shape === null || shape.kind === 'dict';
  const isSimple = isPure(match.get('default')) && neverRaises(fn, match.get('default'));
  return isDict && isPure(match.get('x')) && isSimple;
}

function counted(item: string) {
  return (match: Match, fn: FunctionCode): string => {
    const values = item === '$x' ? '$xs' : '[$e for $x in $xs]';
    return fn.fill(`$d = dict($counter(${values}))`, match, {
      counter: fn.import('collections', 'Counter'),
    });
  };
}

function indented(text: string): string {
  return text.replace(/^/gm, '    ');
}
