import type { Outcome, Value } from '../../protocol/cases.ts';
import type { Difference } from '../core/case-set.ts';
import { show } from '../cases/show.ts';
import { childrenOf, viewOf } from '../cases/views.ts';

/** What can stay the same where values do not. */
export type Trait = 'ending' | 'type' | 'length' | 'members';

export const allTraits: readonly Trait[] = ['ending', 'type', 'length', 'members'];

/** The traits that two outcomes have in common. */
export function commonTraits(a: Outcome, b: Outcome): readonly Trait[] {
  return allTraits.filter((trait) => traitOf(trait, a) === traitOf(trait, b));
}

/** Where a candidate's outcome misses one of the traits that never change; null where none. */
export function looselyDiffers(
  original: Outcome,
  candidate: Outcome,
  steady: readonly Trait[],
): Difference | null {
  const trait = steady.find((each) => traitOf(each, original) !== traitOf(each, candidate));
  if (trait === undefined) return null;
  const expected = short(traitOf(trait, original));
  const actual = short(traitOf(trait, candidate));
  const what = {
    ending: 'ended otherwise',
    type: 'returned another type',
    length: 'returned another number of elements',
    members: 'returned other elements, in whatever order',
  }[trait];
  return { path: 'result', message: `${what}: ${actual}, expected ${expected}`, expected, actual };
}

function traitOf(trait: Trait, { kind, exception, value }: Outcome): string {
  if (kind === 'raised') return trait === 'ending' ? `raised ${exception ?? ''}` : '';
  const view = viewOf(value);
  switch (trait) {
    case 'ending':
      return 'returned';
    case 'type':
      return view.kind === 'object' ? view.type : view.kind;
    case 'length':
      return view.kind === 'string'
        ? String(view.value.length)
        : String(childrenOf(view)?.length ?? '');
    case 'members':
      return view.kind === 'list' || view.kind === 'tuple' ? sorted(view.items) : show(value);
  }
}

function sorted(values: readonly Value[]): string {
  return values.map(textOf).sort().join(', ');
}

/** A chain of objects is as deep as it is long, and JSON is written by recursion. */
function textOf(value: Value): string {
  try {
    return JSON.stringify(value);
  } catch {
    return show(value);
  }
}

function short(text: string): string {
  return text.length <= 160 ? text : `${text.slice(0, 159)}…`;
}
