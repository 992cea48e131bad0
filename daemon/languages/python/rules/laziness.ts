import type { SyntaxNode } from '../../syntax-node.ts';
import type { FunctionCode } from '../rewriting/function-code.ts';
import type { Match } from '../rewriting/pattern.ts';
import { replacing } from '../rewriting/replacing.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import { isInvariant } from '../rewriting/effects.ts';
import { isPure } from '../rewriting/values.ts';
import { isStore, loopsAround, statementOf, usesOf } from '../rewriting/scope.ts';

export const lineByLine: Rule = {
  name: 'line-by-line',
  why: 'A file hands over its lines one by one, so that it is never in memory as a whole.',
  when: '`for line in file.readlines()` or `for x in text.read().splitlines()`',
  example: {
    before: `import io


def longest(text):
    best = ''
    for line in io.StringIO(text).readlines():
        if len(line) > len(best):
            best = line
    return best
`,
    after: `import io


def longest(text):
    best = ''
    for line in io.StringIO(text):
        if len(line) > len(best):
            best = line
    return best
`,
    calls: ["('a\\\\nbcd\\\\n',)", "('',)"],
  },
  ways: [
    replacing(
      ['for $x in $f.readlines():\n    $$body', 'for $x in $f:\n    $$body', leavesFile],
      ['[$e for $x in $f.readlines()]', '[$e for $x in $f]'],
      ['[$e for $x in $f.readlines() if $c]', '[$e for $x in $f if $c]'],
    ),
  ],
};

export const lazyPipeline: Rule = {
  name: 'lazy-pipeline',
  why: 'A list that is gone through once need not exist: a generator makes each item as it is wanted.',
  favours: 'memory',
  when: 'a list comprehension in a variable that is used once, in a loop or a reducing call',
  example: {
    before: `def total_length(words):
    stripped = [word.strip() for word in words]
    lengths = [len(word) for word in stripped]
    return sum(lengths)
`,
    after: `def total_length(words):
    stripped = (word.strip() for word in words)
    lengths = (len(word) for word in stripped)
    return sum(lengths)
`,
    calls: ["([' a', 'bc '],)", '([],)'],
  },
  ways: [stream],
};

const consumers = new Set([
  'sum',
  'min',
  'max',
  'any',
  'all',
  'set',
  'dict',
  'join',
  'sorted',
  'list',
  'tuple',
  'Counter',
  'enumerate',
  'zip',
  'map',
  'filter',
  'frozenset',
]);

function leavesFile(match: Match): boolean {
  const f = match.get('f');
  return f.type === 'call' || usesOf(f.text, match.node.get('body')!).length === 0;
}

function* stream(fn: FunctionCode): Generator<Site> {
  for (const list of fn.all('list_comprehension')) {
    const assignment = list.parent!;
    const name = assignment.type === 'assignment' ? assignment.get('left')! : null;
    if (name?.type !== 'identifier' || list.field !== 'right') continue;
    const uses = usesOf(name.text, fn.body);
    const reads = uses.filter((use) => !isStore(use));
    const [read] = reads;
    if (reads.length !== 1 || uses.length !== 2 || read === undefined || !isConsumed(read))
      continue;
    const later = statementOf(read);
    const between = [...fn.body.walk()].filter(
      (node) => node.parent?.type === 'block' && node.start > list.end && node.end <= later.end,
    );
    const isKept = between.every((node) => isInvariant(list, node)) && isPure(list);
    if (!isKept || !isSource(list)) continue;
    const isOnce = loopsAround(read).every(
      (loop) => name.isWithin(loop) || isFirstSource(read, loop),
    );
    if (isOnce) yield { edits: [fn.replace(list, `(${list.text.slice(1, -1)})`)] };
  }
}

/** What awaits cannot be a plain generator. */
function isSource(list: SyntaxNode): boolean {
  return ![...list.walk()].some((node) => node.is('async', 'await', 'named_expression'));
}

function isConsumed(read: SyntaxNode): boolean {
  const parent = read.parent!;
  if (parent.is('for_statement', 'for_in_clause')) return read.field === 'right';
  if (parent.type !== 'argument_list') return false;
  const callee = parent.parent!.get('function')!;
  return consumers.has(callee.get('attribute')?.text ?? callee.text);
}

function isFirstSource(read: SyntaxNode, loop: SyntaxNode): boolean {
  return loop.get('right')?.start === read.start;
}
