import type { Comparison, Ratio } from '../../../protocol/comparison.ts';
import type { Measurement } from '../../../protocol/measurement.ts';
import type { Iteration, Optimization } from '../../../protocol/optimization.ts';
import { unpackJson, unpackText } from '../blobs.ts';
import { attemptOf, figuresOf } from '../shown.ts';
import type { Sqlite, SqlValue } from '../sqlite.ts';

/**
 * What lists and lenses show stands in light rows of its own, so that no list reads past a blob:
 * SQLite walks through a large row to get at the columns behind it. Columns called `shown` hold
 * JSON in the shapes of the protocol.
 *
 * A version is a text of a function, a trial its figures in one run. `newest` marks the trial that
 * counts among those of one version, environment and set of inputs; ranks are drawn from these.
 */
export const lists = `
CREATE TABLE functions (
  id    INTEGER PRIMARY KEY,
  path  TEXT NOT NULL,
  name  TEXT NOT NULL,
  UNIQUE (path, name)
) STRICT;

CREATE TABLE versions (
  id        INTEGER PRIMARY KEY,
  function  INTEGER NOT NULL REFERENCES functions (id),
  digest    TEXT NOT NULL,
  code      BLOB NOT NULL,
  UNIQUE (function, digest)
) STRICT;

CREATE TABLE outlines (
  run       INTEGER PRIMARY KEY REFERENCES runs (number),
  function  INTEGER NOT NULL REFERENCES functions (id),
  original  INTEGER REFERENCES versions (id),
  inputs    TEXT NOT NULL,
  attempts  INTEGER NOT NULL DEFAULT 0,
  improved  INTEGER NOT NULL DEFAULT 0,
  baseline  INTEGER,
  figures   TEXT,
  ratio     TEXT,
  failure   TEXT
) STRICT;
CREATE INDEX outlines_by_function ON outlines (function, run);
CREATE INDEX outlines_by_original ON outlines (original);

CREATE TABLE attempts (
  run         INTEGER NOT NULL REFERENCES runs (number),
  number      INTEGER NOT NULL,
  candidate   INTEGER NOT NULL REFERENCES candidates (id),
  version     INTEGER REFERENCES versions (id),
  status      TEXT NOT NULL,
  shown       TEXT NOT NULL,
  refutation  TEXT,
  PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX attempts_by_candidate ON attempts (candidate);
CREATE INDEX attempts_by_version ON attempts (version, status);
CREATE INDEX attempts_accepted ON attempts (run, number) WHERE status = 'accepted';
CREATE INDEX attempts_refuted ON attempts (run, number) WHERE refutation IS NOT NULL;

CREATE TABLE trials (
  measurement   INTEGER PRIMARY KEY REFERENCES measurements (id),
  run           INTEGER NOT NULL REFERENCES runs (number),
  function      INTEGER NOT NULL REFERENCES functions (id),
  version       INTEGER NOT NULL REFERENCES versions (id),
  environment   TEXT NOT NULL,
  inputs        TEXT NOT NULL,
  newest        INTEGER NOT NULL,
  correct       INTEGER NOT NULL,
  median_ns     REAL,
  used_bytes    REAL,
  byte_seconds  REAL,
  shown         TEXT NOT NULL
) STRICT;
CREATE INDEX trials_by_run ON trials (run);
CREATE INDEX trials_by_age ON trials (function, measurement) WHERE newest = 1;
CREATE INDEX trials_by_version ON trials (version, environment, inputs, measurement);
CREATE INDEX trials_newest ON trials (version, measurement) WHERE newest = 1;
CREATE INDEX trials_ranked ON trials
  (function, environment, inputs, median_ns, used_bytes, byte_seconds)
  WHERE newest = 1 AND correct = 1;

CREATE TABLE improvements (
  id        INTEGER PRIMARY KEY,
  run       INTEGER NOT NULL REFERENCES runs (number),
  attempt   INTEGER,
  function  INTEGER NOT NULL REFERENCES functions (id),
  base      INTEGER NOT NULL REFERENCES versions (id),
  version   INTEGER NOT NULL REFERENCES versions (id),
  shown     TEXT NOT NULL
) STRICT;
CREATE INDEX improvements_by_run ON improvements (run);
CREATE INDEX improvements_by_function ON improvements (function);
CREATE INDEX improvements_by_base ON improvements (base);
CREATE INDEX improvements_by_version ON improvements (version);

CREATE INDEX comparisons_by_baseline ON comparisons (baseline);
CREATE INDEX comparisons_by_candidate ON comparisons (candidate);
CREATE INDEX candidates_by_comparison ON candidates (comparison);

INSERT INTO functions (path, name) SELECT DISTINCT path, function FROM runs;
`;

