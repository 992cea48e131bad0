import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunHeader } from '../../daemon/core/ports/history.ts';
import { unpackJson, unpackText } from '../../daemon/history/blobs.ts';
import type { SqliteHistory } from '../../daemon/history/history.ts';
import { openHistory } from '../../daemon/history/open.ts';
import { Sqlite } from '../../daemon/history/sqlite.ts';
import { temporaryFolder } from '../child.ts';
import {
  sampleComparison,
  sampleFigures as figures,
  sampleIteration,
  sampleMeasurement,
  sampleOptimization,
  sampleCode,
  sampleSource,
  settings,
} from '../samples.ts';

const header: RunHeader = {
  kind: 'optimize',
  path: '/home/someone/pairs.py',
  function: 'pair_with_sum',
  language: 'python',
  objective: 'integral',
  source: sampleSource,
  code: sampleCode,
  inputs: 'inputs',
  problem: null,
  settings,
};

function open(path: string): SqliteHistory {
  const opened = openHistory(dirname(path));
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.value.history;
}

function list(history: SqliteHistory) {
  const found = history.runs({
    under: [],
    search: '',
    kinds: [],
    improvedOnly: false,
    before: null,
    limit: 10,
  });
  if (!found.ok) throw new Error(found.failure.message);
  return found.value.runs;
}

/** The rows that a query finds in the closed database. */
function query(path: string, sql: string) {
  const database = Sqlite.open(path);
  const rows = database.all(sql);
  database.close();
  return rows;
}

describe('history', () => {
  it('gives back everything that was recorded, raw figures and environment too', () => {
    const path = join(temporaryFolder(), 'history.db');
    const history = open(path);
    const run = history.begin(header);
    history.measured(run, sampleMeasurement(), [figures]);
    history.candidate(run, sampleIteration(), sampleSource, [
      { baseline: figures, candidate: figures },
    ]);
    history.candidate(
      run,
      sampleIteration({ status: 'invalid', candidate: null, comparison: null, rules: [] }),
      null,
      [],
    );
    history.compared(run, sampleCode, sampleComparison(), []);
    history.finish(run, { state: 'done', result: sampleOptimization(), pairs: [] });
    expect(list(history)).toMatchObject([
      { id: run, kind: 'optimize', function: 'pair_with_sum', state: 'done' },
    ]);
    history.close();

    const [stored] = query(path, 'SELECT * FROM runs');
    expect(unpackText(stored!['source'] as Uint8Array)).toBe(sampleSource);
    expect(unpackJson(stored!['result'] as Uint8Array)).toEqual({
      ...sampleOptimization(),
      iterations: [],
    });
    expect(JSON.parse(String(stored!['settings']))).toEqual(settings);

    const candidates = query(
      path,
      `SELECT c.status, c.code, c.source, p.body, p.pairs, p.ratio, b.median_ns AS before
       FROM candidates c LEFT JOIN comparisons p ON p.id = c.comparison
       LEFT JOIN measurements b ON b.id = p.baseline ORDER BY c.id`,
    );
    expect(candidates.map((row) => row['status'])).toEqual(['accepted', 'invalid']);
    expect(unpackJson(candidates[0]!['body'] as Uint8Array)).toEqual(sampleComparison());
    expect(unpackJson(candidates[0]!['pairs'] as Uint8Array)).toEqual([
      { baseline: figures, candidate: figures },
    ]);
    expect(candidates[0]).toMatchObject({ ratio: 0.0886, before: 12_345_678 });
    expect(candidates[1]).toMatchObject({ code: null, source: null, body: null });

    const [measured] = query(path, 'SELECT * FROM measurements WHERE rounds IS NOT NULL');
    expect(unpackJson(measured!['body'] as Uint8Array)).toEqual(sampleMeasurement());
    expect(unpackJson(measured!['rounds'] as Uint8Array)).toEqual([figures]);
    const environments = query(path, 'SELECT * FROM environments');
    expect(environments).toHaveLength(1);
    expect(JSON.parse(String(environments[0]!['body']))).toMatchObject({ cpu: 'Example CPU 3000' });
  });

  it('keeps texts with any character in them', () => {
    const path = join(temporaryFolder(), 'history.db');
    const history = open(path);
    const source = 'x = "\0 naïve 🚀"\r\n';
    history.begin({ ...header, source });
    history.close();
    const [stored] = query(path, 'SELECT source FROM runs');
    expect(unpackText(stored!['source'] as Uint8Array)).toBe(source);
  });

  it('marks what a dead daemon left as interrupted, once, and not its own runs', () => {
    const path = join(temporaryFolder(), 'history.db');
    const dead = open(path);
    const left = dead.begin(header);
    dead.close();

    const history = open(path);
    const own = history.begin(header);
    expect(history.interrupted()).toMatchObject([{ id: left, state: 'interrupted' }]);
    expect(history.interrupted()).toEqual([]);
    expect(list(history).map(({ id, state }) => [id, state])).toEqual([
      [own, 'running'],
      [left, 'interrupted'],
    ]);
    history.close();
  });

  it('stores no credentials of an endpoint', () => {
    const folder = temporaryFolder();
    const history = open(join(folder, 'history.db'));
    const baseUrl = 'https://user:sesame@models.example/v1?key=sesame';
    history.begin({ ...header, settings: { ...settings, baseUrl } });
    history.close();
    for (const file of readdirSync(folder)) {
      expect(readFileSync(join(folder, file)).includes('sesame')).toBe(false);
    }
  });
});

