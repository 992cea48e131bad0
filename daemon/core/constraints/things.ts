import type { Value } from '../../../protocol/cases.ts';
import type { Constraint, Term } from '../exploring.ts';
import { TermReader } from './terms.ts';
import { type Speech, innermost, sortOf, withDigits } from './speech.ts';

type Says = Constraint['says'];
type Meaning = (
  of: Term,
  groups: readonly (string | undefined)[],
  speech: Speech,
) => readonly Says[] | null;

/** What something is or has, in words that no other rule of grammar reads: `a power of two`. */
export function nounPredicate(text: string, of: Term, speech: Speech): readonly Says[] | null {
  for (const [pattern, meaning] of things) {
    const groups = pattern.exec(text);
    const says = groups === null ? null : meaning(of, groups.slice(1), speech);
    if (says !== null) return says;
  }
  return null;
}

const things: readonly (readonly [RegExp, Meaning])[] = [
  [
    /^(?:a |some )?(?:permutation|rearrangement|reordering|shuffling) of (?:the |all )?(?:integers?|numbers?|values?|whole numbers)?\s*(?:from |in |between |of )?(?:the range )?(.+)$/i,
    (of, [range = ''], speech) => permutation(of, range, speech),
  ],
  [
    /^(?:a |an |exact )*powers? of (.+)$/i,
    (of, [base = '']) => {
      const value = Number(withDigits(base));
      return Number.isInteger(value) && value > 1 ? [{ kind: 'power', of, base: value }] : null;
    },
  ],
  [
    /^(?:a )?(?:multiples? of|(?:evenly )?divisible by) (.+)$/i,
    (of, [factor = '']) => {
      const value = Number(withDigits(factor));
      return Number.isInteger(value) && value > 0
        ? [{ kind: 'multiple', of, factor: value, remainder: 0 }]
        : null;
    },
  ],
  [
    /^(?:of |a |an )*(even|odd) (?:length|size|number of \w+)$/i,
    (of, [which]) => [
      {
        kind: 'multiple',
        of: { kind: 'length', of },
        factor: 2,
        remainder: /odd/i.test(which ?? '') ? 1 : 0,
      },
    ],
  ],
  [
    /^(?:a |an )?(?:\w+ )?(\w+) ?[x*] ?(\w+)(?: (?:square|integer|binary|character))?(?: (?:matrix|grid|board|array|table|image))?$/i,
    (of, [rows, columns]) =>
      rows === columns ? [{ kind: 'square', of }] : [{ kind: 'rectangular', of }],
  ],
  [/^(?:a )?square(?: (?:matrix|grid|board|array|table))?$/i, (of) => [{ kind: 'square', of }]],
  [
    /^(?:a )?(?:rectangular(?: \w+)?|rectangle|matrix|(?:full |proper )?grid)$/i,
    (of) => [{ kind: 'rectangular', of }],
  ],
  [
    /^(?:a |an )?(?:valid|well-?formed|balanced|correct|regular)(?: (?:(?:parenthes[ei]s|brackets?)(?: (?:string|sequence|expression))?|(?:string|sequence) of (?:parentheses|brackets)))$|^balanced$/i,
    (of) => [{ kind: 'balanced', of, brackets: '()[]{}' }],
  ],
  [
    /^(?:a )?(?:non-?empty )?binary (?:string|text)$/i,
    (of) => [{ kind: 'alphabet', of, characters: '01' }],
  ],
  [
    /^(?:has )?(?:no|without(?: any)?) (?:extra |redundant )?leading zeros?(?:,? (?:except|unless|other than|apart from|save|if|but).*)?$/i,
    (of) => [{ kind: 'pattern', of, pattern: '^(?:0|[^0].*|)$' }],
  ],
  [
    /^(?:no|without(?: any)?) (?:leading (?:or|and|nor) trailing|surrounding|leading, trailing) (?:spaces?|white ?space|blanks?)$/i,
    (of) => [{ kind: 'pattern', of, pattern: '^(?!\\s)[^]*(?<!\\s)$' }],
  ],
  [
    /^(?:begins?|starts?|beginning|starting) with (?:a |an |the )?(?:character |letter )?(["'])(.+)\1$/i,
    (of, [, start = '']) => [{ kind: 'pattern', of, pattern: `^${escaped(start)}` }],
  ],
  [
    /^(?:either |always |one of |in |∈ |either of )?(.+)$/i,
    (of, [list = ''], speech) => among(of, list, speech),
  ],
  [
    /^(?:always )?(?:an? )?(?:member|element|item|key|entry|character|letter|value|one) (?:of|in) (?:the )?(.+)$|^(?:in|present in|contained in|found in|among|listed in|included in) (?:the )?(.+)$/i,
    (item, groups, speech) => {
      const name = groups.find((group) => group !== undefined) ?? '';
      const of = new TermReader(name, speech.names).single();
      const sort = of === null ? 'number' : sortOf(of, speech);
      return of === null || sort === 'number' || of.kind === 'number'
        ? null
        : [{ kind: 'member', item, of }];
    },
  ],
  [
    /^(?:pairwise |mutually )?(?:disjoint|non-?overlapping)$|^not overlapping$/i,
    (of, _, speech) =>
      sortOf(of, speech) === 'row' && of.kind !== 'each'
        ? null
        : [{ kind: 'apart', of: of.kind === 'each' ? of.of : of, mayTouch: true }],
  ],
  [
    /^(?:a |an |the )?(?:valid |single |proper |undirected |directed |simple |rooted )*(tree|connected(?: graph)?|acyclic(?: graph)?|dag)$/i,
    (of, [kind = '']) => [
      {
        kind: 'graph',
        of,
        is: /tree/i.test(kind) ? 'tree' : /connected/i.test(kind) ? 'connected' : 'acyclic',
        nodes: null,
        from: 0,
      },
    ],
  ],
  [/^(?:an? )?(?:whole number|integer|int|string|float|bool(?:ean)?|text|number)s?$/i, () => []],
];

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** `0 to n - 1`, `[1, n]`, `1, 2, ..., n`, `range(n)` */
function permutation(of: Term, range: string, speech: Speech): readonly Says[] | null {
  const counted = /^range\((.+)\)$/i.exec(range.trim())?.[1];
  const [, first, last] =
    /^[[({]?\s*([01])\s*(?:,\s*1\s*|,\s*2\s*)?(?:,|to|through|and|\.\.+|…|-)[\s,.…]*(.+?)\s*[\])}]?(?: inclusive)?$/i.exec(
      range.replace(/,? ?(?:each|every one|all) (?:exactly )?once$/i, ''),
    ) ?? [];
  if (counted === undefined && last === undefined) return null;
  const from = first === '1' ? 1 : 0;
  const says: Says[] = [{ kind: 'permutation', of, from }];
  const end = new TermReader(counted ?? last!, speech.names).single();
  if (end === null || end.kind === 'number') return says;
  const length: Term = { kind: 'length', of };
  const isExclusive = counted !== undefined || from === 1;
  const right: Term = isExclusive
    ? end
    : { kind: 'sum', left: end, right: { kind: 'number', value: 1 }, sign: 1 };
  const names = JSON.stringify(end);
  // `n - 1`, where n is the length itself, says nothing more.
  if (names.includes(JSON.stringify(of))) return says;
  return [...says, { kind: 'compare', left: length, operator: '==', right }];
}

/** `0 or 1`, `'L' or 'R'`, `{1, 2, 3}`, `"a", "b" and "c"` */
function among(of: Term, list: string, speech: Speech): readonly Says[] | null {
  const bare = list.replace(/^[[{(](.*)[\]})]$/, '$1');
  const isInBraces = bare !== list;
  const parts = bare
    .split(/\s*,\s*(?:or\s+|and\s+)?|\s+or\s+|\s+and\s+/)
    .filter((part) => part !== '');
  if (parts.length < 2 || (!isInBraces && !/\bor\b|\band\b/.test(bare))) return null;
  const values: Value[] = [];
  for (const part of parts) {
    const [, , text] = /^(["'])(.*)\1$/.exec(part) ?? [];
    const number = withDigits(part);
    if (text !== undefined) values.push(text);
    else if (/^-?\d+$/.test(number)) values.push(Number(number));
    else return null;
  }
  const item = innermost(of, speech);
  const isText = values.every((value) => typeof value === 'string');
  const sort = sortOf(item, speech);
  if (isText ? sort === 'number' : sort === 'text') return null;
  return [{ kind: 'among', of: item, values }];
}