/**
 * Light rows for the runs of before, from their bodies. Their versions are left out: the original's
 * text was not kept apart from its file, nor what the inputs were. So nothing is known of the texts
 * in an editor until they are measured again, while the list and the details are whole.
 */
export function fillLists(database: Sqlite): void {
  for (const row of database.all(
    `SELECT r.number, r.kind, f.id FROM runs r
     JOIN functions f ON f.path = r.path AND f.name = r.function`,
  )) {
    const run = Number(row['number']);
    const attempts = fillAttempts(database, run);
    const read = row['kind'] === 'compare' ? readComparison : readOptimization;
    const { baseline, ratio, improved } = read(database, run);
    const body = database.get('SELECT body FROM measurements WHERE id = ?', [baseline]);
    const figures = body && figuresOf(unpackJson(body['body'] as Uint8Array) as Measurement);
    database.run(
      `INSERT INTO outlines (run, function, inputs, attempts, improved, baseline, figures, ratio)
       VALUES (?, ?, '', ?, ?, ?, ?, ?)`,
      [
        run,
        row['id'] ?? null,
        attempts,
        improved ? 1 : 0,
        baseline,
        figures && JSON.stringify(figures),
        ratio && JSON.stringify(ratio),
      ],
    );
  }
}

function fillAttempts(database: Sqlite, run: number): number {
  const ids = database.all('SELECT id FROM candidates WHERE run = ? ORDER BY id', [run]);
  for (const [index, { id = null }] of ids.entries()) {
    const row = database.get(
      `SELECT c.iteration, c.proposer, c.status, c.rules, c.reasoning, c.recorded_at, p.body
       FROM candidates c LEFT JOIN comparisons p ON p.id = c.comparison WHERE c.id = ?`,
      [id],
    );
    if (row === null) continue;
    const iteration: Iteration = {
      index: Number(row['iteration']),
      proposer: String(row['proposer']),
      status: row['status'] as Iteration['status'],
      candidate: null,
      rules: JSON.parse(String(row['rules'])) as string[],
      reasoning: unpackText(row['reasoning'] as Uint8Array),
      comparison:
        row['body'] instanceof Uint8Array ? (unpackJson(row['body']) as Comparison) : null,
    };
    const attempt = attemptOf(index + 1, iteration, String(row['recorded_at']));
    database.run(
      'INSERT INTO attempts (run, number, candidate, status, shown) VALUES (?, ?, ?, ?, ?)',
      [run, index + 1, id, iteration.status, JSON.stringify(attempt)],
    );
  }
  return ids.length;
}

interface Read {
  readonly baseline: SqlValue;
  readonly ratio: Ratio | null;
  readonly improved: boolean;
}

function readComparison(database: Sqlite, run: number): Read {
  const row = database.get('SELECT baseline, body FROM comparisons WHERE run = ?', [run]);
  if (row === null) return { baseline: null, ratio: null, improved: false };
  const { ratio, decision } = unpackJson(row['body'] as Uint8Array) as Comparison;
  return { baseline: row['baseline'] ?? null, ratio, improved: decision === 'improved' };
}

/** Of a measurement too: the original's is the first, and the one with rounds of its own. */
function readOptimization(database: Sqlite, run: number): Read {
  const first = database.get(
    'SELECT min(id) AS id FROM measurements WHERE run = ? AND rounds IS NOT NULL',
    [run],
  );
  const row = database.get('SELECT result FROM runs WHERE number = ?', [run]);
  const blob = row?.['result'] ?? null;
  const best = blob === null ? null : (unpackJson(blob as Uint8Array) as Optimization).best;
  return {
    baseline: first?.['id'] ?? null,
    ratio: best?.ratio ?? null,
    improved: best !== null,
  };
}
