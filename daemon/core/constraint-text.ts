import { aliasesIn } from './constraints/aliases.ts';
import { chainsIn } from './constraints/chains.ts';
import { descriptionMeaning, givenMeaning } from './constraints/descriptions.ts';
import { sentenceMeaning } from './constraints/sentences.ts';
import type { Speech } from './constraints/speech.ts';
import {
  type Linked,
  isQuestion,
  linkedIn,
  ofLinked,
  structuresSaid,
} from './constraints/structured.ts';
import type { Constraint, Shape, Term } from './exploring.ts';

/** A line of a docstring or a comment. */
export interface Passage {
  readonly text: string;
  /** The parameter that it describes; null where it is about the function. */
  readonly about: string | null;
  readonly source: Constraint['source'];
  /** Whether it stands where nothing but preconditions do, as below `Constraints:`. */
  readonly isPrecondition?: boolean;
  /**
   * Whether it is the name of the function, or name and text of what its inputs are: they tell what
   * chains and trees keep, as in `BSTNode`, and nothing else is read of them.
   */
  readonly isTitle?: boolean;
}

/** What was made of passages. */
export interface Stated {
  readonly constraints: readonly Constraint[];
  /** Sentences that plainly are preconditions, and were not understood. */
  readonly unread: readonly string[];
}

/**
 * What lines written for people say about inputs: `1 <= n <= 10^4`, `nums is sorted`. A sentence
 * counts only where all of it reads as such, since what is said in passing (`returns 0 if n < 2`)
 * must not narrow the inputs: of two errors, missing one is the lesser. `shapes` are what is known
 * of the parameters besides.
 */
export function statedIn(
  passages: readonly Passage[],
  parameters: readonly string[],
  shapes: ReadonlyMap<string, Shape> = new Map(),
): Stated {
  const names = new Map<string, Term>(
    parameters.map((name) => [name, { kind: 'parameter', name }]),
  );
  const all = passages.map((passage) => ({
    ...passage,
    text: plain(passage.text),
    // `You may assume that` is left off, and is what tells that the rest is meant.
    isPromise: precondition.test(sentencesOf(passage.text)[0] ?? ''),
  }));
  const lines = all.filter(({ isTitle }) => isTitle !== true);
  const naming = new Set<string>();
  for (const { text, about } of lines) {
    const of = about === null ? null : (names.get(about) ?? null);
    for (const sentence of sentencesOf(text)) {
      for (const [name, term] of aliasesIn(sentence, names, of)) {
        names.set(name, term);
        naming.add(sentence);
      }
    }
  }
  const found = new Map<string, Constraint>();
  const unread: string[] = [];
  let last: Term | null = null;
  const linked = linkedIn(shapes);
  const ofStructures = structuresIn(all, linked);
  for (const each of ofStructures) naming.add(each.text);
  for (const { text, about, source, isPrecondition = false, isPromise } of lines) {
    const own: Term | null = about === null ? null : (names.get(about) ?? null);
    for (const [index, sentence] of sentencesOf(text).entries()) {
      const speech: Speech = { names, parameters, shapes, about: own ?? last };
      const said =
        own === null
          ? statementIn(sentence, speech).map((says) => ({ says, written: sentence }))
          : descriptionIn(sentence, own, speech);
      const isMeant = isPrecondition || (isPromise && index === 0) || precondition.test(sentence);
      const isRead = said.length > 0 || naming.has(sentence);
      if (!isRead && isMeant && /\s/.test(sentence) && !unread.includes(sentence))
        unread.push(sentence);
      for (const { says, written } of said) {
        last = subjectOf(says) ?? last;
        const key = JSON.stringify(says);
        if (isTrivial(says) || found.has(key)) continue;
        found.set(key, { says, text: written, source });
      }
    }
  }
  const read = completed([...found.values()], speechOf(parameters, names, shapes));
  return {
    constraints: [
      ...read.flatMap((each) => ofLinked(each.says, linked).map((says) => ({ ...each, says }))),
      ...ofStructures,
    ],
    unread,
  };
}

/** What is said of chains and trees in passing; nothing where the function is to find it out. */
function structuresIn(
  passages: readonly Passage[],
  linked: readonly Linked[],
): readonly Constraint[] {
  if (linked.length === 0) return [];
  const sentences = passages.flatMap((passage) =>
    sentencesOf(passage.text).map((text) => ({ ...passage, text })),
  );
  if (sentences.some(({ text, about }) => about === null && isQuestion(text))) return [];
  const found = new Map<string, Constraint>();
  for (const { text, about, source } of sentences) {
    const own = linked.filter(({ of }) => about === null || nameIn(of) === about);
    for (const says of structuresSaid(text, own)) {
      const key = JSON.stringify(says);
      if (!found.has(key)) found.set(key, { says, text, source });
    }
  }
  return [...found.values()];
}

function nameIn(term: Term): string | null {
  if (term.kind === 'parameter') return term.name;
  return term.kind === 'each' ? nameIn(term.of) : null;
}

/** Words by which a sentence promises something of what is given. */
const precondition =
  /\b(?:guaranteed|you (?:may|can) assume|may be assumed|is assumed|are assumed|assum(?:es?|ing) that|it is known that)\b|^there (?:is|are|exists?) (?:always )?(?:exactly|only|at least) /i;

function speechOf(
  parameters: readonly string[],
  names: ReadonlyMap<string, Term>,
  shapes: ReadonlyMap<string, Shape>,
): Speech {
  return { names, parameters, shapes, about: null };
}

