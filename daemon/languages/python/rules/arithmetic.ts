import { pattern, type Match } from '../rewriting/pattern.ts';
import { replacing } from '../rewriting/replacing.ts';
import type { FunctionCode } from '../rewriting/function-code.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import { shapeAt } from '../rewriting/expression-shapes.ts';
import { isReadLater } from '../rewriting/later.ts';
import { isNonNegative } from '../rewriting/numbers.ts';
import { changedIn, usesOf } from '../rewriting/scope.ts';

export const modularPower: Rule = {
  name: 'modular-power',
  why: 'pow with a modulus never builds the huge power.',
  when: '`a ** b % m` or `pow(a, b) % m`',
  example: {
    before: `def signature(message, key, modulus):
    return [ord(ch) ** key % modulus for ch in message]
`,
    after: `def signature(message, key, modulus):
    return [(pow(ord(ch), key, modulus) if key >= 0 else ord(ch) ** key % modulus) for ch in message]
`,
    calls: ["('ab', 7, 33)", "('', 1, 2)"],
  },
  ways: [
    replacing(['$a ** $b % $m', modular, areIntegers], ['pow($a, $b) % $m', modular, areIntegers]),
  ],
};

/** A negative exponent asks for a fraction, of which the power with a modulus knows nothing. */
function modular(match: Match, fn: FunctionCode): string | null {
  const [b, m] = [match.get('b'), match.get('m')];
  if ([...match.node.ancestors()].some((outer) => outer.type === 'conditional_expression'))
    return null;
  const [isLow, isZero] = [!isNonNegative(fn, b), m.type !== 'integer'];
  if (!isLow) return fn.fill('pow($a, $b, $m)', match);
  if (!b.is('identifier', 'integer') || (isZero && !m.is('identifier'))) return null;
  return fn.fill('pow($a, $b, $m) if $b >= 0 else $a ** $b % $m', match);
}

function areIntegers(match: Match, fn: FunctionCode): boolean {
  return ['a', 'b', 'm'].every((name) => {
    const kind = shapeAt(fn, match.get(name))?.kind;
    return kind === undefined || kind === 'integer';
  });
}

export const smallPower: Rule = {
  name: 'small-power',
  why: 'A product is quicker than raising to the power, and sqrt quicker than the power 0.5.',
  when: '`x ** 2`, `x ** 3` or `x ** 0.5` of a variable or a difference of two',
  example: {
    before: `def squared_sum(xs):
    return sum(x ** 2 for x in xs)
`,
    after: `def squared_sum(xs):
    return sum(x * x for x in xs)
`,
    calls: ['([1, 2, 3],)', '([],)'],
  },
  ways: [
    replacing(
      ['$x ** 2', '$x * $x', (match) => match.get('x').type === 'identifier'],
      ['pow($x, 2)', '$x * $x', (match) => match.get('x').type === 'identifier'],
      ['$x ** 3', '$x * $x * $x', (match) => match.get('x').type === 'identifier'],
      [
        '$x ** 0.5',
        (match, fn) => fn.fill('$sqrt($x)', match, { sqrt: fn.import('math', 'sqrt') }),
        (match, fn) => isNonNegative(fn, match.get('x')) || isTruncated(match.node),
      ],
    ),
  ],
};

export const rangeMembership: Rule = {
  name: 'range-membership',
  why: 'Two comparisons, or a range, answer what a list of all numbers is searched for.',
  when: '`x in list(range(a, b))`, `x in [i for i in range(…)]`, loops over `list(range(…))`',
  example: {
    before: `def in_office(hours):
    return [hour for hour in hours if hour in list(range(9, 17))]
`,
    after: `def in_office(hours):
    return [hour for hour in hours if hour in range(9, 17)]
`,
    calls: ['([8, 9, 16, 17],)', '([],)'],
  },
  ways: [
    replacing(
      ['$x in list(range($$r))', '$x in range($r)'],
      ['$x not in list(range($$r))', '$x not in range($r)'],
      ['$x in [$i for $i in range($$r)]', '$x in range($r)'],
      ['for $x in list(range($$r)):\n    $$body', 'for $x in range($r):\n    $$body'],
      [
        'sum(range($n))',
        '$n * ($n - 1) // 2',
        (match, fn) => match.get('n').type === 'identifier' && isNonNegative(fn, match.get('n')),
      ],
    ),
  ],
};

