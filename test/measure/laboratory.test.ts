import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Expectations } from '../../daemon/core/laboratory.ts';
import type { FunctionInfo } from '../../daemon/core/ports/subject.ts';
import type { HarnessReport, RunPlan } from '../../daemon/core/ports/harness.ts';
import type { Language } from '../../daemon/core/ports/language.ts';
import type { Lease, Mark, RunReport } from '../../daemon/core/ports/sandbox.ts';
import { Bench } from '../../daemon/measure/bench.ts';
import { BenchLaboratory } from '../../daemon/measure/laboratory.ts';
import { VerifiedRuns } from '../../daemon/measure/verified-runs.ts';
import { roomy } from '../sandbox/fixture.ts';
import { ok } from '../../protocol/failures.ts';

/** Of the fake machine, whose runs take no time of this one. */
let nowMs = 0;

beforeEach(() => {
  nowMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** How many times as long passes take in a region after the first pass, by its number. */
type Course = (region: number) => number;

/** A sandbox in which a pass takes so many nanoseconds, or as many for each version. */
function laboratoryOf(
  times: number | Readonly<Record<string, number>>,
  snapshot: Lease['snapshot'] = () => null,
  course: Course = () => 1,
  /** What part of a core each run has. */
  share: (source: string) => number = () => 1,
) {
  const runs: RunPlan[] = [];
  const last = () => {
    const plan = runs.at(-1) as RunPlan;
    return { plan, passNs: typeof times === 'number' ? times : (times[plan.source] as number) };
  };
  const lease = {
    isolation: 'container',
    core: 1,
    sharesCore: false,
    host: { imageId: null, engine: 'test', cpu: 'test', cores: 2, kernel: 'test', probe: 'test' },
    snapshot,
    run({ limits }) {
      const { plan, passNs } = last();
      const report = reportOf(plan, passNs, course);
      const wallMs = report.endNs / 1e6 / share(plan.source);
      const isOver = wallMs > limits.wallMs;
      nowMs += isOver ? limits.wallMs : wallMs;
      if (isOver) return Promise.resolve(ok({ ...report, breach: 'wall' }));
      const isTooSlow = report.cpuNs > limits.cpuMs * 1e6;
      return Promise.resolve(ok(isTooSlow ? { ...report, breach: 'cpu' } : report));
    },
    release: () => Promise.resolve(),
  } satisfies Lease;
  const language = {
    id: 'test',
    job(plan: RunPlan) {
      runs.push(plan);
      return { argv: [], env: {}, files: [], input: new Uint8Array() };
    },
    report() {
      const { plan, passNs } = last();
      return harnessOf(plan, passNs, course);
    },
  } satisfies Partial<Language> as unknown as Language;
  const bench = new Bench({
    lease,
    language,
    target: { name: 'f' } as FunctionInfo,
    fileName: 'f.test',
    calls: [{ id: '1', init: null, args: [], kwargs: {} }],
    limits: { ...roomy, wallMs: 100_000, cpuMs: 100_000 },
    sampleIntervalNs: 0,
    kit: null,
  });
  const options = { minimumGain: 0.03, comparisonMs: 20_000 };
  const verified = new VerifiedRuns(bench, version, anythingGoes, options.comparisonMs);
  return { laboratory: new BenchLaboratory(verified, options, () => {}), runs };
}

const version = { source: 'f', code: 'f' };
const { signal } = new AbortController();
const anythingGoes: Expectations = {
  complete: false,
  judge: () => ({ cases: [{ id: '1', verdict: 'passed', message: null }], counterexample: null }),
};

function reportOf({ regions, repeat }: RunPlan, passNs: number, course: Course): RunReport {
  const lengths = [
    passNs,
    ...Array.from({ length: regions }, (_, at) => passNs * repeat * course(at)),
  ];
  const marks: Mark[] = [{ kind: 'I', wallNs: 0, cpuNs: 0, heldUpNs: 0, bytes: 8e6 }];
  let now = 0;
  for (const ns of lengths) {
    marks.push({ kind: 'B', wallNs: now, cpuNs: now, heldUpNs: 0, bytes: 8e6 });
    now += ns;
    marks.push({ kind: 'E', wallNs: now, cpuNs: now, heldUpNs: 0, bytes: 9e6 });
  }
  return {
    exit: { kind: 'exited', code: 0 },
    breach: null,
    startNs: 0,
    endNs: now,
    cpuNs: now,
    maxRssBytes: 9e6,
    cgroupPeakBytes: null,
    marks,
    samples: { tNs: new Float64Array(), bytes: new Float64Array() },
    stdout: new Uint8Array(),
    stderr: new Uint8Array(),
    outcome: new Uint8Array(),
  };
}

function harnessOf(
  { mode, regions, repeat }: RunPlan,
  passNs: number,
  course: Course,
): HarnessReport {
  return {
    kind: 'ran',
    outcomes: mode === 'check' ? [] : null,
    digests: Array.from({ length: regions + 1 }, () => 'same'),
    caseNs: [passNs],
    regionNs: Array.from({ length: regions }, (_, at) => passNs * repeat * course(at)),
    freshNs: 1000,
    toolchain: 'test',
  };
}

async function measure(passNs: number, snapshot?: Lease['snapshot'], course?: Course) {
  const { laboratory, runs } = laboratoryOf(passNs, snapshot, course);
  const measured = await laboratory.measure(version, signal);
  if (!measured.ok) throw new Error(measured.failure.message);
  const { doubts, runtime, warmUp } = measured.value.measurement;
  return { doubts: doubts.map(({ kind }) => kind), runtime, timed: runs.slice(1), warmUp };
}

describe('a measurement', () => {
  it('of a minute is three runs of one pass, told to be few', async () => {
    const { doubts, runtime, timed } = await measure(60e9);
    expect(timed.map(({ regions }) => regions)).toEqual([0, 0, 0]);
    expect(runtime).toMatchObject({ medianNs: 60e9, rounds: 3 });
    expect(doubts).toEqual(['too-few-rounds']);
  });

  it('of 20 ms counts the run that showed that one pass is enough', async () => {
    const { doubts, runtime, timed } = await measure(20e6);
    expect(timed.filter(({ regions }) => regions === 0)).toHaveLength(15);
    expect(runtime).toMatchObject({ medianNs: 20e6, rounds: 15 });
    expect(doubts).toEqual([]);
  });

  it('leaves out what a process needs to warm up, and says so', async () => {
    const warm: Course = (region) => (region < 2 ? 3 : 1);
    const { doubts, runtime, timed, warmUp } = await measure(50e3, undefined, warm);
    const { regions, repeat } = timed.at(-1) as RunPlan;
    expect(regions).toBe(3);
    expect(warmUp).toMatchObject({ passes: 2 * repeat, steady: true });
    expect(warmUp?.ratio).toBeCloseTo(3);
    expect(runtime?.medianNs).toBeCloseTo(50e3);
    expect(doubts).toEqual([]);
  });

  it('says that passes never settle', async () => {
    const { doubts, warmUp } = await measure(50e3, undefined, (region) => 1 + (region % 2));
    expect(warmUp).toEqual({ passes: 0, ratio: null, steady: false });
    expect(doubts).toEqual(['no-steady-state']);
  });

  it('has nothing to say of the warm-up of passes that are too long', async () => {
    expect((await measure(60e9)).warmUp).toBeNull();
  });

  it('of 100 ns repeats it, and is not in doubt', async () => {
    const { doubts, runtime, timed } = await measure(100);
    expect(timed.at(-1)).toMatchObject({ regions: 1, repeat: 20_000 });
    expect(runtime).toMatchObject({ rounds: 15 });
    expect(runtime?.medianNs).toBeCloseTo(100);
    expect(doubts).toEqual([]);
  });

  it('looks at the machine before and after', async () => {
    let swappedPages = 0;
    const { doubts } = await measure(20e6, () => ({
      core: 1,
      ticks: new Map(),
      siblings: [],
      load: null,
      swappedPages: (swappedPages += 5000),
      throttling: null,
      heatEvents: null,
    }));
    expect(doubts).toEqual(['swap']);
  });
});

describe('a comparison', () => {
  const slow = { source: 'g', code: 'g' };

  it('with a version too slow for a look at its warm-up is one of right versions', async () => {
    const { laboratory, runs } = laboratoryOf({ f: 100e3, g: 10e6 });
    const compared = await laboratory.compare(version, slow, 'time', signal);
    if (!compared.ok) throw new Error(compared.failure.message);
    const { decision, candidate } = compared.value.comparison;
    const looks = runs.filter(({ source, regions }) => source === 'g' && regions > 1);
    expect(looks).not.toHaveLength(0);
    expect({ decision, verdict: candidate?.verdict }).toEqual({
      decision: 'regressed',
      verdict: 'passed',
    });
  });

  it.each([
    { what: 'waits for a version that others keep from the core', g: 1e9, verdict: 'passed' },
    { what: 'does not wait for one that needs the core for so long', g: 15e9, verdict: 'timeout' },
  ])('$what', async ({ g, verdict }) => {
    const other = { source: 'g', code: 'g' };
    const share = (source: string): number => (source === 'g' ? 0.06 : 1);
    const { laboratory } = laboratoryOf({ f: 1e9, g }, undefined, undefined, share);
    const compared = await laboratory.compare(version, other, 'time', signal);
    if (!compared.ok) throw new Error(compared.failure.message);
    expect(compared.value.comparison.candidate?.verdict).toBe(verdict);
  });

  it('of versions that both take too long says so of the original too', async () => {
    const { laboratory } = laboratoryOf({ f: 200e9, g: 200e9 });
    const compared = await laboratory.compare(version, slow, 'time', signal);
    if (!compared.ok) throw new Error(compared.failure.message);
    expect(compared.value.comparison).toMatchObject({
      decision: 'rejected',
      reason:
        'nothing can be compared: the original does not get through either: ' +
        'it did not end within the time limit (in case 1)',
    });
  });
});
