import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openHistory } from '../../daemon/history/open.ts';
import { Sqlite } from '../../daemon/history/sqlite.ts';
import type { Changed } from '../../protocol/history.ts';
import { temporaryFolder } from '../child.ts';
import { sampleImprovedCode } from '../samples.ts';
import {
  accepted,
  everything,
  foundBest,
  header,
  measure,
  measurementOf,
  openNew,
  refuted,
  valueOf,
} from './fixture.ts';

it('leaves nothing of a run, and everything of the others', () => {
  const folder = temporaryFolder();
  const opened = openHistory(folder);
  if (!opened.ok) throw new Error(opened.failure.message);
  const { history } = opened.value;
  const stays = measure(history, header.code, measurementOf(10));
  const goes = history.begin(header);
  history.measured(goes, measurementOf(20), []);
  history.candidate(goes, refuted('def a(): ...', 'large'), 'x', []);
  history.candidate(goes, accepted('def b(): ...', 0.5), 'x', []);
  history.candidate(goes, accepted(sampleImprovedCode, 0.9), 'x', []);
  const result = foundBest(sampleImprovedCode, 0.45);
  history.finish(goes, { state: 'done', result, pairs: [] });

  expect(history.deleteRun({ run: goes })).toEqual({ ok: true, value: null });
  expect(valueOf(history.runs(everything)).runs.map(({ id }) => id)).toEqual([stays]);
  const known = valueOf(history.known({ path: header.path }));
  expect(known).toMatchObject({
    versions: [{ code: header.code, run: stays, figures: { medianNs: 10 } }],
    improvements: [],
    refutations: [],
  });
  expect(known.versions).toHaveLength(1);
  expect(history.deleteRun({ run: goes })).toMatchObject({ failure: { code: 'run-unknown' } });
  expect(history.deleteRun({ run: stays })).toMatchObject({ ok: true });
  history.close();

  const database = Sqlite.open(join(folder, 'history.db'));
  const tables = database.all(`SELECT name FROM sqlite_schema WHERE type = 'table'`);
  expect(tables.length).toBeGreaterThan(8);
  for (const { name } of tables) {
    if (name === 'environments') continue;
    expect([name, database.get(`SELECT count(*) AS rows FROM ${name}`)?.['rows']]).toEqual([
      name,
      0,
    ]);
  }
  expect(database.all('PRAGMA foreign_key_check')).toEqual([]);
  database.close();
});

it('keeps a run that is under way, and says so', () => {
  const history = openNew();
  const run = history.begin(header);
  expect(history.deleteRun({ run })).toMatchObject({
    failure: { code: 'run-running', message: expect.stringContaining('still under way') },
  });
  history.finish(run, { state: 'cancelled', failure: null });
  expect(history.deleteRun({ run })).toMatchObject({ ok: true });
});

it('deletes what a dead daemon left', () => {
  const folder = temporaryFolder();
  const dead = openHistory(folder);
  if (!dead.ok) throw new Error(dead.failure.message);
  const run = dead.value.history.begin(header);
  dead.value.history.close();
  const history = openNew(folder);
  history.interrupted();
  expect(history.deleteRun({ run })).toMatchObject({ ok: true });
});

it('tells of every change once it is on disk', () => {
  const history = openNew();
  const told: Changed[] = [];
  history.onChange((changed) => {
    const listed = valueOf(history.runs(everything)).runs.map(({ id }) => id);
    expect(listed.includes(changed.run!)).toBe(changed.what !== 'deleted');
    told.push(changed);
  });
  const run = history.begin(header);
  history.measured(run, measurementOf(1), []);
  history.candidate(run, accepted('def b(): ...', 0.5), 'x', []);
  history.finish(run, { state: 'cancelled', failure: null });
  history.deleteRun({ run });
  const whats = ['begun', 'measured', 'attempt', 'ended', 'deleted'];
  expect(told).toEqual(whats.map((what) => ({ run, path: header.path, what })));
});