describe('opening', () => {
  it('removes the lock of a dead process', () => {
    const path = join(temporaryFolder(), 'history.db');
    open(path).close();
    mkdirSync(`${path}.lock`);
    const history = open(path);
    expect(list(history)).toEqual([]);
    history.close();
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('leaves the database of a newer version alone and says so', () => {
    const path = join(temporaryFolder(), 'history.db');
    open(path).close();
    query(path, 'SELECT 1');
    const database = Sqlite.open(path);
    database.exec('PRAGMA user_version = 999');
    database.close();
    const before = readFileSync(path);
    expect(openHistory(dirname(path))).toMatchObject({
      ok: false,
      failure: { code: 'history-newer' },
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it.each([
    [
      'no database at all',
      (path: string) => writeFileSync(path, 'this is not a database '.repeat(99)),
    ],
    [
      'a database with overwritten pages',
      (path: string) => {
        const history = open(path);
        const run = history.begin(header);
        for (let index = 1; index < 20; index += 1) {
          history.candidate(run, sampleIteration({ index }), sampleSource, []);
        }
        history.close();
        const bytes = readFileSync(path);
        bytes.fill(0xa5, 4096, bytes.length - 4096);
        writeFileSync(path, bytes);
      },
    ],
  ])('moves %s aside and says where', (_name, spoil) => {
    const folder = temporaryFolder();
    const path = join(folder, 'history.db');
    spoil(path);
    const spoiled = readFileSync(path);
    const opened = openHistory(dirname(path));
    if (!opened.ok) throw new Error(opened.failure.message);
    expect(opened.value.movedTo).toMatch(/history\.db\.broken-\d{4}-\d\d-\d\d-\d{6}$/);
    expect(readFileSync(opened.value.movedTo!).equals(spoiled)).toBe(true);
    expect(list(opened.value.history)).toEqual([]);
    opened.value.history.close();
  });

  it('fails in words where the file cannot be made', () => {
    const path = join(temporaryFolder(), 'absent', 'history.db');
    expect(openHistory(dirname(path))).toMatchObject({
      ok: false,
      failure: { code: 'history-unusable' },
    });
  });

  it.skipIf(process.getuid?.() === 0)('does not move a file aside that may not be read', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'history.db');
    open(path).close();
    chmodSync(path, 0o000);
    expect(openHistory(dirname(path))).toMatchObject({
      ok: false,
      failure: { code: 'history-unusable' },
    });
    expect(readdirSync(folder)).toEqual(['history.db']);
  });
});
