import { sep } from 'node:path';
import type { Comparison } from '../../protocol/comparison.ts';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type {
  Attempt,
  RunDetail,
  RunParams,
  RunsParams,
  RunsResult,
  RunSummary,
} from '../../protocol/history.ts';
import type { Measurement } from '../../protocol/measurement.ts';
import type { Optimization } from '../../protocol/optimization.ts';
import { unpackJson } from './blobs.ts';
import type { Row, Sqlite, SqlValue } from './sqlite.ts';

/** One page of the runs that are asked for, newest first. */
export function listRuns(database: Sqlite, params: RunsParams): Result<RunsResult> {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  const demand = (condition: string, ...given: readonly SqlValue[]): void => {
    conditions.push(condition);
    values.push(...given);
  };
  const { before, under, kinds, search } = params;
  if (before !== null) {
    const last = database.get('SELECT number FROM runs WHERE id = ?', [before]);
    if (last === null) return unknownRun(before);
    demand('r.number < ?', last['number'] ?? null);
  }
  if (under.length > 0) {
    const within = under.map(() => 'substr(r.path, 1, length(?)) = ?').join(' OR ');
    demand(`(${within})`, ...under.flatMap((folder) => [inside(folder), inside(folder)]));
  }
  if (kinds.length > 0) demand(`r.kind IN (${kinds.map(() => '?').join(', ')})`, ...kinds);
  for (const word of search.split(/\s+/).filter((each) => each !== '')) {
    demand(`instr(lower(r.path || ' ' || r.function), lower(?)) > 0`, word);
  }
  if (params.improvedOnly) demand('o.improved = 1');
  const where = conditions.length === 0 ? 'TRUE' : conditions.join(' AND ');
  const found = summariesOf(database, { where, values, limit: params.limit + 1 });
  return ok({ runs: found.slice(0, params.limit), more: found.length > params.limit });
}

/** Runs that meet a condition on `r`, their row, and `o`, their outline; newest first. */
export function summariesOf(
  database: Sqlite,
  asked: {
    readonly where: string;
    readonly values?: readonly SqlValue[];
    readonly limit?: number;
  },
): RunSummary[] {
  const rows = database.all(
    `SELECT r.id, r.kind, r.path, r.function, r.language, r.objective, r.started_at, r.ended_at,
            r.state, o.attempts, o.figures, o.ratio
     FROM runs r JOIN outlines o ON o.run = r.number
     WHERE ${asked.where} ORDER BY r.number DESC LIMIT ?`,
    [...(asked.values ?? []), asked.limit ?? -1],
  );
  return rows.map(summaryOf);
}

/** One run with its attempts, those beyond a number alone where that is asked for. */
export function runDetail(database: Sqlite, { run, after }: RunParams): Result<RunDetail> {
  const [summary] = summariesOf(database, { where: 'r.id = ?', values: [run] });
  if (summary === undefined) return unknownRun(run);
  const row = database.get(
    `SELECT r.number, o.failure, m.body AS baseline, r.result,
            CASE r.kind WHEN 'compare' THEN
              (SELECT body FROM comparisons WHERE run = r.number) END AS comparison
     FROM runs r JOIN outlines o ON o.run = r.number
     LEFT JOIN measurements m ON m.id = o.baseline WHERE r.id = ?`,
    [run],
  ) as Row;
  const result = unpacked<Optimization>(row['result']);
  const attempts = database.all(
    'SELECT shown FROM attempts WHERE run = ? AND number > ? ORDER BY number',
    [row['number'] ?? null, after],
  );
  return ok({
    summary,
    baseline: unpacked<Measurement>(row['baseline']),
    comparison: unpacked<Comparison>(row['comparison']),
    best: result?.best ?? null,
    front: result?.front,
    tests: result?.tests,
    stopped: result?.stopped ?? null,
    failure: parsed<RunDetail['failure']>(row['failure']),
    attempts: attempts.map(({ shown }) => JSON.parse(String(shown)) as Attempt),
  });
}

export function unknownRun(run: string): Result<never> {
  return fail('run-unknown', `The history knows no run ${run}.`);
}

function summaryOf(row: Row): RunSummary {
  return {
    id: String(row['id']),
    kind: row['kind'] as RunSummary['kind'],
    path: String(row['path']),
    function: String(row['function']),
    language: String(row['language']),
    objective: row['objective'] as RunSummary['objective'],
    startedAt: String(row['started_at']),
    endedAt: row['ended_at'] as RunSummary['endedAt'],
    state: row['state'] as RunSummary['state'],
    attempts: Number(row['attempts']),
    figures: parsed<RunSummary['figures']>(row['figures']),
    ratio: parsed<RunSummary['ratio']>(row['ratio']),
  };
}

/** What paths inside the folder begin with. */
function inside(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep;
}

function parsed<T>(json: SqlValue | undefined): T | null {
  return typeof json === 'string' ? (JSON.parse(json) as T) : null;
}

function unpacked<T>(blob: SqlValue | undefined): T | null {
  return blob instanceof Uint8Array ? (unpackJson(blob) as T) : null;
}
