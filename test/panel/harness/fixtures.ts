import type { z } from 'zod';
import {
  attemptDetailSchema,
  attemptSchema,
  runDetailSchema,
  runSummarySchema,
  type Attempt,
  type AttemptDetail,
  type RunDetail,
  type RunSummary,
} from '../../../protocol/history.ts';
import { measurementSchema, type Measurement } from '../../../protocol/measurement.ts';
import {
  comparisonSchema,
  type Comparison,
  type Counterexample,
} from '../../../protocol/comparison.ts';
import type { CandidateStatus } from '../../../protocol/optimization.ts';
import { sampleEvidence } from '../../samples.ts';

/** A history to draw, every piece of it passed through the schemas. */

export const folder = '/home/ada/shop';
export const nowMs = Date.parse('2025-11-22T18:00:00Z');

export const originalCode = `def pair_with_sum(values, target):
    """Two values that add up to target, or None."""
    for i in range(len(values)):
        for j in range(i + 1, len(values)):
            if values[i] + values[j] == target:
                return (values[i], values[j])
    return None
`;

export const fasterCode = `def pair_with_sum(values, target):
    """Two values that add up to target, or None."""
    seen = set()
    for value in values:
        if target - value in seen:
            return (target - value, value)
        seen.add(value)
    return None
`;

export function summary(change: Partial<RunSummary> = {}): RunSummary {
  return runSummarySchema.parse({
    id: 'run-1',
    kind: 'optimize',
    path: `${folder}/orders/pairs.py`,
    function: 'pair_with_sum',
    language: 'python',
    objective: 'time',
    startedAt: '2025-11-22T17:55:00Z',
    endedAt: '2025-11-22T17:56:10Z',
    state: 'done',
    attempts: 12,
    figures: figures(12_300_000),
    ratio: { median: 0.435, ci95: [0.417, 0.455], pairs: 40 },
    ...change,
  });
}

/** A list as a week of work leaves it. */
export function someRuns(): RunSummary[] {
  const at = (minutes: number) => new Date(nowMs - minutes * 60_000).toISOString();
  return [
    summary({ id: 'run-1', startedAt: at(5) }),
    summary({
      id: 'run-2',
      kind: 'measure',
      function: 'Basket.total_with_discounts_and_vouchers',
      objective: null,
      ratio: null,
      attempts: 0,
      path: `${folder}/orders/basket.py`,
      startedAt: at(22),
    }),
    summary({
      id: 'run-3',
      function: 'shortest_route',
      objective: 'integral',
      ratio: null,
      attempts: 31,
      path: `${folder}/network.py`,
      startedAt: at(64),
    }),
    summary({
      id: 'run-4',
      kind: 'compare',
      function: 'knapsack',
      objective: 'memory',
      ratio: { median: 0.62, ci95: [0.6, 0.64], pairs: 30 },
      attempts: 0,
      path: `${folder}/knapsack.py`,
      startedAt: at(60 * 26),
    }),
    summary({
      id: 'run-5',
      function: 'count_words',
      state: 'failed',
      figures: null,
      ratio: null,
      attempts: 0,
      path: `${folder}/words.py`,
      startedAt: at(60 * 50),
    }),
  ];
}

function figures(ns: number) {
  return {
    verdict: 'passed' as const,
    medianNs: ns,
    ci95Ns: [ns * 0.98, ns * 1.02] as [number, number],
    usedBytes: 1_200_000 + ns / 20,
    byteSeconds: (14_000_000 * ns) / 1e9,
  };
}

export function attempt(number: number, status: CandidateStatus, ns: number): Attempt {
  const timed = ['accepted', 'unchanged', 'regressed'].includes(status);
  const median = status === 'accepted' ? 0.8 : status === 'regressed' ? 1.3 : 1.01;
  const ratio = { median, ci95: [median * 0.97, median * 1.03] as [number, number], pairs: 40 };
  return attemptSchema.parse({
    number,
    iteration: Math.ceil(number / 4),
    proposer: number % 3 === 0 ? 'model' : 'rules',
    rules: number % 3 === 0 ? [] : ['set-membership', 'local-binding'].slice(0, 1 + (number % 2)),
    status,
    figures: timed ? figures(ns) : null,
    ratios: timed ? { time: ratio, memory: ratio, integral: ratio } : null,
    reason: timed ? '1.25x faster over 40 paired rounds' : 'case kw returned (3, 1), not (1, 3)',
    recordedAt: '2025-11-22T17:55:30Z',
  });
}

const cycle: readonly CandidateStatus[] = [
  'unchanged',
  'accepted',
  'incorrect',
  'regressed',
  'accepted',
  'duplicate',
  'unchanged',
  'incorrect',
  'accepted',
  'regressed',
  'invalid',
  'unchanged',
];

export function attempts(count: number): Attempt[] {
  const falling = (number: number) => 12_300_000 * Math.max(0.3, 0.94 ** Math.min(number, 18));
  return Array.from({ length: count }, (_, index) => {
    const status = cycle[index % cycle.length] ?? 'unchanged';
    const wobble = 1 + 0.06 * Math.sin(index * 1.7);
    const base = falling(index + 1) * wobble;
    return attempt(index + 1, status, status === 'regressed' ? base * 1.5 : base);
  });
}

