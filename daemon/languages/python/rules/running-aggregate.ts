import type { SyntaxNode } from '../../syntax-node.ts';
import type { Edit, FunctionCode } from '../rewriting/function-code.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import { isStore, loopsAround, usesOf } from '../rewriting/scope.ts';
import { shapeAt } from '../rewriting/expression-shapes.ts';
import { isUnshared } from '../rewriting/sharing.ts';
import { isEmptyList } from '../rewriting/values.ts';

export const runningAggregate: Rule = {
  name: 'running-aggregate',
  why: 'The sum, maximum or minimum of a growing list is carried along, not computed anew.',
  when: '`max(xs)`, `min(xs)` or `sum(xs)` in the loop in which the list `xs` grows',
  example: {
    before: `def records(stream):
    seen = []
    peaks = []
    for value in stream:
        seen.append(value)
        peaks.append(max(seen))
    return peaks
`,
    after: `def records(stream):
    seen = []
    seen_max = None
    peaks = []
    for value in stream:
        seen.append(value)
        seen_max = seen[-1] if seen_max is None else max(seen_max, seen[-1])
        peaks.append(seen_max)
    return peaks
`,
    calls: ['([3, 1, 4],)', '([],)'],
  },
  ways: [carryAlong],
};

type Kind = 'max' | 'min' | 'sum';

/** Nothing is below all values: infinity is no text, and has another place beside a NaN. */
const initial: Readonly<Record<Kind, string>> = { max: 'None', min: 'None', sum: '0' };

function step(kind: Kind, name: string, item: string): string {
  if (kind === 'sum') return `${name} + ${item}`;
  return `${item} if ${name} is None else ${kind}(${name}, ${item})`;
}

function* carryAlong(fn: FunctionCode): Generator<Site> {
  const wanted = new Map<string, SyntaxNode[]>();
  for (const call of fn.all('call')) {
    const match = /^(max|min|sum)\(([A-Za-z_]\w*)\)$/.exec(call.text);
    if (match === null || loopsAround(call).length === 0) continue;
    const key = `${match[1]} ${match[2]}`;
    wanted.set(key, [...(wanted.get(key) ?? []), call]);
  }
  for (const [key, calls] of wanted) {
    const [kind, name] = key.split(' ') as [Kind, string];
    const edits = editsFor(fn, kind, name, calls);
    if (edits !== null) yield { edits };
  }
}

/** `sum` takes nothing else. */
function areNumbers(fn: FunctionCode, name: string): boolean {
  return usesOf(name, fn.body).every((use) => {
    const call = use.parent?.parent;
    if (use.parent?.get('attribute')?.text !== 'append' || call?.type !== 'call') return true;
    const kind = shapeAt(fn, call.get('arguments')!.parts[0]!)?.kind;
    return kind === undefined || kind === 'integer' || kind === 'float';
  });
}

function editsFor(
  fn: FunctionCode,
  kind: Kind,
  name: string,
  calls: readonly SyntaxNode[],
): readonly Edit[] | null {
  if (!isUnshared(fn, name)) return null;
  if (kind === 'sum' && !areNumbers(fn, name)) return null;
  const running = fn.fresh(`${name}_${kind}`);
  const edits: Edit[] = [];
  const grown: SyntaxNode[] = [];
  for (const use of usesOf(name, fn.body)) {
    const parent = use.parent!;
    if (isStore(use)) {
      const value = parent.type === 'assignment' ? parent.get('right') : null;
      if (value === null || !isEmptyList(value)) return null;
      edits.push(fn.after(parent.parent!, `${running} = ${initial[kind]}`));
      continue;
    }
    const method = use.field === 'object' ? parent.get('attribute')!.text : null;
    if (method === 'append' && parent.parent!.parent?.type === 'expression_statement') {
      const statement = parent.parent!.parent;
      if (loopsAround(use).length > 0) grown.push(statement);
      const next = step(kind, running, `${name}[-1]`);
      edits.push(fn.after(statement, `${running} = ${next}`));
    } else if (method !== null && method !== 'index' && method !== 'count') return null;
    else if (parent.type === 'subscript' && isStore(parent)) return null;
  }
  if (grown.length === 0) return null;
  if (kind !== 'sum' && !calls.every((call) => followsOne(call, grown))) return null;
  return [...edits, ...calls.map((call) => fn.replace(call, running))];
}

/** Of an empty list `max` raises: an item was added on every way to the call. */
function followsOne(call: SyntaxNode, grown: readonly SyntaxNode[]): boolean {
  return grown.some(({ start, parent }) => {
    const block = parent!;
    return start < call.start && block.start <= call.start && call.end <= block.end;
  });
}
