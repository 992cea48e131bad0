import type { SyntaxNode } from '../../syntax-node.ts';
import type { FunctionCode } from '../rewriting/function-code.ts';
import { isReadLater } from '../rewriting/later.ts';
import { pattern, type Match } from '../rewriting/pattern.ts';
import type { Rule, Site } from '../rewriting/rule.ts';

export const sieve: Rule = {
  name: 'sieve',
  why: 'Crossing out the multiples of each prime takes the place of dividing every number.',
  when: 'a loop over `range(2, limit)` in which each number is tried for divisors in a loop',
  example: {
    before: `def primes_below(limit):
    primes = []
    for n in range(2, limit):
        is_prime = True
        for d in range(2, n):
            if n % d == 0:
                is_prime = False
                break
        if is_prime:
            primes.append(n)
    return primes
`,
    after: `def primes_below(limit):
    primes = []
    composite = bytearray(max(limit, 0))
    for n in range(2, limit):
        if not composite[n]:
            composite[n * n::n] = b'\\x01' * len(range(n * n, limit, n))
            primes.append(n)
    return primes
`,
    calls: ['(30,)', '(2,)', '(0,)'],
  },
  ways: [crossOut],
};

const ranges = [
  pattern('for $n in range($low, $limit):\n    $$body'),
  pattern('for $n in range($limit):\n    $$body'),
];

const trials = ['for $d in range(2, $stop):', 'for $d in $primes:'].flatMap((head) =>
  ['\n        break', ''].flatMap((end) =>
    ['$n % $d == 0', 'not $n % $d'].flatMap((test) => [
      pattern(
        `$flag = True\n${head}\n    if ${test}:\n        $flag = False${end}\nif $flag:\n    $$then`,
      ),
      pattern(`${head}\n    if ${test}:\n        break\nelse:\n    $$then`),
    ]),
  ),
);

/** Trial division that may stop early by a test of its own: `if p * p > n: break`. */
const guarded = ['$d * $d > $n', '$d ** 2 > $n'].flatMap((limit) => [
  pattern(
    `$flag = True\nfor $d in $primes:\n    if ${limit}:\n        break\n    if $n % $d == 0:\n        $flag = False\n        break\nif $flag:\n    $$then`,
  ),
]);

function* crossOut(fn: FunctionCode): Generator<Site> {
  for (const shape of ranges) {
    for (const outer of shape.in(fn.body)) {
      const found = trialIn(outer);
      if (found === null || !startsAtTwo(outer, found) || !triesPrimes(found)) continue;
      if (found.has('d') && isReadLater(fn, found.text('d'), found.node, found.nodes.at(-1)!))
        continue;
      const [n, limit] = [outer.text('n'), outer.get('limit')];
      const bound = limit.is('identifier', 'integer') ? limit.text : null;
      const composite = fn.fresh('composite');
      const name = bound ?? fn.fresh('stop');
      const lines = [
        ...(bound === null ? [`${name} = ${limit.text}`] : []),
        `${composite} = bytearray(max(${name}, 0))`,
      ];
      const mark = `${composite}[${n} * ${n}::${n}] = b'\\x01' * len(range(${n} * ${n}, ${name}, ${n}))`;
      const given = { n, composite, mark };
      const text = fn.fill('if not $composite[$n]:\n    $mark\n    $$then', found, given);
      const last = found.nodes.at(-1)!;
      yield {
        edits: [
          fn.before(outer.node, lines.join('\n')),
          ...(bound === null ? [fn.replace(limit, name)] : []),
          fn.replace(found.node, text, last),
        ],
      };
      return;
    }
  }
}

/** The numbers that are tried are 2 and all that follow. */
function startsAtTwo(outer: Match, found: Match): boolean {
  const low = outer.has('low') ? outer.text('low') : '0';
  if (low === '2') return true;
  if (low !== '0' && low !== '1') return false;
  const tests = new Set([`${outer.text('n')} > 1`, `${outer.text('n')} >= 2`]);
  return [...found.node.ancestors()].some(
    (node) => node.isWithin(outer.node) && tests.has(node.get('condition')?.text ?? ''),
  );
}

/** Divisors come from all numbers below, or from the primes that the loop itself collects. */
function triesPrimes(found: Match): boolean {
  const stop = found.has('stop') ? found.text('stop') : '';
  const n = found.text('n');
  if (found.has('primes')) {
    const collects = `${found.text('primes')}.append(${n})`;
    return found.list('then').some((statement) => statement.text === collects);
  }
  return [n, `${n} - 1`, `${n} // 2 + 1`].includes(stop) || /sqrt|\*\* ?0\.5/.test(stop);
}

function trialIn(outer: Match): Match | null {
  const body: SyntaxNode = outer.node.get('body')!;
  for (const shape of [...trials, ...guarded]) {
    for (const match of shape.in(body)) if (match.text('n') === outer.text('n')) return match;
  }
  return null;
}
