import { beforeAll, expect, test } from 'vitest';
import { isPythonHere } from '../../languages/python/python-process.ts';
import { loadGrammar } from '../../../daemon/languages/grammar.ts';
import { allCandidates, type Candidate } from './candidates.ts';
import { ownMaterial, packMaterial } from './material.ts';
import { readTruth } from './truth.ts';
import { searchWitnesses } from './witness.ts';

let all: readonly Candidate[] = [];
beforeAll(async () => {
  await loadGrammar('python');
  all = allCandidates(true);
}, 60_000);

test('there is as much of everything as the figures need', () => {
  const count = (isRight: boolean, ...kinds: readonly string[]): number =>
    all.filter((each) => each.isRight === isRight && kinds.includes(each.kind)).length;
  expect(count(false, 'mutant')).toBeGreaterThanOrEqual(240);
  expect(count(true, 'answer', 'solution', 'rewrite')).toBeGreaterThanOrEqual(120);
  const problems = ownMaterial().filter((each) => each.function.startsWith('Solution.'));
  expect(problems.length).toBeGreaterThanOrEqual(25);
  for (const { id, answers } of problems) {
    expect(answers.filter(({ isRight }) => !isRight).length, id).toBeGreaterThanOrEqual(2);
    expect(answers.filter(({ isRight }) => isRight).length, id).toBeGreaterThanOrEqual(1);
  }
});

test('no text is judged twice', () => {
  const texts = all.map(({ original, source }) => `${original.source}\0${source}`);
  expect(new Set(texts).size).toBe(texts.length);
});

test('every mutant that counts as wrong has a witness', () => {
  for (const { witness, was, became, share } of readTruth().mutants) {
    expect(witness).not.toBe('');
    expect(was).not.toBe(became);
    expect(share).toBeGreaterThan(0);
  }
});

test.runIf(isPythonHere)(
  'answers are what they are said to be',
  async () => {
    const truth = readTruth().answers;
    for (const original of ownMaterial()) {
      const wrong = original.answers.filter(({ isRight }) => !isRight);
      const witnesses = wrong.map(
        ({ name }) =>
          truth.find((each) => each.original === original.id && each.answer === name)!.witness,
      );
      const effort = { tries: 25, seconds: 5 };
      const texts = (answers: typeof wrong): string[] => answers.map(({ source }) => source);
      const refuted = await searchWitnesses(original, texts(wrong), effort, witnesses);
      for (const [index, { differs }] of refuted.entries())
        expect(differs, `${original.id}: ${wrong[index]!.name}`).toBe(1);
      const right = original.answers.filter(({ isRight }) => isRight);
      for (const { tried, witness } of await searchWitnesses(original, texts(right), effort)) {
        expect(tried, original.id).toBeGreaterThan(0);
        expect(witness, original.id).toBeNull();
      }
    }
  },
  240_000,
);

test('solutions of the packs have their statements and types', () => {
  for (const { id, source, function: name } of packMaterial()) {
    expect(source, id).toMatch(new RegExp(`^def ${name}\\(.*: .*\\) -> .*:\\n    """\\n`, 'm'));
    expect(source, id).toContain('Constraints:');
  }
});
