import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { FindFunction } from './details.ts';
import { SqliteHistory } from './history.ts';
import { migrate } from './migrations.ts';
import { DatabaseError, Sqlite } from './sqlite.ts';

export interface OpenedHistory {
  readonly history: SqliteHistory;
  /** Where an unreadable database was moved, so that it can be said; null as a rule. */
  readonly movedTo: string | null;
}

/**
 * Opens the history in a folder, making it where there is none. The caller holds the daemon's single-instance
 * lock. An unreadable file is moved aside, never deleted; one of a newer version is left alone.
 */
export function openHistory(
  folder: string,
  find: FindFunction = () => null,
): Result<OpenedHistory> {
  const path = join(folder, 'history.db');
  try {
    const opened = openSound(path);
    if (opened) return ready(opened, path, find, null);
    const movedTo = moveAside(path);
    const fresh = openSound(path);
    if (!fresh) return fail('history-unusable', `The history ${path} cannot be made.`);
    return ready(fresh, path, find, movedTo);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail('history-unusable', `The history ${path} cannot be opened: ${reason}.`);
  }
}

/** Null where the file is there and is no sound database. */
function openSound(path: string): Sqlite | null {
  let database: Sqlite | null = null;
  try {
    database = Sqlite.open(path);
    const check = database.get('PRAGMA quick_check(1)')?.['quick_check'];
    if (check === 'ok') return database;
  } catch (error) {
    if (!(error instanceof DatabaseError && error.isCorrupt)) {
      database?.close();
      throw error;
    }
  }
  database?.close();
  return null;
}

function ready(
  database: Sqlite,
  path: string,
  find: FindFunction,
  movedTo: string | null,
): Result<OpenedHistory> {
  if (migrate(database)) return ok({ history: new SqliteHistory(database, find), movedTo });
  database.close();
  return fail('history-newer', `A newer Afterburner wrote the history ${path}.`);
}

/** With its log: what a torn database still holds may stand there. */
function moveAside(path: string): string {
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-');
  let target = `${path}.broken-${stamp}`;
  for (let count = 2; existsSync(target); count += 1) target = `${path}.broken-${stamp}-${count}`;
  renameSync(path, target);
  for (const suffix of ['-wal', '-journal']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, target + suffix);
  }
  return target;
}
