import type { Constraint, Term } from '../exploring.ts';
import { alphabetOf } from './alphabets.ts';
import type { Names } from './terms.ts';

type Says = Constraint['says'];

/** What a whole sentence says of inputs by their names: `nums is sorted in ascending order`. */
export function phrasesIn(sentence: string, names: Names): readonly Says[] {
  for (const [pattern, meaning] of sentences) {
    const groups = pattern.exec(sentence)?.groups;
    const term = groups === undefined ? null : named(groups['name'] ?? '', names);
    const says = term === null ? null : meaning(term, groups!);
    if (says !== null) return says;
  }
  return [];
}

/** What the description of one parameter begins with: `a non-empty sorted list of integers`. */
export function phrasesAbout(description: string, about: Term): readonly Says[] {
  if (doubtful.test(description.replace(/(?:must|can|may|should) ?not be empty/i, 'non-empty')))
    return [];
  const { adjectives = '', of = '', rest = '' } = nounPhrase.exec(description)?.groups ?? {};
  const says = [
    ...(adjectivesMeaning(adjectives, about) ?? []),
    ...(adjectivesMeaning(of, { kind: 'each', of: about }) ?? []).filter(isOfItems),
    ...(adjectivesMeaning(of, about) ?? []).filter(({ kind }) => kind === 'unique'),
    ...restMeaning(nounPhrase.test(description) ? rest : description, about),
  ];
  return says;
}

const adjective =
  '(?:non-?empty|not empty|sorted|ordered|ascending|increasing|descending|decreasing|distinct|unique|positive|non-?negative|strictly|already)';
const noun =
  '(?:lists?|arrays?|sequences?|strings?|words?|texts?|tuples?|iterables?|collections?|integers?|ints?|numbers?|floats?|values?|vectors?)';
const nounPhrase = new RegExp(
  `^(?:(?:an?|the|input|one|0-indexed|1-indexed|integer|\\d-?d)\\s+)*(?<adjectives>(?:${adjective}[\\s,]+(?:and\\s+)?)*)(?:(?:integer|int|float|number|input)\\s+)?${noun}(?:\\s+of\\s+(?:all\\s+)?(?<of>(?:${adjective}[\\s,]+(?:and\\s+)?)+)\\w+)?(?<rest>\\b.*)$`,
  'i',
);

/** Words after which an adjective no longer says what an input is like. */
const doubtful =
  /\b(?:not|never|unsorted|need|may|might|can|could|if|unless|whether|when|optional|to be|will|results?|returns?|returned|output|either|any|or)\b|n't\b/i;

const name =
  '(?:the |each |every |input |given |list |array |string |sequence |integer |of )*(?<name>[A-Za-z_]\\w*(?:\\[\\w\\])*)';
const is = '(?:is|are|must be|should be|is (?:guaranteed|assumed|known) to be|has to be)';

type Meaning = (
  term: Term,
  groups: Readonly<Record<string, string | undefined>>,
) => readonly Says[] | null;

const sentences: readonly (readonly [RegExp, Meaning])[] = [
  [
    whole(`${name} (?:(?:must|should) not be|cannot be|can't be) empty`),
    (of) => [{ kind: 'non-empty', of }],
  ],
  [whole(`${name} is (?:not|never) empty`), (of) => [{ kind: 'non-empty', of }]],
  [
    whole(`${name} (?:has|contains|must have|must contain) at least (?:one|1) \\w+`),
    (of) => [{ kind: 'non-empty', of }],
  ],
  [whole(`${name} (?:has|contains) no duplicates?(?: \\w+)?`), (of) => [{ kind: 'unique', of }]],
  [
    whole(`${name} (?:has|contains) (?:only )?(?:distinct|unique) \\w+`),
    (of) => [{ kind: 'unique', of }],
  ],
  [
    whole(
      `(?:all )?(?:the )?\\w+ (?:of|in) ${name} are (?:all |pairwise )?(?:distinct|unique|different)`,
    ),
    (of) => [{ kind: 'unique', of }],
  ],
  [whole(`there are no duplicates?(?: \\w+)? in ${name}`), (of) => [{ kind: 'unique', of }]],
  [
    whole(
      `${name} (?:(?:only )?(?:consists?|is made up)(?: of)?|only contains|contains (?:only|solely)) (?:only |solely )?(?:of )?(?:only )?(?<alphabet>.+)`,
    ),
    (of, { alphabet = '' }) => {
      const characters = alphabetOf(alphabet);
      return characters === null ? null : [{ kind: 'alphabet', of, characters }];
    },
  ],
  [
    whole(`${name} ${is} (?:always |already |an? |given )*(?<predicate>.+)`),
    (of, { predicate = '' }) => predicateMeaning(predicate, of),
  ],
  [
    new RegExp(
      `^given (?:an? |the )(?<adjectives>(?:${adjective}[\\s,]+(?:and\\s+)?)+)(?:integer |0-indexed )?(?:list|array|string|sequence)(?: of (?<of>(?:${adjective}[\\s,]+)*)\\w+)? (?:called |named )?(?<name>[A-Za-z_]\\w*)\\b`,
      'i',
    ),
    (of, { adjectives = '', of: items = '' }) => [
      ...(adjectivesMeaning(adjectives, of) ?? []),
      ...(adjectivesMeaning(items, of) ?? []).filter(({ kind }) => kind === 'unique'),
    ],
  ],
];

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'i');
}

