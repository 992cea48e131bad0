import type { Improvement, KnownVersion, Refutation } from '../../protocol/history.ts';
import { pairCode } from './rig.ts';

export function knownVersion(changes: Partial<KnownVersion> = {}): KnownVersion {
  return {
    function: 'pair_with_sum',
    code: pairCode,
    figures: {
      verdict: 'passed',
      medianNs: 12_345_678,
      ci95Ns: [12_200_000, 12_500_000],
      usedBytes: 4_100_000,
      byteSeconds: 50_000,
    },
    cases: { passed: 12, total: 12 },
    failing: [],
    environment: 'a1b2c3d4e5f6',
    isolation: 'container',
    toolchain: 'CPython 3.13.5',
    measuredAt: '2026-05-04T13:37:00.000Z',
    run: 'run-1',
    percentiles: { population: 'variants', size: 9, time: 87.4, memory: 64, integral: 71 },
    ...changes,
  };
}

export function failingVersion(changes: Partial<KnownVersion> = {}): KnownVersion {
  return knownVersion({
    figures: {
      verdict: 'failed',
      medianNs: null,
      ci95Ns: null,
      usedBytes: null,
      byteSeconds: null,
    },
    cases: { passed: 10, total: 12 },
    failing: [
      { id: 'large', verdict: 'failed', message: 'expected 3, got 4' },
      { id: 'empty', verdict: 'failed', message: 'expected null, got 0' },
    ],
    percentiles: null,
    ...changes,
  });
}

export const fasterCode = `def pair_with_sum(xs, target):
    seen = set()
    for x in xs:
        if target - x in seen:
            return (target - x, x)
        seen.add(x)
    return None`;

export function improvement(changes: Partial<Improvement> = {}): Improvement {
  return {
    run: 'run-2',
    attempt: null,
    function: 'pair_with_sum',
    baseCode: pairCode,
    code: fasterCode,
    objective: 'time',
    ratio: { median: 0.4348, ci95: [0.42, 0.45], pairs: 40 },
    ratios: null,
    cases: 212,
    ...changes,
  };
}

export function refutation(changes: Partial<Refutation> = {}): Refutation {
  return {
    run: 'run-2',
    attempt: 3,
    function: 'pair_with_sum',
    baseCode: pairCode,
    proposer: 'rules',
    case: 'large',
    message: 'expected [1, 2], got null',
    ...changes,
  };
}
