/**
 * Reference solutions of problems, each with its newest figures in each environment, and where the
 * problems stand. A run says which problem its function is linked to. `shown` holds JSON.
 */
export const solutions = `
CREATE TABLE problems (
  id    TEXT PRIMARY KEY,
  pack  TEXT NOT NULL
) STRICT;

CREATE TABLE solutions (
  id            INTEGER PRIMARY KEY,
  problem       TEXT NOT NULL,
  language      TEXT NOT NULL,
  solution      TEXT NOT NULL,
  environment   TEXT NOT NULL REFERENCES environments (id),
  inputs        TEXT NOT NULL,
  cases         TEXT NOT NULL,
  code          TEXT NOT NULL,
  verdict       TEXT NOT NULL,
  median_ns     REAL,
  used_bytes    REAL,
  byte_seconds  REAL,
  measured_at   TEXT NOT NULL,
  shown         TEXT NOT NULL,
  UNIQUE (problem, language, solution, environment)
) STRICT;
CREATE INDEX solutions_ranked ON solutions
  (problem, language, environment, inputs, median_ns, used_bytes, byte_seconds)
  WHERE verdict = 'passed';

ALTER TABLE outlines ADD COLUMN problem TEXT;
`;
