import { randomUUID } from 'node:crypto';
import type { Comparison } from '../../protocol/comparison.ts';
import type { Environment, Measurement } from '../../protocol/measurement.ts';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type {
  Changed,
  RunState,
  RunSummary,
  RunsParams,
  RunsResult,
} from '../../protocol/history.ts';
import type { Iteration } from '../../protocol/optimization.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { History, PairFigures, RoundFigures, RunEnding, RunHeader } from '../core/ports.ts';
import { packJson, packText } from './blobs.ts';
import type { Row, Sqlite } from './sqlite.ts';

/** Runs and everything that was found out in them. Each call is one transaction. */
export class SqliteHistory implements History {
  readonly #database: Sqlite;
  /** Runs begun by this process: what else is `running` belonged to a daemon that died. */
  readonly #own = new Set<string>();

  constructor(database: Sqlite) {
    this.#database = database;
  }

  begin(run: RunHeader): string {
    const id = randomUUID();
    this.#database.transaction(() =>
      this.#database.run(
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
      ),
    );
    this.#own.add(id);
    return id;
  }

  measured(run: string, measurement: Measurement, rounds: readonly RoundFigures[]): void {
    this.#database.transaction(() => this.#addMeasurement(this.#number(run), measurement, rounds));
  }

  compared(
    run: string,
    _code: string,
    comparison: Comparison,
    pairs: readonly PairFigures[],
  ): void {
    this.#database.transaction(() => this.#addComparison(this.#number(run), comparison, pairs));
  }

  candidate(
    run: string,
    iteration: Iteration,
    source: string | null,
    pairs: readonly PairFigures[],
  ): void {
    this.#database.transaction(() => {
      const number = this.#number(run);
      const comparison = iteration.comparison
        ? this.#addComparison(number, iteration.comparison, pairs)
        : null;
      this.#database.run(
        `INSERT INTO candidates (run, iteration, proposer, status, rules, code, reasoning, source,
                                 comparison, recorded_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          number,
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
    });
  }

  finish(run: string, ending: RunEnding): void {
    const result = ending.state === 'done' ? ending.result : null;
    this.#database.transaction(() =>
      this.#database.run('UPDATE runs SET state = ?, ended_at = ?, result = ? WHERE number = ?', [
        ending.state,
        now(),
        result && packJson(result),
        this.#number(run),
      ]),
    );
    this.#own.delete(run);
  }

  interrupted(): readonly RunSummary[] {
    return this.#database.transaction(() => {
      const left = this.#database
        .all(`SELECT * FROM runs WHERE state = 'running' ORDER BY number DESC`)
        .filter((row) => !this.#own.has(String(row['id'])));
      for (const row of left) {
        this.#database.run(`UPDATE runs SET state = 'interrupted' WHERE number = ?`, [
          row['number'] ?? null,
        ]);
      }
      return left.map((row) => summary({ ...row, state: 'interrupted' }));
    });
  }

  runs({ limit }: RunsParams): Result<RunsResult> {
    const rows = this.#database.all('SELECT * FROM runs ORDER BY number DESC LIMIT ?', [limit]);
    return ok({ runs: rows.map(summary), more: false });
  }

  run = unknown;
  attempt = unknown;
  proposal = unknown;
  deleteRun = unknown;
  known = () => ok({ versions: [], improvements: [], refutations: [] });

  onChange(_listener: (changed: Changed) => void): void {}

  close(): void {
    this.#database.close();
  }

  #number(run: string): number {
    const row = this.#database.get('SELECT number FROM runs WHERE id = ?', [run]);
    if (!row) throw new Error(`no run ${run} in the history`);
    return Number(row['number']);
  }

  #addMeasurement(
    run: number,
    measurement: Measurement,
    rounds: readonly RoundFigures[] | null,
  ): number {
    const { runtime, memory, integral } = measurement;
    return this.#database.run(
      `INSERT INTO measurements (run, environment, verdict, median_ns, ci_low_ns, ci_high_ns,
                                 cpu_median_ns, peak_bytes, baseline_bytes, byte_seconds, body,
                                 rounds, recorded_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        run,
        this.#addEnvironment(measurement.environment),
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
  #addEnvironment(environment: Environment): string {
    const { core: _core, ...body } = environment;
    this.#database.run('INSERT OR IGNORE INTO environments (id, body) VALUES (?, ?)', [
      environment.id,
      JSON.stringify(body),
    ]);
    return environment.id;
  }

  /** The raw rounds of its two measurements are the pairs. */
  #addComparison(run: number, comparison: Comparison, pairs: readonly PairFigures[]): number {
    const { baseline, candidate, ratio } = comparison;
    return this.#database.run(
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
        baseline && this.#addMeasurement(run, baseline, null),
        candidate && this.#addMeasurement(run, candidate, null),
        packJson(comparison),
        packJson(pairs),
        now(),
      ],
    );
  }
}

function summary(row: Row): RunSummary {
  return {
    id: String(row['id']),
    kind: row['kind'] as RunSummary['kind'],
    path: String(row['path']),
    function: String(row['function']),
    language: String(row['language']),
    objective: row['objective'] as RunSummary['objective'],
    startedAt: String(row['started_at']),
    state: row['state'] as RunState,
    endedAt: null,
    attempts: 0,
    figures: null,
    ratio: null,
  };
}

/** An endpoint's URL may carry a user and a password or a key in its query: neither is stored. */
function withoutCredentials(settings: Settings): Settings {
  if (settings.baseUrl === null || !URL.canParse(settings.baseUrl)) return settings;
  const url = new URL(settings.baseUrl);
  if (!url.username && !url.password && !url.search) return settings;
  url.username = '';
  url.password = '';
  url.search = '';
  return { ...settings, baseUrl: url.href };
}

function now(): string {
  return new Date().toISOString();
}

function unknown() {
  return fail('run-unknown', 'The history does not know this run.');
}
