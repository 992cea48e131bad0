import { writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { loadGrammar } from '../../daemon/languages/grammar.ts';
import { print } from './bench.ts';
import { type Original, ownMaterial, packMaterial } from './equivalence/material.ts';
import { rewrites } from './equivalence/rewrites.ts';
import { digestOf, readTruth, type Truth, truthPath } from './equivalence/truth.ts';
import { type Search, searchWitnesses } from './equivalence/witness.ts';
import { type Mutant, mutate } from './mutation/mutate.ts';
import { operators } from './mutation/operators.ts';

// Makes the ground truth of the benchmark of equivalence: chooses mutants, and finds for each of
// them, and for each answer that is said to be wrong, an input on which it differs. What is said to
// be right is tried on the same inputs.
// Usage: node --import tsx test/bench/equivalence-truth.ts [ORIGINAL]...
// With names, what is known of other originals stays.

/** How many mutants of one operator are tried, and of one original. */
const perOperator = 16;
const perOriginal = 6;
const effort = { tries: 2000, seconds: 3 };

await loadGrammar('python');
const originals = [...ownMaterial(), ...packMaterial()];
const chosen = choose(originals);
const truth = process.argv.length > 2 ? ofOthers() : { mutants: [], unshown: [], answers: [] };
const known = new Set([...truth.mutants, ...truth.unshown].map(({ digest }) => digest));
const faults: string[] = [];

for (const original of originals.filter(({ id }) => isAskedFor(id))) {
  const mutants = chosen.get(original.id) ?? [];
  const { answers } = original;
  const changed = original.id.includes('/') ? [] : rewrites(original);
  const texts = [mutants, answers, changed].flatMap((list) => list.map(({ source }) => source));
  const found = await searchWitnesses(original, texts, effort);
  mutants.forEach((mutant, i) => noteMutant(original, mutant, found[i]!));
  answers.forEach((answer, i) => {
    const search = found[mutants.length + i]!;
    const difference = differenceOf(search);
    if (answer.isRight !== (difference === null))
      faults.push(`${original.id} ${answer.name}: ${JSON.stringify(search)}`);
    else if (difference !== null)
      truth.answers.push({ original: original.id, answer: answer.name, ...difference });
  });
  changed.forEach((rewrite, i) => {
    const search = found[mutants.length + answers.length + i]!;
    const difference = differenceOf(search);
    if (search.unusable !== undefined)
      faults.push(`${original.id} by rule ${rewrite.name}: ${search.unusable}`);
    // Some rules guess, and leave it to the comparison to find out: that makes wrong ones, too.
    if (difference !== null)
      truth.answers.push({ original: original.id, answer: rewrite.name, ...difference });
  });
  print(`${original.id}: ${mutants.length} mutants, ${answers.length} answers`);
}

const text = await format(JSON.stringify(truth), { parser: 'json', printWidth: 100 });
writeFileSync(truthPath, text);
print(`${truth.mutants.length} wrong, ${truth.unshown.length} not shown to be wrong`);
for (const fault of faults) print(`Not as it is said to be: ${fault}`);
process.exitCode = faults.length === 0 ? 0 : 1;

function isAskedFor(id: string): boolean {
  return process.argv.length === 2 || process.argv.includes(id, 2);
}

function ofOthers(): Truth {
  const { mutants, unshown, answers } = readTruth();
  const isOther = (each: { readonly original: string }): boolean => !isAskedFor(each.original);
  return {
    mutants: mutants.filter(isOther),
    unshown: unshown.filter(isOther),
    answers: answers.filter(isOther),
  };
}

/** The same ones every time, by digests: some of every operator, not too many of one original. */
function choose(from: readonly Original[]): ReadonlyMap<string, readonly Mutant[]> {
  const all = from.flatMap((original) =>
    mutate(original.source).map((mutant) => ({ original, mutant, order: digestOf(mutant.source) })),
  );
  const byOperator = operators.map(({ name }) =>
    all.filter(({ mutant }) => mutant.operator === name),
  );
  const taken = new Map<string, Mutant[]>();
  // The rarest operators choose first.
  for (const list of byOperator.toSorted((a, b) => a.length - b.length)) {
    let count = 0;
    const inOrder = list.toSorted((a, b) => (a.order < b.order ? -1 : 1));
    // Half of them from functions of our own: those of the packs are more, and more alike.
    for (const isOwn of [true, false]) {
      for (const { original, mutant } of inOrder) {
        if (original.id.includes('/') === isOwn) continue;
        const mutants = taken.get(original.id) ?? [];
        if (count >= (isOwn ? perOperator / 2 : perOperator)) break;
        if (mutants.length === perOriginal) continue;
        taken.set(original.id, [...mutants, mutant]);
        count += 1;
      }
    }
  }
  return taken;
}

function noteMutant(original: Original, mutant: Mutant, search: Search): void {
  const digest = digestOf(mutant.source);
  // A text that says the same by another way would be counted twice.
  if (search.unusable !== undefined || known.has(digest)) return;
  known.add(digest);
  const { operator, ordinal } = mutant;
  const key = { original: original.id, operator, ordinal, digest };
  const difference = differenceOf(search);
  if (difference === null) truth.unshown.push({ ...key, tried: search.tried });
  else truth.mutants.push({ ...key, ...difference });
}

function differenceOf({ witness, original, candidate, differs, tried }: Search) {
  if (witness === null) return null;
  const share = Math.round((differs / tried) * 1000) / 1000;
  return { witness, was: original!, became: candidate!, share };
}
