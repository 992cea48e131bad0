import type { Constraint, Term } from '../exploring.ts';
import { alphabetOf } from './alphabets.ts';
import { chainsIn } from './chains.ts';
import { adjectivesMeaning, orderMeaning, predicateIn } from './predicates.ts';
import { sentenceMeaning } from './sentences.ts';
import { type Speech, eachOf } from './speech.ts';

type Says = Constraint['says'];

const adjective =
  '(?:non-?empty|not empty|sorted|ordered|ascending|increasing|descending|decreasing|distinct|unique|different|positive|non-?negative|negative|even|odd|non-?zero|strictly|already|whole|natural)';
const noun =
  '(?:lists?|arrays?|sequences?|strings?|words?|texts?|tuples?|iterables?|collections?|integers?|ints?|numbers?|floats?|values?|vectors?|matrix|grid|table|row)';
const nounPhrase = new RegExp(
  `^(?:(?:an?|the|input|one|0-indexed|1-indexed|integer|\\d-?d)\\s+)*(?<adjectives>(?:${adjective}[\\s,]+(?:and\\s+)?)*)(?:(?:integer|int|float|number|input)\\s+)?${noun}(?:\\s+of\\s+(?:all\\s+)?(?<of>(?:${adjective}[\\s,]+(?:and\\s+)?)+)\\w+)?(?<rest>\\b.*)$`,
  'i',
);

/** Words after which nothing of a sentence says what an input is like. */
const conditional =
  /\b(?:if|unless|whether|when|whenever|otherwise|except|will|results?|returns?|returned|output|to be|raises?)\b/i;
/** Words after which a part of one does not. */
const doubtful =
  /\b(?:not|never|unsorted|need|may|might|can|could|optional|optionally|usually|typically|often|either|any|or|possibly|perhaps|preferably|ideally)\b|n't\b/i;

