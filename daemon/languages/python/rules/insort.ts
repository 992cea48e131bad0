import { pattern } from '../rewriting/pattern.ts';
import { isUnshared } from '../rewriting/sharing.ts';
import { isEmptyList, valuesOf } from '../rewriting/values.ts';
import type { FunctionCode } from '../rewriting/function-code.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import { isStore, loopsAround, mutators, usesOf } from '../rewriting/scope.ts';

export const sortedInsertion: Rule = {
  name: 'sorted-insertion',
  why: 'A sorted list stays sorted when each item is put in its place, found by bisection.',
  when: '`xs.append(x)` and then `xs.sort()` in a loop',
  example: {
    before: `def medians(stream):
    seen = []
    result = []
    for value in stream:
        seen.append(value)
        seen.sort()
        result.append(seen[len(seen) // 2])
    return result
`,
    after: `from bisect import insort


def medians(stream):
    seen = []
    result = []
    for value in stream:
        insort(seen, value)
        result.append(seen[len(seen) // 2])
    return result
`,
    calls: ['([3, 1, 2, 5, 4],)', '([],)'],
  },
  ways: [insert],
};

const appendSort = pattern('$xs.append($x)\n$xs.sort()');

/** The list begins empty or sorted, and nothing else puts items into it. */
function staysSorted(fn: FunctionCode, name: string): boolean {
  if (!isUnshared(fn, name)) return false;
  const begins = valuesOf(fn, name).every(
    (value) => value !== null && (isEmptyList(value) || /^sorted\([^=]*\)$/.test(value.text)),
  );
  const inserts = [...appendSort.in(fn.body)].filter((match) => match.text('xs') === name);
  return (
    begins &&
    usesOf(name, fn.body).every((use) => {
      const method = use.field === 'object' ? use.parent!.get('attribute')!.text : '';
      if (inserts.some((match) => match.nodes.some((node) => use.isWithin(node)))) return true;
      if (use.parent?.type === 'subscript' && isStore(use.parent))
        return use.parent.parent?.type === 'delete_statement';
      return isStore(use) || !mutators.has(method) || /^(?:pop|remove|clear)$/.test(method);
    })
  );
}

function* insert(fn: FunctionCode): Generator<Site> {
  for (const match of appendSort.in(fn.body)) {
    if (loopsAround(match.node).length === 0 || !staysSorted(fn, match.text('xs'))) continue;
    const insort = fn.import('bisect', 'insort');
    const text = fn.fill('$insort($xs, $x)', match, { insort });
    yield { edits: [fn.replace(match.node, text, match.nodes[1]!)] };
  }
}
