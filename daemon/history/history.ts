import { randomUUID } from 'node:crypto';
import type { Comparison } from '../../protocol/comparison.ts';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type {
  AttemptDetail,
  Changed,
  Known,
  Proposal,
  RunDetail,
  RunSummary,
  RunsResult,
} from '../../protocol/history.ts';
import type { Measurement, Percentiles } from '../../protocol/measurement.ts';
import type { Iteration } from '../../protocol/optimization.ts';
import type { ParamsOf } from '../../protocol/requests.ts';
import type { Scaling, Scalings } from '../../protocol/scaling.ts';
import type { KeptForReplay, RecordedComparison } from '../core/keeping.ts';
import type {
  History,
  PairFigures,
  RoundFigures,
  RunEnding,
  RunHeader,
  SolutionKey,
  SolutionRecord,
  Solutions,
} from '../core/ports/history.ts';
import { hideRun, Sweep } from './deletion.ts';
import { attemptDetail, type FindFunction, proposal } from './details.ts';
import { known } from './known.ts';
import { listRuns, runDetail, summariesOf } from './lists.ts';
import { ranksOf } from './ranks.ts';
import { keepForReplay, recorded } from './replays.ts';
import { addScaling, scalingsOf } from './scalings.ts';
import { addSolution, knowProblem, packOf, packsMeasured, solutionsOf } from './solutions.ts';
import type { Sqlite } from './sqlite.ts';
import { RunWriter } from './writing.ts';

/** Runs and everything that was found out in them. Each call is one transaction. */
export class SqliteHistory implements History {
  readonly #database: Sqlite;
  readonly #find: FindFunction;
  /** Runs begun by this process: what else is `running` belonged to a daemon that died. */
  readonly #own = new Map<string, RunWriter>();
  readonly #listeners: ((changed: Changed) => void)[] = [];
  readonly #sweep: Sweep;

  constructor(database: Sqlite, find: FindFunction) {
    this.#database = database;
    this.#find = find;
    this.#sweep = new Sweep(database, (path) => this.#tell({ run: null, path, what: 'measured' }));
    this.#sweep.start();
  }

  begin(header: RunHeader): string {
    const id = randomUUID();
    const writer = this.#database.transaction(() => new RunWriter(this.#database, id, header));
    this.#own.set(id, writer);
    this.#tell({ run: id, path: header.path, what: 'begun' });
    return id;
  }

  measured(run: string, measurement: Measurement, rounds: readonly RoundFigures[]): void {
    this.#write(run, 'measured', (writer) => writer.measured(measurement, rounds));
  }

  compared(run: string, code: string, comparison: Comparison, pairs: readonly PairFigures[]): void {
    this.#write(run, 'measured', (writer) => writer.compared(code, comparison, pairs));
  }

  candidate(
    run: string,
    iteration: Iteration,
    source: string | null,
    pairs: readonly PairFigures[],
  ): void {
    this.#write(run, 'attempt', (writer) => writer.candidate(iteration, source, pairs));
  }

  revised(run: string, attempt: number, iteration: Iteration): void {
    this.#write(run, 'attempt', (writer) => writer.revised(attempt, iteration));
  }

  finish(run: string, ending: RunEnding): void {
    this.#write(run, 'ended', (writer) => writer.finish(ending));
  }

  interrupted(): readonly RunSummary[] {
    return this.#database.transaction(() => {
      const running = summariesOf(this.#database, { where: `r.state = 'running'` });
      const left = running.filter(({ id }) => !this.#own.has(id));
      for (const { id } of left) {
        this.#database.run(`UPDATE runs SET state = 'interrupted' WHERE id = ?`, [id]);
      }
      return left.map((run) => ({ ...run, state: 'interrupted' }));
    });
  }

  runs(params: ParamsOf<'runs'>): Result<RunsResult> {
    return listRuns(this.#database, params);
  }

  run(params: ParamsOf<'run'>): Result<RunDetail> {
    return runDetail(this.#database, params);
  }

  attempt(params: ParamsOf<'attempt'>): Result<AttemptDetail> {
    return attemptDetail(this.#database, this.#find, params);
  }

  proposal(params: ParamsOf<'proposal'>): Result<Proposal> {
    return proposal(this.#database, this.#find, params);
  }

  known({ path }: ParamsOf<'known'>): Result<Known> {
    return ok(known(this.#database, path));
  }

  deleteRun({ run }: ParamsOf<'deleteRun'>): Result<null> {
    if (this.#own.has(run)) {
      return fail('run-running', 'This run is still under way: it cannot be deleted yet.');
    }
    const hidden = this.#database.transaction(() => hideRun(this.#database, run));
    if (!hidden.ok) return hidden;
    this.#tell({ run, path: hidden.value, what: 'deleted' });
    this.#sweep.start();
    return ok(null);
  }

  /** Resolves once what deleted runs left is swept out, or the history was closed. */
  swept(): Promise<void> {
    return this.#sweep.ended();
  }

  knowProblem(problem: Parameters<Solutions['knowProblem']>[0]): void {
    this.#database.transaction(() => knowProblem(this.#database, problem));
  }

  packOf(problem: string): string | null {
    return packOf(this.#database, problem);
  }

  packs(): readonly string[] {
    return packsMeasured(this.#database);
  }

  solved(solution: SolutionKey, measurement: Measurement): SolutionRecord {
    const record = this.#database.transaction(() =>
      addSolution(this.#database, solution, measurement),
    );
    // Whatever is linked to the problem may stand elsewhere now.
    this.#tell({ run: null, path: null, what: 'measured' });
    return record;
  }

  solutions(of: Parameters<Solutions['solutions']>[0]): readonly SolutionRecord[] {
    return solutionsOf(this.#database, of);
  }

  ranksOf(run: string): Percentiles | null {
    return ranksOf(this.#database, run);
  }

  keepForReplay(run: string, kept: KeptForReplay): void {
    this.#database.transaction(() => keepForReplay(this.#database, run, kept));
  }

  recorded(of: ParamsOf<'replay'>): Result<RecordedComparison> {
    return recorded(this.#database, of);
  }

  scaled(path: string, code: string, scaling: Omit<Scaling, 'id'>): string {
    const id = this.#database.transaction(() => addScaling(this.#database, path, code, scaling));
    this.#tell({ run: null, path, what: 'measured' });
    return id;
  }

  scalings({ path, function: name }: ParamsOf<'scalings'>): Result<Scalings> {
    return ok(scalingsOf(this.#database, path, name));
  }

  onChange(listener: (changed: Changed) => void): void {
    this.#listeners.push(listener);
  }

  close(): void {
    this.#sweep.stop();
    this.#database.close();
  }

  #write(run: string, what: Changed['what'], body: (writer: RunWriter) => void): void {
    const writer = this.#own.get(run);
    if (writer === undefined) throw new Error(`run ${run} is not under way in this process`);
    this.#database.transaction(() => body(writer));
    if (what === 'ended') this.#own.delete(run);
    this.#tell({ run, path: writer.path, what });
  }

  #tell(changed: Changed): void {
    for (const listener of this.#listeners) listener(changed);
  }
}
