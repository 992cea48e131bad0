/**
 * What it takes to run a comparison once more, beside its run, and functions at growing sizes.
 * Texts and bodies are gzip blobs; `path` is the case file that was named,
 * null where it was found; `cases` is its text, null where that was too large to be kept.
 */
export const replays = `
CREATE TABLE replays (
  run        INTEGER PRIMARY KEY REFERENCES runs (number),
  path       TEXT,
  cases      BLOB,
  candidate  BLOB
) STRICT;

CREATE TABLE scalings (
  number       INTEGER PRIMARY KEY,
  id           TEXT NOT NULL UNIQUE,
  path         TEXT NOT NULL,
  function     TEXT NOT NULL,
  measured_at  TEXT NOT NULL,
  code         BLOB NOT NULL,
  body         BLOB NOT NULL
) STRICT;
CREATE INDEX scalings_by_function ON scalings (path, function, number);
`;