/** What the description of one parameter begins with: `a non-empty sorted list of integers`. */
export function descriptionMeaning(
  description: string,
  about: Term,
  speech: Speech,
): readonly Says[] {
  const text = description.replace(
    /(?:must|can|may|should|is|are) ?not (?:be )?empty/gi,
    'non-empty',
  );
  const bare = text.replace(/\bexcept for ["']?0["']? itself\b/i, '');
  if (conditional.test(bare)) return [];
  // `a permutation of 0 to n - 1, where n is the length of xs, which is at least 1`
  const [, before, aside] = /^(.*?),? where ([^]+)$/i.exec(text) ?? [];
  if (before !== undefined && aside !== undefined && chainsIn(aside, speech.names) === null) {
    return [...descriptionMeaning(before, about, speech), ...asideMeaning(aside, speech)];
  }
  // Brackets and names in `1, 2, ..., n` are no ends of parts.
  const own = { ...speech, about };
  const whole = doubtful.test(text.replace(/\bor\b|\beither\b/gi, ''))
    ? []
    : other(text, about, own);
  if (whole.length > 0 && !/,/.test(text)) return [...whole, ...first(text, about, own)];
  if (
    predicateIn(text.replace(/^(?:must be|should be|is|are) /i, ''), [about], own, 'is') !== null
  ) {
    return whole;
  }
  const parts = text.split(
    /\s*,\s+(?!-?\d+\s*(?:,|\.\.|or\b|and\b|$)|\.\.|["'])|\s+(?:which|that)\s+(?=is|are|has|have|contains?|consists?|must)/,
  );
  const says: Says[] = [];
  parts.forEach((part, index) => {
    says.push(...(index === 0 ? first(part, about, own) : other(part, about, own)));
  });
  return says;
}

/** A name that is explained, and what is said of it then. */
function asideMeaning(text: string, speech: Speech): readonly Says[] {
  const [, name = '', rest] =
    /^(\w+) is (?:the )?(?:length|size|number) [^,]+?(?:,? (?:and|which) (?:is|must be) (.+))?$/i.exec(
      text,
    ) ?? [];
  const term = speech.names.get(name);
  if (term === undefined || rest === undefined) return [];
  return predicateIn(rest, [term], speech, 'is') ?? [];
}

function first(text: string, about: Term, speech: Speech): readonly Says[] {
  const { adjectives = '', of = '', rest = '' } = nounPhrase.exec(text)?.groups ?? {};
  const isPhrase = nounPhrase.test(text);
  if (doubtful.test(isPhrase ? text.slice(0, text.length - rest.length) : text)) {
    return other(text, about, speech);
  }
  return [
    ...(adjectivesMeaning(adjectives, about, speech) ?? []),
    ...(adjectivesMeaning(of, eachOf(about), speech) ?? []).filter(isOfItems),
    ...(adjectivesMeaning(of, about, speech) ?? []).filter(
      ({ kind }) => kind === 'unique' || kind === 'sorted',
    ),
    ...(isPhrase ? after(rest, about, speech) : other(text, about, speech)),
  ];
}

/** What stands behind the noun: ` sorted in ascending order`, ` of at least 2 numbers`. */
function after(rest: string, about: Term, speech: Speech): readonly Says[] {
  const words = rest
    .trim()
    .replace(
      /^(?:of (?:integers?|ints?|numbers?|floats?|strings?|words?|pairs?|values?|lists?)\b)\s*/i,
      '',
    );
  if (words === '') return [];
  const made = alphabet(rest, about);
  return made.length > 0 ? made : other(words, about, speech);
}

function other(text: string, about: Term, speech: Speech): readonly Says[] {
  const words = text
    .trim()
    .replace(
      /^(?:(?:and|but|it|is|are|which|that|must be|should be|has to be|all|with|must|always|has|have|given|being) )+/i,
      '',
    )
    .replace(/^\((.*)\)$/, '$1')
    .replace(/^of (?=at least|at most|exactly|between)/i, '');
  const tail = /\b(?:with|where|such that)\s+(.+)$/i.exec(words)?.[1];
  const chain =
    chainsIn(words, speech.names) ?? (tail === undefined ? null : chainsIn(tail, speech.names));
  if (chain !== null) return chain;
  const each = /^(?:each|every one|all) of (?:which|them) (?:is|are|has|have) (.+)$/i.exec(
    text.trim(),
  )?.[1];
  if (each !== undefined) return predicateIn(each, [eachOf(about)], speech, 'is') ?? [];
  const whole =
    predicateIn(words, [about], speech, 'is') ?? predicateIn(words, [about], speech, 'has');
  if (whole !== null) return whole;
  const said = sentenceMeaning(text.trim(), speech);
  if (said.length > 0) return said;
  if (doubtful.test(words)) return [];
  const found: Says[] = [];
  for (const part of words.split(/\s+and\s+/)) {
    const order = part.replace(/^.*?\b(?=(?:sorted|ordered) (?:in|by)\b|in \S+ order)/i, '');
    found.push(...(orderMeaning(order, about) ?? []));
    if (/\b(?:without|with no|no) duplicates\b/i.test(part))
      found.push({ kind: 'unique', of: about });
    if (/^\s*(?:already )?sorted$/i.test(part))
      found.push({ kind: 'sorted', of: about, order: 'ascending' });
  }
  const permutation = /\b(?:a )?permutation of .+$/i.exec(words)?.[0];
  if (found.length === 0 && permutation !== undefined) {
    return predicateIn(permutation, [about], speech, 'is') ?? [];
  }
  return found;
}

function alphabet(rest: string, of: Term): readonly Says[] {
  const made =
    /\b(?:consisting|made up|containing|consists?|of)\s+(?:only\s+)?(?:of\s+)?(?:only\s+)?(.+)$/i.exec(
      rest,
    );
  const characters = made === null ? null : alphabetOf(made[1]!);
  return characters === null ? [] : [{ kind: 'alphabet', of, characters }];
}

function isOfItems({ kind }: Says): boolean {
  return kind === 'compare' || kind === 'non-empty' || kind === 'multiple';
}

const given = new RegExp(
  `^given (?:an? |the )(?<adjectives>(?:${adjective}[\\s,]+(?:and\\s+)?)+)(?:integer |0-indexed )?(?:list|array|string|sequence)(?: of (?<of>(?:${adjective}[\\s,]+)*)\\w+)? (?:called |named )?(?<name>[A-Za-z_]\\w*)\\b`,
  'i',
);

/** `Given a sorted array of distinct integers nums, find …` */
export function givenMeaning(sentence: string, speech: Speech): readonly Says[] {
  const { adjectives = '', of = '', name = '' } = given.exec(sentence)?.groups ?? {};
  const term = speech.names.get(name);
  if (term?.kind !== 'parameter') return [];
  return [
    ...(adjectivesMeaning(adjectives, term, speech) ?? []),
    ...(adjectivesMeaning(of, term, speech) ?? []).filter(({ kind }) => kind === 'unique'),
    ...(adjectivesMeaning(of, eachOf(term), speech) ?? []).filter(isOfItems),
  ];
}
