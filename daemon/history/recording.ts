import type { Comparison } from '../../protocol/comparison.ts';
import type { Environment, Measurement } from '../../protocol/measurement.ts';
import type { Iteration } from '../../protocol/optimization.ts';
import type { PairFigures, RoundFigures, RunHeader } from '../core/ports/history.ts';
import { packJson, packText } from './blobs.ts';
import type { Sqlite } from './sqlite.ts';

/** The rows that hold a run in full. Each function gives the id of its row. */

export function addRun(database: Sqlite, id: string, run: RunHeader): number {
  return database.run(
    `INSERT INTO runs (id, kind, path, function, language, objective, source, settings,
                       started_at, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'running')`,
    [
      id,
      run.kind,
      run.path,
      run.function,
      run.language,
      run.objective,
      packText(run.source),
      JSON.stringify(withoutCredentials(run.settings)),
      now(),
    ],
  );
}

export function addMeasurement(
  database: Sqlite,
  run: number,
  measurement: Measurement,
  rounds: readonly RoundFigures[] | null,
): number {
  const { runtime, memory, integral } = measurement;
  return database.run(
    `INSERT INTO measurements (run, environment, verdict, median_ns, ci_low_ns, ci_high_ns,
                               cpu_median_ns, peak_bytes, baseline_bytes, byte_seconds, body,
                               rounds, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      run,
      addEnvironment(database, measurement.environment),
      measurement.verdict,
      runtime?.medianNs ?? null,
      runtime?.ci95Ns[0] ?? null,
      runtime?.ci95Ns[1] ?? null,
      runtime?.cpuMedianNs ?? null,
      memory?.peakBytes ?? null,
      memory?.baselineBytes ?? null,
      integral?.byteSeconds ?? null,
      packJson(measurement),
      rounds && packJson(rounds),
      now(),
    ],
  );
}

/** The core is the slot's affair: two cores of one machine are one environment. */
export function addEnvironment(database: Sqlite, environment: Environment): string {
  const { core: _core, ...body } = environment;
  database.run('INSERT OR IGNORE INTO environments (id, body) VALUES (?, ?)', [
    environment.id,
    JSON.stringify(body),
  ]);
  return environment.id;
}

export interface RecordedComparison {
  readonly id: number;
  /** Ids of the two measurements, where there were any. */
  readonly baseline: number | null;
  readonly candidate: number | null;
}

/** The raw rounds of its two measurements are the pairs. */
export function addComparison(
  database: Sqlite,
  run: number,
  comparison: Comparison,
  pairs: readonly PairFigures[],
): RecordedComparison {
  const { ratio } = comparison;
  const baseline = comparison.baseline && addMeasurement(database, run, comparison.baseline, null);
  const candidate =
    comparison.candidate && addMeasurement(database, run, comparison.candidate, null);
  const id = database.run(
    `INSERT INTO comparisons (run, objective, decision, ratio, ratio_low, ratio_high, baseline,
                              candidate, body, pairs, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      run,
      comparison.objective,
      comparison.decision,
      ratio?.median ?? null,
      ratio?.ci95[0] ?? null,
      ratio?.ci95[1] ?? null,
      baseline,
      candidate,
      packJson(comparison),
      packJson(pairs),
      now(),
    ],
  );
  return { id, baseline, candidate };
}

export function addCandidate(
  database: Sqlite,
  run: number,
  iteration: Iteration,
  source: string | null,
  comparison: number | null,
): number {
  return database.run(
    `INSERT INTO candidates (run, iteration, proposer, status, rules, code, reasoning, source,
                             comparison, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      run,
      iteration.index,
      iteration.proposer,
      iteration.status,
      JSON.stringify(iteration.rules),
      iteration.candidate === null ? null : packText(iteration.candidate),
      packText(iteration.reasoning),
      source === null ? null : packText(source),
      comparison,
      now(),
    ],
  );
}

export function now(): string {
  return new Date().toISOString();
}

/** An endpoint's URL may carry a user and a password or a key in its query: neither is stored. */
function withoutCredentials(settings: RunHeader['settings']): RunHeader['settings'] {
  if (settings.baseUrl === null || !URL.canParse(settings.baseUrl)) return settings;
  const url = new URL(settings.baseUrl);
  if (!url.username && !url.password && !url.search) return settings;
  url.username = '';
  url.password = '';
  url.search = '';
  return { ...settings, baseUrl: url.href };
}
