import type { Outcome, Value } from '../../protocol/cases.ts';
import type { Difference } from '../core/case-set.ts';
import { show } from '../cases/show.ts';
import { childrenOf, viewOf } from '../cases/views.ts';

/**
 * Where an original does not do the same twice, a candidate must do what both of its outcomes have
 * in common: whether it returned, the exception's type, the result's type and number of elements,
 * and the elements in whatever order. Null where it does.
 */
export function looselyDiffers(
  first: Outcome,
  second: Outcome,
  candidate: Outcome,
): Difference | null {
  const common = traitsOf(second);
  const found = traitsOf(candidate);
  for (const [index, trait] of traitsOf(first).entries()) {
    if (trait.text !== common[index]?.text || trait.text === found[index]?.text) continue;
    const actual = found[index]?.text ?? 'nothing';
    const expected = trait.text;
    return {
      path: 'result',
      message: `${trait.what} ${short(actual)}, expected ${short(expected)} every time`,
      expected: short(expected),
      actual: short(actual),
    };
  }
  return null;
}

interface Trait {
  readonly what: string;
  readonly text: string;
}

function traitsOf({ kind, exception, value }: Outcome): readonly Trait[] {
  if (kind === 'raised') return [{ what: 'raised', text: exception ?? '' }];
  const view = viewOf(value);
  const children = childrenOf(view) ?? [];
  const isRow = view.kind === 'list' || view.kind === 'tuple';
  return [
    { what: 'returned a value of type', text: view.kind === 'object' ? view.type : view.kind },
    { what: 'returned elements in number', text: String(children.length) },
    { what: 'returned the elements', text: isRow ? sorted(children) : show(value) },
  ];
}

function sorted(values: readonly Value[]): string {
  return values
    .map((value) => JSON.stringify(value))
    .sort()
    .join(', ');
}

function short(text: string): string {
  return text.length <= 160 ? text : `${text.slice(0, 159)}…`;
}
