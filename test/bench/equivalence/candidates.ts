import { mutate } from '../mutation/mutate.ts';
import { type Original, ownMaterial, packMaterial } from './material.ts';
import { rewrites } from './rewrites.ts';
import { digestOf, readTruth, type Truth } from './truth.ts';

/** A version to be judged, with what is known of it. */
export interface Candidate {
  readonly original: Original;
  readonly kind: 'mutant' | 'answer' | 'solution' | 'rewrite' | 'unshown';
  /** The operator of a mutant, else the name of the answer, solution or rule. */
  readonly name: string;
  readonly source: string;
  readonly isRight: boolean;
  /** What is told of a miss; the engine never sees it. */
  readonly truth: Truth['mutants'][number] | Truth['answers'][number] | null;
  /** Of a mutant: the line that is another one, before and after. */
  readonly change: readonly [string, string] | null;
}

/**
 * All candidates, original by original. Mutants that were not shown to be wrong are among them,
 * taken for right ones, only where they are asked for. The grammar of Python must be loaded.
 */
export function allCandidates(withUnshown: boolean): readonly Candidate[] {
  const truth = readTruth();
  return [...ownMaterial(), ...packMaterial()].flatMap((original) =>
    mutantsOf(original, truth, withUnshown).concat(answersOf(original, truth)),
  );
}

function mutantsOf(original: Original, truth: Truth, withUnshown: boolean): readonly Candidate[] {
  const wrong = truth.mutants.filter((each) => each.original === original.id);
  const unshown = truth.unshown.filter((each) => withUnshown && each.original === original.id);
  if (wrong.length + unshown.length === 0) return [];
  const made = mutate(original.source);
  return [...wrong, ...unshown].map((known) => {
    const mutant = made.find(
      ({ operator, ordinal }) => operator === known.operator && ordinal === known.ordinal,
    );
    if (mutant === undefined || digestOf(mutant.source) !== known.digest)
      throw new Error(
        `${original.id} or its mutants have changed: run test/bench/equivalence-truth.ts again.`,
      );
    const isShown = 'witness' in known;
    return {
      original,
      kind: isShown ? 'mutant' : 'unshown',
      name: mutant.operator,
      source: mutant.source,
      isRight: !isShown,
      truth: isShown ? known : null,
      change: changeBetween(original.source, mutant.source),
    };
  });
}

function answersOf(original: Original, truth: Truth): readonly Candidate[] {
  const isPack = original.id.includes('/');
  const knownOf = (name: string): Truth['answers'][number] | undefined =>
    truth.answers.find((each) => each.original === original.id && each.answer === name);
  const answers = original.answers.map(({ name, source, isRight }): Candidate => {
    const known = knownOf(name);
    if (!isRight && known === undefined)
      throw new Error(`No witness against ${name} of ${original.id}: make the truth again.`);
    const kind = isPack ? 'solution' : 'answer';
    return { original, change: null, kind, name, source, isRight, truth: isRight ? null : known! };
  });
  if (isPack) return answers;
  return [
    ...answers,
    ...rewrites(original).map(({ name, source }): Candidate => {
      const known = knownOf(name) ?? null;
      return {
        original,
        change: null,
        kind: 'rewrite',
        name,
        source,
        isRight: known === null,
        truth: known,
      };
    }),
  ];
}

/** The first line that differs. */
function changeBetween(before: string, after: string): readonly [string, string] {
  const [left, right] = [before.split('\n'), after.split('\n')];
  const at = left.findIndex((line, index) => line !== right[index]);
  return [left[at]?.trim() ?? '', right[at]?.trim() ?? ''];
}
