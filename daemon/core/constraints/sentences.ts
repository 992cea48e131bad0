import type { Constraint, Term } from '../exploring.ts';
import { predicateIn } from './predicates.ts';
import { subjectsIn } from './subjects.ts';
import { type Speech, eachOf, parametersOf, sortOf, withDigits } from './speech.ts';

type Says = Constraint['says'];

/** What a whole sentence says of inputs by their names: `nums is sorted in ascending order`. */
export function sentenceMeaning(sentence: string, speech: Speech): readonly Says[] {
  const text = sentence.trim().replace(/\s+/g, ' ');
  for (const [pattern, meaning] of fixed) {
    const groups = pattern.exec(text);
    const says = groups === null ? null : meaning(groups.slice(1), speech);
    if (says !== null) return says;
  }
  return byVerb(text, speech) ?? byVerb(reordered(text), speech) ?? [];
}

const verbs =
  /\s+(?:(is|are|must be|should be|has to be|have to be|(?:is|are) (?:guaranteed|assumed|known|required|expected) to be|must always be|shall be|will (?:always )?be|lies?|equals?)|(has|have|contains?|holds?|must (?:have|contain)|should (?:have|contain)|will (?:have|contain)|includes?)|(consists?|is made up|are made up|is composed|are composed)|((?:must |should |always )?(?:begins?|starts?|ends?))|((?:forms?|represents?|describes?|defines?|makes?)(?: up)?)|((?:do not|don't|does not|never|must not|cannot|may not|should not)))\s+/gi;

/** Subject, verb and predicate; the first verb where both sides are understood. */
function byVerb(text: string, speech: Speech): readonly Says[] | null {
  for (const found of text.matchAll(verbs)) {
    const [whole, is, has, consists, begins, forms, not] = found;
    const before = text.slice(0, found.index);
    const after = text.slice(found.index + whole.length);
    const subjects =
      forms === undefined
        ? subjectsIn(before, speech)
        : (subjectsIn(before, speech) ?? graphIn(before, speech));
    if (subjects === null) continue;
    const says =
      is !== undefined
        ? predicateIn(
            /^equal|^lie/i.test(is) ? `${/^lie/i.test(is) ? '' : 'equal to '}${after}` : after,
            subjects,
            speech,
            'is',
          )
        : has !== undefined
          ? contents(after, subjects, speech, /^(?:contain|hold|include)|contain$/i.test(has))
          : consists !== undefined
            ? predicateIn(after, subjects, speech, 'has')
            : begins !== undefined
              ? predicateIn(
                  `${/^(?:must |should |always )?end/i.test(begins) ? 'ending' : 'beginning'} ${after}`,
                  subjects,
                  speech,
                  'is',
                )
              : forms !== undefined
                ? graphs(after, subjects, speech)
                : denied(not!, after, subjects, speech);
    if (says !== null) return says;
  }
  return graphStatement(text, speech);
}

/** `no duplicates`, `only digits`, `distinct values`, `at least 2 elements` */
function contents(
  text: string,
  subjects: readonly Term[],
  speech: Speech,
  isOfItems: boolean,
): readonly Says[] | null {
  if (/^no (?:duplicate|repeated|equal)(?:s| \w+)?$/i.test(text)) {
    return subjects.map((of): Says => ({ kind: 'unique', of }));
  }
  if (/^no self[- ]loops?$/i.test(text)) return subjects.map(withoutLoops);
  const distinct = /^(?:only )?(?:pairwise |mutually )?(?:distinct|unique|different) \w+$/i.test(
    text,
  );
  if (distinct) return subjects.map((of): Says => ({ kind: 'unique', of }));
  const only =
    /^(?:only|nothing but|solely) (.+)$/i.exec(text)?.[1] ?? /^(.+) only$/i.exec(text)?.[1];
  const kind =
    /^(?:only )?(positive|non-?negative|even|odd|non-?zero|negative|non-?empty)(?: \w+)?$/i.exec(
      text,
    )?.[1];
  const items = subjects.map((of) =>
    ['row', 'rows'].includes(sortOf(of, speech)) ? eachOf(of) : of,
  );
  if (kind !== undefined && isOfItems) return predicateIn(kind, items, speech, 'is');
  if (only !== undefined) {
    return predicateIn(text, subjects, speech, 'has') ?? predicateIn(only, subjects, speech, 'is');
  }
  return predicateIn(text, subjects, speech, 'has');
}

/** `do not overlap`, `must not be empty`, `never exceeds 10` */
function denied(
  verb: string,
  text: string,
  subjects: readonly Term[],
  speech: Speech,
): readonly Says[] | null {
  if (/^may/i.test(verb) && !/^be empty$/i.test(text)) return null;
  if (/^(?:be )?empty$/i.test(text)) {
    return subjects.map((of): Says => ({ kind: 'non-empty', of }));
  }
  if (/^overlap(?: each other| one another)?$/i.test(text)) {
    return predicateIn('non-overlapping', subjects, speech, 'is');
  }
  const most = /^exceeds? (.+)$/i.exec(text)?.[1];
  if (most !== undefined) return predicateIn(`at most ${most}`, subjects, speech, 'is');
  const repeat = /^(?:contain|have|include)s? (?:any )?duplicates?(?: \w+)?$/i.test(text);
  if (repeat) return subjects.map((of): Says => ({ kind: 'unique', of }));
  const zero = /^be (zero|negative|0)$/i.exec(text)?.[1];
  if (zero === undefined) return null;
  const word = /negative/i.test(zero) ? 'non-negative' : 'non-zero';
  return predicateIn(word, subjects, speech, 'is');
}

function withoutLoops(of: Term): Says {
  const row: Term = { kind: 'each', of, position: { name: 'i', offset: 0 } };
  const [left, right] = [0, 1].map((index): Term => ({ kind: 'at', of: row, index }));
  return { kind: 'compare', left: left!, operator: '!=', right: right! };
}

function graphs(text: string, subjects: readonly Term[], speech: Speech): readonly Says[] | null {
  const says = predicateIn(text, subjects, speech, 'is');
  return says?.every(({ kind }) => kind === 'graph') === true ? says : null;
}

/** `The given input`, `the graph`: the parameter that holds pairs, where there is one alone. */
function graphIn(text: string, speech: Speech): readonly Term[] | null {
  if (
    !/^(?:the )?(?:given )?(?:input|graph|edges?|network|tree|they|it|roads?|connections?|links?)(?: graph| edges)?$/i.test(
      text.trim(),
    )
  )
    return null;
  const rows = parametersOf(speech, 'rows');
  return rows.length === 1 ? rows : null;
}

function graphStatement(text: string, speech: Speech): readonly Says[] | null {
  const [, before, after] =
    /^((?:the )?(?:given )?(?:input|graph|network)(?: graph)?) (?:is|must be|will be|is guaranteed to be) (.+)$/i.exec(
      text,
    ) ?? [];
  const subjects = before === undefined ? null : graphIn(before, speech);
  return subjects === null ? null : graphs(after!, subjects, speech);
}

/** `all distinct numbers nums` and the like stand for `nums ... is`. */
function reordered(text: string): string {
  const [, subject, rest] = /^(.+?), (?:which|that) (.+)$/i.exec(text) ?? [];
  return subject === undefined ? text : `${subject} ${rest}`;
}

type Meaning = (groups: readonly (string | undefined)[], speech: Speech) => readonly Says[] | null;

const fixed: readonly (readonly [RegExp, Meaning])[] = [
  [
    /^(?!.*\b(?:ragged|uneven|jagged|pad(?:s|ded|ding)?|irregular|differ\w*)\b).*(?:\b(?:of|in|inside|on|is|as) a (?:\w+ )?rectangle(?: of (?:\w+ )?(?:numbers?|integers?|cells?|fields?|characters?|letters?|digits?|values?))?(?=$|[,.;:])|\brectangular (?:grid|map|board|matrix|table|field|image|array)\b)/i,
    (_, speech) => {
      const rows = parametersOf(speech, 'rows');
      return rows.length === 1 ? rows.map((of): Says => ({ kind: 'rectangular', of })) : null;
    },
  ],
  [
    /^no (\w+) (?:is|are|occurs?|appears?|stands?|comes?)(?: (?:listed|given|repeated|used|contained|named|there))? ?(?:twice|more than once|repeatedly|again)?(?: in (?:the )?\w+)?(, in (?:either|any) (?:order|direction)|,? (?:even )?(?:reversed|the other way round))?$/i,
    ([noun = '', either], speech) => once(noun, either !== undefined, speech),
  ],
  [
    /^(?:each|every) (\w+) (?:is|occurs?|appears?|stands?)(?: (?:listed|given|used|contained|there))? (?:exactly |only |at most )?once(?:,? only)?$/i,
    ([noun = ''], speech) => once(noun, false, speech),
  ],
  [
    /^there (?:are|is|will be) no (?:duplicate|repeated|multiple|parallel)(?:s| (\w+))?(?: (?:in|of|among) (\S+))?$/i,
    ([noun, name], speech) => {
      const of = subjectsIn(name ?? noun ?? 'elements', speech) ?? graphIn(noun ?? '', speech);
      const isEdges = /^(?:edge|road|connection|link)s?$/i.test(noun ?? '');
      return (of ?? null) === null ? null : of!.map((each) => unique(listOf(each), isEdges));
    },
  ],
  [
    /^there (?:are|is) (?:also )?no self[- ]loops?(?:,?(?: and| or)(?: no)? (?:duplicate|repeated|multiple|parallel) (\w+))?$/i,
    ([noun], speech) => {
      const of = graphIn('edges', speech);
      if (of === null) return null;
      return of.flatMap((each) => [
        withoutLoops(each),
        ...(noun === undefined ? [] : [unique(each, true)]),
      ]);
    },
  ],
  [
    /^there (?:are|is) no (?:duplicate|repeated|multiple|parallel) (\w+),?(?: and| or)(?: no)? self[- ]loops?$/i,
    (_, speech) =>
      graphIn('edges', speech)?.flatMap((each) => [withoutLoops(each), unique(each, true)]) ?? null,
  ],
  [
    /^(?:and )?no two (?:of them|(\w+)(?: (?:of|in) (\S+))?) (?:are|have) (?:equal|the same|alike|identical|the same value)$/i,
    ([noun, name], speech) => {
      const word = name ?? noun;
      const of =
        word === undefined
          ? speech.about === null
            ? null
            : [speech.about]
          : subjectsIn(word, speech);
      return of?.map((each) => unique(listOf(each), false)) ?? null;
    },
  ],
  [
    /^there (?:is|are) (?:always )?(?:at )?most one (\w+) between (?:any |every |each )?(?:two|2|pair of) \w+$/i,
    ([noun = ''], speech) => once(noun, true, speech),
  ],
  [
    /^there (?:is|are|must be|will be) (?:always )?(at least \w+|at most \w+|\w+ or more) (\w+)(?: in (\S+))?$/i,
    ([count = '', noun = '', name], speech) => {
      const of = subjectsIn(name ?? `all ${noun}`, speech)?.map(listOf);
      if (of === undefined) return null;
      return predicateIn(
        withDigits(count),
        of.map((each): Term => ({ kind: 'length', of: each })),
        speech,
        'is',
      );
    },
  ],
  [
    /^(?:all )?(?:the )?\w+ (?:of|in) (.+) are (?:all |pairwise )?(?:distinct|unique|different)$/i,
    ([name = ''], speech) =>
      subjectsIn(name, speech)?.map((of): Says => ({ kind: 'unique', of })) ?? null,
  ],
  [
    /^there are no duplicates?(?: \w+)? in (.+)$/i,
    ([name = ''], speech) =>
      subjectsIn(name, speech)?.map((of): Says => ({ kind: 'unique', of })) ?? null,
  ],
];

/** Each item of the parameter that is named after what it holds stands in it once. */
function once(noun: string, isUnordered: boolean, speech: Speech): readonly Says[] | null {
  const found = subjectsIn(`each ${noun}`, speech);
  const of = found?.[0];
  if (of === undefined || found?.length !== 1 || of.kind !== 'each') return null;
  return [unique(of.of, isUnordered)];
}

function unique(of: Term, isUnordered: boolean): Says {
  return isUnordered ? { kind: 'unique', of, isUnordered } : { kind: 'unique', of };
}

/** What holds the items that were spoken of. */
function listOf(term: Term): Term {
  return term.kind === 'each' ? term.of : term;
}
