import { isNonNegative } from '../rewriting/numbers.ts';
import { pattern } from '../rewriting/pattern.ts';
import { replacing, type Replacing } from '../rewriting/replacing.ts';
import type { FunctionCode } from '../rewriting/function-code.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import { isUnshared } from '../rewriting/sharing.ts';
import { isInvariant } from '../rewriting/effects.ts';
import { isStore, loopsAround, statementOf, usesOf } from '../rewriting/scope.ts';

export const sortedEnds: Rule = {
  name: 'sorted-ends',
  why: 'The smallest, the largest or the first few are found in one pass, without sorting all.',
  when: '`sorted(xs)[0]`, `sorted(xs)[-1]`, `sorted(xs)[:k]`, also by way of a variable',
  example: {
    before: `def spread(xs, k):
    ordered = sorted(xs)
    return ordered[-1] - ordered[0], sorted(xs, reverse=True)[:k]
`,
    after: `from heapq import nlargest


def spread(xs, k):
    return max(xs) - min(xs), (nlargest(k, xs) if k >= 0 else sorted(xs, reverse=True)[:k])
`,
    calls: ['([3, 1, 2], 2)', '([5, 5], 1)'],
  },
  ways: [
    function* (fn) {
      yield* variableEnds(fn);
      yield* direct(fn);
    },
  ],
};

const direct = replacing(
  ...ends('sorted($xs)[0]', 'min($xs)'),
  ['sorted($xs)[-1]', 'max($xs)'],
  ['sorted($xs, reverse=True)[0]', 'max($xs)'],
  ['sorted($xs, reverse=True)[-1]', 'min($xs)'],
  ['sorted($xs, key=$key, reverse=True)[0]', 'max($xs, key=$key)'],
  ['sorted($xs)[:$k]', heap('nsmallest', '$heap($k, $xs)')],
  ['sorted($xs, key=$key)[:$k]', heap('nsmallest', '$heap($k, $xs, key=$key)')],
  ['sorted($xs, reverse=True)[:$k]', heap('nlargest', '$heap($k, $xs)')],
  ['sorted($xs, key=$key, reverse=True)[:$k]', heap('nlargest', '$heap($k, $xs, key=$key)')],
  ['sorted($xs)[-$k:]', heap('nlargest', '$heap($k, $xs)[::-1]'), isSmall],
  ['sorted($xs)[$k]', heap('nsmallest', '$heap($k + 1, $xs)[-1]'), isSmall],
  ['sorted(list($xs))', 'sorted($xs)'],
  ['list(sorted($$xs))', 'sorted($xs)'],
);

function isSmall(match: { text(name: string): string }): boolean {
  return /^\d$/.test(match.text('k')) && match.text('k') !== '0';
}

function ends(from: string, to: string): readonly Replacing[] {
  return [
    [from, to],
    [from.replace('$xs', '$xs, key=$key'), to.replace('$xs', '$xs, key=$key')],
  ];
}

function heap(name: string, template: string): Replacing[1] {
  return (match, fn) => {
    const text = fn.fill(template, match, { heap: fn.import('heapq', name) });
    const k = match.get('k');
    if (k.type === 'integer' || isNonNegative(fn, k)) return text;
    // A negative number leaves items out at the other end.
    const isAsked = match.node.parent?.type === 'conditional_expression';
    return k.type !== 'identifier' || isAsked
      ? null
      : `${text} if ${k.text} >= 0 else ${match.node.text}`;
  };
}

const assigned = pattern('$s = sorted($xs)');
const sortedInPlace = pattern('$s.sort()');

/** `s = sorted(xs)` of which only the ends are read. */
function* variableEnds(fn: FunctionCode): Generator<Site> {
  for (const match of assigned.in(fn.body)) {
    const name = match.text('s');
    const others = usesOf(name, fn.body).filter((use) => use !== match.get('s'));
    const isEnd = others.every(
      (use) => endOf(use.parent!.text, name) !== null && !isStore(use.parent!),
    );
    const statement = statementOf(match.node);
    const xs = match.get('xs');
    const isSame =
      xs.is('identifier', 'attribute') && fn.body.parts.every((part) => isInvariant(xs, part));
    const isOne = usesOf(name, fn.body).filter(isStore).length === 1;
    if (
      !isEnd ||
      !isSame ||
      !isOne ||
      others.some((use) => loopsAround(use).length > 0) ||
      others.length === 0
    )
      continue;
    const edits = others.map((use) =>
      fn.replace(use.parent!, `${endOf(use.parent!.text, name)}(${match.text('xs')})`),
    );
    yield { edits: [fn.remove(statement), ...edits] };
  }
  for (const match of sortedInPlace.in(fn.body)) {
    const name = match.text('s');
    if (match.node.parent?.type !== 'expression_statement' || !isUnshared(fn, name)) continue;
    if (loopsAround(match.node).length > 0) continue;
    const later = usesOf(name, fn.body).filter((use) => use.start > match.node.end);
    if (later.length === 0 || !later.every((use) => endOf(use.parent!.text, name) !== null))
      continue;
    const edits = later.map((use) =>
      fn.replace(use.parent!, `${endOf(use.parent!.text, name)}(${name})`),
    );
    yield { edits: [fn.remove(match.node.parent), ...edits] };
  }
}

function endOf(text: string, name: string): 'min' | 'max' | null {
  if (text === `${name}[0]`) return 'min';
  return text === `${name}[-1]` || text === `${name}[len(${name}) - 1]` ? 'max' : null;
}