export function measurement(ns: number, name = 'pair_with_sum'): Measurement {
  const points = 200;
  const seconds = ns / 1e9;
  const t = Array.from({ length: points }, (_, index) => (seconds * index) / (points - 1));
  const bytes = t.map((at, index) => {
    const share = at / seconds;
    return 13_000_000 + 3_500_000 * Math.min(1, share * 1.6) + 90_000 * Math.sin(index / 3);
  });
  return measurementSchema.parse({
    function: name,
    language: 'python',
    verdict: 'passed',
    message: null,
    runtime: {
      medianNs: ns,
      ci95Ns: [ns * 0.985, ns * 1.02],
      rounds: 40,
      cpuMedianNs: ns * 0.99,
    },
    memory: { peakBytes: 16_600_000, baselineBytes: 13_000_000 },
    integral: { byteSeconds: 15_400_000 * seconds },
    profile: { t, bytes },
    sampler: { rateHz: 9810, p99GapNs: 130_000, samples: 4100 },
    cases: Array.from({ length: 12 }, (_, index) => ({
      id: `case-${index + 1}`,
      verdict: 'passed',
      message: null,
    })),
    doubts: [],
    environment: {
      id: 'e1',
      imageId: 'sha256:1',
      engine: 'Docker 28.0',
      cpu: 'Ryzen 7',
      cores: 8,
      core: 3,
      kernel: '6.1',
      toolchain: 'CPython 3.12.4',
      probe: '1',
      isolation: 'container',
    },
  });
}

const gain = (median: number) => ({
  median,
  ci95: [median * 0.96, median * 1.04] as [number, number],
  pairs: 40,
});

export function comparison(change: Partial<z.input<typeof comparisonSchema>> = {}): Comparison {
  return comparisonSchema.parse({
    equivalent: true,
    counterexample: null,
    objective: 'time',
    ratio: gain(0.435),
    ratios: { time: gain(0.435), memory: gain(1.0), integral: gain(0.43) },
    decision: 'improved',
    reason: '2.30x faster (95% CI 2.20 to 2.40) over 40 paired rounds',
    baseline: measurement(12_300_000),
    candidate: measurement(5_350_000),
    ...change,
  });
}

const writtenExample = {
  id: 'kw',
  args: [[1, 2, 3], 4],
  expected: [1, 3],
  actual: [3, 1],
  message: 'returned (3, 1), not (1, 3)',
};

const generatedExample = {
  ...writtenExample,
  id: 'generated',
  args: [[], 4],
  exclusions: [
    { parameter: 'values', rule: { minItems: 1 }, text: 'values is not empty' },
    { parameter: 'values', rule: { minItems: 2 }, text: 'values has at least 2 items' },
  ],
};

/** Of a method whose instance and outcome are objects, after a call that fills a cache. */
export const objectExample: Counterexample = {
  id: 'generated',
  init: [2],
  args: [1],
  expected: { $object: ['Entry', { size: 1 }] },
  actual: { raises: 'KeyError' },
  message: 'raised KeyError, expected Entry(size=1), after Cache(2).get(3) in the same process',
  after: [{ init: [2], args: [3] }],
  shown: { call: 'Cache(2).get(1)', expected: 'Entry(size=1)', actual: 'raises KeyError' },
  unread: ['You may assume that the cache is warm.'],
  exclusions: [],
};

export function runDetail(change: Partial<z.input<typeof runDetailSchema>> = {}): RunDetail {
  const all = attempts(12);
  return runDetailSchema.parse({
    summary: summary({ attempts: all.length }),
    baseline: measurement(12_300_000),
    comparison: null,
    best: {
      code: fasterCode,
      edits: [],
      ratio: gain(0.435),
      comparison: comparison(),
      measurement: measurement(5_350_000),
      iteration: 3,
      proposer: 'rules',
      rules: ['set-membership', 'local-binding'],
    },
    stopped: 'plateau',
    failure: null,
    attempts: all,
    ...change,
  });
}

export function attemptDetail(
  { number, status, iteration, rules, proposer }: Attempt,
  example: Counterexample = number === 3 ? writtenExample : generatedExample,
): AttemptDetail {
  const wrong = status === 'incorrect';
  return attemptDetailSchema.parse({
    original: originalCode,
    iteration: {
      index: iteration,
      proposer,
      status,
      candidate: status === 'invalid' ? null : fasterCode,
      rules,
      reasoning: `Attempt ${number}: looks up the rest in a set in place of the inner loop.`,
      comparison: wrong
        ? comparison({
            equivalent: false,
            counterexample: example,
            evidence: number === 3 ? null : sampleEvidence({ notices: ['It reads the clock.'] }),
            decision: 'rejected',
            reason: 'case kw returned (3, 1), not (1, 3)',
            ratio: null,
            ratios: null,
            baseline: null,
            candidate: null,
          })
        : comparison(),
    },
  });
}
