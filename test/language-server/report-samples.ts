import type { Attempt, RunDetail } from '../../protocol/history.ts';
import { sampleMeasurement, sampleOptimization } from '../samples.ts';

export function sampleAttempt(changes: Partial<Attempt> = {}): Attempt {
  const ratio = { median: 0.5, ci95: [0.48, 0.52] as [number, number], pairs: 20 };
  return {
    number: 1,
    iteration: 1,
    proposer: 'rules',
    rules: ['set-membership', 'local-binding'],
    status: 'accepted',
    figures: {
      verdict: 'passed',
      medianNs: 1_204_000,
      ci95Ns: [1_190_000, 1_220_000],
      usedBytes: 800_000,
      byteSeconds: 17_800,
    },
    ratios: { time: ratio, memory: ratio, integral: ratio },
    reason: '2.00x faster, "really"',
    recordedAt: '2026-05-04T13:37:00.000Z',
    ...changes,
  };
}

export function sampleRun(changes: Partial<RunDetail> = {}): RunDetail {
  const optimization = sampleOptimization();
  return {
    summary: {
      id: 'run-1',
      kind: 'optimize',
      path: '/work/pairs.py',
      function: 'pair_with_sum',
      language: 'python',
      objective: 'integral',
      startedAt: '2026-05-04T13:37:00.000Z',
      endedAt: '2026-05-04T13:38:00.000Z',
      state: 'done',
      attempts: 2,
      figures: null,
      ratio: null,
    },
    baseline: sampleMeasurement(),
    comparison: null,
    best: optimization.best,
    stopped: 'exhausted',
    failure: null,
    attempts: [
      sampleAttempt(),
      sampleAttempt({ number: 2, status: 'incorrect', figures: null, ratios: null, rules: [] }),
    ],
    ...changes,
  };
}
