import type { Discovery } from '../protocol/discovery.ts';
import type { Comparison } from '../protocol/comparison.ts';
import type { Evidence } from '../protocol/equivalence.ts';
import type { MeasuredSolution, PackMeasurement } from '../protocol/pack-measurement.ts';
import type { LineProfile } from '../protocol/line-profile.ts';
import type { Measurement } from '../protocol/measurement.ts';
import type { Iteration, Optimization, ProjectTests } from '../protocol/optimization.ts';
import type { Recording } from '../protocol/recording.ts';
import type { Replay } from '../protocol/replay.ts';
import type { Scaling } from '../protocol/scaling.ts';
import type { RoundFigures } from '../daemon/core/ports/history.ts';
import { settingsSchema } from '../protocol/settings.ts';

/** Results as a run gives them, for tests of what is done with results. */

export const settings = settingsSchema.parse({});

export const sampleFigures: RoundFigures = {
  firstPassNs: 9,
  firstPassCpuNs: 9,
  passNs: [1.5, 2.5],
  cpuPassNs: 3,
  ownPassNs: 3,
  ownFirstPassNs: 9,
  shares: null,
  peakBytes: 4,
  baselineBytes: 5,
  byteSeconds: 6,
  regionCpuNs: 7,
  outsideCpuNs: 8,
};

/** 212 cases and 4,210 generated inputs. */
export function sampleEvidence(changes: Partial<Evidence> = {}): Evidence {
  return {
    cases: { written: 200, discovered: 12, recorded: 0 },
    generated: 4210,
    excluded: { outside: 0, unclear: 0, slow: 3, unstable: 0 },
    branches: { original: { taken: 24, all: 24 }, candidate: { taken: 24, all: 25 } },
    seconds: 2.1,
    seed: 1,
    notices: [],
    ...changes,
  };
}

export function sampleMeasurement(changes: Partial<Measurement> = {}): Measurement {
  return {
    function: 'pair_with_sum',
    language: 'python',
    verdict: 'passed',
    message: null,
    runtime: {
      medianNs: 12_345_678,
      ci95Ns: [12_200_000, 12_500_000],
      rounds: 25,
      cpuMedianNs: 12_100_000,
    },
    memory: { peakBytes: 18_400_000, baselineBytes: 14_300_000 },
    integral: { byteSeconds: 201_000 },
    profile: {
      t: Array.from({ length: 50 }, (_, index) => (index / 49) * 0.0123),
      bytes: Array.from({ length: 50 }, (_, index) => 14_300_000 + (4_100_000 * index) / 49),
    },
    sampler: { rateHz: 9870, p99GapNs: 210_000, samples: 121 },
    cases: [
      { id: 'empty', verdict: 'passed', message: null },
      { id: 'large', verdict: 'passed', message: null },
    ],
    doubts: [],
    environment: {
      id: 'a1b2c3d4e5f6',
      imageId: 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
      engine: 'Docker 28.3.2',
      cpu: 'Example CPU 3000',
      cores: 8,
      core: 1,
      kernel: '6.12.0',
      toolchain: 'CPython 3.13.5',
      probe: '1',
      isolation: 'container',
    },
    ...changes,
  };
}

export function sampleFasterMeasurement(): Measurement {
  return sampleMeasurement({
    runtime: {
      medianNs: 1_204_000,
      ci95Ns: [1_190_000, 1_220_000],
      rounds: 25,
      cpuMedianNs: 1_190_000,
    },
    memory: { peakBytes: 15_100_000, baselineBytes: 14_300_000 },
    integral: { byteSeconds: 17_800 },
    profile: {
      t: Array.from({ length: 20 }, (_, index) => (index / 19) * 0.0012),
      bytes: Array.from({ length: 20 }, (_, index) => 14_300_000 + (800_000 * index) / 19),
    },
  });
}

export function sampleComparison(changes: Partial<Comparison> = {}): Comparison {
  const integral = { median: 0.0886, ci95: [0.0871, 0.0902] as [number, number], pairs: 25 };
  return {
    equivalent: true,
    counterexample: null,
    objective: 'integral',
    ratio: integral,
    ratios: {
      time: { median: 0.0975, ci95: [0.096, 0.099], pairs: 25 },
      memory: { median: 0.821, ci95: [0.819, 0.823], pairs: 25 },
      integral,
    },
    decision: 'improved',
    reason: '11.3x less (95% CI 11.1 to 11.5) over 25 paired rounds',
    baseline: sampleMeasurement(),
    candidate: sampleFasterMeasurement(),
    ...changes,
  };
}

export function sampleIteration(changes: Partial<Iteration> = {}): Iteration {
  return {
    index: 1,
    proposer: 'rules',
    status: 'accepted',
    candidate: 'def pair_with_sum(xs, target):\n    return None\n',
    rules: ['pair-search-seen-set'],
    reasoning: 'A set finds the partner at once.',
    comparison: sampleComparison(),
    ...changes,
  };
}

