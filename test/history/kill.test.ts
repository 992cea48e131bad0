import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openHistory } from '../../daemon/history/open.ts';
import { Sqlite } from '../../daemon/history/sqlite.ts';
import { bundle, start, temporaryFolder } from '../child.ts';

it('loses no finished result and stays whole when its process is killed, many times', async () => {
  const writer = await bundle('test/history/writer.ts');
  const folder = temporaryFolder();
  const said = new Map<string, number>();

  for (let round = 1; round <= 20; round += 1) {
    const { child, ended } = start(writer, [folder]);
    let lines = 0;
    for await (const line of createInterface(child.stdout!)) {
      const [run, index] = line.split(' ');
      said.set(run!, Number(index));
      lines += 1;
      // At another moment each time: the next write is then somewhere between begin and commit.
      if (lines === round * 3) setImmediate(() => child.kill('SIGKILL'));
    }
    expect(await ended).toMatchObject({ signal: 'SIGKILL', stderr: '' });
  }

  const opened = openHistory(folder);
  if (!opened.ok) throw new Error(opened.failure.message);
  expect(opened.value.movedTo).toBe(null);
  expect(opened.value.history.interrupted()).toHaveLength(20);
  opened.value.history.close();

  const database = Sqlite.open(join(folder, 'history.db'));
  expect(database.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
  expect(database.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
  expect(said.size).toBe(20);
  for (const [run, index] of said) {
    const row = database.get(
      `SELECT count(*) AS candidates, max(iteration) AS last FROM candidates
       WHERE run = (SELECT number FROM runs WHERE id = ?)`,
      [run],
    );
    expect(Number(row!['last'])).toBeGreaterThanOrEqual(index);
    expect(row!['candidates']).toBe(row!['last']);
  }
  database.close();
}, 120_000);
