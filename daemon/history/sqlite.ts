import { existsSync, rmdirSync } from 'node:fs';
import sqlite from 'node-sqlite3-wasm';

export type SqlValue = number | string | Uint8Array | null;
export type Row = Readonly<Record<string, SqlValue>>;

/** What stands in the way of a database; the message is the driver's. */
export class DatabaseError extends Error {
  /** The file is no database, or no longer a sound one. */
  get isCorrupt(): boolean {
    return /not a database|malformed|corrupt/.test(this.message);
  }
}

/**
 * A database file, held by this process alone. The one file that names the driver.
 *
 * The driver's file layer knows a single lock, a folder beside the database, and takes its own
 * lock for another writer's: a rollback journal left by a killed process is never played back,
 * and the database stays torn. So the journal is a write-ahead log, whose recovery needs no lock;
 * without shared memory that log requires exclusive locking. Each commit is on disk when it
 * returns.
 */
export class Sqlite {
  readonly #database: InstanceType<typeof sqlite.Database>;

  private constructor(path: string) {
    this.#database = new sqlite.Database(path);
  }

  /**
   * The caller must be the only process that opens this file (the daemon's single-instance lock
   * sees to that): a lock found here is then a dead process's and is removed.
   */
  static open(path: string): Sqlite {
    if (existsSync(`${path}.lock`)) rmdirSync(`${path}.lock`);
    return guard(() => {
      const database = new Sqlite(path);
      try {
        database.#database.get('PRAGMA locking_mode = EXCLUSIVE');
        database.#database.get('PRAGMA journal_mode = WAL');
        database.#database.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
      } catch (error) {
        database.#database.close();
        throw error;
      }
      return database;
    });
  }

  exec(sql: string): void {
    guard(() => this.#database.exec(sql));
  }

  /** Returns the id of the inserted row, where there is one. */
  run(sql: string, values: readonly SqlValue[] = []): number {
    return guard(() => Number(this.#database.run(sql, [...values]).lastInsertRowid));
  }

  all(sql: string, values: readonly SqlValue[] = []): readonly Row[] {
    return guard(() => this.#database.all(sql, [...values]) as Row[]);
  }

  get(sql: string, values: readonly SqlValue[] = []): Row | null {
    return guard(() => this.#database.get(sql, [...values]) as Row | null);
  }

  /** All or nothing, and on disk when it returns. */
  transaction<T>(body: () => T): T {
    this.exec('BEGIN IMMEDIATE');
    try {
      const value = body();
      this.exec('COMMIT');
      return value;
    } catch (error) {
      if (this.#database.inTransaction) this.exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    if (this.#database.isOpen) guard(() => this.#database.close());
  }
}

function guard<T>(body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (error instanceof sqlite.SQLite3Error) throw new DatabaseError(error.message);
    throw error;
  }
}
