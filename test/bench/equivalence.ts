import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { median, quantile, sorted } from '../../daemon/core/statistics.ts';
import { createPython } from '../../daemon/languages/python/python.ts';
import { findResources } from '../../daemon/resources.ts';
import { settingsSchema } from '../../protocol/settings.ts';
import { print, printFigure, withLease } from './bench.ts';
import { allCandidates, type Candidate } from './equivalence/candidates.ts';
import { type Examination, Examiner } from './equivalence/examining.ts';

// How often wrong versions are caught and right ones let pass, from the functions' texts alone.
// Usage: npm run bench:equivalence -- [--only WORD]... [--sample N] [--seconds N] [--unshown]
//   [--sandbox KIND] [--json]
// An examination may take --seconds, by default as long as the settings allow.
// --only takes candidates whose original, kind or operator has the word in its name, --sample every
// n-th of them; --unshown adds mutants that nobody has shown to be wrong, and lists those caught.

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    sample: { type: 'string', default: '1' },
    seconds: { type: 'string' },
    sandbox: { type: 'string', default: 'auto' },
    unshown: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

interface Judged {
  readonly candidate: Candidate;
  readonly examination: Examination;
  readonly isAccepted: boolean;
}

const longestLine = 400;
const say = (line: string): void => {
  if (options.json) return;
  print(line.length <= longestLine ? line : `${line.slice(0, longestLine - 1)}…`);
};

const usual = settingsSchema.parse({}).exploration;
const budgetMs = 1000 * Number(options.seconds ?? usual);
const language = await createPython(join(findResources().languages, 'python'));
const candidates = allCandidates(options.unshown).filter(isAskedFor);
const sampled = candidates.filter((_, index) => index % Number(options.sample) === 0);
const judged: Judged[] = [];
const faults: { readonly candidate: Candidate; readonly error: unknown }[] = [];
await withLease(async (lease) => {
  const examiner = new Examiner(lease, language);
  for (const candidate of sampled) {
    try {
      const examination = await examiner.examine(candidate, budgetMs);
      const result = { candidate, examination, isAccepted: examination.counterexample === null };
      judged.push(result);
      if (result.isAccepted !== candidate.isRight) sayMiss(result);
    } catch (error) {
      // A fault of the engine shall not take the other figures with it, nor be forgotten.
      faults.push({ candidate, error });
      say(`FAULT: ${candidate.kind} ${candidate.name} of ${candidate.original.id}`);
      say(`    ${error instanceof Error ? error.stack : String(error)}`);
    }
    if (judged.length % 50 === 0) say(`… ${judged.length} of ${sampled.length}`);
  }
}, options.sandbox);
if (options.json) print(JSON.stringify(judged.map(reported), null, 2));
else sayFigures();

function isAskedFor({ original, kind, name }: Candidate): boolean {
  if (options.only.length === 0) return true;
  return options.only.some((word) => [original.id, kind, name].some((text) => text.includes(word)));
}

/** Everything that helps to find out why. */
function sayMiss({ candidate, examination }: Judged): void {
  const { original, kind, name, truth, change } = candidate;
  const { counterexample, evidence, seconds } = examination;
  const verdict = candidate.isRight
    ? kind === 'unshown'
      ? 'caught after all'
      : 'REJECTED'
    : 'MISSED';
  say(`${verdict}: ${kind} ${name} of ${original.id}`);
  if (change !== null) say(`    ${change[0]}  →  ${change[1]}`);
  if (truth !== null) {
    say(`    differs on ${(truth.share * 100).toFixed(1)}% of simple inputs, as ${truth.witness}`);
    say(`    there the original ${truth.was}`);
    say(`    and the candidate ${truth.became}`);
  }
  if (counterexample !== null) {
    const { args, kwargs, expected, actual, message } = counterexample;
    say(`    on ${JSON.stringify({ args, kwargs })}: ${message}`);
    say(`    ${JSON.stringify(expected)} against ${JSON.stringify(actual)}`);
  }
  const { generated, excluded, branches, notices } = evidence;
  say(`    ${JSON.stringify({ seconds, generated, excluded, branches, notices })}`);
}

function sayFigures(): void {
  const of = (test: (each: Candidate) => boolean): readonly Judged[] =>
    judged.filter(({ candidate }) => test(candidate));
  const mutants = of(({ kind }) => kind === 'mutant');
  sayOperators(mutants);
  printFigure('Faults of the engine', `${faults.length} of ${sampled.length}`, '0');
  const right = of(({ isRight, kind }) => isRight && kind !== 'unshown');
  const answers = of(({ kind }) => kind === 'answer');
  const caught = mutants.filter(({ isAccepted }) => !isAccepted).length;
  const rejected = right.filter(({ isAccepted }) => !isAccepted).length;
  const agreed = answers.filter(({ isAccepted, candidate }) => isAccepted === candidate.isRight);
  printFigure('Mutants caught', shareOf(caught, mutants.length), '98%');
  printFigure('Right variants rejected', `${rejected} of ${right.length}`, '0');
  printFigure(
    'Answers judged rightly',
    shareOf(agreed.length, answers.length),
    'as many as can be',
  );
  for (const isRight of [false, true]) {
    const seconds = judged
      .filter(({ isAccepted }) => isAccepted === isRight)
      .map(({ examination }) => examination.seconds);
    sayTimes(isRight ? 'Time to accept' : 'Time to reject', seconds);
  }
  sayTimes(
    'Time to decide',
    judged.map(({ examination }) => examination.seconds),
  );
  const rates = right.map(rateOf).filter((rate) => rate !== null);
  if (rates.length > 0) {
    const rate = Math.round(median(rates));
    printFigure('Inputs per second, small functions, median', `${rate}`, 'at least 5000');
  }
}

function sayOperators(mutants: readonly Judged[]): void {
  const names = [...new Set(mutants.map(({ candidate }) => candidate.name))];
  for (const name of names.toSorted()) {
    const own = mutants.filter(({ candidate }) => candidate.name === name);
    const caught = own.filter(({ isAccepted }) => !isAccepted).length;
    print(`  ${name.padEnd(26)} ${`${caught}`.padStart(3)} of ${own.length}`);
  }
}

function sayTimes(what: string, seconds: readonly number[]): void {
  if (seconds.length === 0) return;
  const [median, p95] = [0.5, 0.95].map((p) => quantile(sorted(seconds), p).toFixed(2));
  printFigure(what, `median ${median} s, p95 ${p95} s`, 'median at most 5 s');
}

/** Inputs that ran in a second of the whole examination; null where the function is not small. */
function rateOf({ examination }: Judged): number | null {
  const { executed, functionSeconds, seconds } = examination;
  const isSmall = executed > 0 && functionSeconds / executed < 20e-6;
  return isSmall ? executed / seconds : null;
}

function shareOf(count: number, all: number): string {
  return all === 0 ? 'none' : `${((count / all) * 100).toFixed(1)}% of ${all}`;
}

function reported({ candidate, examination, isAccepted }: Judged) {
  const { original, kind, name, isRight, truth, change } = candidate;
  return { original: original.id, kind, name, isRight, isAccepted, change, truth, examination };
}
