import type { Term } from '../exploring.ts';
import { chainsIn } from './chains.ts';
import type { Names } from './terms.ts';

/**
 * Names that a sentence gives to what parameters hold, as the sentences after it use them: `m ==
 * grid.length`, `edges[i] = [a_i, b_i]`, `grid is an m x n matrix`, `pairs of (start, end)`.
 */
export function* aliasesIn(
  sentence: string,
  names: Names,
  about: Term | null,
): Iterable<[string, Term]> {
  yield* rowsIn(sentence, names);
  yield* sidesIn(sentence, names);
  if (about !== null) yield* pairsIn(sentence, names, about);
  for (const part of sentence.split(/[,;]|\s+(?:where|and)\s+/)) {
    const [, name, rest] =
      /^\s*([A-Za-z]\w*)\s*={1,2}\s*([^=<>]+)$/.exec(part) ??
      /^\s*(?:where )?([A-Za-z]\w*) is ((?:the )?(?:length|size|number of \w+) (?:of|in) .+)$/i.exec(
        part,
      ) ??
      [];
    if (name === undefined || rest === undefined || names.has(name)) continue;
    const words = rest.replace(
      /^(?:the )?(?:length|size|number of \w+) (?:of|in) (?:the )?(\w+).*$/i,
      'len($1)',
    );
    const chain = chainsIn(`1 <= ${words}`, names);
    const says = chain?.length === 1 ? chain[0] : undefined;
    if (says?.kind === 'compare' && says.right.kind === 'length') yield [name, says.right];
  }
}

/** `edges[i] = [a_i, b_i]`: the names mean parts of each row, at one position. */
function* rowsIn(sentence: string, names: Names): Iterable<[string, Term]> {
  const [, row, position, list] =
    /^(?:each )?(\w+)\[(\w)\]\s*(?:={1,2}|is|has the form|consists of|contains)\s*(?:a |the )?(?:pair |tuple |triple |triplet |list |form )?(?:of )?[[(]([^\])]+)[\])]/i.exec(
      sentence,
    ) ?? [];
  const of = row === undefined ? undefined : names.get(row);
  if (of?.kind !== 'parameter' || position === undefined || names.has(position)) return;
  yield* partsOf(list!, { kind: 'each', of, position: { name: position, offset: 0 } }, names);
}

/** `grid is an m x n matrix`: the names mean how many rows there are, and how long they are. */
function* sidesIn(sentence: string, names: Names): Iterable<[string, Term]> {
  const [, name = '', rows, columns] =
    /\b(\w+) (?:is|are|must be|will be) (?:a |an |the )?(?:\w+ )?([a-z]) ?[x*] ?([a-z])\b/i.exec(
      sentence,
    ) ?? [];
  const of = names.get(name);
  if (of?.kind !== 'parameter' || rows === undefined || columns === undefined) return;
  if (!names.has(rows)) yield [rows, { kind: 'length', of }];
  if (rows !== columns && !names.has(columns)) {
    yield [columns, { kind: 'length', of: { kind: 'each', of } }];
  }
}

/** `list of (start, end) pairs`, `spans [begin, end] with begin <= end` */
function* pairsIn(sentence: string, names: Names, of: Term): Iterable<[string, Term]> {
  const list = /[[(]\s*([a-z]\w*(?:\s*,\s*[a-z]\w*)+)\s*[\])]/i.exec(sentence)?.[1];
  if (
    list === undefined ||
    !/\bpairs?\b|\btuples?\b|\btriples?\b|\blists? of\b|\beach\b/i.test(sentence)
  )
    return;
  yield* partsOf(list, { kind: 'each', of, position: { name: 'i', offset: 0 } }, names);
}

function* partsOf(list: string, of: Term, names: Names): Iterable<[string, Term]> {
  const parts = list.split(/\s*,\s*/).map((part) => part.trim());
  if (!parts.every((part) => /^[A-Za-z_]\w*$/.test(part))) return;
  for (const [index, name] of parts.entries()) {
    if (!names.has(name)) yield [name, { kind: 'at', of, index }];
  }
}
