import type { Constraint, Term } from '../exploring.ts';
import { alphabetOf } from './alphabets.ts';
import { comparisonIn } from './measures.ts';
import { nounPredicate } from './things.ts';
import { type Speech, innermost, sortOf } from './speech.ts';

type Says = Constraint['says'];

/**
 * What words behind a verb say of subjects: `sorted in ascending order and non-empty`, `between 1
 * and 9`. Null where a part of them is not understood, or says something on a condition.
 */
export function predicateIn(
  text: string,
  subjects: readonly Term[],
  speech: Speech,
  verb: 'is' | 'has',
): readonly Says[] | null {
  const words = text
    .trim()
    .replace(
      /^(?:(?:also|always|already|all|each|every|guaranteed to be|known to be|pairwise|given|itself) )+/i,
      '',
    );
  const whole = atom(words, subjects, speech, verb);
  if (whole !== null) return whole;
  for (const joint of words.matchAll(/\s*,\s*(?:and\s+|but\s+)?|\s+(?:and|but)\s+/g)) {
    const left = words.slice(0, joint.index);
    const right = words.slice(joint.index + joint[0].length);
    const first = atom(left, subjects, speech, verb);
    const rest = first === null ? null : continued(right, subjects, speech, verb);
    if (first !== null && rest !== null) return [...first, ...rest];
  }
  return null;
}

/** Behind an `and` another verb may stand. */
function continued(
  text: string,
  subjects: readonly Term[],
  speech: Speech,
  verb: 'is' | 'has',
): readonly Says[] | null {
  if (/^(?:do|does|must|may) not overlap$/i.test(text)) {
    return predicateIn('non-overlapping', subjects, speech, verb);
  }
  const [, word, rest] = /^(is|are|has|have|contains?|consists?)\s+(.+)$/i.exec(text) ?? [];
  if (word === undefined) return predicateIn(text, subjects, speech, verb);
  const own = /^(?:is|are)$/i.test(word) ? 'is' : 'has';
  const consists = /^consist/i.test(word) ? `${word} ` : '';
  return predicateIn(`${consists}${rest}`, subjects, speech, own);
}

function atom(
  text: string,
  subjects: readonly Term[],
  speech: Speech,
  verb: 'is' | 'has',
): readonly Says[] | null {
  if (text === '') return null;
  const joint = ofAllTogether(text, subjects, speech);
  if (joint !== null) return joint;
  const each = subjects.map((of) => ofOne(text, of, speech, verb));
  return each.some((says) => says === null) ? null : each.flatMap((says) => says ?? []);
}

/** What is said of several at once: `have the same length`. */
function ofAllTogether(
  text: string,
  subjects: readonly Term[],
  speech: Speech,
): readonly Says[] | null {
  const [, which] =
    /^(?:of )?(?:the same|equal|one|an equal) (?:length|size)s?(?:,? which (?:is|are|must be) (.+))?$|^equal(?:ly long| in length| in size)$|^equally long$/i.exec(
      text,
    ) ?? [text === '' ? null : undefined];
  const isSame =
    /^(?:of )?(?:the same|equal|one|an equal) (?:length|size)s?\b|^equal in (?:length|size)$|^equally long$/i.test(
      text,
    );
  if (!isSame) return null;
  const [first, ...others] = subjects;
  if (first === undefined) return null;
  const lengths = subjects.map((of): Term => ({ kind: 'length', of }));
  const says: Says[] = [];
  if (others.length > 0) {
    for (const right of lengths.slice(1)) {
      says.push({ kind: 'compare', left: lengths[0]!, operator: '==', right });
    }
  } else if (first.kind === 'each') says.push({ kind: 'rectangular', of: first.of });
  else return null;
  if (which === undefined || which === null) return says;
  const rest = predicateIn(which, lengths.slice(0, 1), speech, 'is');
  return rest === null ? null : [...says, ...rest];
}

function ofOne(text: string, of: Term, speech: Speech, verb: 'is' | 'has'): readonly Says[] | null {
  return (
    orderMeaning(text, of) ??
    adjectivesMeaning(`${text} `, of, speech) ??
    comparisonIn(text, of, speech, verb) ??
    nounPredicate(text, of, speech) ??
    alphabetMeaning(text, of)
  );
}

/** `consists of digits`, `only digits`, `digits only`, `in lower case` */
function alphabetMeaning(text: string, of: Term): readonly Says[] | null {
  const [, made] =
    /^(?:only )?(?:consists? |made up |composed |a string |a text |strings )?(?:only |solely |entirely )?of (?:only )?(.+)$/i.exec(
      text,
    ) ??
    /^(?:only|solely|nothing but) (.+)$/i.exec(text) ??
    [];
  const behind = /^(.+) (?:only|alone)$/i.exec(text)?.[1];
  const cased = /^(?:all )?(?:in )?(lower|upper)[- ]?case(?: only)?$/i.exec(text)?.[1];
  const words = made ?? behind ?? (cased === undefined ? undefined : `${cased}case`);
  const characters = words === undefined ? null : alphabetOf(words.replace(/ only$/, ''));
  return characters === null ? null : [{ kind: 'alphabet', of, characters }];
}

