import { onTestFinished } from 'vitest';
import type { RunHeader } from '../../daemon/core/ports/history.ts';
import type { SqliteHistory } from '../../daemon/history/history.ts';
import { openHistory } from '../../daemon/history/open.ts';
import type { Comparison } from '../../protocol/comparison.ts';
import type { Result } from '../../protocol/failures.ts';
import type { RunsParams } from '../../protocol/history.ts';
import type { Measurement } from '../../protocol/measurement.ts';
import type { Iteration, Optimization } from '../../protocol/optimization.ts';
import { temporaryFolder } from '../child.ts';
import {
  sampleCode,
  sampleComparison,
  sampleIteration,
  sampleMeasurement,
  sampleOptimization,
  sampleSource,
  settings,
} from '../samples.ts';

export const header: RunHeader = {
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

/** A history in a folder of its own, closed when the test ends. */
export function openNew(folder = temporaryFolder()): SqliteHistory {
  const opened = openHistory(folder);
  if (!opened.ok) throw new Error(opened.failure.message);
  const { history } = opened.value;
  onTestFinished(() => history.close());
  return history;
}

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

export const everything: RunsParams = {
  under: [],
  search: '',
  kinds: [],
  improvedOnly: false,
  before: null,
  limit: 100,
};

/** A measurement whose three figures are told by one number. */
export function measurementOf(figure: number, changes: Partial<Measurement> = {}): Measurement {
  return sampleMeasurement({
    runtime: { medianNs: figure, ci95Ns: [figure, figure], rounds: 9, cpuMedianNs: figure },
    memory: { peakBytes: 1000 + figure, baselineBytes: 1000 },
    integral: { byteSeconds: figure },
    ...changes,
  });
}

/** A whole measuring run of one text. */
export function measure(
  history: SqliteHistory,
  code: string,
  measurement: Measurement,
  changes: Partial<RunHeader> = {},
): string {
  const run = history.begin({ ...header, kind: 'measure', objective: null, code, ...changes });
  history.measured(run, measurement, []);
  history.finish(run, { state: 'done', result: null, pairs: [] });
  return run;
}

/** A candidate that beat its parent by a ratio. */
export function accepted(code: string, ratio: number, changes: Partial<Iteration> = {}): Iteration {
  return sampleIteration({ candidate: code, comparison: comparisonOf(ratio), ...changes });
}

export function refuted(code: string, id: string, changes: Partial<Iteration> = {}): Iteration {
  const message = 'returned 4, expected 3';
  return sampleIteration({
    candidate: code,
    status: 'incorrect',
    comparison: sampleComparison({
      equivalent: false,
      counterexample: { id, args: [], expected: 3, actual: 4, message },
      decision: 'rejected',
      reason: `not equivalent: case ${id}: ${message}`,
      ratio: null,
      ratios: null,
      baseline: null,
      candidate: null,
    }),
    ...changes,
  });
}

export function comparisonOf(ratio: number, changes: Partial<Comparison> = {}): Comparison {
  return sampleComparison({
    ratio: { median: ratio, ci95: [ratio, ratio], pairs: 25 },
    candidate: measurementOf(ratio * 1000),
    ...changes,
  });
}

/** The result of a run that confirmed a best version. */
export function foundBest(code: string, ratio: number, changes: Partial<Optimization> = {}) {
  const result = sampleOptimization(changes);
  const best = result.best!;
  const comparison = comparisonOf(ratio);
  return {
    ...result,
    best: { ...best, code, comparison, ratio: comparison.ratio, measurement: measurementOf(ratio) },
  };
}
