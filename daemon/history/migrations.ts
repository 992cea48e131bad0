import { runs } from './migrations/001-runs.ts';
import { fillLists, lists } from './migrations/002-lists.ts';
import { solutions } from './migrations/003-solutions.ts';
import { replays } from './migrations/004-replays.ts';
import type { Sqlite } from './sqlite.ts';

interface Migration {
  readonly sql: string;
  /** For what SQL cannot do: reading what is packed in blobs. */
  readonly fill?: (database: Sqlite) => void;
}

/** In order; the database's `user_version` counts those that were made. Never edit an old one. */
const migrations: readonly Migration[] = [
  { sql: runs },
  { sql: lists, fill: fillLists },
  { sql: solutions },
  { sql: replays },
];

/** Whether the database is of this version now; false where a newer Afterburner wrote it. */
export function migrate(database: Sqlite): boolean {
  const made = Number(database.get('PRAGMA user_version')?.['user_version'] ?? 0);
  if (made > migrations.length) return false;
  for (const [index, { sql, fill }] of migrations.entries()) {
    if (index < made) continue;
    database.transaction(() => {
      database.exec(sql);
      fill?.(database);
      database.exec(`PRAGMA user_version = ${index + 1}`);
    });
  }
  return true;
}
