import type { Constraint, Shape, Structure, Term } from '../exploring.ts';
import { type Layout, layoutsIn } from '../layouts.ts';

type Says = Constraint['says'];

/** A chain or tree among the inputs, or the items of a list of them, and how it hangs together. */
export interface Linked {
  readonly of: Term;
  readonly layout: Layout;
}

/** What of the parameters is linked. */
export function linkedIn(shapes: ReadonlyMap<string, Shape>): readonly Linked[] {
  const layouts = layoutsIn(shapes.values());
  if (layouts.size === 0) return [];
  return [...shapes].flatMap(([name, shape]) =>
    linkedAt({ kind: 'parameter', name }, shape, (type) => layouts.get(type)),
  );
}

function linkedAt(
  of: Term,
  shape: Shape,
  layoutOf: (type: string) => Layout | undefined,
): readonly Linked[] {
  const arms = shape.kind === 'union' ? shape.of : [shape];
  return arms.flatMap((arm): readonly Linked[] => {
    if (arm.kind === 'list') return linkedAt({ kind: 'each', of }, arm.items, layoutOf);
    const layout = arm.kind === 'instance' ? layoutOf(arm.type) : undefined;
    return layout === undefined ? [] : [{ of, layout }];
  });
}

/**
 * What a text says of chains and trees that it speaks of as something given: `Insert a key into a
 * binary search tree`. What it asks whether it holds (`check if it is a BST`) and what it makes (`to
 * a BST`) is none: who looks for wrong versions needs inputs that are not so.
 */
export function structuresSaid(text: string, linked: readonly Linked[]): readonly Says[] {
  const found: Says[] = [];
  for (const { pattern, links, is } of phrases) {
    for (const match of text.matchAll(pattern)) {
      const phrase = { text, before: text.slice(0, match.index), found: match[0] };
      if (!isGiven(phrase)) continue;
      for (const { of, layout } of linked) {
        if (links !== null && layout.links.length !== links) continue;
        for (const each of is(match[0], text.slice(match.index + match[0].length)))
          found.push({ kind: 'structure', of, is: each });
      }
    }
  }
  return found;
}

/** Whether a text is about whether something holds: then nothing that is named so is given. */
export function isQuestion(text: string): boolean {
  const names = phrases.some(({ pattern }) => text.search(pattern) >= 0);
  return names && [...text.matchAll(anyPhrase)].some((match) => asked(text, match.index));
}

interface Phrase {
  readonly text: string;
  readonly before: string;
  readonly found: string;
}

function isGiven({ text, before, found }: Phrase): boolean {
  if (wrong.test(text) || /\b(?:no|not|non|never|un)[\s-]+(?:an? )?$/i.test(before)) return false;
  if (asked(text, before.length)) return false;
  if (
    /\b(?:merged|resulting|new|result|final|combined|output|reversed|largest|biggest|smallest|every|any|each)\s+$/i.test(
      before,
    )
  )
    return false;
  // What stands behind a verb of making is its result, unless it is what that is made from.
  const [, tail = null] =
    /^.*\b(?:returns?|yields?|gives?|produces?|builds?|constructs?|creates?|makes?|forms?|results? in|makes?)\b(.*)$/is.exec(
      before,
    ) ?? [];
  if (
    tail !== null &&
    !/\b(?:of|in|from|for|on|over|within|given|through|with|at|inside|across|between|by)\b/i.test(
      tail,
    )
  )
    return false;
  const [, into = null] = new RegExp(`\\b(to|into|as)\\s+${qualifiers}$`, 'i').exec(before) ?? [];
  if (into === null) return true;
  return /^into$/i.test(into)
    ? /\b(?:insert\w*|add\w*|put\w*|splic\w*|stor\w*|plac\w*)\b/i.test(before)
    : /\b(?:add\w*|append\w*|insert\w*|pointers?|references?|roots?|heads?|appl\w+|given|equal|belongs?)\s+(?:\w+\s+)?(?:to|as)\s+/i.test(
        `${before} `,
      ) && !/\b(?:convert\w*|transform\w*|turn\w*|chang\w*)\b/i.test(`${before} ${found}`);
}

/** Whether the phrase at a place is what is asked about. */
function asked(text: string, at: number): boolean {
  const before = text.slice(0, at);
  const isAsking =
    /\b(?:whether|if|when|unless|check\w*|determine\w*|test\w*|decides?|is valid|true|bool)\b/i.test(
      before,
    ) || /^(?:is|are|has|valid)\b/i.test(text);
  if (/\b(?:validat\w+|verif(?:y|ies|ying)|validity)\b/i.test(before)) return true;
  if (!isAsking) return false;
  if (
    /\b(?:propert(?:y|ies)|definition|rules?|conditions?|order(?:ing)?|invariants?)\b/i.test(text)
  )
    return true;
  // `if the key is in the BST` asks about the key.
  const isPlace = new RegExp(
    `\\b(?:in|of|within|inside|from|into|through|over|on|for|by)\\s+${qualifiers}$`,
    'i',
  ).test(before);
  return !isPlace || /\bfor\s+(?:an? )?valid\s+$/i.test(before);
}

