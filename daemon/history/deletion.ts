import type { Sqlite } from './sqlite.ts';

/** What hangs on a run, before what it hangs on. */
const parts = [
  'replays',
  'improvements',
  'trials',
  'attempts',
  'candidates',
  'comparisons',
  'measurements',
  'outlines',
] as const;

/**
 * Removes a run with all that hangs on it, and texts that nothing else speaks of; older figures
 * of the others are the newest again. Gives the path that the run was about, or null where there
 * is no such run. To be called in a transaction.
 */
export function deleteRun(database: Sqlite, id: string): string | null {
  const found = database.get(
    `SELECT r.number, r.path, o.function FROM runs r JOIN outlines o ON o.run = r.number
     WHERE r.id = ?`,
    [id],
  );
  if (found === null) return null;
  const run = found['number'] ?? null;
  const touched = database.all(
    `SELECT version, environment, inputs FROM trials WHERE run = ? AND newest = 1`,
    [run],
  );
  for (const part of parts) database.run(`DELETE FROM ${part} WHERE run = ?`, [run]);
  database.run('DELETE FROM runs WHERE number = ?', [run]);
  for (const { version = null, environment = null, inputs = null } of touched) {
    database.run(
      `UPDATE trials SET newest = 1 WHERE measurement =
         (SELECT max(measurement) FROM trials
          WHERE version = ? AND environment = ? AND inputs = ?)`,
      [version, environment, inputs],
    );
  }
  const functionId = found['function'] ?? null;
  database.run(
    `DELETE FROM versions WHERE function = ?
       AND NOT EXISTS (SELECT 1 FROM trials WHERE version = versions.id)
       AND NOT EXISTS (SELECT 1 FROM attempts WHERE version = versions.id)
       AND NOT EXISTS (SELECT 1 FROM outlines WHERE original = versions.id)`,
    [functionId],
  );
  database.run(
    `DELETE FROM functions WHERE id = ?
       AND NOT EXISTS (SELECT 1 FROM outlines WHERE function = functions.id)`,
    [functionId],
  );
  return String(found['path']);
}
