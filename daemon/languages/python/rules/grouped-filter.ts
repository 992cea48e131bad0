import type { SyntaxNode } from '../../syntax-node.ts';
import type { Edit, FunctionCode } from '../rewriting/function-code.ts';
import { shapeAt } from '../rewriting/expression-shapes.ts';
import { areKeys } from '../rewriting/keys.ts';
import { neverRaises } from '../rewriting/raising.ts';
import { hintOf, outermostInvariantLoop } from '../rewriting/hoisting.ts';
import { matchingKeys } from '../rewriting/join-keys.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import { isInvariant } from '../rewriting/effects.ts';
import { isComprehension, loopsAround, namesIn, statementOf } from '../rewriting/scope.ts';

export const groupedFilter: Rule = {
  name: 'grouped-filter',
  why: 'Items are put into groups once, instead of going through all of them for each group.',
  when: 'a comprehension in a loop that keeps the items of which something equals a changing value',
  example: {
    before: `def totals(names, payments):
    result = {}
    for name in names:
        result[name] = sum([amount for payer, amount in payments if payer == name])
    return result
`,
    after: `def totals(names, payments):
    result = {}
    payments_groups = {}
    for payer, amount in payments:
        payments_groups.setdefault(payer, []).append((payer, amount))
    for name in names:
        result[name] = sum([amount for payer, amount in payments_groups.get(name, ()) if payer == name])
    return result
`,
    calls: ["(['a', 'b'], [('a', 1), ('c', 2), ('a', 3)])", '([], [])'],
  },
  ways: [group],
};

function* group(fn: FunctionCode): Generator<Site> {
  for (const comprehension of fn.body.walk()) {
    if (!isComprehension(comprehension)) continue;
    const clauses = comprehension.parts.filter((part) => part.is('for_in_clause', 'if_clause'));
    for (const [index, clause] of clauses.entries()) {
      const condition = clauses[index + 1];
      if (clause.type !== 'for_in_clause' || condition?.type !== 'if_clause') continue;
      const edits = grouped(fn, comprehension, clause, condition.parts[0]!);
      if (edits === null) continue;
      yield { edits };
      return;
    }
  }
}

function grouped(
  fn: FunctionCode,
  comprehension: SyntaxNode,
  clause: SyntaxNode,
  condition: SyntaxNode,
): readonly Edit[] | null {
  const [target, sequence] = [clause.get('left')!, clause.get('right')!];
  const loop = outermostInvariantLoop(sequence);
  if (loop === null || !sequence.is('identifier', 'attribute')) return null;
  const item = target.text;
  const keys = matchingKeys({
    loop: comprehension,
    itemText: item,
    variables: namesIn(target),
    condition,
  });
  const varies = loopsAround(sequence).some((outer) => outer === loop);
  if (keys === null || !varies || keys.outer.length > 1) return null;
  if (
    !areKeys(
      keys.sides.map((side) => shapeAt(fn, side)),
      false,
    )
  )
    return null;
  if (!neverRaises(fn, sequence)) return null;
  if (!keys.own.every((part) => isInvariant(part, loop))) return null;
  const table = fn.fresh(`${hintOf(sequence)}_groups`);
  const stored = target.type === 'pattern_list' ? `(${item})` : item;
  const lines = [
    `${table} = {}`,
    `for ${item} in ${sequence.text}:`,
    `${fn.unit}${table}.setdefault(${keys.inner}, []).append(${stored})`,
  ];
  return [
    fn.before(statementOf(loop), lines.join('\n')),
    fn.replace(sequence, `${table}.get(${keys.outer[0]}, ())`),
  ];
}
