/**
 * The characters that words such as `lowercase English letters and digits` or `'(', ')'` name; null
 * where a part of them is not understood, since half an alphabet would leave out what occurs.
 */
export function alphabetOf(text: string): string | null {
  // `'()[]{}'` is a list of its characters where a word says so.
  const listed = /\bcharacters? (["'])(\S{2,})\1/.exec(text)?.[2] ?? '';
  const bare = listed === '' ? text : text.replace(/(["'])\S{2,}\1/, ' ');
  const quoted = [
    ...listed,
    ...[...bare.matchAll(/(["'])(.)\1/g)].map(([, , character]) => character!),
  ];
  const rest = bare.replace(/(["'])(.)\1/g, ' ').replace(/'s\b/g, ' ');
  let alphabet = quoted.join('');
  for (const part of rest.split(/\s*,\s*|\s+(?:and|or)\s+|\s*\/\s*/)) {
    const words = part
      .trim()
      .toLowerCase()
      .replace(/^(?:(?:only|just|of|the) )+/, '');
    const single = /^([a-z\d])(?:'?s)?$/i.exec(part.trim())?.[1];
    if (single !== undefined && /^(?:[A-Z]|\d)$/.test(single)) {
      alphabet += single;
      continue;
    }
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
const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('');

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
  [/^(?:zeros?|zeroes)$/, '0'],
  [/^ones?$/, '1'],
  [/^(?:binary digits|bits)$/, '01'],
  [/^(?:hexadecimal|hex) digits$/, `${digits}abcdefABCDEF`],
  [/^(?:printable )?ascii(?: characters)?$/, ascii],
  [/^printable characters$/, ascii],
  [/^(?:dots?|periods?)$/, '.'],
  [/^commas?$/, ','],
  [/^(?:hyphens?|dashes|minus signs?)$/, '-'],
  [/^underscores?$/, '_'],
  [/^slash(?:es)?$/, '/'],
];
