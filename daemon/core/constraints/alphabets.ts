/**
 * The characters that words such as `lowercase English letters and digits` or `'(', ')'` name; null
 * where a part of them is not understood, since half an alphabet would leave out what occurs.
 */
export function alphabetOf(text: string): string | null {
  const quoted = [...text.matchAll(/(["'])(.)\1/g)].map(([, , character]) => character!);
  const rest = text.replace(/(["'])(.)\1/g, ' ').replace(/'s\b/g, ' ');
  let alphabet = quoted.join('');
  for (const part of rest.split(/\s*,\s*|\s+(?:and|or)\s+|\s*\/\s*/)) {
    const words = part
      .trim()
      .toLowerCase()
      .replace(/^(?:(?:only|just|of|the) )+/, '');
    if (words === '' || (quoted.length > 0 && generic.test(words))) continue;
    const named = alphabets.find(([pattern]) => pattern.test(words));
    if (named === undefined) return null;
    alphabet += named[1];
  }
  return alphabet === '' ? null : [...new Set(alphabet)].join('');
}

/** Words beside characters in quotes that name them all together. */
const generic =
  /^(?:only|just|of|the|characters?|letters?|digits?|symbols?|parenthes[ei]s|brackets)$/;

const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
const digits = '0123456789';

const alphabets: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:lower-?case|small) (?:(?:english|latin|ascii|roman) )?(?:letters?|characters?|alphabets?)?(?: \(?a-z\)?)?$/,
    lower,
  ],
  [
    /^(?:upper-?case|capital) (?:(?:english|latin|ascii|roman) )?(?:letters?|characters?|alphabets?)?(?: \(?a-z\)?)?$/,
    upper,
  ],
  [/^(?:english|latin|ascii|roman) letters$/, lower + upper],
  [/^(?:lower-?case|small)$/, lower],
  [/^letters$/, lower + upper],
  [/^(?:decimal )?digits(?: \(?0-9\)?)?$/, digits],
  [/^alphanumeric$/, lower + upper + digits],
  [/^spaces?(?: ' ')?$/, ' '],
  [/^(?:parentheses|round brackets)$/, '()'],
  [/^brackets$/, '()[]{}'],
];
