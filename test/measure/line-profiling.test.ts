import { describe, expect, it } from 'vitest';
import type { FunctionInfo } from '../../daemon/core/ports/subject.ts';
import type { Language } from '../../daemon/core/ports/language.ts';
import type { Lease, Mark, RunReport } from '../../daemon/core/ports/sandbox.ts';
import type { LinePlan, LineReport } from '../../daemon/core/ports/harness.ts';
import { Bench } from '../../daemon/measure/bench.ts';
import { profileOn } from '../../daemon/measure/line-profiling.ts';
import { ok } from '../../protocol/failures.ts';
import { roomy } from '../sandbox/fixture.ts';

const source = '# first\n@cached\ndef f(n):\r\n  return n\r\n\r\ng = 1\n';
const target = {
  name: 'f',
  kind: 'function',
  start: source.indexOf('@'),
  nameStart: source.indexOf('f(n)'),
  end: source.indexOf('\r\n\r\n'),
} as FunctionInfo;
const version = { source, code: '@cached\ndef f(n):\n  return n' };

type Lines = Extract<LineReport, { kind: 'lines' }>;
type Region = readonly [
  kind: 'plain' | 'hooked' | 'broken',
  repeat: number,
  ns: number,
  digest?: string,
];

/** A run under a hook, as the probe and the harness saw it. */
interface Scripted {
  readonly report?: LineReport;
  readonly counts?: Readonly<Record<number, number>>;
  readonly regions?: readonly Region[];
  readonly run?: Partial<RunReport>;
}

const sampled: Scripted = {
  counts: { 3: 25, 4: 75 },
  regions: [
    ['plain', 1, 900],
    ['plain', 10, 1000],
    ['hooked', 10, 1500],
    ['plain', 10, 2000],
    ['hooked', 10, 2200],
    ['hooked', 10, 2400],
  ],
};
const counted: Scripted = {
  counts: { 3: 7, 4: 6 },
  regions: [
    ['plain', 1, 900],
    ['hooked', 1, 5000],
    ['plain', 10, 1000],
    ['hooked', 10, 9000],
  ],
};

async function profileWith(
  scripts: Readonly<Record<LinePlan['mode'], Scripted>> = {
    'sample-lines': sampled,
    'count-lines': counted,
  },
) {
  const plans: LinePlan[] = [];
  const current = () => scripts[(plans.at(-1) as LinePlan).mode];
  const lease = {
    run: () => Promise.resolve(ok(runOf(current()))),
  } satisfies Partial<Lease> as unknown as Lease;
  const language = {
    id: 'test',
    functions: () => ok([target]),
  } satisfies Partial<Language> as unknown as Language;
  const bench = new Bench({
    lease,
    language,
    target,
    fileName: 'f.test',
    calls: [{ id: '1', init: null, args: [], kwargs: {} }],
    limits: roomy,
    sampleIntervalNs: 0,
    kit: null,
  });
  const profiler = {
    job(plan: LinePlan) {
      plans.push(plan);
      return { argv: [], env: {}, files: [], input: new Uint8Array() };
    },
    report: () => current().report ?? linesOf(current()),
  };
  const options = { bench, profiler, version, budgetMs: 1 };
  return { result: await profileOn(options, new AbortController().signal), plans };
}

function linesOf({ counts = {}, regions = [] }: Scripted): Lines {
  return {
    kind: 'lines',
    lines: Object.entries(counts).map(([line, count]) => ({ line: Number(line), count })),
    regions: regions.map(([kind, repeat, , digest = 'same']) => ({
      kind,
      repeat,
      digest,
    })),
    toolchain: 'Test 1',
  };
}

function runOf({ regions = [], run }: Scripted): RunReport {
  const shared = { cpuNs: 0, heldUpNs: 0, bytes: 0 };
  const marks: Mark[] = [{ kind: 'I', wallNs: 0, ...shared }];
  for (const [, , ns] of regions) {
    const before = (marks.at(-1) as Mark).wallNs;
    marks.push({ kind: 'B', wallNs: before + 1, ...shared });
    marks.push({ kind: 'E', wallNs: before + 1 + ns, ...shared });
  }
  return {
    exit: { kind: 'exited', code: 0 },
    breach: null,
    startNs: 0,
    endNs: 0,
    cpuNs: 0,
    maxRssBytes: 0,
    cgroupPeakBytes: null,
    marks,
    samples: { tNs: new Float64Array(), bytes: new Float64Array() },
    stdout: new Uint8Array(),
    stderr: new Uint8Array(),
    outcome: new Uint8Array(),
    ...run,
  };
}