export function sampleScaling(changes: Partial<Scaling> = {}): Scaling {
  const sizes = [4, 16, 64, 256, 1024, 4096];
  const growth = (text: string, figureOf: (n: number) => number): Scaling['time'] => ({
    growth: 'n',
    text,
    r2: 0.999,
    plausible: ['n'],
    ruledOut: ['1', 'log n', 'sqrt n', 'n^2', 'n^2 log n', 'n^3', '2^n'],
    curve: sizes.map((n) => ({ n, figure: figureOf(n) })),
  });
  return {
    id: '0b1d4e1a-52a1-4a57-9f0a-0f6b6a0f4c11',
    function: 'pair_with_sum',
    language: 'python',
    case: { id: 'large', n: 1500, grows: ['args[0]'] },
    clock: 'wall',
    sizes: [
      ...sizes.map((n) => ({
        n,
        runtimeNs: 500 + 40 * n,
        usedBytes: 64 * n,
        rounds: 5,
        message: null,
      })),
      {
        n: 16384,
        runtimeNs: null,
        usedBytes: null,
        rounds: 0,
        message: 'it did not end within the time limit',
      },
    ],
    time: growth('about n, R² 0.999; sqrt n and n² ruled out', (n) => 500 + 40 * n),
    memory: growth('about n, R² 0.999; sqrt n and n² ruled out', (n) => 64 * n),
    stopped: 'budget',
    environment: sampleMeasurement().environment,
    ...changes,
  };
}

export function sampleLineProfile(changes: Partial<LineProfile> = {}): LineProfile {
  return {
    function: 'pair_with_sum',
    language: 'python',
    code: [
      'def pair_with_sum(values, target):',
      '    for i, first in enumerate(values):',
      '        for second in values[i + 1 :]:',
      '            if first + second == target:',
      '                return [first, second]',
      '    return None',
      '',
    ].join('\n'),
    firstLine: 4,
    lines: [
      { line: 4, hits: 2, share: 0 },
      { line: 5, hits: 60, share: 0.02 },
      { line: 6, hits: 1800, share: 0.37 },
      { line: 7, hits: 1741, share: 0.61 },
      { line: 8, hits: 1, share: 0 },
      { line: 9, hits: 1, share: 0 },
    ],
    passNs: 2_400_000,
    samples: 1000,
    slowdown: { counting: 9.3, sampling: 1.02 },
    environment: sampleMeasurement().environment,
    ...changes,
  };
}

export function sampleReplay(changes: Partial<Replay> = {}): Replay {
  return {
    run: '6f1c9a52-6d0e-4d4f-8f43-0b2f2f3f7a10',
    attempt: null,
    path: '/home/someone/pairs.py',
    function: 'pair_with_sum',
    recordedAt: '2026-01-02T03:04:05.678Z',
    recorded: sampleComparison(),
    replayed: sampleComparison(),
    cases: 'kept',
    sameDecision: true,
    sameEnvironment: true,
    sameRatio: true,
    holds: true,
    text: 'It is improved again; 11.3x less after 11.3x less: the intervals meet.',
    ...changes,
  };
}

export const sampleSource = `import math


def pair_with_sum(xs, target):
    for i, x in enumerate(xs):
        for y in xs[i + 1 :]:
            if x + y == target:
                return (x, y)
    return None
`;

/** The function's own text in it. */
export const sampleCode = sampleSource.slice(sampleSource.indexOf('def ')).trimEnd();

export const sampleImprovedCode = `def pair_with_sum(xs, target):
    seen = set()
    for x in xs:
        if target - x in seen:
            return (target - x, x)
        seen.add(x)
    return None
`;

export function sampleTests(overrides: Partial<ProjectTests> = {}): ProjectTests {
  const run = { command: 'make test', reason: 'exit code 0', seconds: 12.4, output: '9 passed' };
  return { state: 'passed', ...run, ...overrides };
}

export function sampleOptimization(changes: Partial<Optimization> = {}): Optimization {
  const comparison = sampleComparison();
  const start = sampleSource.indexOf('def ');
  return {
    run: '6f1c9a52-6d0e-4d4f-8f43-0b2f2f3f7a10',
    objective: 'integral',
    baseline: sampleMeasurement(),
    best: {
      code: sampleImprovedCode,
      edits: [{ start, end: sampleSource.length, text: sampleImprovedCode }],
      ratio: { median: 0.0886, ci95: [0.0871, 0.0902], pairs: 25 },
      comparison,
      measurement: sampleFasterMeasurement(),
      iteration: 2,
      proposer: 'rules',
      rules: ['pair-search-seen-set'],
    },
    iterations: [
      sampleIteration({
        status: 'unchanged',
        rules: ['hoist-invariant'],
        comparison: sampleComparison({
          decision: 'unchanged',
          ratio: { median: 0.998, ci95: [0.985, 1.012], pairs: 40 },
          reason: 'no difference of 3% or more',
        }),
      }),
      sampleIteration({
        status: 'incorrect',
        rules: ['slice-to-index'],
        comparison: sampleComparison({
          equivalent: false,
          decision: 'rejected',
          ratio: null,
          ratios: null,
          reason: 'case large: expected 3, got 4',
        }),
      }),
      sampleIteration({ status: 'duplicate', rules: ['local-alias'], comparison: null }),
      sampleIteration({ index: 2 }),
    ],
    stopped: 'exhausted',
    ...changes,
  };
}