function statementIn(sentence: string, speech: Speech): readonly Constraint['says'][] {
  const chain = chainsIn(sentence, speech.names);
  if (chain !== null) return chain;
  const said = sentenceMeaning(sentence, speech);
  if (said.length > 0) return said;
  const given = givenMeaning(sentence, speech);
  if (given.length > 0) return given;
  // `s has only digits, and its length is even`: what stands alone counts alone.
  const parts = sentence.split(/\s*,\s+and\s+|\s*,\s+but\s+/);
  if (parts.length < 2 || subordinate.test(sentence)) return [];
  let about = speech.about;
  const read = parts.map((part) => {
    const says = chainsIn(part, speech.names) ?? sentenceMeaning(part, { ...speech, about });
    about = says.map(subjectOf).findLast((term) => term !== null) ?? about;
    return says;
  });
  return read.some((says) => says.length === 0) ? [] : read.flat();
}

const subordinate =
  /\b(?:if|unless|when|whenever|whether|otherwise|returns?|raises?|then|result)\b/i;

interface Said {
  readonly says: Constraint['says'];
  readonly written: string;
}

function descriptionIn(text: string, about: Term, speech: Speech): readonly Said[] {
  const groups = [...text.matchAll(/\(([^()]*(?:\([^()]*\)[^()]*)*)\)/g)].map(([, group]) =>
    group!.trim(),
  );
  const bare = groups.reduce((left, group) => left.replace(`(${group})`, ' '), text);
  const chained = chainsIn(text, speech.names);
  if (chained !== null) return chained.map((says) => ({ says, written: text }));
  const inside = groups.filter((group) => !/^(?:inclusive|exclusive|both|included)/i.test(group));
  const noted = (written: string, all: readonly Constraint['says'][]): readonly Said[] =>
    all.map((says) => ({ says, written }));
  return [
    ...[bare, ...groups].flatMap((part) => noted(part, chainsIn(part, speech.names) ?? [])),
    ...noted(text, descriptionMeaning(text, about, speech)),
    ...noted(text, descriptionMeaning(bare, about, speech)),
    ...inside.flatMap((group) => noted(group, descriptionMeaning(group, about, speech))),
  ];
}

/** The parameter that something is said of first. */
function subjectOf(says: Constraint['says']): Term | null {
  const [, name] = /"kind":"parameter","name":"([^"]+)"/.exec(JSON.stringify(says)) ?? [];
  return name === undefined ? null : { kind: 'parameter', name };
}

/** A name that stands for the very length that it is compared with. */
function isTrivial(says: Constraint['says']): boolean {
  return says.kind === 'compare' && JSON.stringify(says.left) === JSON.stringify(says.right);
}

/** How many nodes a graph has, and whether they count from 1, is said in other sentences. */
function completed(constraints: readonly Constraint[], speech: Speech): readonly Constraint[] {
  const numbers = speech.parameters.filter((name) => {
    const kind = speech.shapes.get(name)?.kind;
    return kind === 'integer';
  });
  return constraints.map((constraint) => {
    const { says } = constraint;
    if (says.kind !== 'graph') return constraint;
    const edges = JSON.stringify(says.of);
    const isFromOne = constraints.some(
      ({ says: other }) =>
        other.kind === 'compare' &&
        other.left.kind === 'number' &&
        other.left.value === (other.operator === '<' ? 0 : 1) &&
        other.right.kind !== 'length' &&
        JSON.stringify(other.right).includes(edges),
    );
    const above = constraints.flatMap(({ says: other }) => {
      const isBound =
        other.kind === 'compare' &&
        other.right.kind === 'parameter' &&
        other.left.kind !== 'length' &&
        JSON.stringify(other.left).includes(edges);
      return isBound ? [other.right] : [];
    });
    const only = numbers.length === 1 ? numbers[0] : undefined;
    const nodes: Term | null =
      above[0] ?? (only === undefined ? null : { kind: 'parameter', name: only });
    return { ...constraint, says: { ...says, nodes, from: isFromOne ? 1 : 0 } };
  });
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** With signs of arithmetic as programs write them, without bullets, labels and quotes of code. */
function plain(text: string): string {
  const signs = text
    .replace(/<sup>\s*(-?\d+)\s*<\/sup>/g, '^$1')
    .replace(/<sub>\s*(\w+)\s*<\/sub>/g, '_$1')
    .replace(/<\/?(?:code|b|strong|em|i)>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (run) => `^${[...run].map((c) => superscripts.indexOf(c)).join('')}`)
    .replace(/≤|⩽/g, '<=')
    .replace(/≥|⩾/g, '>=')
    .replace(/≠/g, '!=')
    .replace(/[−–]/g, '-')
    .replace(/[×·]/g, '*')
    .replace(/\*\*/g, '^')
    .replace(/`/g, '')
    .replace(/^[\s#]+/, '')
    .replace(/^(?:[-*•+]|\d+[.)])\s+/, '');
  let bare = signs.trim();
  for (let i = 0; i < 3; i++) bare = bare.replace(label, '').trim();
  return bare;
}

const label =
  /^(?:(?:constraints?|notes?|requires|requirements?|pre-?conditions?|assum(?:es|ptions?)|limits?|domain|guarantees?)\s*:|(?:requires that|assum(?:es?|ing)(?: that)?|where|such that|(?:it is )?(?:also )?guaranteed(?: that)?|guarantees?(?: that)?|you (?:may|can)(?: also)? assume(?: that)?|it (?:may|can) be assumed(?: that)?|must satisfy|with|and|also)\b\s*[:,]?)\s*/i;

function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[a-z\d)\]'"][.!])\s+(?=[A-Z\d-]|[a-z]\w*\[)|\s*[;]\s*/)
    .map((sentence) => sentence.trim().replace(/[.,;]+$/, ''))
    .filter((sentence) => sentence !== '');
}