export const trialDivision: Rule = {
  name: 'trial-division',
  why: 'A number that has a divisor has one that is no larger than its square root.',
  when: 'a loop over `range(2, n)` that only asks whether some number divides `n`',
  example: {
    before: `def is_prime(n):
    if n < 2:
        return False
    for d in range(2, n):
        if n % d == 0:
            return False
    return True
`,
    after: `from math import isqrt


def is_prime(n):
    if n < 2:
        return False
    for d in range(2, isqrt(n) + 1):
        if n % d == 0:
            return False
    return True
`,
    calls: ['(1,)', '(2,)', '(9,)', '(97,)'],
  },
  ways: [upToRoot],
};

const divisorLoop = [
  pattern('for $d in range(2, $stop):\n    if $n % $d == 0:\n        $$then'),
  pattern('for $d in range(2, $stop):\n    if $n % $d == 0:\n        $$then\nelse:\n    $$rest'),
  pattern('for $d in range(2, $stop):\n    if not $n % $d:\n        $$then'),
  pattern('for $d in range(2, $stop):\n    if not $n % $d:\n        $$then\nelse:\n    $$rest'),
];
const anyDivisor = [
  pattern('any($n % $d == 0 for $d in range(2, $stop))'),
  pattern('all($n % $d != 0 for $d in range(2, $stop))'),
  pattern('all($n % $d for $d in range(2, $stop))'),
];

function* upToRoot(fn: FunctionCode): Generator<Site> {
  for (const shape of [...divisorLoop, ...anyDivisor]) {
    for (const match of shape.in(fn.body)) {
      const [n, d] = [match.text('n'), match.text('d')];
      const then = match.has('then') ? match.list('then') : [];
      const isFlag = then.every(
        (statement) => usesOf(d, statement).length === 0 && isFlagStep(statement),
      );
      const isLong = [
        n,
        `${n} - 1`,
        `${n} // 2 + 1`,
        `(${n} // 2) + 1`,
        `int(${n} / 2) + 1`,
      ].includes(match.text('stop'));
      if (!isFlag || !isLong || match.get('n').type !== 'identifier') continue;
      const whole = [...match.nodes].at(-1)!;
      if (shapeAt(fn, match.get('n'))?.kind === 'float') continue;
      if (match.node.type === 'for_statement' && isReadLater(fn, d, whole)) continue;
      if (match.has('rest') && match.list('rest').some((each) => usesOf(d, each).length > 0))
        continue;
      const root = isBelowTwoLeft(fn, n) || isNonNegative(fn, match.get('n')) ? n : `max(${n}, 0)`;
      yield {
        edits: [fn.replace(match.get('stop'), `${fn.import('math', 'isqrt')}(${root}) + 1`)],
      };
    }
  }
}

/** `int(x ** 0.5)`: of a complex number there is no integer either. */
function isTruncated(node: SyntaxNode): boolean {
  const call = node.parent?.type === 'argument_list' ? node.parent.parent : null;
  return /^(?:int|round|math\.floor|math\.ceil|floor|ceil)$/.test(
    call?.get('function')?.text ?? '',
  );
}

/** The function leaves at its beginning where the number is small. */
function isBelowTwoLeft(fn: FunctionCode, n: string): boolean {
  if (changedIn(fn.body).has(n)) return false;
  return fn.body.parts.some((statement) => {
    if (statement.type !== 'if_statement') return false;
    const condition = statement.get('condition')!.text;
    const last = statement.get('consequence')!.parts.at(-1);
    const isLeft = last?.is('return_statement', 'raise_statement') ?? false;
    return (
      isLeft && [`${n} < 2`, `${n} <= 1`, `${n} < 1`, `${n} <= 0`, `${n} < 0`].includes(condition)
    );
  });
}

/** What may follow the discovery of a divisor, whichever divisor it is. */
function isFlagStep(statement: SyntaxNode): boolean {
  if (statement.is('break_statement', 'return_statement')) return true;
  const value = statement.parts[0]?.get('right');
  return statement.parts[0]?.type === 'assignment' && (value?.is('true', 'false') ?? false);
}
