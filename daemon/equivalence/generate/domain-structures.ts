import { type Structure, type Term, structures } from '../../core/exploring.ts';
import type { Rule } from './rules.ts';

const known: ReadonlySet<unknown> = new Set(structures);

/**
 * What a parameter's schema says of chains and trees: `structure`, a word or several, of the value
 * itself or of the items of a list.
 */
export function structureRules(name: string, schema: unknown): readonly Rule[] {
  return rulesOf({ kind: 'parameter', name }, name, schema);
}

function rulesOf(of: Term, path: string, schema: unknown): readonly Rule[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { structure, items, allOf } = schema as Readonly<Record<string, unknown>>;
  const words = [structure].flat().filter((word): word is Structure => known.has(word));
  const own = words.map((is): Rule => ({
    says: { kind: 'structure', of, is },
    text: `${path} is ${inWords(is)}`,
  }));
  return [
    ...own,
    ...rulesOf({ kind: 'each', of }, `every item of ${path}`, items),
    ...(Array.isArray(allOf) ? allOf.flatMap((each) => rulesOf(of, path, each)) : []),
  ];
}

/** What a chain or tree is, behind `is`. */
export function inWords(is: Structure): string {
  return words[is];
}

const words: Readonly<Record<Structure, string>> = {
  sorted: 'sorted along its links',
  descending: 'sorted along its links, descending',
  distinct: 'without a value twice',
  'search tree': 'a binary search tree',
  'min heap': 'ordered as a min-heap',
  'max heap': 'ordered as a max-heap',
  balanced: 'a balanced tree',
  complete: 'a complete tree',
  perfect: 'a perfect tree',
  acyclic: 'without a cycle',
};
