import { chainsIn } from './constraints/chains.ts';
import { phrasesAbout, phrasesIn } from './constraints/phrases.ts';
import type { Names } from './constraints/terms.ts';
import type { Constraint, Term } from './exploring.ts';

/** A line of a docstring or a comment. */
export interface Passage {
  readonly text: string;
  /** The parameter that it describes; null where it is about the function. */
  readonly about: string | null;
  readonly source: Constraint['source'];
}

/**
 * What lines written for people say about inputs: `1 <= n <= 10^4`, `nums is sorted`. A line counts
 * only where all of it reads as such, since what is said in passing (`returns 0 if n < 2`) must not
 * narrow the inputs: of two errors, missing one is the lesser.
 */
export function constraintsIn(
  passages: readonly Passage[],
  parameters: readonly string[],
): readonly Constraint[] {
  const names = new Map<string, Term>(
    parameters.map((name) => [name, { kind: 'parameter', name }]),
  );
  const lines = passages.map((passage) => ({ ...passage, text: plain(passage.text) }));
  for (const { text } of lines) for (const name of aliasesIn(text, names)) names.set(...name);
  const found = new Map<string, Constraint>();
  for (const { text, about, source } of lines) {
    for (const { says, text: written } of read(text, about, names)) {
      if (isTrivial(says)) continue;
      const key = JSON.stringify(says);
      if (!found.has(key)) found.set(key, { says, text: written, source });
    }
  }
  return [...found.values()];
}

/** A name that stands for the very length that it is compared with. */
function isTrivial(says: Constraint['says']): boolean {
  return says.kind === 'compare' && JSON.stringify(says.left) === JSON.stringify(says.right);
}

interface Said {
  readonly says: Constraint['says'];
  readonly text: string;
}

function* read(text: string, about: string | null, names: Names): Generator<Said> {
  if (about === null) {
    for (const sentence of sentencesOf(text)) {
      const says = chainsIn(sentence, names) ?? phrasesIn(sentence, names);
      for (const each of says) yield { says: each, text: sentence };
    }
    return;
  }
  const term = names.get(about);
  if (term === undefined) return;
  const groups = [...text.matchAll(/\(([^()]*(?:\([^()]*\)[^()]*)*)\)/g)].map(
    ([, group]) => group!,
  );
  const bare = groups.reduce((left, group) => left.replace(`(${group})`, ' '), text);
  for (const part of [...sentencesOf(bare), ...groups.map((group) => group.trim())]) {
    const says = chainsIn(part, names) ?? [];
    for (const each of says) yield { says: each, text: part };
  }
  for (const sentence of sentencesOf(text)) {
    const says = chainsIn(sentence, names) ?? phrasesIn(sentence, names);
    for (const each of says) yield { says: each, text: sentence };
  }
  const [first = ''] = sentencesOf(bare);
  for (const says of phrasesAbout(first, term)) yield { says, text: first };
}

/** `m == grid.length`: a name for a length, as the lines after it use it. */
function* aliasesIn(text: string, names: Names): Generator<[string, Term]> {
  for (const sentence of sentencesOf(text)) {
    for (const part of sentence.split(/[,;]/)) {
      const [, name, rest] = /^\s*([A-Za-z]\w*)\s*={1,2}\s*([^=<>]+)$/.exec(part) ?? [];
      if (name === undefined || rest === undefined || names.has(name)) continue;
      const chain = chainsIn(`1 <= ${rest}`, names);
      const says = chain?.length === 1 ? chain[0] : undefined;
      if (says?.kind === 'compare' && says.right.kind === 'length') yield [name, says.right];
    }
  }
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** With signs of arithmetic as programs write them, without bullets, labels and quotes of code. */
function plain(text: string): string {
  const signs = text
    .replace(/<sup>\s*(-?\d+)\s*<\/sup>/g, '^$1')
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
  /^(?:constraints?|notes?|requires?(?: that)?|requirements?|pre-?conditions?|assum(?:es?|ing|ptions?)(?: that)?|where|such that|limits?|domain|(?:it is )?guaranteed(?: that)?|guarantees?(?: that)?|must satisfy|with)\b\s*:?\s*/i;

function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[a-z\d)\]][.!])\s+(?=[A-Z\d-])|\s*[;]\s*/)
    .map((sentence) => sentence.trim().replace(/[.,;]+$/, ''))
    .filter((sentence) => sentence !== '');
}
