import type { Objective } from '../../protocol/comparison.ts';
import type {
  Attempt,
  Improvement,
  Known,
  KnownVersion,
  Refutation,
} from '../../protocol/history.ts';
import type { Ranking } from '../core/ranking.ts';
import { rankingAt, standingOf } from './ranks.ts';
import type { Trial } from './shown.ts';
import type { Row, Sqlite, SqlValue } from './sqlite.ts';
import { textOf } from './versions.ts';

const versionsShown = 50;
const improvementsShown = 50;
const refutationsShown = 20;

/** All that is known of a file's functions. Light rows alone are read. */
export function known(database: Sqlite, path: string): Known {
  const functions = database.all('SELECT id, name FROM functions WHERE path = ?', [path]);
  const ofEach = <T>(read: (database: Sqlite, id: number, name: string) => readonly T[]): T[] =>
    functions.flatMap(({ id, name }) => read(database, Number(id), String(name)));
  return {
    versions: ofEach(versionsOf).toSorted((a, b) => Number(isLater(b, a)) - Number(isLater(a, b))),
    improvements: ofEach(improvementsOf),
    refutations: ofEach(refutationsOf),
  };
}

function isLater(a: KnownVersion, b: KnownVersion): boolean {
  return a.measuredAt > b.measuredAt;
}

/** The newest measurement of each text. */
function versionsOf(database: Sqlite, functionId: number, name: string): KnownVersion[] {
  const rows = database.all(
    `SELECT t.shown, t.function, t.environment, t.inputs, t.correct, v.code, r.id, r.language,
            o.problem
     FROM trials t JOIN versions v ON v.id = t.version JOIN runs r ON r.number = t.run
     JOIN outlines o ON o.run = t.run
     WHERE t.function = ? AND t.newest = 1 AND t.measurement =
       (SELECT max(n.measurement) FROM trials n WHERE n.version = t.version AND n.newest = 1)
     ORDER BY t.measurement DESC LIMIT ?`,
    [functionId, versionsShown],
  );
  const rankings = new Map<string, Ranking | null>();
  const rankingOf = (row: Row): Ranking | null => {
    const standing = standingOf(row);
    const key = JSON.stringify(standing);
    const ranking = rankings.has(key) ? rankings.get(key) : rankingAt(database, standing);
    rankings.set(key, ranking ?? null);
    return ranking ?? null;
  };
  return rows.map((row) => {
    const trial = JSON.parse(String(row['shown'])) as Trial;
    return {
      function: name,
      code: textOf(row['code'] as Uint8Array),
      ...trial,
      environment: String(row['environment']),
      run: String(row['id']),
      percentiles: row['correct'] === 1 ? (rankingOf(row)?.(trial.figures) ?? null) : null,
    };
  });
}

/**
 * One for each text and original, a run's confirmed best before what its loop accepted, the newest
 * first: taking the best ratio of several would be taking luck. A text that was found wrong since
 * is no improvement any more.
 */
function improvementsOf(database: Sqlite, functionId: number, name: string): Improvement[] {
  const rows = database.all(
    `SELECT i.attempt, i.base, i.version, i.shown, b.code AS base_code, v.code, r.id, r.objective
     FROM improvements i JOIN runs r ON r.number = i.run
     JOIN versions b ON b.id = i.base JOIN versions v ON v.id = i.version
     WHERE i.function = ? AND NOT EXISTS
       (SELECT 1 FROM attempts a
        WHERE a.version = i.version AND a.status = 'incorrect' AND a.run > i.run)
     ORDER BY i.attempt IS NULL DESC, i.run DESC`,
    [functionId],
  );
  const found = new Map<string, Improvement>();
  for (const row of rows) {
    const key = `${row['base']} ${row['version']}`;
    if (found.has(key)) continue;
    found.set(key, {
      run: String(row['id']),
      attempt: numberOrNull(row['attempt']),
      function: name,
      baseCode: textOf(row['base_code'] as Uint8Array),
      code: textOf(row['code'] as Uint8Array),
      objective: row['objective'] as Objective,
      ...(JSON.parse(String(row['shown'])) as Pick<
        Improvement,
        'ratio' | 'ratios' | 'cases' | 'evidence'
      >),
    });
  }
  return [...found.values()]
    .toSorted((a, b) => a.ratio.median - b.ratio.median)
    .slice(0, improvementsShown);
}

/** Of the newest run that looked for better versions. */
function refutationsOf(database: Sqlite, functionId: number, name: string): Refutation[] {
  const newest = database.get(
    `SELECT r.number, r.id, v.code FROM outlines o JOIN runs r ON r.number = o.run
     JOIN versions v ON v.id = o.original
     WHERE o.function = ? AND r.kind = 'optimize' ORDER BY o.run DESC LIMIT 1`,
    [functionId],
  );
  if (newest === null) return [];
  const rows = database.all(
    `SELECT number, shown, refutation FROM attempts
     WHERE run = ? AND refutation IS NOT NULL ORDER BY number LIMIT ?`,
    [newest['number'] ?? null, refutationsShown],
  );
  return rows.map((row) => ({
    run: String(newest['id']),
    attempt: Number(row['number']),
    function: name,
    baseCode: textOf(newest['code'] as Uint8Array),
    proposer: (JSON.parse(String(row['shown'])) as Attempt).proposer,
    ...(JSON.parse(String(row['refutation'])) as Pick<Refutation, 'case' | 'message'>),
  }));
}

function numberOrNull(value: SqlValue | undefined): number | null {
  return typeof value === 'number' ? value : null;
}
