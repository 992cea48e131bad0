import type { Measurement } from '../../protocol/measurement.ts';
import type { SolutionKey, SolutionRecord, Solutions } from '../core/ports/history.ts';
import { addEnvironment, now } from './recording.ts';
import { figuresOf } from './shown.ts';
import type { Row, Sqlite } from './sqlite.ts';

/** What stands as JSON in a row, beside what is asked for. */
type Shown = Pick<SolutionRecord, 'figures' | 'message' | 'doubts'>;

/** To be called in a transaction, like all that writes here. */
export function knowProblem(
  database: Sqlite,
  { id, pack, language, solutions }: Parameters<Solutions['knowProblem']>[0],
): void {
  database.run('INSERT OR REPLACE INTO problems (id, pack) VALUES (?, ?)', [id, pack]);
  database.run(
    `DELETE FROM solutions WHERE problem = ? AND language = ?
       AND solution NOT IN (SELECT value FROM json_each(?))`,
    [id, language, JSON.stringify(solutions)],
  );
}

export function packOf(database: Sqlite, problem: string): string | null {
  const row = database.get('SELECT pack FROM problems WHERE id = ?', [problem]);
  return row === null ? null : String(row['pack']);
}

/** Paths of the packs that were measured. */
export function packsMeasured(database: Sqlite): readonly string[] {
  const rows = database.all('SELECT DISTINCT pack FROM problems ORDER BY pack', []);
  return rows.map((row) => String(row['pack']));
}

export function addSolution(
  database: Sqlite,
  solution: SolutionKey,
  measurement: Measurement,
): SolutionRecord {
  const figures = figuresOf(measurement);
  const { message, doubts } = measurement;
  const shown: Shown = { figures, message, doubts };
  const environment = addEnvironment(database, measurement.environment);
  const record = { ...solution, ...shown, environment, measuredAt: now() };
  database.run(
    `INSERT OR REPLACE INTO solutions
       (problem, language, solution, environment, inputs, cases, code, verdict, median_ns,
        used_bytes, byte_seconds, measured_at, shown)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      record.problem,
      record.language,
      record.solution,
      record.environment,
      record.inputs,
      record.cases,
      record.code,
      figures.verdict,
      figures.medianNs,
      figures.usedBytes,
      figures.byteSeconds,
      record.measuredAt,
      JSON.stringify(shown),
    ],
  );
  return record;
}

export function solutionsOf(
  database: Sqlite,
  { problem, language, environment }: Parameters<Solutions['solutions']>[0],
): readonly SolutionRecord[] {
  const rows = database.all(
    `SELECT solution, inputs, cases, code, measured_at, shown FROM solutions
     WHERE problem = ? AND language = ? AND environment = ?`,
    [problem, language, environment],
  );
  return rows.map((row: Row) => ({
    problem,
    language,
    environment,
    solution: String(row['solution']),
    inputs: String(row['inputs']),
    cases: String(row['cases']),
    code: String(row['code']),
    measuredAt: String(row['measured_at']),
    ...(JSON.parse(String(row['shown'])) as Shown),
  }));
}
