import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { SqliteHistory } from '../../daemon/history/history.ts';
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

it('leaves nothing of a run, and everything of the others', async () => {
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
  await history.swept();
  const known = valueOf(history.known({ path: header.path }));
  expect(known).toMatchObject({
    versions: [{ code: header.code, run: stays, figures: { medianNs: 10 } }],
    improvements: [],
    refutations: [],
  });
  expect(known.versions).toHaveLength(1);
  expect(history.deleteRun({ run: goes })).toMatchObject({ failure: { code: 'run-unknown' } });
  expect(history.deleteRun({ run: stays })).toMatchObject({ ok: true });
  await history.swept();
  history.close();
  expectNothingLeft(folder);
});

function expectNothingLeft(folder: string): void {
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
}

/** A finished run of many attempts, each with a version of its own. */
function optimizeAtLength(history: SqliteHistory, attempts: number): string {
  const run = history.begin(header);
  history.measured(run, measurementOf(20), []);
  for (let index = 1; index <= attempts; index += 1) {
    const code = `def f(): return ${index}`;
    history.candidate(run, accepted(code, 0.9, { index, status: 'unchanged' }), code, []);
  }
  const result = foundBest(sampleImprovedCode, 0.45);
  history.finish(run, { state: 'done', result, pairs: [] });
  return run;
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

it('shows nothing of a deleted run, long before all of it is swept out', async () => {
  const folder = temporaryFolder();
  const history = openNew(folder);
  const run = optimizeAtLength(history, 5);
  history.deleteRun({ run });
  expect(valueOf(history.runs(everything)).runs).toEqual([]);
  const nothing = { versions: [], improvements: [], refutations: [] };
  expect(valueOf(history.known({ path: header.path }))).toEqual(nothing);
  expect(history.ranksOf(run)).toBeNull();
  const unknown = { ok: false, failure: { code: 'run-unknown' } };
  expect(history.run({ run, after: 0 })).toMatchObject(unknown);
  expect(history.attempt({ run, attempt: 1 })).toMatchObject(unknown);
  expect(history.proposal({ run, attempt: null })).toMatchObject(unknown);
  expect(history.recorded({ run, attempt: null })).toMatchObject(unknown);
  expect(history.recorded({ run: 'last', attempt: null })).toMatchObject(unknown);
  expect(history.deleteRun({ run })).toMatchObject(unknown);

  // Closed before the sweep had its first turn: the next one finds all of it.
  history.close();
  const next = openNew(folder);
  expect(next.interrupted()).toEqual([]);
  expect(valueOf(next.runs(everything)).runs).toEqual([]);
  await next.swept();
  next.close();
  expectNothingLeft(folder);
});

it('is finished by the next daemon, wherever the last one died', async () => {
  const folder = temporaryFolder();
  const history = openNew(folder);
  const stays = measure(history, header.code, measurementOf(10));
  history.deleteRun({ run: optimizeAtLength(history, 600) });
  const images: string[] = [];
  const state = { isSwept: false };
  void history.swept().then(() => (state.isSwept = true));
  for (let turns = 0; !state.isSwept; turns += 1) {
    await turn();
    if (turns % 3 !== 0) continue;
    // What is on disk at this moment, log and all: what a daemon that is killed now would leave.
    const image = temporaryFolder();
    cpSync(folder, image, { recursive: true });
    images.push(image);
  }
  expect(images.length).toBeGreaterThan(1);
  for (const image of images) {
    const found = openNew(image);
    expect(valueOf(found.runs(everything)).runs.map(({ id }) => id)).toEqual([stays]);
    await found.swept();
    const { versions } = valueOf(found.known({ path: header.path }));
    expect(versions).toMatchObject([{ code: header.code, figures: { medianNs: 10 } }]);
    found.deleteRun({ run: stays });
    await found.swept();
    found.close();
    expectNothingLeft(image);
  }
}, 60_000);

it('lets others write meanwhile, also of the same function and versions', async () => {
  const history = openNew();
  const goes = optimizeAtLength(history, 300);
  history.deleteRun({ run: goes });
  await turn();
  await turn();
  const run = history.begin(header);
  history.measured(run, measurementOf(30), []);
  await turn();
  history.candidate(run, accepted('def f(): return 299', 0.5), 'x', []);
  history.candidate(run, accepted('def f(): return 1', 0.4), 'x', []);
  await turn();
  history.finish(run, { state: 'cancelled', failure: null });
  await history.swept();
  expect(valueOf(history.runs(everything)).runs.map(({ id }) => id)).toEqual([run]);
  expect(valueOf(history.run({ run, after: 0 })).attempts).toHaveLength(2);
  expect(valueOf(history.known({ path: header.path })).versions).toHaveLength(3);
});

it('tells once more when older figures are the newest again', async () => {
  const history = openNew();
  measure(history, header.code, measurementOf(10));
  const goes = measure(history, header.code, measurementOf(20));
  const told: Changed[] = [];
  history.onChange((changed) => told.push(changed));
  history.deleteRun({ run: goes });
  await history.swept();
  expect(told).toEqual([
    { run: goes, path: header.path, what: 'deleted' },
    { run: null, path: header.path, what: 'measured' },
  ]);
  expect(valueOf(history.known({ path: header.path })).versions).toMatchObject([
    { figures: { medianNs: 10 } },
  ]);
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
