import { applyEdits } from '../../protocol/edits.ts';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { AttemptDetail, Proposal, VersionParams } from '../../protocol/history.ts';
import type { Comparison } from '../../protocol/comparison.ts';
import type { Iteration, Optimization } from '../../protocol/optimization.ts';
import { unpackJson, unpackText } from './blobs.ts';
import { unknownRun } from './lists.ts';
import type { Row, Sqlite } from './sqlite.ts';
import { textOf } from './versions.ts';

/** A function as it stands in its file; offsets in UTF-16 code units. */
export interface FoundFunction {
  readonly start: number;
  readonly end: number;
  /** Its text at column 0. */
  readonly code: string;
}

/** Finds a function in a file of a language; null where it is not there. */
export type FindFunction = (language: string, source: string, name: string) => FoundFunction | null;

export function attemptDetail(
  database: Sqlite,
  find: FindFunction,
  { run, attempt }: { readonly run: string; readonly attempt: number },
): Result<AttemptDetail> {
  const about = database.get(
    `SELECT r.number, r.language, r.function, r.source, v.code
     FROM runs r JOIN outlines o ON o.run = r.number
     LEFT JOIN versions v ON v.id = o.original WHERE r.id = ?`,
    [run],
  );
  if (about === null) return unknownRun(run);
  const found = readAttempt(database, about, attempt);
  if (found === null) return unknownAttempt(attempt);
  if (about['code'] instanceof Uint8Array) {
    return ok({ original: textOf(about['code']), iteration: found.iteration });
  }
  // Runs of the first version of the database have the file alone.
  const source = unpackText(about['source'] as Uint8Array);
  const original = find(String(about['language']), source, String(about['function']));
  return ok({ original: original?.code ?? source, iteration: found.iteration });
}

export function proposal(
  database: Sqlite,
  find: FindFunction,
  { run, attempt }: VersionParams,
): Result<Proposal> {
  const about = database.get(
    `SELECT r.number, r.path, r.function, r.language, r.source, r.result, r.state
     FROM runs r JOIN outlines o ON o.run = r.number WHERE r.id = ?`,
    [run],
  );
  if (about === null) return unknownRun(run);
  const base = unpackText(about['source'] as Uint8Array);
  const [name, language] = [String(about['function']), String(about['language'])];
  const found = find(language, base, name);
  const range = found && { start: found.start, end: found.end };
  const frame = { run, path: String(about['path']), function: name, language, base, range };
  const blob = about['result'] ?? null;
  const result = blob === null ? null : (unpackJson(blob as Uint8Array) as Optimization);
  const best = result?.best ?? null;
  const tests = result?.tests ?? null;
  if (attempt !== null) {
    const tried = readAttempt(database, about, attempt);
    if (tried === null) return unknownAttempt(attempt);
    if (tried.source === null) {
      return fail('version-missing', `Attempt ${attempt} has no text that could be run.`);
    }
    const { iteration } = tried;
    const isBest = best !== null && best.code === iteration.candidate;
    const comparison = isBest ? best.comparison : iteration.comparison;
    const againstOriginal = isBest || (comparison !== null && tried.isFirst);
    return ok({
      ...frame,
      ...originOf(iteration),
      attempt,
      proposed: tried.source,
      comparison,
      againstOriginal,
      tests: isBest ? tests : null,
    });
  }
  if (best === null) return fail('version-missing', whyNoBest(about));
  const { iteration, proposer, rules, comparison } = best;
  return ok({
    ...frame,
    attempt: null,
    proposed: applyEdits(base, best.edits),
    iteration,
    proposer,
    rules,
    reasoning: reasoningOf(database, about, best.code),
    comparison,
    againstOriginal: true,
    tests,
  });
}

function originOf({ index, proposer, rules, reasoning }: Iteration) {
  return { iteration: index, proposer, rules, reasoning };
}

function whyNoBest(about: Row): string {
  if (about['state'] === 'running') return 'This run has not ended yet.';
  if (about['result'] === null) return 'This run has no confirmed best version.';
  return 'This run found nothing that beats the original.';
}

interface FoundAttempt {
  readonly iteration: Iteration;
  readonly source: string | null;
  /** Nothing was accepted before: its parent was the original. */
  readonly isFirst: boolean;
}

function readAttempt(database: Sqlite, about: Row, number: number): FoundAttempt | null {
  const run = about['number'] ?? null;
  const row = database.get(
    `SELECT c.iteration, c.proposer, a.status, c.rules, c.code, c.reasoning, c.source, p.body,
            NOT EXISTS (SELECT 1 FROM attempts e JOIN candidates d ON d.id = e.candidate
                        WHERE e.run = a.run AND e.number < a.number
                        AND d.status = 'accepted') AS is_first
     FROM attempts a JOIN candidates c ON c.id = a.candidate
     LEFT JOIN comparisons p ON p.id = c.comparison WHERE a.run = ? AND a.number = ?`,
    [run, number],
  );
  if (row === null) return null;
  const { code, source, body } = row;
  return {
    iteration: {
      index: Number(row['iteration']),
      proposer: String(row['proposer']),
      status: row['status'] as Iteration['status'],
      candidate: code instanceof Uint8Array ? unpackText(code) : null,
      rules: JSON.parse(String(row['rules'])) as string[],
      reasoning: unpackText(row['reasoning'] as Uint8Array),
      comparison: body instanceof Uint8Array ? (unpackJson(body) as Comparison) : null,
    },
    source: source instanceof Uint8Array ? unpackText(source) : null,
    isFirst: row['is_first'] === 1,
  };
}

/** What was said of the version when it was proposed: the result does not repeat it. */
function reasoningOf(database: Sqlite, about: Row, code: string): string {
  const rows = database.all(
    `SELECT c.code, c.reasoning FROM attempts a JOIN candidates c ON c.id = a.candidate
     WHERE a.run = ? AND a.status = 'accepted' ORDER BY a.number DESC`,
    [about['number'] ?? null],
  );
  const row = rows.find((each) => unpackText(each['code'] as Uint8Array) === code);
  return row === undefined ? '' : unpackText(row['reasoning'] as Uint8Array);
}

function unknownAttempt(attempt: number): Result<never> {
  return fail('version-missing', `This run has no attempt ${attempt}.`);
}
