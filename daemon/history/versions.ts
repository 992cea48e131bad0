import { createHash } from 'node:crypto';
import type { Comparison } from '../../protocol/comparison.ts';
import type { Measurement } from '../../protocol/measurement.ts';
import { now } from './recording.ts';
import { trialOf } from './shown.ts';
import type { Sqlite } from './sqlite.ts';

/** Texts of functions and what is known of each. */

export function addFunction(database: Sqlite, path: string, name: string): number {
  const values = [path, name];
  database.run('INSERT OR IGNORE INTO functions (path, name) VALUES (?, ?)', values);
  const row = database.get('SELECT id FROM functions WHERE path = ? AND name = ?', values);
  return Number(row?.['id']);
}

/** A text is the same whatever its line endings. */
export function addVersion(database: Sqlite, functionId: number, code: string): number {
  const text = Buffer.from(code.replaceAll('\r\n', '\n'));
  const digest = createHash('sha256').update(text).digest('hex');
  database.run('INSERT OR IGNORE INTO versions (function, digest, code) VALUES (?, ?, ?)', [
    functionId,
    digest,
    text,
  ]);
  const row = database.get('SELECT id FROM versions WHERE function = ? AND digest = ?', [
    functionId,
    digest,
  ]);
  return Number(row?.['id']);
}

/** The text that a row of `versions` holds. */
export function textOf(code: Uint8Array): string {
  return Buffer.from(code).toString();
}

/** Whose figures a trial has: of which text, on which inputs, in which run. */
export interface Tried {
  readonly run: number;
  readonly functionId: number;
  readonly version: number;
  readonly inputs: string;
}

/**
 * Figures of a version, now the newest in their environment. `isReal` is false where they passed
 * every case and were rejected all the same: such a version is no variant to be ranked among.
 */
export function addTrial(
  database: Sqlite,
  tried: Tried,
  recorded: number | null,
  measurement: Measurement | null,
  isReal = true,
): void {
  if (recorded === null || measurement === null) return;
  const { run, functionId, version, inputs } = tried;
  const trial = trialOf(measurement, now());
  const { verdict, medianNs, usedBytes, byteSeconds } = trial.figures;
  const isRanked = medianNs !== null && usedBytes !== null && byteSeconds !== null;
  database.run(
    `UPDATE trials SET newest = 0
     WHERE version = ? AND environment = ? AND inputs = ? AND newest = 1`,
    [version, measurement.environment.id, inputs],
  );
  database.run(
    `INSERT INTO trials (measurement, run, function, version, environment, inputs, newest, correct,
                         median_ns, used_bytes, byte_seconds, shown)
     VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?)`,
    [
      recorded,
      run,
      functionId,
      version,
      measurement.environment.id,
      inputs,
      verdict === 'passed' && isReal && isRanked ? 1 : 0,
      medianNs,
      usedBytes,
      byteSeconds,
      JSON.stringify(trial),
    ],
  );
}

/** A version that was found better than the original, side by side with it. */
export function addImprovement(
  database: Sqlite,
  { run, functionId, version }: Tried,
  base: number,
  attempt: number | null,
  { decision, ratio, ratios, candidate, evidence }: Comparison,
): void {
  if (decision !== 'improved' || ratio === null) return;
  const cases = candidate?.cases.filter(({ verdict }) => verdict === 'passed').length ?? 0;
  const shown = { ratio, ratios, cases, ...(evidence ? { evidence } : {}) };
  database.run(
    `INSERT INTO improvements (run, attempt, function, base, version, shown)
     VALUES (?, ?, ?, ?, ?, ?)`,
    [run, attempt, functionId, base, version, JSON.stringify(shown)],
  );
}
