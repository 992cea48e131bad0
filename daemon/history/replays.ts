import type { Comparison } from '../../protocol/comparison.ts';
import { applyEdits } from '../../protocol/edits.ts';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { Optimization } from '../../protocol/optimization.ts';
import type { ReplayParams } from '../../protocol/replay.ts';
import { settingsSchema } from '../../protocol/settings.ts';
import type { KeptForReplay, RecordedComparison } from '../core/keeping.ts';
import { packText, unpackJson, unpackText } from './blobs.ts';
import { unknownRun } from './lists.ts';
import type { Row, Sqlite, SqlValue } from './sqlite.ts';

/** Compressed; larger case files are looked for where they were. */
const mostCasesBytes = 512 * 1024;

/** Written once, when a run begins. To be called in a transaction. */
export function keepForReplay(database: Sqlite, run: string, kept: KeptForReplay): void {
  const packed = kept.casesText === null ? null : packText(kept.casesText);
  database.run(
    `INSERT OR REPLACE INTO replays (run, path, cases, candidate)
     SELECT number, ?, ?, ? FROM runs WHERE id = ?`,
    [
      kept.casesPath,
      packed !== null && packed.length <= mostCasesBytes ? packed : null,
      kept.candidate === null ? null : packText(kept.candidate),
      run,
    ],
  );
}

/** A comparison of the history with what it takes to run it once more. */
export function recorded(
  database: Sqlite,
  { run, attempt }: ReplayParams,
): Result<RecordedComparison> {
  const found = findRun(database, run);
  if (!found.ok) return found;
  const about = found.value;
  const versions =
    attempt !== null
      ? versionsOfAttempt(database, about, attempt)
      : about['kind'] === 'compare'
        ? versionsOfComparison(database, about)
        : versionsOfBest(about);
  if (!versions.ok) return versions;
  const settings = settingsSchema.safeParse(JSON.parse(String(about['settings'])));
  if (!settings.success) {
    return fail('version-missing', 'Its settings are of another version of Afterburner.');
  }
  return ok({
    run: String(about['id']),
    path: String(about['path']),
    function: String(about['function']),
    language: String(about['language']),
    recordedAt: String(about['started_at']),
    casesPath: typeof about['cases_path'] === 'string' ? about['cases_path'] : null,
    casesText: textIn(about['cases']),
    inputs: String(about['inputs']),
    settings: settings.data,
    original: textIn(about['source']) as string,
    ...versions.value,
  });
}

type Versions = Pick<RecordedComparison, 'baseline' | 'candidate' | 'comparison'>;

const columns = `r.number, r.id, r.kind, r.state, r.path, r.function, r.language, r.settings,
  r.started_at, r.source, r.result, o.inputs, p.path AS cases_path, p.cases,
  p.candidate`;
const tables = `runs r JOIN outlines o ON o.run = r.number LEFT JOIN replays p ON p.run = r.number`;

/** By its id, by the beginning of one, or the newest that compared anything. */
function findRun(database: Sqlite, run: string): Result<Row> {
  if (run === 'last') {
    const newest = database.get(
      `SELECT ${columns} FROM ${tables} WHERE r.state = 'done' AND
         (r.kind = 'optimize' AND o.improved = 1
          OR r.kind = 'compare' AND EXISTS (SELECT 1 FROM comparisons c WHERE c.run = r.number))
       ORDER BY r.number DESC LIMIT 1`,
    );
    if (newest !== null) return ok(newest);
    return fail('run-unknown', 'The history has no comparison yet.', 'Compare two versions first.');
  }
  const rows = database.all(
    `SELECT ${columns} FROM ${tables} WHERE substr(r.id, 1, length(?)) = ? LIMIT 2`,
    [run, run],
  );
  const [row] = rows;
  if (run === '' || row === undefined) return unknownRun(run);
  if (rows.length > 1) {
    return fail('run-unknown', `Several runs begin with ${run}.`, 'Give more of the id.');
  }
  return ok(row);
}

function versionsOfComparison(database: Sqlite, about: Row): Result<Versions> {
  const row = database.get('SELECT body FROM comparisons WHERE run = ? ORDER BY id LIMIT 1', [
    about['number'] ?? null,
  ]);
  if (row === null) return fail('version-missing', 'This run ended before it compared anything.');
  const candidate = textIn(about['candidate']);
  if (candidate === null) {
    return fail('version-missing', 'This run was recorded before its files were kept.');
  }
  const baseline = textIn(about['source']) as string;
  return ok({ baseline, candidate, comparison: unpackJson(blob(row['body'])) as Comparison });
}

function versionsOfBest(about: Row): Result<Versions> {
  const result = about['result'] ?? null;
  const best = result === null ? null : (unpackJson(blob(result)) as Optimization).best;
  if (best === null) {
    const what =
      about['kind'] === 'measure'
        ? 'is a measurement: it compared nothing'
        : 'confirmed no version';
    return fail('version-missing', `This run ${what}.`, 'Choose another run, or RUN#ATTEMPT.');
  }
  const baseline = textIn(about['source']) as string;
  const { comparison } = best;
  return ok({ baseline, candidate: applyEdits(baseline, best.edits), comparison });
}

/** Against what was the best at that time: the last version accepted before, or the original. */
function versionsOfAttempt(database: Sqlite, about: Row, attempt: number): Result<Versions> {
  const run = about['number'] ?? null;
  const row = database.get(
    `SELECT c.source, p.body FROM attempts a JOIN candidates c ON c.id = a.candidate
     LEFT JOIN comparisons p ON p.id = c.comparison WHERE a.run = ? AND a.number = ?`,
    [run, attempt],
  );
  if (row === null) return fail('version-missing', `This run has no attempt ${attempt}.`);
  const candidate = textIn(row['source']);
  if (candidate === null || !(row['body'] instanceof Uint8Array)) {
    return fail('version-missing', `Attempt ${attempt} was not compared with anything.`);
  }
  const parent = database.get(
    `SELECT c.source FROM attempts a JOIN candidates c ON c.id = a.candidate
     WHERE a.run = ? AND a.number < ? AND c.status = 'accepted' ORDER BY a.number DESC LIMIT 1`,
    [run, attempt],
  );
  const baseline = textIn(parent?.['source']) ?? (textIn(about['source']) as string);
  return ok({ baseline, candidate, comparison: unpackJson(row['body']) as Comparison });
}

function textIn(value: SqlValue | undefined): string | null {
  return value instanceof Uint8Array ? unpackText(value) : null;
}

function blob(value: SqlValue | undefined): Uint8Array {
  return value as Uint8Array;
}
