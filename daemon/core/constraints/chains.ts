import type { Constraint, Term } from '../exploring.ts';
import { TermReader, type Names } from './terms.ts';

type Compare = Extract<Constraint['says'], { readonly kind: 'compare' }>;

/**
 * The comparisons that a text consists of, such as `1 <= k <= n, n >= 2`; null where anything else
 * stands in it, or a name that is no input.
 */
export function chainsIn(text: string, names: Names): readonly Compare[] | null {
  return readChain(text, names) ?? readEach(text, names);
}

/** `1 <= a, b <= 9` is about both; `1 <= a, b <= c` might be two, and is read as two. */
function readChain(text: string, names: Names): readonly Compare[] | null {
  const reader = new TermReader(text, names);
  let left = reader.terms();
  if (left === null) return null;
  const found: Compare[] = [];
  const sides = [left];
  while (!reader.isAtEnd) {
    const operator = reader.operator();
    const right = operator === null ? null : reader.terms();
    if (operator === null || right === null) return null;
    for (const a of left) {
      for (const b of right) {
        const says = compare(a, operator, b);
        if (says === null) return null;
        found.push(says);
      }
    }
    sides.push(right);
    left = right;
  }
  const lists = sides.filter((side) => side.length > 1);
  const others = sides.filter((side) => side.length === 1).flat();
  const isAmbiguous =
    lists.length > 0 &&
    (sides.length > 3 ||
      lists.flat().some(({ kind }) => kind === 'number') ||
      others.some(({ kind }) => kind !== 'number'));
  return found.length === 0 || isAmbiguous ? null : found;
}

function readEach(text: string, names: Names): readonly Compare[] | null {
  const parts = text.split(/\s*(?:,(?!\d{3}\b)|\band\b|&&)\s*/).filter((part) => part !== '');
  if (parts.length < 2) return null;
  const found: Compare[] = [];
  for (const part of parts) {
    const says = readChain(part, names);
    if (says === null) return null;
    found.push(...says);
  }
  return found;
}

function compare(left: Term, operator: string, right: Term): Compare | null {
  const isConstant = left.kind === 'number' && right.kind === 'number';
  if (isConstant) return null;
  // `k = 3` on a line of its own is an example far more often than a rule.
  const isBare =
    [left, right].some(({ kind }) => kind === 'number') &&
    [left, right].some(({ kind }) => kind === 'parameter');
  switch (operator) {
    case '<':
    case '<=':
    case '!=':
      return { kind: 'compare', left, operator, right };
    case '>':
      return { kind: 'compare', left: right, operator: '<', right: left };
    case '>=':
      return { kind: 'compare', left: right, operator: '<=', right: left };
    default:
      return isBare ? null : { kind: 'compare', left, operator: '==', right };
  }
}
