import { pattern, type Match } from '../rewriting/pattern.ts';
import { replacing, type Replacing } from '../rewriting/replacing.ts';
import type { FunctionCode } from '../rewriting/function-code.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import { isReadLater } from '../rewriting/later.ts';
import { namesIn, usesOf } from '../rewriting/scope.ts';
import { isPure, isZero } from '../rewriting/values.ts';

export const builtinAggregate: Rule = {
  name: 'builtin-aggregate',
  why: 'sum, min and max run their loop in C.',
  when: 'a loop that does nothing but add up, count, or keep the smallest or largest item',
  example: {
    before: `def summary(xs):
    total = 0
    for x in xs:
        total += x
    best = xs[0]
    for x in xs:
        if x > best:
            best = x
    return total, best
`,
    after: `def summary(xs):
    total = sum(xs)
    best = max(xs)
    return total, best
`,
    calls: ['([3, 1, 2],)', '([5],)'],
  },
  ways: [
    replacing(
      ['$s = $zero\nfor $x in $xs:\n    $s += $x', '$s = sum($xs)', fromZero],
      ['$s = $zero\nfor $x in $xs:\n    $s = $s + $x', '$s = sum($xs)', fromZero],
      ['$s = $zero\nfor $x in $xs:\n    $s += $e', '$s = sum([$e for $x in $xs])', pureFromZero],
      [
        '$s = $zero\nfor $x in $xs:\n    if $c:\n        $s += $e',
        '$s = sum([$e for $x in $xs if $c])',
        pureFromZero,
      ],
      ...extremes('<', 'min'),
      ...extremes('>', 'max'),
      [
        '$p = 1\nfor $x in $xs:\n    $p *= $x',
        (match, fn) => fn.fill('$p = $prod($xs)', match, { prod: fn.import('math', 'prod') }),
      ],
    ),
  ],
};

export const earlyExit: Rule = {
  name: 'early-exit',
  why: 'Once the answer is known, the rest of the loop can be left out.',
  when: 'a loop that does nothing but set a flag to a constant',
  example: {
    before: `def has_duplicate_of(xs, wanted):
    found = False
    for x in xs:
        if x.lower() == wanted:
            found = True
    return found
`,
    after: `def has_duplicate_of(xs, wanted):
    found = False
    for x in xs:
        if x.lower() == wanted:
            found = True
            break
    return found
`,
    calls: ["(['A', 'b'], 'a')", "([], 'a')"],
  },
  ways: [leaveEarly],
};

function extremes(operator: string, name: string): readonly Replacing[] {
  const flipped = operator === '<' ? '>' : '<';
  return [
    [
      `$b = $xs[0]\nfor $x in $xs:\n    if $x ${operator} $b:\n        $b = $x`,
      `$b = ${name}($xs)`,
    ],
    [`$b = $xs[0]\nfor $x in $xs:\n    if $b ${flipped} $x:\n        $b = $x`, `$b = ${name}($xs)`],
    [
      `$b = $xs[0]\nfor $x in $xs[1:]:\n    if $x ${operator} $b:\n        $b = $x`,
      `$b = ${name}($xs)`,
    ],
    [
      `$b = $xs[0]\nfor $i in range(len($xs)):\n    if $xs[$i] ${operator} $b:\n        $b = $xs[$i]`,
      `$b = ${name}($xs)`,
    ],
    [
      `$b = $xs[0]\nfor $i in range(1, len($xs)):\n    if $xs[$i] ${operator} $b:\n        $b = $xs[$i]`,
      `$b = ${name}($xs)`,
    ],
    [`for $x in $xs:\n    if $x ${operator} $b:\n        $b = $x`, `$b = ${name}([$b, *$xs])`],
    [`for $x in $xs:\n    $b = ${name}($b, $e)`, `$b = ${name}([$b, *[$e for $x in $xs]])`, isLast],
  ];
}

function isLast(match: Match): boolean {
  return isPure(match.get('e')) && usesOf(match.text('b'), match.get('e')).length === 0;
}

function fromZero(match: Match): boolean {
  return isZero(match.get('zero')) || match.text('zero') === '0.0';
}

function pureFromZero(match: Match, fn: FunctionCode): boolean {
  const total = match.text('s');
  const parts = [match.get('e'), ...(match.has('c') ? [match.get('c')] : [])];
  const isOwn = parts.some((part) => usesOf(total, part).length > 0);
  const last = match.nodes.at(-1)!;
  const isRead = namesIn(match.get('x')).some((name) => isReadLater(fn, name, match.node, last));
  return fromZero(match) && !isOwn && !isRead && parts.every(isPure);
}

const flagLoops = [
  pattern('for $x in $xs:\n    if $c:\n        $flag = $value'),
  pattern('for $x in $xs:\n    $y = $e\n    if $c:\n        $flag = $value'),
];

function* leaveEarly(fn: FunctionCode): Generator<Site> {
  for (const shape of flagLoops) {
    for (const match of shape.in(fn.body)) {
      const value = match.get('value');
      const flag = match.text('flag');
      const isFixed = value.is('true', 'false', 'none', 'integer', 'string');
      const isFree =
        usesOf(flag, match.get('c')).length === 0 && match.get('flag').type === 'identifier';
      if (!isFixed || !isFree || match.node.get('alternative') !== null) continue;
      const skipped = [match.get('c'), ...(match.has('e') ? [match.get('e')] : [])];
      const names = [match.get('x'), ...(match.has('y') ? [match.get('y')] : [])].flatMap(namesIn);
      if (!skipped.every(isPure)) continue;
      if (names.some((name) => isReadLater(fn, name, match.node))) continue;
      const assignment = [...match.node.walk()].find(
        (node) => node.type === 'expression_statement' && node.text.startsWith(`${flag} =`),
      )!;
      yield { edits: [fn.after(assignment, 'break')] };
    }
  }
}
