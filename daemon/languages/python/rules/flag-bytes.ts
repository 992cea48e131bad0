import type { SyntaxNode } from '../../syntax-node.ts';
import type { Edit, FunctionCode } from '../rewriting/function-code.ts';
import { shapeAt } from '../rewriting/expression-shapes.ts';
import { isReadLater } from '../rewriting/later.ts';
import { isNonNegative } from '../rewriting/numbers.ts';
import { pattern, type Match } from '../rewriting/pattern.ts';
import { replacing } from '../rewriting/replacing.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import { isStore, pathOf, usesOf } from '../rewriting/scope.ts';

export const stridedAssignment: Rule = {
  name: 'strided-assignment',
  why: 'One assignment to a slice sets all its places in C.',
  when: 'a loop over a range that does nothing but set `xs[j]` to a constant',
  example: {
    before: `def sieve(n):
    flags = [True] * n
    for p in range(2, n):
        if flags[p]:
            for j in range(p * p, n, p):
                flags[j] = False
    return flags
`,
    after: `def sieve(n):
    flags = [True] * n
    for p in range(2, n):
        if flags[p]:
            flags[p * p:n:p] = [False] * len(range(p * p, n, p))
    return flags
`,
    calls: ['(20,)', '(2,)'],
  },
  ways: [
    replacing(
      [
        'for $j in range($a, $b, $c):\n    $xs[$j] = $value',
        '$xs[$a:$b:$c] = [$value] * len(range($a, $b, $c))',
        isRun,
      ],
      [
        'for $j in range($a, $b):\n    $xs[$j] = $value',
        '$xs[$a:$b] = [$value] * len(range($a, $b))',
        isRun,
      ],
    ),
  ],
};

export const flagBytes: Rule = {
  name: 'flag-bytes',
  why: 'A bytearray keeps a flag in one byte, a list in eight.',
  when: 'a local list `[True] * n` or `[False] * n` whose items are only tested and set',
  example: {
    before: `def reachable(steps, n):
    seen = [False] * (n + 1)
    seen[0] = True
    for i in range(n):
        if seen[i]:
            for step in steps:
                if i + step <= n:
                    seen[i + step] = True
    return sum(seen)
`,
    after: `def reachable(steps, n):
    seen = bytearray(max(n + 1, 0))
    seen[0] = True
    for i in range(n):
        if seen[i]:
            for step in steps:
                if i + step <= n:
                    seen[i + step] = True
    return sum(seen)
`,
    calls: ['([2, 3], 10)', '([], 0)'],
  },
  ways: [asBytes],
};

const flagLists = [
  { shape: pattern('[$flag] * $n'), isFilled: true },
  { shape: pattern('[$flag for $_ in range($n)]'), isFilled: true },
];

function* asBytes(fn: FunctionCode): Generator<Site> {
  for (const { shape } of flagLists) {
    for (const match of shape.in(fn.body)) {
      const flag = match.get('flag');
      const assignment = match.node.parent!;
      const name = assignment.type === 'assignment' ? pathOf(assignment.get('left')!) : null;
      if (!flag.is('true', 'false') || name === null || name.includes('.')) continue;
      const size = match.text('n').replace(/^\((.*)\)$/, '$1');
      const bytes =
        flag.type === 'true'
          ? `bytearray(b'\\x01') * ${match.text('n')}`
          : isNonNegative(fn, match.get('n'))
            ? `bytearray(${size})`
            : `bytearray(max(${size}, 0))`;
      const edits = flagUses(fn, name, assignment);
      if (edits !== null) yield { edits: [fn.replace(match.node, bytes), ...edits] };
    }
  }
}

/** Edits of slice assignments; null where the list itself is handed on. */
function flagUses(fn: FunctionCode, name: string, begin: SyntaxNode): readonly Edit[] | null {
  const edits: Edit[] = [];
  for (const use of usesOf(name, fn.body)) {
    const parent = use.parent!;
    if (parent === begin) continue;
    if (isStore(use) || !isFlagUse(use)) return null;
    if (parent.type !== 'subscript' || !isStore(parent)) continue;
    const stored = parent.parent!.get('right');
    const isFlag = stored?.is('true', 'false', 'comparison_operator', 'not_operator') ?? false;
    if (
      parent.get('subscript')!.type !== 'slice' &&
      !(parent.parent!.type === 'assignment' && isFlag)
    )
      return null;
    if (parent.get('subscript')!.type !== 'slice') continue;
    const match = flagRun.match(parent.parent!.get('right')!);
    if (match === null) return null;
    const byte = match.text('flag') === 'True' ? `b'\\x01'` : `b'\\x00'`;
    edits.push(fn.replace(match.node, `${byte} * ${match.text('n')}`));
  }
  return edits;
}

/** A use to which it is all the same whether a flag is a byte or a truth value. */
function isFlagUse(use: SyntaxNode): boolean {
  const parent = use.parent!;
  if (parent.type === 'argument_list')
    return /^(?:sum|len|any|all)\(/.test(parent.parent!.text) && parent.parts.length === 1;
  if (use.field === 'object') return /\.count\((?:True|False)\)$/.test(parent.parent!.text);
  if (parent.type !== 'subscript' || use.field !== 'value') return false;
  if (isStore(parent)) return true;
  let inner = parent;
  while (inner.parent!.is('not_operator', 'boolean_operator', 'parenthesized_expression')) {
    if (inner.parent!.type === 'not_operator') return true;
    inner = inner.parent!;
  }
  const isAsked = inner.field === 'condition' || inner.parent!.type === 'if_clause';
  return (
    isAsked || (inner.parent!.type === 'conditional_expression' && inner.parent!.parts[1] === inner)
  );
}

const flagRun = pattern('[$flag] * $n');

/** A list, and places of it that count from the front. */
function isRun(match: Match, fn: FunctionCode): boolean {
  const xs = match.get('xs');
  const isList = shapeAt(fn, xs)?.kind === 'list';
  const isForward = !match.has('c') || isNonNegative(fn, match.get('c'));
  const isUnread = !isReadLater(fn, match.text('j'), match.node);
  return (
    isConstantFlag(match.get('value')) &&
    isList &&
    isForward &&
    isNonNegative(fn, match.get('a')) &&
    isUnread
  );
}

function isConstantFlag(node: SyntaxNode): boolean {
  return node.is('true', 'false', 'none', 'integer');
}
