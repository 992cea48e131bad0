import type { SyntaxNode } from '../../syntax-node.ts';
import type { FunctionCode } from '../rewriting/function-code.ts';
import { pattern } from '../rewriting/pattern.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import { isInvariant } from '../rewriting/effects.ts';
import { isStore, statementOf, usesOf } from '../rewriting/scope.ts';

export const directAppend: Rule = {
  name: 'direct-append',
  why: 'A value that is only appended needs no variable, and its loop may become a comprehension.',
  when: '`y = …` right before `xs.append(y)`, where `y` is used for nothing else',
  example: {
    before: `def grid(rows, columns):
    table = []
    for i in range(rows):
        row = [0] * columns
        table.append(row)
    return table
`,
    after: `def grid(rows, columns):
    table = []
    for i in range(rows):
        table.append([0] * columns)
    return table
`,
    calls: ['(2, 3)', '(0, 0)'],
  },
  ways: [appendDirectly],
};

export const sliceInlining: Rule = {
  name: 'slice-inlining',
  why: 'A slice that is only summed or measured needs no variable, and sums of slices can be shared.',
  when: '`part = xs[a:b]` of which only `sum`, `min`, `max` or `len` is taken',
  example: {
    before: `def averages(xs, k):
    result = []
    for i in range(len(xs) - k + 1):
        window = xs[i:i + k]
        result.append(sum(window) / len(window))
    return result
`,
    after: `def averages(xs, k):
    result = []
    for i in range(len(xs) - k + 1):
        result.append(sum(xs[i:i + k]) / len(xs[i:i + k]))
    return result
`,
    calls: ['([1, 2, 3, 6], 2)', '([], 1)'],
  },
  ways: [inlineSlices],
};

const appended = pattern('$y = $e\n$xs.append($y)');
const sliced = ['$part = $xs[$a:$b]', '$part = $xs[:$b]', '$part = $xs[$a:]'].map(pattern);

function* appendDirectly(fn: FunctionCode): Generator<Site> {
  for (const match of appended.in(fn.body)) {
    const name = match.get('y');
    if (name.type !== 'identifier' || usesOf(name.text, fn.body).length !== 2) continue;
    const text = fn.fill('$xs.append($e)', match);
    yield { edits: [fn.replace(match.node, text, match.nodes[1]!)] };
  }
}

function* inlineSlices(fn: FunctionCode): Generator<Site> {
  for (const shape of sliced) {
    for (const match of shape.in(fn.body)) {
      const name = match.get('part');
      if (name.type !== 'identifier') continue;
      const uses = usesOf(name.text, fn.body).filter((use) => use !== name);
      if (uses.length === 0 || !uses.every(isMeasured)) continue;
      const block = statementOf(match.node).parent!;
      const value = match.node.get('right')!;
      const later = block.parts.filter((part) => part.start > match.node.end);
      if (!uses.every((use) => use.isWithin(block) && use.start > value.end)) continue;
      if (usesOf(name.text, fn.body).filter(isStore).length !== 1) continue;
      if (!later.every((part) => isInvariant(value, part))) continue;
      const text = match.node.get('right')!.text;
      yield {
        edits: [fn.remove(statementOf(match.node)), ...uses.map((use) => fn.replace(use, text))],
      };
    }
  }
}

function isMeasured(use: SyntaxNode): boolean {
  const call = use.parent!.type === 'argument_list' ? use.parent!.parent! : null;
  return !isStore(use) && call !== null && /^(?:sum|min|max|len)\(\w+\)$/.test(call.text);
}
