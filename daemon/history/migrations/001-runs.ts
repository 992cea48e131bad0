/**
 * Texts and bodies are gzip blobs: they are large, and may hold characters that end a string in
 * SQLite. Figures that are asked for stand in columns beside them.
 */
export const runs = `
CREATE TABLE runs (
  number      INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  kind        TEXT NOT NULL CHECK (kind IN ('measure', 'compare', 'optimize')),
  path        TEXT NOT NULL,
  function    TEXT NOT NULL,
  language    TEXT NOT NULL,
  objective   TEXT,
  source      BLOB NOT NULL,
  settings    TEXT NOT NULL,
  started_at  TEXT NOT NULL,
  ended_at    TEXT,
  state       TEXT NOT NULL
              CHECK (state IN ('running', 'done', 'failed', 'cancelled', 'interrupted')),
  result      BLOB
) STRICT;
CREATE INDEX runs_by_function ON runs (path, function);
CREATE INDEX runs_by_state ON runs (state);

CREATE TABLE environments (
  id    TEXT PRIMARY KEY,
  body  TEXT NOT NULL
) STRICT;

CREATE TABLE measurements (
  id              INTEGER PRIMARY KEY,
  run             INTEGER NOT NULL REFERENCES runs (number),
  environment     TEXT NOT NULL REFERENCES environments (id),
  verdict         TEXT NOT NULL,
  median_ns       REAL,
  ci_low_ns       REAL,
  ci_high_ns      REAL,
  cpu_median_ns   REAL,
  peak_bytes      REAL,
  baseline_bytes  REAL,
  byte_seconds    REAL,
  body            BLOB NOT NULL,
  rounds          BLOB,
  recorded_at     TEXT NOT NULL
) STRICT;
CREATE INDEX measurements_by_run ON measurements (run);

CREATE TABLE comparisons (
  id            INTEGER PRIMARY KEY,
  run           INTEGER NOT NULL REFERENCES runs (number),
  objective     TEXT NOT NULL,
  decision      TEXT NOT NULL,
  ratio         REAL,
  ratio_low     REAL,
  ratio_high    REAL,
  baseline      INTEGER REFERENCES measurements (id),
  candidate     INTEGER REFERENCES measurements (id),
  body          BLOB NOT NULL,
  pairs         BLOB NOT NULL,
  recorded_at   TEXT NOT NULL
) STRICT;
CREATE INDEX comparisons_by_run ON comparisons (run);

CREATE TABLE candidates (
  id           INTEGER PRIMARY KEY,
  run          INTEGER NOT NULL REFERENCES runs (number),
  iteration    INTEGER NOT NULL,
  proposer     TEXT NOT NULL,
  status       TEXT NOT NULL,
  rules        TEXT NOT NULL,
  code         BLOB,
  reasoning    BLOB NOT NULL,
  source       BLOB,
  comparison   INTEGER REFERENCES comparisons (id),
  recorded_at  TEXT NOT NULL
) STRICT;
CREATE INDEX candidates_by_run ON candidates (run);
`;
