import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunHeader } from '../../daemon/core/ports/history.ts';
import { median } from '../../daemon/core/statistics.ts';
import type { SqliteHistory } from '../../daemon/history/history.ts';
import { openHistory } from '../../daemon/history/open.ts';
import type { Comparison } from '../../protocol/comparison.ts';
import type { Measurement } from '../../protocol/measurement.ts';
import {
  sampleCode,
  sampleComparison,
  sampleFigures,
  sampleIteration,
  sampleMeasurement,
  sampleOptimization,
  sampleSource,
  settings,
} from '../samples.ts';
import { print, printFigure } from './bench.ts';

// What the editor's questions to the history take, with one run of ten thousand attempts, all of
// one function, and five thousand more in many small runs. Usage: node --import tsx test/bench/history.ts

const path = '/home/someone/project/pairs.py';
const header: RunHeader = {
  kind: 'optimize',
  path,
  function: 'pair_with_sum',
  language: 'python',
  objective: 'integral',
  source: sampleSource.repeat(20),
  code: sampleCode,
  inputs: 'inputs',
  problem: null,
  settings,
};

const points = 512;
const rounds = Array.from({ length: 25 }, () => ({
  baseline: sampleFigures,
  candidate: sampleFigures,
}));

/** As large as a real one: a whole memory curve, many cases. */
function measurementOf(figure: number): Measurement {
  return sampleMeasurement({
    runtime: { medianNs: figure, ci95Ns: [figure, figure], rounds: 25, cpuMedianNs: figure },
    profile: {
      t: Array.from({ length: points }, (_, index) => index * 1e-4 * Math.random()),
      bytes: Array.from({ length: points }, () => 14e6 + Math.floor(Math.random() * 4e6)),
    },
    cases: Array.from({ length: 50 }, (_, index) => ({
      id: `case ${index}`,
      verdict: 'passed' as const,
      message: null,
    })),
  });
}

function comparisonOf(ratio: number): Comparison {
  return sampleComparison({
    ratio: { median: ratio, ci95: [ratio, ratio], pairs: 25 },
    baseline: measurementOf(1e6),
    candidate: measurementOf(ratio * 1e6),
  });
}

/** One in a hundred is accepted; the others were compared in full, and stay. */
function optimizeInto(
  history: SqliteHistory,
  attempts: number,
  change: Partial<RunHeader>,
): string {
  const run = history.begin({ ...header, ...change });
  history.measured(run, measurementOf(1e6), []);
  for (let index = 1; index <= attempts; index += 1) {
    const status = index % 100 === 50 ? 'accepted' : 'unchanged';
    const candidate = `${sampleCode}  # ${run} ${index}`;
    const comparison = comparisonOf(0.5 + Math.random());
    const iteration = sampleIteration({ index, status, candidate, comparison });
    history.candidate(run, iteration, `${header.source}\n${candidate}`, rounds);
  }
  const result = sampleOptimization({ iterations: [] });
  history.finish(run, { state: 'done', result, pairs: rounds });
  return run;
}

function fill(history: SqliteHistory): string {
  const large = optimizeInto(history, 10_000, {});
  for (let index = 0; index < 500; index += 1) {
    optimizeInto(history, 10, { path: `/home/someone/project/other${index % 40}.py` });
  }
  return large;
}

function millisecondsOf(action: () => { readonly ok: boolean }): string {
  const times = Array.from({ length: 15 }, () => {
    const start = performance.now();
    if (!action().ok) throw new Error('the history does not answer');
    return performance.now() - start;
  });
  return `${median(times).toFixed(1)} ms, at most ${Math.max(...times).toFixed(1)} ms`;
}

/** For how long the event loop served nobody else until something was over, in milliseconds. */
async function longestTurn(over: Promise<void>): Promise<number> {
  const state = { isOver: false };
  void over.then(() => (state.isOver = true));
  let longest = 0;
  for (let last = performance.now(); !state.isOver;) {
    await new Promise((resolve) => setImmediate(resolve));
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }
  return longest;
}

const folder = mkdtempSync(join(tmpdir(), 'afterburner-history-'));
try {
  const opened = openHistory(folder);
  if (!opened.ok) throw new Error(opened.failure.message);
  const { history } = opened.value;
  const start = performance.now();
  const large = fill(history);
  const each = (performance.now() - start) / 15_000;
  print(`15,000 attempts in 501 runs, ${each.toFixed(1)} ms to make and record each`);
  const asked = { under: [], search: '', kinds: [], improvedOnly: false, before: null, limit: 100 };
  const goal = 'at most 50 ms';
  printFigure(
    'known: a function with 10,000 versions',
    millisecondsOf(() => history.known({ path })),
    goal,
  );
  const other = '/home/someone/project/other7.py';
  printFigure(
    'known: a function with 130',
    millisecondsOf(() => history.known({ path: other })),
    goal,
  );
  printFigure(
    'runs: the first page of 100',
    millisecondsOf(() => history.runs(asked)),
    goal,
  );
  const searched = {
    ...asked,
    search: 'other7 pair',
    improvedOnly: true,
    under: ['/home/someone'],
  };
  printFigure(
    'runs: searched',
    millisecondsOf(() => history.runs(searched)),
    goal,
  );
  printFigure(
    'run: 10,000 attempts',
    millisecondsOf(() => history.run({ run: large, after: 0 })),
    'at most 150 ms',
  );
  printFigure(
    'run: the last of them',
    millisecondsOf(() => history.run({ run: large, after: 9999 })),
    goal,
  );
  printFigure(
    'attempt',
    millisecondsOf(() => history.attempt({ run: large, attempt: 5000 })),
    goal,
  );
  printFigure(
    'proposal',
    millisecondsOf(() => history.proposal({ run: large, attempt: null })),
    goal,
  );
  const before = performance.now();
  history.deleteRun({ run: large });
  const took = performance.now() - before;
  printFigure('deleteRun: 10,000 attempts', `${took.toFixed(0)} ms`, 'at most 30 ms');
  const longest = await longestTurn(history.swept());
  const all = performance.now() - before;
  printFigure('deleteRun: its sweep, all in all', `${all.toFixed(0)} ms`, 'at most 5,000 ms');
  printFigure('deleteRun: its sweep, at a time', `${longest.toFixed(0)} ms`, 'at most 30 ms');
  history.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
