import type { SyntaxNode } from '../../syntax-node.ts';
import type { Edit, FunctionCode } from '../rewriting/function-code.ts';
import { pattern } from '../rewriting/pattern.ts';
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
        (match) => isConstantFlag(match.get('value')),
      ],
      [
        'for $j in range($a, $b):\n    $xs[$j] = $value',
        '$xs[$a:$b] = [$value] * len(range($a, $b))',
        (match) => isConstantFlag(match.get('value')),
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
    seen = bytearray(n + 1)
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
        flag.type === 'true' ? `bytearray(b'\\x01') * ${match.text('n')}` : `bytearray(${size})`;
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
    if (isStore(use) || parent.is('return_statement', 'expression_list', 'list', 'tuple'))
      return null;
    if (parent.type !== 'subscript' || use.field !== 'value' || !isStore(parent)) continue;
    if (parent.get('subscript')!.type !== 'slice') continue;
    const match = flagRun.match(parent.parent!.get('right')!);
    if (match === null) return null;
    const byte = match.text('flag') === 'True' ? `b'\\x01'` : `b'\\x00'`;
    edits.push(fn.replace(match.node, `${byte} * ${match.text('n')}`));
  }
  return edits;
}

const flagRun = pattern('[$flag] * $n');

function isConstantFlag(node: SyntaxNode): boolean {
  return node.is('true', 'false', 'none', 'integer');
}
