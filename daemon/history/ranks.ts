import type { Percentiles } from '../../protocol/measurement.ts';
import type { Ranked } from '../core/percentiles.ts';
import { type Ranking, rankingAmongSolutions, rankingAmongVariants } from '../core/ranking.ts';
import type { Trial } from './shown.ts';
import type { Row, Sqlite } from './sqlite.ts';

/** Whose figures are to be ranked: of which function, where, on which inputs. */
export interface Standing {
  readonly functionId: number;
  readonly language: string;
  readonly environment: string;
  readonly inputs: string;
  /** Id of the problem that the function is linked to. */
  readonly problem: string | null;
}

/**
 * Among the solutions of the problem where these were measured in the same environment, on the same
 * inputs, which are then the problem's own; else among the function's variants. Null where both
 * are too few.
 */
export function rankingAt(database: Sqlite, standing: Standing): Ranking | null {
  const { functionId, language, environment, inputs, problem } = standing;
  if (problem !== null) {
    const solutions = database.all(
      `SELECT median_ns, used_bytes, byte_seconds FROM solutions
       WHERE problem = ? AND language = ? AND environment = ? AND inputs = ?
         AND verdict = 'passed'`,
      [problem, language, environment, inputs],
    );
    const ranking = rankingAmongSolutions(problem, solutions.map(figuresIn));
    if (ranking !== null) return ranking;
  }
  // The newest figures of each correct variant.
  const variants = database.all(
    `SELECT median_ns, used_bytes, byte_seconds FROM trials
     WHERE function = ? AND environment = ? AND inputs = ? AND newest = 1 AND correct = 1`,
    [functionId, environment, inputs],
  );
  return rankingAmongVariants(variants.map(figuresIn));
}

/** Where the original of a run stands now; null where it was not measured, or did not pass. */
export function ranksOf(database: Sqlite, run: string): Percentiles | null {
  const row = database.get(
    `SELECT t.shown, t.function, t.environment, t.inputs, o.problem, r.language
     FROM runs r JOIN outlines o ON o.run = r.number JOIN trials t ON t.measurement = o.baseline
     WHERE r.id = ? AND t.correct = 1`,
    [run],
  );
  if (row === null) return null;
  const { figures } = JSON.parse(String(row['shown'])) as Trial;
  return rankingAt(database, standingOf(row))?.(figures) ?? null;
}

/** From the columns `function`, `language`, `environment`, `inputs` and `problem`. */
export function standingOf(row: Row): Standing {
  const { problem = null } = row;
  return {
    functionId: Number(row['function']),
    language: String(row['language']),
    environment: String(row['environment']),
    inputs: String(row['inputs']),
    problem: problem === null ? null : String(problem),
  };
}

function figuresIn(row: Row): Ranked {
  return {
    time: Number(row['median_ns']),
    memory: Number(row['used_bytes']),
    integral: Number(row['byte_seconds']),
  };
}