/** A pack of two problems, of which the second has a solution that fails. */
export function samplePackMeasurement({
  problems = [],
  again = false,
}: {
  readonly problems?: readonly string[];
  readonly again?: boolean;
} = {}): PackMeasurement {
  const ranks = { population: 'problem', problem: 'pair-gap', size: 3 } as const;
  const all = [
    {
      id: 'pair-gap',
      title: 'Pairs with a gap',
      cases: 9,
      solutions: [
        sampleSolution('all-pairs', 45e6, {
          ranks: { ...ranks, time: 16.7, memory: 83.3, integral: 50 },
          isEarlier: !again,
        }),
        sampleSolution('hash-lookup', 1.2e6, {
          ranks: { ...ranks, time: 83.3, memory: 16.7, integral: 50 },
        }),
      ],
    },
    {
      id: 'twin-primes',
      title: 'Twin primes',
      cases: 1,
      solutions: [
        sampleSolution('endless', null, { message: 'it did not end within the time limit' }),
      ],
    },
  ];
  const asked = all.filter(({ id }) => problems.length === 0 || problems.includes(id));
  return { pack: 'basics', title: 'Basics', problems: asked, unsupported: 0 };
}

function sampleSolution(
  id: string,
  medianNs: number | null,
  changes: Partial<MeasuredSolution>,
): MeasuredSolution {
  return {
    id,
    language: 'python',
    approach: 'One way to do it',
    complexity: { time: 'O(n)', memory: 'O(1)' },
    figures: {
      verdict: medianNs === null ? 'timeout' : 'passed',
      medianNs,
      ci95Ns: medianNs === null ? null : [medianNs, medianNs],
      usedBytes: medianNs === null ? null : 4096,
      byteSeconds: medianNs === null ? null : 50_000,
    },
    message: null,
    ranks: null,
    doubts: [],
    environment: '0123456789abcdef',
    measuredAt: '2026-01-01T00:00:00.000Z',
    isEarlier: false,
    ...changes,
  };
}

/** So many cases, from a docstring and from a test; `sidecar` says what is beside the file now. */
export function sampleDiscovery(
  subject: { readonly path: string; readonly function: string },
  count: number,
  sidecar: string | null = null,
): Discovery {
  const folder = subject.path.slice(0, subject.path.lastIndexOf('/'));
  const cases = [
    {
      id: 'doctest line 4',
      source: { kind: 'doctest' as const, path: subject.path, line: 4 },
      call: '([1, 2], 3)',
      expects: '[0, 1]',
    },
    {
      id: 'test_a.py::test_none',
      source: { kind: 'pytest' as const, path: `${folder}/tests/test_a.py`, line: 7 },
      call: '([], 3)',
      expects: null,
    },
  ].slice(0, count);
  const entries = cases.map(({ id }, index) => ({ id, args: [[index], 3] }));
  const updated = JSON.stringify({ function: subject.function, cases: entries });
  return {
    function: subject.function,
    path: subject.path,
    cases,
    unread: [{ path: `${folder}/tests/test_a.py`, lines: [9, 12], why: 'run-time' }],
    leftOut: 0,
    searched: { root: folder, files: 1, isPartial: false },
    sidecar: {
      path: subject.path.replace(/\.py$/, '.cases.json'),
      text: sidecar,
      updated: sidecar ?? updated,
      added: sidecar === null ? count : 0,
    },
  };
}

export function sampleRecording(change: Partial<Recording> = {}): Recording {
  const path = '/project/pairs.py';
  return {
    function: 'pair_with_sum',
    path,
    command: ['python', '-m', 'pytest', '-q'],
    exit: { kind: 'exited', code: 0 },
    output: '12 passed in 0.04s',
    calls: {
      made: 840,
      inner: 0,
      captured: 14,
      large: 1,
      slow: 0,
      unreadable: [{ type: 'function', count: 3 }],
      known: 0,
      unreproduced: 2,
    },
    processes: 1,
    cases: [{ id: 'recorded 1: test_pairs', call: '([1, 2], 3)', ns: 1200 }],
    unreproduced: [{ call: '([3], 4)', message: 'returned 3, expected 4' }],
    nothing: null,
    reason: null,
    sidecar: {
      path: '/project/pairs.cases.json',
      text: null,
      updated: '{ "function": "pair_with_sum", "cases": [{ "args": [[1, 2], 3] }] }',
      added: 1,
    },
    ...change,
  };
}
