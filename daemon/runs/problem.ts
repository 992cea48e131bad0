import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { Environment } from '../../protocol/measurement.ts';
import type { MeasuredSolution } from '../../protocol/pack-measurement.ts';
import type { Problem, Solution } from '../../protocol/packs.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { CaseSet } from '../core/case-set.ts';
import type { History, SolutionRecord } from '../core/ports/history.ts';
import type { Language } from '../core/ports/language.ts';
import { rankedOf, rankingAmongSolutions } from '../core/ranking.ts';
import { environmentOf } from '../measure/measurement.ts';
import { singlePass } from '../measure/repetition.ts';
import { casesDigest, digestOf, inputsDigest } from './digests.ts';
import { benchOn, laboratoryOn, type Place, type Surroundings } from './session.ts';
import { type FoundSubject, subjectIn } from './subject.ts';

/** The solutions of one problem in one language. */
export interface ProblemTask {
  readonly problem: Problem;
  /** Path of its pack. */
  readonly pack: string;
  readonly solutions: readonly Solution[];
  readonly cases: CaseSet;
  readonly again: boolean;
  readonly settings: Settings;
}

/** `done` counts solutions of the problem, and parts of them. */
export type ProblemProgress = (what: string, done: number) => void;

/** A plain measurement needs less time than a comparison, and there are many of them. */
const shareOfComparison = 1 / 4;

/**
 * Measures those solutions that are not known to pass these cases in this environment with the same
 * code, and ranks all of them. One that failed is tried again: nobody is ranked among such.
 */
export async function measureProblem(
  around: Surroundings & { readonly history: History },
  place: Place,
  task: ProblemTask,
  progress: ProblemProgress,
  signal: AbortSignal,
): Promise<Result<readonly MeasuredSolution[]>> {
  const { history } = around;
  const { problem, pack, cases, again, settings } = task;
  const language = place.language.id;
  const keys = { problem: problem.id, inputs: inputsDigest(cases), cases: casesDigest(cases) };
  const ids = task.solutions.map(({ id }) => id);
  history.knowProblem({ id: problem.id, pack, language, solutions: ids });
  const environment = await environmentAt(place, task, signal);
  if (!environment.ok) return environment;
  const at = { problem: problem.id, language, environment: environment.value.id };
  const earlier = new Map(history.solutions(at).map((record) => [record.solution, record]));
  const comparisonMs = settings.comparisonSeconds * 1000 * shareOfComparison;
  const options = { minimumGain: settings.minimumGain, comparisonMs };

  const records: Recorded[] = [];
  for (const [index, solution] of task.solutions.entries()) {
    if (signal.aborted) return fail('cancelled', 'The run was cancelled.');
    const what = `${problem.id}: ${solution.id}`;
    progress(what, index);
    const key = { ...keys, language, solution: solution.id, code: digestOf(solution.code) };
    const before = earlier.get(solution.id);
    if (!again && before?.figures.verdict === 'passed' && isSame(before, key)) {
      records.push({ solution, record: before, isEarlier: true });
      continue;
    }
    const subject = subjectOf(solution, problem, place.language);
    if (!subject.ok) return subject;
    const bench = benchOn(place, subject.value, cases);
    const laboratory = laboratoryOn(around, bench, subject.value, cases, options, (event) => {
      if (event.kind === 'measuring') progress(what, index + event.done / event.total);
    });
    const measured = await laboratory.measure(subject.value.version, signal);
    if (!measured.ok) return measured;
    // One that never ran says nothing of the toolchain: the environment is what was found before.
    const measurement = { ...measured.value.measurement, environment: environment.value };
    records.push({ solution, record: history.solved(key, measurement), isEarlier: false });
  }
  return ok(ranked(records, problem.id, keys.inputs));
}

interface Recorded {
  readonly solution: Solution;
  readonly record: SolutionRecord;
  readonly isEarlier: boolean;
}

function ranked(
  records: readonly Recorded[],
  problem: string,
  inputs: string,
): readonly MeasuredSolution[] {
  const population = records.flatMap(({ record }) => {
    const isReference = record.figures.verdict === 'passed' && record.inputs === inputs;
    const figures = isReference ? rankedOf(record.figures) : null;
    return figures === null ? [] : [figures];
  });
  const ranking = rankingAmongSolutions(problem, population);
  return records.map(({ solution, record, isEarlier }) => {
    const { id, language, approach, complexity } = solution;
    const { figures, message, doubts, environment, measuredAt } = record;
    const ranks = figures.verdict === 'passed' ? (ranking?.(figures) ?? null) : null;
    return {
      id,
      language,
      approach,
      complexity,
      figures,
      message,
      ranks,
      doubts: [...doubts],
      environment,
      measuredAt,
      isEarlier,
    };
  });
}

function isSame(record: SolutionRecord, key: Pick<SolutionRecord, 'cases' | 'code'>): boolean {
  return record.cases === key.cases && record.code === key.code;
}

/**
 * The environment has to be known before anything is measured, and only a run tells the toolchain:
 * the first case, with the first solution that gets through it.
 */
async function environmentAt(
  place: Place,
  { solutions, problem, cases }: ProblemTask,
  signal: AbortSignal,
): Promise<Result<Environment>> {
  const { host, isolation, core } = place.lease;
  const first = { cases: cases.cases.slice(0, 1) };
  for (const solution of solutions) {
    const subject = subjectOf(solution, problem, place.language);
    if (!subject.ok) return subject;
    const bench = benchOn(place, subject.value, first);
    const round = await bench.run(subject.value.version, 'check', singlePass, 1, signal);
    if (!round.ok) return round;
    if (round.value.kind === 'ran') {
      return ok(environmentOf(host, isolation, core, round.value.toolchain));
    }
  }
  return ok(environmentOf(host, isolation, core, ''));
}

/** A solution as if it stood in a file of its own. */
function subjectOf(
  { code }: Solution,
  { function: name }: Problem,
  language: Language,
): Result<FoundSubject> {
  const path = `solution${language.extensions[0] ?? ''}`;
  return subjectIn(language, { path, source: code, function: name });
}
