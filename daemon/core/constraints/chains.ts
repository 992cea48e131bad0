import type { Comparison, Constraint, Term } from '../exploring.ts';
import { TermReader, type Names } from './terms.ts';

type Says = Constraint['says'];
type Compare = Extract<Says, { readonly kind: 'compare' }>;

/**
 * The comparisons that a text consists of, such as `1 <= k <= n, n >= 2`; null where anything else
 * stands in it, or a name that is no input.
 */
export function chainsIn(text: string, names: Names): readonly Says[] | null {
  const [, chain, condition] =
    /^(.*?),?\s+(?:for|where|if|when|whenever)\s+(.+)$/i.exec(text) ?? [];
  const read = readChain(chain ?? text, names) ?? readEach(chain ?? text, names);
  if (read === null) return null;
  if (condition === undefined) return read.compares.flatMap(settled);
  const where = conditionIn(condition, names, read.positions);
  if (where === null) return null;
  return read.compares.flatMap((says) => settled(where.length === 0 ? says : { ...says, where }));
}

interface Chain {
  readonly compares: readonly Compare[];
  readonly positions: readonly string[];
}

/** `1 <= a, b <= 9` is about both. */
function readChain(text: string, names: Names, positions: readonly string[] = []): Chain | null {
  const reader = new TermReader(text, names, positions);
  let left = reader.terms();
  if (left === null) return null;
  const found: Compare[] = [];
  const sides = [left];
  while (!reader.isAtEnd) {
    const operator = reader.operator();
    const right = operator === null ? null : reader.terms();
    if (operator === null || right === null) return null;
    // `m == len(a), n == len(b)` are two.
    if (/^={1,2}$/.test(operator) && left.length + right.length > 2) return null;
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
  const isAmbiguous = lists.length > 0 && !isAboutAll(sides, lists);
  return found.length === 0 || isAmbiguous
    ? null
    : { compares: found, positions: reader.positions };
}

/** Whether one list of terms stands between two ends, or beside a number. */
function isAboutAll(
  sides: readonly (readonly Term[])[],
  lists: readonly (readonly Term[])[],
): boolean {
  if (lists.length > 1 || lists.flat().some(({ kind }) => kind === 'number')) return false;
  if (sides.length === 3) return sides[1] === lists[0];
  return sides.length === 2;
}

function readEach(text: string, names: Names): Chain | null {
  const parts = text.split(/\s*(?:,(?!\d{3}\b)|\band\b|&&)\s*/).filter((part) => part !== '');
  if (parts.length < 2) return null;
  const compares: Compare[] = [];
  const positions: string[] = [];
  for (const part of parts) {
    const read = readChain(part, names);
    if (read === null) return null;
    compares.push(...read.compares);
    positions.push(...read.positions);
  }
  return { compares, positions };
}

/** `all i`, `every i > 0`, `i != j`; null where it is about anything but positions. */
function conditionIn(
  text: string,
  names: Names,
  positions: readonly string[],
): readonly Comparison[] | null {
  const isOther = /\bother\b/i.test(text);
  const isApart = /\b(?:distinct|different)\b/i.test(text);
  const rest = text
    .replace(
      /\b(?:all|each|every|any|valid|possible|the|index|indices|other|pairs?|of|distinct|different)\b/gi,
      '',
    )
    .replace(/\band\b/gi, ',')
    .trim();
  const listed = rest.split(/\s*,\s*/).filter((name) => name !== '');
  if (listed.every((name) => positions.includes(name)) && listed.length > 0) {
    const [first, second] = listed.map((name): Term => ({ kind: 'position', name }));
    const zero: Term = { kind: 'number', value: 0 };
    if (isOther) return [{ left: first!, operator: '!=', right: zero }];
    return isApart && second !== undefined ? [{ left: first!, operator: '!=', right: second }] : [];
  }
  if (isOther || isApart) return null;
  const read = readChain(rest, names, positions) ?? null;
  if (read === null) return null;
  const isAboutPositions = read.compares.every(({ left, right }) =>
    [left, right].some(({ kind }) => kind === 'position'),
  );
  return isAboutPositions
    ? read.compares.map(({ left, operator, right }) => ({ left, operator, right }))
    : null;
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

/** What a comparison of positions comes to where there is a plainer word for it. */
export function settled(says: Compare): readonly Says[] {
  const bare = withoutLoosePositions(says);
  return orderIn(bare) ?? uniqueIn(bare) ?? (speaksOfInputs(bare) ? [bare] : []);
}

/** `nums[i] < nums[i + 1]`, `spans[i][0] <= spans[i + 1][0]` */
function orderIn({ left, operator, right, where }: Compare): readonly Says[] | null {
  if (operator === '==' || operator === '!=') return null;
  const [a, b] = [rowItem(left), rowItem(right)];
  if (a === null || b === null || a.name !== b.name || a.key !== b.key) return null;
  const isNext = b.offset - a.offset === 1;
  if (Math.abs(b.offset - a.offset) !== 1 || (where ?? []).length > 0) return null;
  const by = a.by;
  if (by !== b.by) {
    // The end of one and the beginning of the next.
    const isSpan = by === 1 && b.by === 0 && isNext;
    if (!isSpan) return null;
    return [
      { kind: 'sorted', of: a.of, order: 'ascending', by: 0 },
      { kind: 'apart', of: a.of, mayTouch: operator === '<=' },
    ];
  }
  const order = isNext ? 'ascending' : 'descending';
  const sorted: Says = { kind: 'sorted', of: a.of, order, ...(by === null ? {} : { by }) };
  if (operator === '<=') return [sorted];
  return by === null ? [sorted, { kind: 'unique', of: a.of }] : null;
}

/** `nums[i] != nums[j]` */
function uniqueIn({ left, operator, right, where = [] }: Compare): readonly Says[] | null {
  const [a, b] = [rowItem(left), rowItem(right)];
  if (operator !== '!=' || a === null || b === null || a.key !== b.key) return null;
  if (a.name === b.name || a.by !== null || b.by !== null || a.offset + b.offset !== 0) return null;
  const isPlain = where.every(
    (one) => one.left.kind === 'position' && one.right.kind === 'position',
  );
  return isPlain ? [{ kind: 'unique', of: a.of }] : null;
}

interface RowItem {
  readonly of: Term;
  readonly key: string;
  readonly name: string;
  readonly offset: number;
  readonly by: number | null;
}

/** `xs[i]`, or `xs[i][1]` */
function rowItem(term: Term): RowItem | null {
  const by = term.kind === 'at' ? term.index : null;
  const each = term.kind === 'at' ? term.of : term;
  if (each.kind !== 'each' || each.position === undefined) return null;
  const { of, position } = each;
  return { of, key: JSON.stringify(of), by, ...position };
}

/** A position alone, which has no part in what stands on the other side, is none of an input. */
function speaksOfInputs({ left, right, where }: Compare): boolean {
  const sides = [left, right];
  const isBare = sides.some(
    (side, at) =>
      side.kind === 'position' &&
      !JSON.stringify([sides[1 - at], where]).includes(`"name":${JSON.stringify(side.name)}`),
  );
  // `nums[i + 1] > 2` says nothing of the first one; what it shall mean of the others is unclear.
  const isShifted = /"position":\{"name":"\w+","offset":-?[1-9]/.test(JSON.stringify(sides));
  const isTied = tiedPositions(JSON.stringify([sides, where]));
  return !isBare && (!isShifted || isTied) && JSON.stringify(sides).includes('"parameter"');
}

/** Whether a name of a position stands in several places of terms that are written so. */
function tiedPositions(text: string): boolean {
  const names = [...text.matchAll(/"position":\{"name":"(\w+)"|"kind":"position","name":"(\w+)"/g)];
  const all = names.map(([, each, bare]) => each ?? bare);
  return new Set(all).size < all.length;
}

/** A position that stands in one place alone is any. */
function withoutLoosePositions(says: Compare): Compare {
  const texts = JSON.stringify(says);
  const isTied = (name: string): boolean => {
    const each = texts.split(`"position":{"name":${JSON.stringify(name)},`).length - 1;
    const bare = texts.split(`{"kind":"position","name":${JSON.stringify(name)}}`).length - 1;
    return each + bare > 1;
  };
  const { where, ...rest } = says;
  const kept = (where ?? []).filter((one) => JSON.stringify(one).includes('"kind"'));
  return {
    ...rest,
    left: loosened(says.left, isTied),
    right: loosened(says.right, isTied),
    ...(kept.length === 0 ? {} : { where: kept }),
  };
}

function loosened(term: Term, isTied: (name: string) => boolean): Term {
  switch (term.kind) {
    case 'each': {
      const of = loosened(term.of, isTied);
      const { position } = term;
      const isLoose = position === undefined || (!isTied(position.name) && position.offset === 0);
      return isLoose ? { kind: 'each', of } : { ...term, of };
    }
    case 'length':
    case 'at':
    case 'columns':
      return { ...term, of: loosened(term.of, isTied) };
    case 'sum':
    case 'product':
      return { ...term, left: loosened(term.left, isTied), right: loosened(term.right, isTied) };
    default:
      return term;
  }
}