function named(text: string, names: Names): Term | null {
  const [base = '', ...indices] = text.split('[');
  let term = names.get(base) ?? null;
  if (term?.kind !== 'parameter') return null;
  for (const _ of indices) term = { kind: 'each', of: term };
  return term;
}

/** `sorted in ascending order and non-empty`; null where a part of it is not understood. */
function predicateMeaning(predicate: string, of: Term): readonly Says[] | null {
  const says: Says[] = [];
  for (const part of predicate.split(/\s*,\s*(?:and\s+)?|\s+and\s+/)) {
    const meaning = orderMeaning(part, of) ?? adjectivesMeaning(`${part} `, of);
    if (meaning === null || meaning.length === 0) return null;
    says.push(...meaning);
  }
  return says;
}

/** Adjectives with white space or commas after each. */
function adjectivesMeaning(adjectives: string, of: Term): readonly Says[] | null {
  const says: Says[] = [];
  const words = adjectives
    .toLowerCase()
    .split(/[\s,]+(?:and\s+)?/)
    .filter((word) => word !== '');
  for (const word of words) {
    if (/^non-?empty$/.test(word)) says.push({ kind: 'non-empty', of });
    else if (/^(?:distinct|unique)$/.test(word)) says.push({ kind: 'unique', of });
    else if (/^(?:sorted|ordered|ascending|increasing)$/.test(word))
      says.push({ kind: 'sorted', of, order: 'ascending' });
    else if (/^(?:descending|decreasing)$/.test(word))
      says.push({ kind: 'sorted', of, order: 'descending' });
    else if (word === 'positive') says.push(atLeast(1, of));
    else if (/^non-?negative$/.test(word)) says.push(atLeast(0, of));
    else if (!/^(?:strictly|already|and|integer|int|number)$/.test(word)) return null;
  }
  return says;
}

function atLeast(value: number, right: Term): Says {
  // A positive float may be smaller than 1, but an integer is what nearly always is meant.
  return { kind: 'compare', left: { kind: 'number', value }, operator: '<=', right };
}

const order =
  /^(?:sorted|ordered|(?:already )?sorted)?\s*(?:in|by)?\s*(?:an? )?(?:strictly )?(?<order>ascending|increasing|non-?decreasing|descending|decreasing|non-?increasing)(?: \w+)? order$|^(?:strictly )?(?<direct>ascending|increasing|non-?decreasing|descending|decreasing|non-?increasing)$/i;

function orderMeaning(text: string, of: Term): readonly Says[] | null {
  const groups = order.exec(text.trim())?.groups;
  const word = groups?.['order'] ?? groups?.['direct'];
  if (word === undefined) return null;
  const isUp = /^(?:ascending|increasing|non-?decreasing)$/i.test(word);
  return [{ kind: 'sorted', of, order: isUp ? 'ascending' : 'descending' }];
}

/** What stands after the noun: `, sorted in ascending order`, ` without duplicates`. */
function* restMeaning(rest: string, of: Term): Generator<Says> {
  for (const part of rest.split(/\s*,\s*|\s+and\s+/)) {
    yield* (
      orderMeaning(
        part.replace(/^.*?\b(?=(?:sorted|ordered) (?:in|by)\b|in \S+ order)/i, ''),
        of,
      ) ?? []
    );
    if (/^\s*(?:already )?sorted$/i.test(part)) yield { kind: 'sorted', of, order: 'ascending' };
    if (/\b(?:without|with no|no) duplicates\b/i.test(part)) yield { kind: 'unique', of };
    if (/^\s*(?:must|should|can|may) ?not be empty$|^\s*non-?empty$/i.test(part))
      yield { kind: 'non-empty', of };
  }
  const alphabet =
    /\b(?:consisting|made up|containing|consists?|of)\s+(?:only\s+)?(?:of\s+)?(?:only\s+)?(.+)$/i.exec(
      rest,
    );
  const characters = alphabet === null ? null : alphabetOf(alphabet[1]!);
  if (characters !== null) yield { kind: 'alphabet', of, characters };
}

function isOfItems({ kind }: Says): boolean {
  return kind === 'compare' || kind === 'non-empty';
}
