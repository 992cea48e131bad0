import { runs } from './migrations/001-runs.ts';
import type { Sqlite } from './sqlite.ts';

/** In order; the database's `user_version` counts those that were made. Never edit an old one. */
const migrations: readonly string[] = [runs];

/** Whether the database is of this version now; false where a newer Afterburner wrote it. */
export function migrate(database: Sqlite): boolean {
  const made = Number(database.get('PRAGMA user_version')?.['user_version'] ?? 0);
  if (made > migrations.length) return false;
  for (const [index, sql] of migrations.entries()) {
    if (index < made) continue;
    database.transaction(() => {
      database.exec(sql);
      database.exec(`PRAGMA user_version = ${index + 1}`);
    });
  }
  return true;
}
