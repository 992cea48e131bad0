import { ok, type Result } from '../../protocol/failures.ts';
import { unknownRun } from './lists.ts';
import { DatabaseError, type Row, type Sqlite, type SqlValue } from './sqlite.ts';

/**
 * Hides a run: lists, details and lenses know nothing of it any more. What hangs on it is swept out
 * later (`Sweep`). Gives the path that the run was about. To be called in a transaction.
 *
 * All that shows a run asks for its outline, so a run without one is hidden, and is swept out also
 * by a daemon that finds it when it starts.
 */
export function hideRun(database: Sqlite, id: string): Result<string> {
  const found = database.get(
    'SELECT r.number, r.path FROM runs r JOIN outlines o ON o.run = r.number WHERE r.id = ?',
    [id],
  );
  if (found === null) return unknownRun(id);
  const run = found['number'] ?? null;
  database.run('DELETE FROM improvements WHERE run = ?', [run]);
  database.run('DELETE FROM outlines WHERE run = ?', [run]);
  return ok(String(found['path']));
}

/** Of one transaction, before it is written to disk: the daemon answers nobody meanwhile. */
const sliceMs = 4;
/** A few large texts or many small figures: a step is short beside a slice. */
const rowsInStep = 8;

/**
 * Sweeps out what hidden runs left, in short transactions, between which the daemon serves others.
 * Whenever it ends, be it killed, what is left is found by the next sweep.
 */
export class Sweep {
  readonly #database: Sqlite;
  readonly #surfaced: (path: string) => void;
  readonly #waiting: (() => void)[] = [];
  #steps: Iterator<void> | null = null;
  #next: NodeJS.Immediate | null = null;

  /** `surfaced` hears the path where other runs' figures are the newest again. */
  constructor(database: Sqlite, surfaced: (path: string) => void) {
    this.#database = database;
    this.#surfaced = surfaced;
  }

  /** Begins in a later turn of the event loop, unless it is under way. */
  start(): void {
    this.#next ??= setImmediate(() => this.#slice());
  }

  stop(): void {
    if (this.#next !== null) clearImmediate(this.#next);
    this.#next = null;
    this.#steps = null;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Resolves once nothing is left to sweep out, or the sweep was stopped. */
  async ended(): Promise<void> {
    if (this.#next !== null) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #slice(): void {
    const paths = new Set<string>();
    const steps = (this.#steps ??= sweepOut(this.#database, (path) => paths.add(path)));
    const end = performance.now() + sliceMs;
    let isDone = false;
    try {
      this.#database.transaction(() => {
        while (!isDone && performance.now() < end) isDone = steps.next().done === true;
      });
    } catch (error) {
      // Such as a full disk: nobody waits for this, and the next start goes on with it.
      if (!(error instanceof DatabaseError)) throw error;
      this.stop();
      return;
    }
    for (const path of paths) this.#surfaced(path);
    if (isDone) this.stop();
    else this.#next = setImmediate(() => this.#slice());
  }
}

/**
 * Removes hidden runs with all that hangs on them, and texts that nothing else speaks of; older
 * figures of others are the newest again. What hangs on something goes before it. May be broken off
 * after any step and begun anew.
 */
function* sweepOut(database: Sqlite, surfaced: (path: string) => void): Generator<void> {
  for (;;) {
    const hidden = database.get(
      `SELECT r.number, r.path, f.id AS function
       FROM runs r LEFT JOIN functions f ON f.path = r.path AND f.name = r.function
       WHERE NOT EXISTS (SELECT 1 FROM outlines o WHERE o.run = r.number) LIMIT 1`,
    );
    if (hidden === null) return;
    const run = hidden['number'] ?? null;
    yield* sweepTrials(database, run, () => surfaced(String(hidden['path'])));
    database.run('DELETE FROM replays WHERE run = ?', [run]);
    yield* sweepRows(database, 'attempts', 'number', run);
    yield* sweepRows(database, 'candidates', 'id', run);
    yield* sweepRows(database, 'comparisons', 'id', run);
    yield* sweepRows(database, 'measurements', 'id', run);
    const functionId = hidden['function'] ?? null;
    yield* sweepVersions(database, functionId);
    database.run(
      `DELETE FROM functions WHERE id = ?
         AND NOT EXISTS (SELECT 1 FROM outlines WHERE function = functions.id)
         AND NOT EXISTS (SELECT 1 FROM versions WHERE function = functions.id)`,
      [functionId],
    );
    yield;
    database.run('DELETE FROM runs WHERE number = ?', [run]);
    yield;
  }
}

function* sweepTrials(database: Sqlite, run: SqlValue, surfaced: () => void): Generator<void> {
  for (;;) {
    const trials = database.all(
      `SELECT measurement, version, environment, inputs, newest FROM trials WHERE run = ?
       ORDER BY measurement LIMIT ?`,
      [run, rowsInStep],
    );
    if (trials.length === 0) return;
    for (const trial of trials) {
      database.run('DELETE FROM trials WHERE measurement = ?', [trial['measurement'] ?? null]);
    }
    for (const trial of trials) {
      if (trial['newest'] === 1 && renew(database, trial)) surfaced();
    }
    yield;
  }
}

/** Whether there are older figures of the same version, which are the newest again. */
function renew(database: Sqlite, { version, environment, inputs }: Row): boolean {
  const older = database.get(
    `SELECT max(measurement) AS newest FROM trials
     WHERE version = ? AND environment = ? AND inputs = ?`,
    [version ?? null, environment ?? null, inputs ?? null],
  );
  const newest = older?.['newest'] ?? null;
  if (newest === null) return false;
  database.run('UPDATE trials SET newest = 1 WHERE measurement = ?', [newest]);
  return true;
}

function* sweepRows(
  database: Sqlite,
  table: 'attempts' | 'candidates' | 'comparisons' | 'measurements',
  key: 'number' | 'id',
  run: SqlValue,
): Generator<void> {
  for (;;) {
    const step = database.get(
      `SELECT max(${key}) AS last FROM
         (SELECT ${key} FROM ${table} WHERE run = ? ORDER BY ${key} LIMIT ?)`,
      [run, rowsInStep],
    );
    const last = step?.['last'] ?? null;
    if (last === null) return;
    database.run(`DELETE FROM ${table} WHERE run = ? AND ${key} <= ?`, [run, last]);
    yield;
  }
}

/** In the order of their digests, so that those that stay are looked at once. */
function* sweepVersions(database: Sqlite, functionId: SqlValue): Generator<void> {
  let digest: SqlValue = '';
  for (;;) {
    const versions = database.all(
      `SELECT v.id, v.digest,
              NOT EXISTS (SELECT 1 FROM trials WHERE version = v.id)
              AND NOT EXISTS (SELECT 1 FROM attempts WHERE version = v.id)
              AND NOT EXISTS (SELECT 1 FROM outlines WHERE original = v.id) AS is_left
       FROM versions v WHERE v.function = ? AND v.digest > ? ORDER BY v.digest LIMIT ?`,
      [functionId, digest, rowsInStep],
    );
    if (versions.length === 0) return;
    for (const { id, is_left: isLeft } of versions) {
      if (isLeft === 1) database.run('DELETE FROM versions WHERE id = ?', [id ?? null]);
    }
    digest = versions.at(-1)?.['digest'] ?? null;
    yield;
  }
}