/** Adjectives with white space or commas after each. */
export function adjectivesMeaning(
  adjectives: string,
  of: Term,
  speech: Speech,
): readonly Says[] | null {
  const says: Says[] = [];
  const words = adjectives
    .toLowerCase()
    .replace(/\bnot empty\b/g, 'non-empty')
    .replace(/\bnon negative\b/g, 'non-negative')
    .split(/[\s,]+(?:and\s+)?/)
    .filter((word) => word !== '');
  const isStrict = words.includes('strictly');
  let isTelling = false;
  for (const word of words) {
    const number = innermost(of, speech);
    isTelling ||= !/^(?:strictly|already|and|whole)$/.test(word);
    if (/^non-?empty$/.test(word)) says.push({ kind: 'non-empty', of });
    else if (/^(?:distinct|unique|different)$/.test(word)) says.push(uniqueness(of, speech));
    else if (/^(?:sorted|ordered|ascending|increasing)$/.test(word))
      says.push(...inOrder(of, 'ascending', isStrict));
    else if (/^(?:descending|decreasing)$/.test(word))
      says.push(...inOrder(of, 'descending', isStrict));
    else if (word === 'positive' || word === 'natural') says.push(...atLeast(1, number));
    else if (/^non-?negative$/.test(word)) says.push(...atLeast(0, number));
    else if (word === 'negative') says.push(...atMost(-1, number));
    else if (/^non-?zero$/.test(word))
      says.push({
        kind: 'compare',
        left: number,
        operator: '!=',
        right: { kind: 'number', value: 0 },
      });
    else if (word === 'even' || word === 'odd')
      says.push({ kind: 'multiple', of: number, factor: 2, remainder: word === 'odd' ? 1 : 0 });
    else if (
      !/^(?:strictly|already|and|whole|integers?|ints?|numbers?|strings?|floats?)$/.test(word)
    )
      return null;
  }
  return isTelling ? says : null;
}

/** `values of nums are distinct`: not each by itself, but among each other. */
function uniqueness(of: Term, speech: Speech): Says {
  const isOfItems = of.kind === 'each' && !['row', 'rows'].includes(sortOf(of, speech));
  return { kind: 'unique', of: isOfItems ? of.of : of };
}

function atLeast(value: number, right: Term): readonly Says[] {
  // A positive float may be smaller than 1, but an integer is what nearly always is meant.
  return [{ kind: 'compare', left: { kind: 'number', value }, operator: '<=', right }];
}

function atMost(value: number, left: Term): readonly Says[] {
  return [{ kind: 'compare', left, operator: '<=', right: { kind: 'number', value } }];
}

const rising = 'ascending|increasing|non-?decreasing|descending|decreasing|non-?increasing';
const order = new RegExp(
  `^(?:(?:sorted|ordered|given|listed|arranged)\\s*)?(?:in|by)?\\s*(?:an? )?(?<strictly>strictly )?(?<order>${rising})(?: \\w+)? order(?<rest>.*)$|^(?:sorted |ordered )?(?<directly>strictly )?(?<direct>${rising})(?<after>.*)$|^(?:sorted|ordered)(?<plain> .*)$`,
  'i',
);

export function orderMeaning(text: string, of: Term): readonly Says[] | null {
  const groups = order.exec(text.trim())?.groups;
  if (groups === undefined) return null;
  const word = groups['order'] ?? groups['direct'] ?? 'ascending';
  const isUp = /^(?:ascending|increasing|non-?decreasing)$/i.test(word);
  const direction = isUp ? 'ascending' : 'descending';
  const rest = (groups['rest'] ?? groups['after'] ?? groups['plain'] ?? '').trim();
  const strict = (groups['strictly'] ?? groups['directly']) !== undefined;
  if (rest === '') return inOrder(of, direction, strict);
  if (
    /^,?\s*(?:(?:and|but|then|and then|prior to being|before being)\s+)?(?:(?:may|might|can) (?:be|have been) |possibly |is then |then )?(?:been )?(?:rotated|turned|cyclically shifted)(?: (?:at|by|around) .+)?$/i.test(
      rest,
    )
  )
    return [{ kind: 'sorted', of, order: direction, isTurned: true }];
  const by =
    /^(?:in order )?(?:of|by|according to) (?:(?:its|their|the) )?(?:(start|begin|first|left|lower|key|x)\w*|(end|second|right|upper|finish|y)\w*)(?:[ _](?:element|item|value|number|point|time|entry|i))?s?(?: in (ascending|descending) order)?$/i.exec(
      rest,
    );
  if (by === null) return null;
  const last = by[3]?.toLowerCase() === 'descending' ? 'descending' : direction;
  return [{ kind: 'sorted', of, order: last, by: by[1] === undefined ? 1 : 0 }];
}

function inOrder(of: Term, order: 'ascending' | 'descending', isStrict: boolean): readonly Says[] {
  const sorted: Says = { kind: 'sorted', of, order };
  return isStrict ? [sorted, { kind: 'unique', of }] : [sorted];
}
