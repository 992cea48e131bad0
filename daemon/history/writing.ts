import type { Comparison, Ratio } from '../../protocol/comparison.ts';
import type { Measurement } from '../../protocol/measurement.ts';
import type { Attempt } from '../../protocol/history.ts';
import type { Iteration } from '../../protocol/optimization.ts';
import type { PairFigures, RoundFigures, RunEnding, RunHeader } from '../core/ports/history.ts';
import { packJson } from './blobs.ts';
import { addCandidate, addComparison, addMeasurement, addRun, now } from './recording.ts';
import { attemptOf, figuresOf, refutationOf } from './shown.ts';
import type { Sqlite } from './sqlite.ts';
import { addFunction, addImprovement, addTrial, addVersion, type Tried } from './versions.ts';

/**
 * Writes one run: everything in full, and beside it the light rows that lists and lenses are read
 * from. Each call stands inside a transaction; after one that failed the writer is of no use.
 */
export class RunWriter {
  readonly path: string;
  readonly #database: Sqlite;
  readonly #run: number;
  readonly #functionId: number;
  readonly #original: number;
  readonly #inputs: string;
  #attempts = 0;
  /** A version was accepted: candidates are compared with that from then on. */
  #hasLeader = false;

  constructor(database: Sqlite, id: string, header: RunHeader) {
    this.path = header.path;
    this.#database = database;
    this.#run = addRun(database, id, header);
    this.#functionId = addFunction(database, header.path, header.function);
    this.#original = addVersion(database, this.#functionId, header.code);
    this.#inputs = header.inputs;
    database.run(
      'INSERT INTO outlines (run, function, original, inputs, problem) VALUES (?, ?, ?, ?, ?)',
      [this.#run, this.#functionId, this.#original, this.#inputs, header.problem],
    );
  }

  measured(measurement: Measurement, rounds: readonly RoundFigures[]): void {
    const recorded = addMeasurement(this.#database, this.#run, measurement, rounds);
    this.#addBaseline(recorded, measurement);
  }

  compared(code: string, comparison: Comparison, pairs: readonly PairFigures[]): void {
    const recorded = addComparison(this.#database, this.#run, comparison, pairs);
    const { baseline, candidate, ratio, decision } = comparison;
    if (recorded.baseline !== null && baseline !== null) {
      this.#addBaseline(recorded.baseline, baseline);
    }
    const isReal = decision !== 'rejected';
    addTrial(this.#database, this.#tried(code), recorded.candidate, candidate, isReal);
    this.#outlineOutcome(ratio, decision === 'improved');
  }

  candidate(iteration: Iteration, source: string | null, pairs: readonly PairFigures[]): void {
    const database = this.#database;
    const { status, comparison, candidate: code } = iteration;
    const recorded = comparison && addComparison(database, this.#run, comparison, pairs);
    const row = addCandidate(database, this.#run, iteration, source, recorded?.id ?? null);
    const tried = code === null ? null : this.#tried(code);
    const number = this.#attempts + 1;
    const refutation = refutationOf(iteration);
    database.run(
      `INSERT INTO attempts (run, number, candidate, version, status, shown, refutation)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      [
        this.#run,
        number,
        row,
        tried?.version ?? null,
        status,
        JSON.stringify(attemptOf(number, iteration, now())),
        refutation && JSON.stringify(refutation),
      ],
    );
    database.run('UPDATE outlines SET attempts = ? WHERE run = ?', [number, this.#run]);
    if (tried !== null && comparison !== null) {
      const isReal = comparison.decision !== 'rejected';
      addTrial(database, tried, recorded?.candidate ?? null, comparison.candidate, isReal);
      if (status === 'accepted' && !this.#hasLeader) {
        addImprovement(database, tried, this.#original, number, comparison);
      }
    }
    this.#attempts = number;
    this.#hasLeader ||= status === 'accepted';
  }

  /**
   * What is shown of the candidate is its new fate. Its own row keeps the one that it had in the
   * loop, since later candidates were compared with it. A text that was found wrong is no improvement
   * any more, and nobody to be ranked among.
   */
  revised(attempt: number, iteration: Iteration): void {
    const database = this.#database;
    const found = database.get(
      `SELECT a.version, a.shown, c.comparison FROM attempts a JOIN candidates c ON c.id = a.candidate
       WHERE a.run = ? AND a.number = ?`,
      [this.#run, attempt],
    );
    if (found === null) return;
    const { recordedAt } = JSON.parse(String(found['shown'])) as Attempt;
    database.run('UPDATE attempts SET status = ?, shown = ? WHERE run = ? AND number = ?', [
      iteration.status,
      JSON.stringify(attemptOf(attempt, iteration, recordedAt)),
      this.#run,
      attempt,
    ]);
    if (iteration.comparison !== null) {
      database.run('UPDATE comparisons SET decision = ?, body = ? WHERE id = ?', [
        iteration.comparison.decision,
        packJson(iteration.comparison),
        found['comparison'] ?? null,
      ]);
    }
    if (iteration.status === 'accepted') return;
    const version = found['version'] ?? null;
    database.run('DELETE FROM improvements WHERE run = ? AND version = ?', [this.#run, version]);
    database.run('UPDATE trials SET correct = 0 WHERE run = ? AND version = ?', [
      this.#run,
      version,
    ]);
  }

  finish(ending: RunEnding): void {
    const result = ending.state === 'done' ? ending.result : null;
    // Every candidate has rows of its own: once more in here they would only be slow to read.
    const kept = result && packJson({ ...result, iterations: [] });
    this.#database.run('UPDATE runs SET state = ?, ended_at = ?, result = ? WHERE number = ?', [
      ending.state,
      now(),
      kept,
      this.#run,
    ]);
    if (ending.state !== 'done') {
      const failure = ending.failure && JSON.stringify(ending.failure);
      this.#database.run('UPDATE outlines SET failure = ? WHERE run = ?', [failure, this.#run]);
    } else if (result !== null) {
      // Where the user's tests are a gate, what the loop accepted and they never saw is not offered.
      if (result.tests) this.#dropImprovements();
      this.#addBest(result.best, ending.pairs);
    }
  }

  /** The confirmation of the best, on fresh data. What it did not confirm is no improvement. */
  #addBest(
    best: NonNullable<Extract<RunEnding, { state: 'done' }>['result']>['best'],
    pairs: readonly PairFigures[],
  ): void {
    if (best === null) {
      this.#dropImprovements();
      return;
    }
    const { baseline, candidate } = best.comparison;
    const recorded = addComparison(this.#database, this.#run, best.comparison, pairs);
    const tried = this.#tried(best.code);
    const original = { ...tried, version: this.#original };
    addTrial(this.#database, original, recorded.baseline, baseline);
    addTrial(this.#database, tried, recorded.candidate, candidate);
    addImprovement(this.#database, tried, this.#original, null, best.comparison);
    this.#outlineOutcome(best.ratio, true);
  }

  #dropImprovements(): void {
    this.#database.run('DELETE FROM improvements WHERE run = ?', [this.#run]);
  }

  #addBaseline(recorded: number, measurement: Measurement): void {
    const figures = JSON.stringify(figuresOf(measurement));
    this.#database.run('UPDATE outlines SET baseline = ?, figures = ? WHERE run = ?', [
      recorded,
      figures,
      this.#run,
    ]);
    const original = { ...this.#about, version: this.#original };
    addTrial(this.#database, original, recorded, measurement);
  }

  #outlineOutcome(ratio: Ratio | null, improved: boolean): void {
    this.#database.run('UPDATE outlines SET ratio = ?, improved = ? WHERE run = ?', [
      ratio && JSON.stringify(ratio),
      improved ? 1 : 0,
      this.#run,
    ]);
  }

  #tried(code: string): Tried {
    return { ...this.#about, version: addVersion(this.#database, this.#functionId, code) };
  }

  get #about(): Omit<Tried, 'version'> {
    return { run: this.#run, functionId: this.#functionId, inputs: this.#inputs };
  }
}
