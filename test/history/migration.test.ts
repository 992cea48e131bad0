import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packJson } from '../../daemon/history/blobs.ts';
import { runs } from '../../daemon/history/migrations/001-runs.ts';
import { openHistory } from '../../daemon/history/open.ts';
import {
  addCandidate,
  addComparison,
  addMeasurement,
  addRun,
} from '../../daemon/history/recording.ts';
import { Sqlite } from '../../daemon/history/sqlite.ts';
import { runDetailSchema } from '../../protocol/history.ts';
import { temporaryFolder } from '../child.ts';
import {
  sampleComparison,
  sampleIteration,
  sampleMeasurement,
  sampleOptimization,
} from '../samples.ts';
import { everything, header, refuted, valueOf } from './fixture.ts';

/** A database of the first version: a comparison, an optimization, and one that was cancelled. */
function oldDatabase(folder: string): void {
  const database = Sqlite.open(join(folder, 'history.db'));
  database.exec(`${runs} PRAGMA user_version = 1;`);
  const end = (number: number, state: string, result: Uint8Array | null) =>
    database.run('UPDATE runs SET state = ?, ended_at = ?, result = ? WHERE number = ?', [
      state,
      '2026-01-01T00:00:00.000Z',
      result,
      number,
    ]);
  const compared = addRun(database, 'compared', { ...header, kind: 'compare' });
  addComparison(database, compared, sampleComparison(), []);
  end(compared, 'done', null);
  const optimized = addRun(database, 'optimized', header);
  addMeasurement(database, optimized, sampleMeasurement(), []);
  for (const iteration of [
    refuted('def a(): ...', 'large'),
    sampleIteration(),
    sampleIteration({ status: 'invalid', candidate: null, comparison: null, reasoning: 'empty' }),
  ]) {
    const recorded =
      iteration.comparison && addComparison(database, optimized, iteration.comparison, []);
    addCandidate(database, optimized, iteration, 'file', recorded?.id ?? null);
  }
  end(optimized, 'done', packJson(sampleOptimization()));
  end(addRun(database, 'cancelled', header), 'cancelled', null);
  database.close();
}

it('keeps every run of an older database, with its lists and details', () => {
  const folder = temporaryFolder();
  oldDatabase(folder);
  const find = () => ({ start: 13, end: 20, code: 'the original' });
  const opened = openHistory(folder, find);
  if (!opened.ok) throw new Error(opened.failure.message);
  const { history, movedTo } = opened.value;
  expect(movedTo).toBe(null);

  expect(valueOf(history.runs(everything)).runs).toMatchObject([
    { id: 'cancelled', state: 'cancelled', attempts: 0, figures: null, ratio: null },
    { id: 'optimized', attempts: 3, figures: { medianNs: 12_345_678 }, ratio: { pairs: 25 } },
    { id: 'compared', figures: { medianNs: 12_345_678 }, ratio: { pairs: 25 } },
  ]);
  expect(valueOf(history.runs({ ...everything, improvedOnly: true })).runs).toHaveLength(2);
  const detail = runDetailSchema.parse(valueOf(history.run({ run: 'optimized', after: 0 })));
  expect(detail).toMatchObject({
    baseline: sampleMeasurement(),
    best: sampleOptimization().best,
    stopped: 'exhausted',
    attempts: [
      { number: 1, status: 'incorrect', reason: expect.stringContaining('not equivalent') },
      { number: 2, status: 'accepted', ratios: sampleComparison().ratios },
      { number: 3, status: 'invalid', reason: 'empty' },
    ],
  });
  expect(valueOf(history.attempt({ run: 'optimized', attempt: 2 }))).toEqual({
    original: 'the original',
    iteration: sampleIteration(),
  });
  expect(valueOf(history.proposal({ run: 'optimized', attempt: null }))).toMatchObject({
    range: { start: 13, end: 20 },
    againstOriginal: true,
  });
  // What is known of texts begins anew: see the migration.
  expect(valueOf(history.known({ path: header.path }))).toEqual({
    versions: [],
    improvements: [],
    refutations: [],
  });
  for (const run of ['compared', 'optimized', 'cancelled']) {
    expect(history.deleteRun({ run })).toMatchObject({ ok: true });
  }
  history.close();
  const again = openHistory(folder);
  expect(again.ok && valueOf(again.value.history.runs(everything)).runs).toEqual([]);
  if (again.ok) again.value.history.close();
});
