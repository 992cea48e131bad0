import type { Term } from '../exploring.ts';
import { TermReader } from './terms.ts';
import { type Speech, eachOf, parametersOf, sortOf } from './speech.ts';

/**
 * What words before a verb stand for: `nums`, `words[i]`, `the length of s`, `each row of grid`, `a
 * and b`. Null where a part of them is not understood.
 */
export function subjectsIn(text: string, speech: Speech): readonly Term[] | null {
  const bare = text.trim().replace(/^both (?:of )?/i, '');
  const whole = subjectIn(bare, speech);
  if (whole !== null) return whole;
  const parts = bare.split(/\s*,\s*(?:and\s+)?|\s+and\s+/).filter((part) => part !== '');
  if (parts.length < 2) return null;
  const terms = parts.map((part) => subjectIn(part, speech));
  return terms.some((each) => each === null) ? null : terms.flatMap((each) => each ?? []);
}

const quantifier = /^(?:(?:all|both|each|every|any|the|of|given|input|one|individual|single)\s+)+/i;
const item =
  '(?:elements?|items?|values?|numbers?|integers?|entry|entries|strings?|words?|characters?|letters?|digits?|members?|points?|pairs?|triples?|tuples?|intervals?|edges?)';

function subjectIn(text: string, speech: Speech): readonly Term[] | null {
  const named = termIn(text, speech);
  if (named !== null) return [named];
  const counted = lengthIn(text.replace(/^the\s+/i, ''), speech);
  if (counted !== null) return counted;
  const isOfEach = /^(?:each|every|any|all)\b/i.test(text);
  const bare = text
    .replace(quantifier, '')
    .replace(
      /^(?:(?:integer|string|input|2d|0-indexed|1-indexed)\s+)?(?:list|array|string|sequence|matrix|grid|number|integer|parameter|argument|variable|dict|dictionary)\s+(?=\S)/i,
      '',
    )
    .trim();
  const term = termIn(bare, speech);
  if (term !== null) return [isOfEach && isWord(text) ? eachOf(term) : term];
  return lengthIn(bare, speech) ?? partsIn(bare, speech) ?? nounIn(bare, speech, isOfEach) ?? null;
}

/** `each of nums` is its items, `each nums[i]` is one already. */
function isWord(text: string): boolean {
  return /\bof\s+\w+$/i.test(text);
}

/** A name with what may follow it; nothing that is calculated. */
function termIn(text: string, { names }: Speech): Term | null {
  if (text === '' || !/^[\w[\].()|\s]+$/.test(text) || /^\d/.test(text)) return null;
  const term = loose(new TermReader(text, names).single());
  return term === null || ['number', 'position', 'sum', 'product'].includes(term.kind)
    ? null
    : term;
}

/** In a sentence about one place, its position is any. */
function loose(term: Term | null): Term | null {
  if (term === null || !('of' in term)) return term;
  const of = loose(term.of) ?? term.of;
  return term.kind === 'each' ? { kind: 'each', of } : { ...term, of };
}

/** `length of s`, `number of elements in nums`, `nums's length`, `its size` */
function lengthIn(text: string, speech: Speech): readonly Term[] | null {
  const [, of] =
    new RegExp(`^(?:length|size|len|count|number of ${item}) (?:of|in) (.+)$`, 'i').exec(text) ??
    [];
  const [, owner] = /^(.+?)(?:'s|s') (?:length|size)$/i.exec(text) ?? [];
  const isIts = /^(?:its|their) (?:length|size)$/i.test(text);
  const inner = of ?? owner;
  const terms = isIts
    ? speech.about === null
      ? null
      : [speech.about]
    : inner === undefined
      ? null
      : subjectsIn(inner, speech);
  return terms?.map((each): Term => ({ kind: 'length', of: each })) ?? null;
}

/** `elements of nums`, `rows of grid`, `keys in stock`; of cells, those of all rows. */
function partsIn(text: string, speech: Speech): readonly Term[] | null {
  const [, word = '', rest] =
    new RegExp(`^(${item}|rows?|columns?|cells?|keys?) (?:of|in|within) (.+)$`, 'i').exec(text) ??
    [];
  const outer = rest === undefined ? null : subjectsIn(rest, speech);
  return outer === null ? null : parts(word, outer, speech);
}

function parts(word: string, outer: readonly Term[], speech: Speech): readonly Term[] | null {
  if (/^columns?$/i.test(word)) return outer.map((of): Term => ({ kind: 'columns', of }));
  const isCell = /^(?:cells?|entry|entries|values?|numbers?|integers?|elements?|digits?)$/i.test(
    word,
  );
  if (outer.some((of) => sortOf(of, speech) === 'dict') && !/^keys?$/i.test(word)) return null;
  return outer.map((of) =>
    isCell && sortOf(of, speech) === 'rows' ? eachOf(eachOf(of)) : eachOf(of),
  );
}

/** A noun without a name: `prices` for `price`, `it`, `rows` where only one parameter has some. */
function nounIn(text: string, speech: Speech, isOfEach: boolean): readonly Term[] | null {
  const word = text.toLowerCase();
  if (/^(?:it|they|them|this|these)$/.test(word))
    return speech.about === null ? null : [speech.about];
  if (!/^[a-z]+$/.test(word)) return null;
  const own = speech.parameters.filter((name) => {
    const stem = name.toLowerCase().replace(/\d+$/, '');
    return (
      stem.length > 1 && (stem === word || forms(stem).includes(word) || forms(word).includes(stem))
    );
  });
  const found = own.map((name): Term => ({ kind: 'parameter', name }));
  if (found.length > 0) {
    // Of what has one form for one and another for many, one is an item.
    const isOne =
      isOfEach || found.some((term) => 'name' in term && forms(word).includes(term.name));
    return found.map((term) =>
      isOne && ['row', 'rows'].includes(sortOf(term, speech)) ? eachOf(term) : term,
    );
  }
  if (/^(?:rows?|columns?|cells?)$/.test(word)) {
    const all = speech.about === null ? parametersOf(speech, 'rows') : [speech.about];
    return all.length === 1 ? parts(word, all, speech) : null;
  }
  if (!new RegExp(`^${item}$`, 'i').test(word)) return null;
  const all = speech.about === null ? parametersOf(speech, 'row', 'rows') : [speech.about];
  return all.length === 1 ? parts(word, all, speech) : null;
}

/** How a word may look where it means several. */
function forms(word: string): readonly string[] {
  return [`${word}s`, `${word}es`, word.replace(/y$/, 'ies')].filter((form) => form !== word);
}
