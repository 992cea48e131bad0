import { fail, ok, type Result } from '../../protocol/failures.ts';
import type {
  MeasuredSolution,
  MeasurePackParams,
  PackMeasurement,
} from '../../protocol/pack-measurement.ts';
import type { Pack, Problem } from '../../protocol/packs.ts';
import type { CaseSet } from '../core/case-set.ts';
import type { History } from '../core/ports/history.ts';
import type { Language } from '../core/ports/language.ts';
import type { Tell } from '../core/ports/service.ts';
import { type ProblemTask, measureProblem } from './problem.ts';
import { type Surroundings, withPlace } from './session.ts';

/** What measuring a pack needs; the composition root provides it. */
export interface PackParts extends Surroundings {
  readonly languages: readonly Language[];
  readonly history: History;
  readPack(path: string): Promise<Result<Pack>>;
  casesOf(problem: Problem, path: string, language: string): Result<CaseSet>;
}

/**
 * Measures the reference solutions of a pack, problem by problem, each on a lease of its own, so
 * that others get their turn in between. Whatever has been measured is in the history at once.
 */
export async function measurePack(
  parts: PackParts,
  params: MeasurePackParams,
  tell: Tell,
  signal: AbortSignal,
): Promise<Result<PackMeasurement>> {
  const { path, settings } = params;
  const pack = await parts.readPack(path);
  if (!pack.ok) return pack;
  const problems = chosen(pack.value, params.problems);
  if (!problems.ok) return problems;
  const total = sum(problems.value.map((problem) => problem.solutions.length));
  let done = 0;
  let unsupported = 0;
  const measured: PackMeasurement['problems'] = [];
  for (const problem of problems.value) {
    const { id, title, cases } = problem;
    const solutions: MeasuredSolution[] = [];
    for (const language of parts.languages) {
      const task = taskOf(parts, problem, language, params);
      if (!task.ok) return task;
      if (task.value.solutions.length === 0) continue;
      const before = done;
      const found = await withPlace(parts, language, settings, tell, signal, (place) =>
        measureProblem(parts, place, task.value, progressFrom(tell, before, total), signal),
      );
      if (!found.ok) return found;
      solutions.push(...found.value);
      done += found.value.length;
    }
    const rest = problem.solutions.length - solutions.length;
    unsupported += rest;
    done += rest;
    const order = problem.solutions.map((solution) => solution.id);
    const ordered = solutions.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
    measured.push({ id, title, cases: cases.length, solutions: ordered });
  }
  const { id, title } = pack.value;
  return ok({ pack: id, title, problems: measured, unsupported });
}

function chosen(pack: Pack, ids: readonly string[]): Result<readonly Problem[]> {
  const missing = ids.find((id) => !pack.problems.some((problem) => problem.id === id));
  if (missing !== undefined) {
    const names = pack.problems.map(({ id }) => id).join(', ');
    const message = `The pack ${pack.id} has no problem ${missing}.`;
    return fail('problem-unknown', message, `Choose among ${names}.`);
  }
  return ok(pack.problems.filter(({ id }) => ids.length === 0 || ids.includes(id)));
}

function taskOf(
  { casesOf }: PackParts,
  problem: Problem,
  language: Language,
  { path, again, settings }: MeasurePackParams,
): Result<ProblemTask> {
  const solutions = problem.solutions.filter((solution) => solution.language === language.id);
  const cases = casesOf(problem, path, language.id);
  if (!cases.ok) return cases;
  return ok({ problem, pack: path, solutions, cases: cases.value, again, settings });
}

/** Progress over all solutions of the pack, told by how far one problem is. */
function progressFrom(tell: Tell, before: number, total: number) {
  return (what: string, done: number): void =>
    tell({ kind: 'measuring', what, done: before + done, total });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