const qualifiers =
  '(?:(?:an?|the|this|that|these|given|input|its|our|one|two|both|k|n|several|valid|proper|non-?empty|height-?balanced|balanced|singly|doubly|circular|linked|already)[\\s-]+)*';

/** Words of what is not so yet, or not quite. */
const wrong =
  /\b(?:violat\w*|recover\w*|invalid|unsorted|nearly|almost|by mistake|not necessarily|need not|may not)\b/i;

interface Wording {
  readonly pattern: RegExp;
  /** How many links an instance has that it can be said of; null for any. */
  readonly links: 1 | 2 | null;
  readonly is: (found: string, after: string) => readonly Structure[];
}

const tree = '(?:binary[- ])?trees?';
const rising = '(?:ascending|increasing|non-?decreasing)';
const falling = '(?:descending|decreasing|non-?increasing)';
const chain =
  '(?:(?:singly|doubly|circular|linked|integer)[- ]*)*(?:linked ?lists?|lists?|chains?)';

const phrases: readonly Wording[] = [
  {
    pattern:
      /\b(?:(?:height-?)?balanced )?(?:binary[- ]search[- ]trees?|bsts?|search[- ]trees?|ordered binary trees?|avl(?:[- ]trees?)?)\b/gi,
    links: 2,
    is: (found) => [
      'search tree',
      ...(/balanced|avl/i.test(found) && !/unbalanced/i.test(found) ? (['balanced'] as const) : []),
    ],
  },
  {
    pattern: new RegExp(`\\b(?:height-?)?balanced ${tree}`, 'gi'),
    links: 2,
    is: () => ['balanced'],
  },
  {
    pattern: new RegExp(`\\b(?:almost )?(complete|perfect) ${tree}`, 'gi'),
    links: 2,
    is: (found) => [/perfect/i.test(found) ? 'perfect' : 'complete'],
  },
  {
    pattern: /\b(?:min(?:imum)?|max(?:imum)?)[- ]?(?:binary[- ])?heaps?\b|\bheap-?ordered\b/gi,
    links: 2,
    is: (found) => [/max/i.test(found) ? 'max heap' : 'min heap'],
  },
  {
    pattern: new RegExp(
      `\\b(?:sorted|ordered|${rising}|${falling})(?: in ${rising} order| in ${falling} order)?,?(?: and)?(?: distinct| unique)? ${chain}\\b|\\b${chain},?(?: (?:that|which))?(?: (?:is|are|must be|will be))?(?: (?:already|each|both))?(?: all)? (?:sorted|ordered|in ${rising} order|in ${falling} order)(?: in)?(?: ${rising}| ${falling})?`,
      'gi',
    ),
    links: 1,
    is: (found, after) => [
      new RegExp(falling, 'i').test(`${found} ${/^.{0,24}/s.exec(after)?.[0] ?? ''}`)
        ? 'descending'
        : 'sorted',
      ...(/distinct|unique/i.test(found) ||
      /^ (?:of|with) (?:distinct|unique)|^ without (?:any )?duplicate/i.test(after)
        ? (['distinct'] as const)
        : []),
    ],
  },
  {
    pattern:
      /\b(?:no|without(?: any| an?)?|never (?:has|contains?)(?: an?)?) (?:cycles?|loops?)\b|\bacyclic\b/gi,
    links: null,
    is: () => ['acyclic'],
  },
];

const anyPhrase = new RegExp(phrases.map(({ pattern }) => pattern.source).join('|'), 'gi');

/** What is said of rows, said of a chain: `head is sorted in descending order`. */
export function ofLinked(says: Says, linked: readonly Linked[]): readonly Says[] {
  if (!('of' in says)) return [says];
  const text = JSON.stringify(says.of);
  const isLinked = linked.some(({ of }) => JSON.stringify(of) === text);
  if (!isLinked) return [says];
  const is = (structure: Structure): readonly Says[] => [
    { kind: 'structure', of: says.of, is: structure },
  ];
  switch (says.kind) {
    case 'sorted':
      return is(says.order === 'ascending' ? 'sorted' : 'descending');
    case 'unique':
      return is('distinct');
    case 'graph':
      return says.is === 'connected' ? [] : is('acyclic');
    default:
      return [says];
  }
}
