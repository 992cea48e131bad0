import { randomUUID } from 'node:crypto';
import type { Scaling, Scalings } from '../../protocol/scaling.ts';
import { packJson, packText, unpackJson, unpackText } from './blobs.ts';
import { now } from './recording.ts';
import type { Sqlite } from './sqlite.ts';

/** Of one function; older ones go. */
const mostKept = 20;

/** Gives the entry's id. To be called in a transaction. */
export function addScaling(
  database: Sqlite,
  path: string,
  code: string,
  scaling: Omit<Scaling, 'id'>,
): string {
  const id = randomUUID();
  const name = scaling.function;
  database.run(
    `INSERT INTO scalings (id, path, function, measured_at, code, body)
     VALUES (?, ?, ?, ?, ?, ?)`,
    [id, path, name, now(), packText(code), packJson({ id, ...scaling })],
  );
  database.run(
    `DELETE FROM scalings WHERE path = ? AND function = ? AND number NOT IN
       (SELECT number FROM scalings WHERE path = ? AND function = ?
        ORDER BY number DESC LIMIT ?)`,
    [path, name, path, name, mostKept],
  );
  return id;
}

export function scalingsOf(database: Sqlite, path: string, name: string): Scalings {
  const rows = database.all(
    `SELECT measured_at, code, body FROM scalings WHERE path = ? AND function = ?
     ORDER BY number DESC LIMIT ?`,
    [path, name, mostKept],
  );
  return {
    scalings: rows.map((row) => ({
      measuredAt: String(row['measured_at']),
      code: unpackText(row['code'] as Uint8Array),
      scaling: unpackJson(row['body'] as Uint8Array) as Scaling,
    })),
  };
}