it('puts two runs together: shares of one, hits of the other, times of the probe', async () => {
  const { result, plans } = await profileWith();
  expect(result).toEqual(
    ok({
      function: 'f',
      language: 'test',
      code: version.code,
      firstLine: 2,
      lines: [
        { line: 3, hits: 7, share: 0.25 },
        { line: 4, hits: 6, share: 0.75 },
      ],
      passNs: 150,
      samples: 100,
      slowdown: { counting: 9, sampling: 1.1 },
      toolchain: 'Test 1',
    }),
  );
  expect(plans.map(({ mode }) => mode)).toEqual(['sample-lines', 'count-lines']);
  expect(plans[0]?.lines).toEqual({ first: 2, head: 3, last: 4 });
});

it('takes what there is where a pass is so long that there is one of each', async () => {
  const { result } = await profileWith({
    'sample-lines': {
      ...sampled,
      regions: [
        ['plain', 1, 1000],
        ['hooked', 1, 1200],
      ],
    },
    'count-lines': counted,
  });
  expect(result).toMatchObject({ value: { passNs: 1000, slowdown: { sampling: 1.2 } } });
});

it('has no time of a region that broke, and believes it all the same', async () => {
  const { result } = await profileWith({
    'sample-lines': {
      ...sampled,
      regions: [
        ['plain', 1, 1000],
        ['broken', 1, 300, ''],
        ['broken', 1, 900],
      ],
    },
    'count-lines': counted,
  });
  expect(result).toMatchObject({ value: { samples: 100, slowdown: { sampling: null } } });
});

it('does without hits where counting takes too long', async () => {
  const { result } = await profileWith({
    'sample-lines': sampled,
    'count-lines': { report: { kind: 'silent' }, run: { breach: 'wall' } },
  });
  expect(result).toMatchObject({
    value: {
      lines: [
        { line: 3, hits: null, share: 0.25 },
        { line: 4, hits: null, share: 0.75 },
      ],
      slowdown: { counting: null },
    },
  });
});

it('leaves out lines that are not of the function', async () => {
  const { result } = await profileWith({
    'sample-lines': { ...sampled, counts: { 1: 50, 4: 50, 6: 50 } },
    'count-lines': { ...counted, counts: { 1: 1, 4: 1, 900: 1 } },
  });
  expect(result).toMatchObject({ value: { samples: 50, lines: [{ line: 4, share: 1 }] } });
});

describe('refuses', () => {
  const changed: Scripted = {
    ...counted,
    regions: [
      ['plain', 1, 900],
      ['hooked', 1, 5000, 'other'],
    ],
  };
  it.each<[string, LinePlan['mode'], Scripted]>([
    ['it did not end within the time limit', 'sample-lines', { run: { breach: 'wall' } }],
    [
      'it sets an alarm of its own, which sampling its stack needs',
      'sample-lines',
      { run: { exit: { kind: 'signalled', signal: 14 } } },
    ],
    [
      'it sets a trace function of its own, which counting its lines needs',
      'count-lines',
      { report: { kind: 'refused', why: 'tracing' } },
    ],
    ['its outcomes change when its lines are watched', 'count-lines', changed],
    [
      'its measured regions are not those that it tells of',
      'sample-lines',
      { ...sampled, run: { marks: [{ kind: 'I', wallNs: 0, cpuNs: 0, heldUpNs: 0, bytes: 0 }] } },
    ],
    [
      'it was hardly ever at work when its stack was looked at: it waits',
      'sample-lines',
      { ...sampled, counts: { 4: 49 } },
    ],
    [
      'importing the file raised ImportError: no such module',
      'count-lines',
      {
        report: {
          kind: 'unusable',
          stage: 'import',
          exception: 'ImportError',
          message: 'no such module',
        },
      },
    ],
  ])('%s', async (why, mode, script) => {
    const scripts = { 'sample-lines': sampled, 'count-lines': counted, [mode]: script };
    const { result } = await profileWith(scripts);
    const message = `f could not be profiled: ${why}.`;
    expect(result).toMatchObject({ ok: false, failure: { code: 'profile-impossible', message } });
  });
});

it('believes outcomes that differ with the hook where they differ without it too', async () => {
  const { result } = await profileWith({
    'sample-lines': sampled,
    'count-lines': {
      ...counted,
      regions: [
        ['plain', 1, 900, 'one'],
        ['hooked', 1, 5000, 'another'],
        ['plain', 10, 1000, 'a third'],
        ['hooked', 10, 9000, 'a fourth'],
      ],
    },
  });
  expect(result.ok).toBe(true);
});
