import { keyKind, shapeAt } from '../rewriting/expression-shapes.ts';
import { areKeys } from '../rewriting/keys.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import type { Edit, FunctionCode } from '../rewriting/function-code.ts';
import { hintOf } from '../rewriting/hoisting.ts';
import { innerLoopOf, type InnerLoop } from '../rewriting/inner-loop.ts';
import { matchingKeys } from '../rewriting/join-keys.ts';
import type { Rule, Site, Way } from '../rewriting/rule.ts';
import { isInvariant } from '../rewriting/effects.ts';
import { loopsAround, statementOf } from '../rewriting/scope.ts';

export const hashJoin: Rule = {
  name: 'hash-join',
  why: 'A table from key to places gives the partners of an item, instead of a search through all.',
  when: 'a loop in a loop whose body only acts where something of the inner item equals something of the outer one',
  example: {
    before: `def pair_with_sum(xs, target):
    for i in range(len(xs)):
        for j in range(i + 1, len(xs)):
            if xs[i] + xs[j] == target:
                return i, j
    return None
`,
    after: `def pair_with_sum(xs, target):
    xs_places = {}
    for j in range(len(xs)):
        xs_places.setdefault(xs[j], []).append(j)
    for i in range(len(xs)):
        for j in xs_places.get(target - xs[i], ()):
            if j < i + 1:
                continue
            if xs[i] + xs[j] == target:
                return i, j
    return None
`,
    calls: ['([1, 5, 3, 5], 10)', '([4, 1, 2], 6)', '([], 0)'],
  },
  ways: [join(false), join(true)],
};

function isOpen(fn: FunctionCode, side: SyntaxNode): boolean {
  return keyKind(shapeAt(fn, side)) === null;
}

/** With `frozen`, keys that cannot be hashed become tuples. */
function join(frozen: boolean): Way {
  return function* (fn): Generator<Site> {
    for (const loop of fn.all('for_statement')) {
      const inner = innerLoopOf(fn, loop);
      const edits = inner === null ? null : joined(fn, inner, frozen);
      if (edits !== null) {
        yield { edits };
        return;
      }
    }
  };
}

function joined(fn: FunctionCode, inner: InnerLoop, frozen: boolean): readonly Edit[] | null {
  const keys = matchingKeys(inner);
  if (
    keys === null ||
    !keys.sides.every((side) => areKeys([shapeAt(fn, side)], frozen) || isOpen(fn, side))
  )
    return null;
  if (frozen && !keys.sides.some((side) => keyKind(shapeAt(fn, side)) === 'list')) return null;
  const { loop, sequence, item, place } = inner;
  const loops = loopsAround(loop);
  const fixed = loops.filter((outer) => isInvariant(sequence, outer));
  const outermost = fixed.at(-1);
  const isFixed = outermost !== undefined && fixed.length === loops.indexOf(outermost) + 1;
  if (!isFixed || !keys.own.every((part) => isInvariant(part, outermost))) return null;

  const wrap = (text: string) => (frozen ? `tuple(${text})` : text);
  const table = fn.fresh(`${hintOf(sequence)}_${place === null ? 'groups' : 'places'}`);
  const stored = place === null ? item! : place;
  const head = inner.tableHead;
  const key = wrap(keys.inner);
  const lines = [
    `${table} = {}`,
    `${head}:`,
    `${fn.unit}${table}.setdefault(${key}, []).append(${stored})`,
  ];
  const targets = keys.outer.map((text) => `${table}.get(${wrap(text)}, ())`);
  const source = targets.length === 1 ? targets[0]! : `sorted({*${targets[0]!}, *${targets[1]!}})`;
  if (targets.length > 1 && place === null) return null;
  const first = loop.get('body')!.parts[0]!;
  const guards = inner.guards.map((guard) => fn.fill(guard, null));
  const opening = [...guards, ...inner.bindings];
  const target = loop.get('left')!;
  return [
    fn.before(statementOf(outermost), lines.join('\n')),
    ...(target.text === stored ? [] : [fn.replace(target, stored)]),
    fn.replace(loop.get('right')!, source),
    ...(opening.length === 0 ? [] : [fn.before(first, opening.join('\n'))]),
  ];
}
