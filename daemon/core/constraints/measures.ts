import type { Constraint, Term } from '../exploring.ts';
import { TermReader } from './terms.ts';
import { type Speech, eachOf, sortOf, withDigits } from './speech.ts';

type Says = Constraint['says'];

/** What is counted, where a number says how long something is. */
const unit =
  '(?:elements?|items?|values?|numbers?|integers?|entries|strings?|words?|characters?|letters?|digits?|members?|rows?|nodes?|points?|pairs?|keys?|long|in length)';

/** `at least 1`, `between 1 and 9`, `in the range [0, n)`; null where it is anything else. */
export function comparisonIn(
  text: string,
  of: Term,
  speech: Speech,
  verb: 'is' | 'has',
): readonly Says[] | null {
  const bare = text
    .replace(
      /^(?:a |an )?(?:(?:positive |single )?(?:integer|int|number|value|whole number)s? )(?=between|in|from|at|greater|less|larger|smaller|of at|no)/i,
      '',
    )
    .replace(/,?\s*\(?(?:both (?:ends )?)?(?:inclusive(?:ly)?|included)\)?$/i, '')
    .replace(/^(?:(?:of |a |has )*length |(?:a )?length of )/i, 'length ')
    .trim();
  const isLength = bare.startsWith('length ');
  const words = isLength ? bare.slice('length '.length) : bare;
  const counted = new RegExp(`^(.*\\S) ${unit}$`, 'i').exec(words)?.[1];
  const noun = counted ?? ofOwnKind(words, of, speech, verb);
  const measured = noun ?? words;
  const term =
    isLength || (noun !== undefined && noun !== null)
      ? ({ kind: 'length', of } as const)
      : numbersIn(of, speech);
  if (term === null || (verb === 'has' && term.kind !== 'length')) return null;
  return bounds(withDigits(measured), term, speech);
}

/** `prices has at least two prices` */
function ofOwnKind(words: string, of: Term, speech: Speech, verb: 'is' | 'has'): string | null {
  if (verb !== 'has' || sortOf(of, speech) === 'number') return null;
  return /^(.*(?:\b\d+|\b[a-z]+)) [a-z]+$/i.exec(words)?.[1] ?? null;
}

/** The numbers that a comparison is about; null for texts and the like. */
function numbersIn(of: Term, speech: Speech): Term | null {
  switch (sortOf(of, speech)) {
    case 'row':
      return eachOf(of);
    case 'rows':
      return eachOf(eachOf(of));
    case 'text':
    case 'dict':
      return null;
    default:
      return of;
  }
}

type Operator = '<' | '<=' | '==' | '!=';
/** Which side the subject stands on. */
type Side = 'left' | 'right';

const one: readonly (readonly [RegExp, Operator, Side])[] = [
  [
    /^(?:at least|no (?:less|fewer|smaller|shorter) than|not (?:less|fewer|smaller) than|a minimum of|>=|from) (.+)$/i,
    '<=',
    'right',
  ],
  [/^(?:greater|larger|bigger|more|higher) than or equal to (.+)$/i, '<=', 'right'],
  [/^(?:at least as (?:long|large|big|many) as) (.+)$/i, '<=', 'right'],
  [/^(.+) or (?:more|larger|greater|above)$/i, '<=', 'right'],
  [
    /^(?:at most|no (?:more|larger|greater|bigger|longer) than|not (?:more|larger|greater) than|a maximum of|up to|<=) (.+)$/i,
    '<=',
    'left',
  ],
  [/^(?:less|smaller|fewer|lower) than or equal to (.+)$/i, '<=', 'left'],
  [/^(?:at most as (?:long|large|big|many) as) (.+)$/i, '<=', 'left'],
  [/^(.+) or (?:less|fewer|smaller|below)$/i, '<=', 'left'],
  [
    /^(?:greater|larger|bigger|more|higher|longer) than (.+)$|^(?:strictly )?above (.+)$|^> (.+)$/i,
    '<',
    'right',
  ],
  [/^strictly (?:greater|larger) than (.+)$/i, '<', 'right'],
  [
    /^(?:less|smaller|fewer|lower|shorter) than (.+)$|^(?:strictly )?below (.+)$|^< (.+)$/i,
    '<',
    'left',
  ],
  [/^strictly (?:less|smaller) than (.+)$/i, '<', 'left'],
  [/^(?:exactly|always|equal to|==) (.+)$/i, '==', 'left'],
  [/^(?:not|never|not equal to|different from|other than|!=) (.+)$/i, '!=', 'left'],
];

function bounds(text: string, subject: Term, speech: Speech): readonly Says[] | null {
  const between = twoSided(text);
  if (between !== null) {
    const [low, high] = [between.from, between.to].map((part) => termOf(part, speech));
    if (low == null || high == null) return null;
    return [
      { kind: 'compare', left: low, operator: between.isAbove ? '<' : '<=', right: subject },
      { kind: 'compare', left: subject, operator: between.isBelow ? '<' : '<=', right: high },
    ];
  }
  for (const [pattern, operator, side] of one) {
    const groups = pattern.exec(text)?.slice(1);
    const words = groups?.find((group) => group !== undefined);
    const other = words === undefined ? null : termOf(words, speech);
    if (other === null) continue;
    const [left, right] = side === 'left' ? [subject, other] : [other, subject];
    return [{ kind: 'compare', left, operator, right }];
  }
  // `has 2 elements`; a number alone says nothing of a number.
  const exact = subject.kind === 'length' ? termOf(text, speech) : null;
  if (exact === null) return null;
  return [{ kind: 'compare', left: subject, operator: '==', right: exact }];
}

interface TwoSided {
  readonly from: string;
  readonly to: string;
  readonly isAbove: boolean;
  readonly isBelow: boolean;
}

function twoSided(text: string): TwoSided | null {
  const isStrict = /^strictly between\b|\bexclusive\)?$/i.test(text);
  const words = text.replace(/,?\s*\(?exclusive\)?$/i, '');
  const [, open, from, to, close] =
    /^(?:in|within|from)?\s*(?:the )?(?:inclusive )?(?:(?:range|interval) )?(?:of )?([[(])(.+)(?:,|\.\.+)(.+)([\])])$/i.exec(
      words,
    ) ?? [];
  if (from !== undefined && to !== undefined)
    return { from, to, isAbove: open === '(', isBelow: close === ')' };
  const [, first, second] =
    /^(?:strictly )?between (.+) and (.+)$/i.exec(words) ??
    /^(?:in|within|from)?\s*(?:the )?(?:range|interval)?\s*(?:of |from )?(.+?)(?: to | through |\.\.+)(.+)$/i.exec(
      words,
    ) ??
    [];
  if (first === undefined || second === undefined) return null;
  return { from: first, to: second, isAbove: isStrict, isBelow: isStrict };
}

/** A number, a parameter, or what is calculated from them; a text's name stands for its length. */
function termOf(text: string, speech: Speech): Term | null {
  const words = text
    .trim()
    .replace(/^(?:the )?(?:value of |number of )?/i, '')
    .replace(/^(?:length|size) of (?:the )?(.+)$/i, 'len($1)');
  const term = new TermReader(words, speech.names).single();
  if (term === null) return null;
  const sort = sortOf(term, speech);
  return sort === 'text' || sort === 'row' || sort === 'rows' ? { kind: 'length', of: term } : term;
}
