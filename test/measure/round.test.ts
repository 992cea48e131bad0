import { describe, expect, it } from 'vitest';
import type { HarnessReport } from '../../daemon/core/ports/harness.ts';
import type { Mark, RunReport } from '../../daemon/core/ports/sandbox.ts';
import { decidingClock } from '../../daemon/core/clock.ts';
import { roundOf } from '../../daemon/measure/round.ts';

const ms = 1e6;

/** A run of two cases and one region of four passes, as an honest harness makes it. */
function honest() {
  const marks: Mark[] = [
    { kind: 'I', wallNs: 0, cpuNs: 10 * ms, heldUpNs: 0, bytes: 8e6 },
    { kind: 'B', wallNs: 5 * ms, cpuNs: 11 * ms, heldUpNs: 0, bytes: 9e6 },
    { kind: 'E', wallNs: 8 * ms, cpuNs: 14 * ms, heldUpNs: 0, bytes: 10e6 },
    { kind: 'B', wallNs: 9 * ms, cpuNs: 15 * ms, heldUpNs: 0, bytes: 9e6 },
    { kind: 'E', wallNs: 10 * ms, cpuNs: 16 * ms, heldUpNs: 0, bytes: 12e6 },
    { kind: 'B', wallNs: 20 * ms, cpuNs: 20 * ms, heldUpNs: 0, bytes: 9e6 },
    { kind: 'E', wallNs: 36 * ms, cpuNs: 36 * ms, heldUpNs: 0, bytes: 9e6 },
  ];
  const report: RunReport = {
    exit: { kind: 'exited', code: 0 },
    breach: null,
    startNs: -10 * ms,
    endNs: 40 * ms,
    cpuNs: 40 * ms,
    maxRssBytes: 12e6,
    cgroupPeakBytes: null,
    marks,
    samples: { tNs: new Float64Array(), bytes: new Float64Array() },
    stdout: new Uint8Array(),
    stderr: new Uint8Array(),
    outcome: new Uint8Array(),
  };
  const harness: Extract<HarnessReport, { kind: 'ran' }> = {
    kind: 'ran',
    outcomes: null,
    digests: ['a', 'a'],
    caseNs: [2.95 * ms, 0.98 * ms],
    regionNs: [15.9 * ms],
    freshNs: 1000,
    toolchain: 'Python 3.13.0',
  };
  return { report, harness };
}

const plan = { cases: 2, repeat: 4, regions: 1, warmUp: 0 };

describe('roundOf', () => {
  it('reads figures of one pass', () => {
    const { report, harness } = honest();
    const round = roundOf(report, harness, plan);
    if (round.kind !== 'ran') throw new Error(round.message);
    expect(round.figures.firstPassNs).toBeCloseTo(3.93 * ms, 0);
    expect(round.figures.passNs).toEqual([(15.9 * ms) / 4]);
    expect(round.figures.cpuPassNs).toBe(4 * ms);
    expect(round.figures.regionCpuNs).toBe(20 * ms);
    expect(round.figures.outsideCpuNs).toBe(10 * ms);
    expect(round.figures.baselineBytes).toBe(9e6);
    expect(round.figures.peakBytes).toBe(12e6);
    // Mean of the two ramps over 3 ms and 1 ms, times one pass.
    const meanBytes = (9.5e6 * 3 + 10.5e6 * 1) / 4;
    expect(round.figures.byteSeconds).toBeCloseTo((meanBytes * 15.9 * ms) / 4 / 1e9, 6);
  });

  it("takes the kernel's time where a clock runs slow, so that it gains nothing", () => {
    const { report, harness } = honest();
    const round = roundOf(report, { ...harness, regionNs: [14 * ms] }, plan);
    expect(round.kind === 'ran' && round.figures.passNs).toEqual([4 * ms]);
  });

  it('has the smaller of wall and CPU as its own time, and says where the rest went', () => {
    const { report, harness } = honest();
    const cpuMs = [10, 11, 14, 15, 16, 20, 30];
    const heldUpMs = [0, 0, 0, 0, 0, 0, 4];
    const marks = report.marks.map((mark, at) => ({
      ...mark,
      cpuNs: (cpuMs[at] as number) * ms,
      heldUpNs: (heldUpMs[at] as number) * ms,
    }));
    const round = roundOf({ ...report, marks }, harness, plan);
    if (round.kind !== 'ran') throw new Error(round.message);
    const { ownFirstPassNs, firstPassNs, ownPassNs, passNs, shares } = round.figures;
    expect(ownFirstPassNs).toBe(firstPassNs);
    expect(ownPassNs).toBe((10 * ms) / 4);
    expect(passNs[0]).toBeGreaterThan(3.9 * ms);
    expect(shares?.heldUp).toBeCloseTo(4 / 15.9);
    expect(shares?.idle).toBeCloseTo((15.9 - 10 - 4) / 15.9);
  });

  it('sees the one case that waits among several that do not', () => {
    const { report, harness } = honest();
    const times = [0, 1, 1.1, 2, 2.1, 3, 53];
    const cpuMs = [0, 1, 1.1, 2, 2.1, 3, 8];
    const marks = report.marks.map((mark, at) => ({
      ...mark,
      wallNs: (times[at] as number) * ms,
      cpuNs: (cpuMs[at] as number) * ms,
    }));
    const claimed = { ...harness, digests: ['a'], caseNs: [0.1 * ms, 0.1 * ms, 50 * ms] };
    const single = { cases: 3, repeat: 1, regions: 0, warmUp: 0 };
    const round = roundOf({ ...report, marks }, { ...claimed, regionNs: [] }, single);
    if (round.kind !== 'ran') throw new Error(round.message);
    expect(round.figures.shares?.idle).toBeCloseTo(45 / 50.2);
    expect(decidingClock([[round.figures]])).toBe('wall');
  });

  it('does not know what others had where the kernel does not say so of every stamp', () => {
    const { report, harness } = honest();
    const marks = report.marks.map((mark, at) => (at === 6 ? { ...mark, heldUpNs: null } : mark));
    const round = roundOf({ ...report, marks }, harness, plan);
    expect(round.kind === 'ran' && round.figures.shares).toBeNull();
  });

  it.each([
    ['a clock that runs fast', { regionNs: [16.5 * ms] }],
    ['a region too few', { regionNs: [] }],
    ['a case too many', { caseNs: [1, 1, 1] }],
    ['outcomes that change from pass to pass', { digests: ['a', 'b'] }],
  ])('rejects %s', (_, change) => {
    const { report, harness } = honest();
    expect(roundOf(report, { ...harness, ...change }, plan).kind).toBe('ended');
  });

  it('rejects a clock that stands still in a long region', () => {
    const { report, harness } = honest();
    const marks = report.marks.with(6, {
      kind: 'E',
      wallNs: 900 * ms,
      cpuNs: 900 * ms,
      heldUpNs: 0,
      bytes: 1,
    });
    expect(roundOf({ ...report, marks }, harness, plan)).toMatchObject({
      kind: 'ended',
      verdict: 'killed',
      message: expect.stringContaining('clock'),
    });
  });

  it('rejects regions that are out of order', () => {
    const { report, harness } = honest();
    const marks = [...report.marks.slice(0, 3), ...report.marks.slice(4)];
    expect(roundOf({ ...report, marks }, harness, plan).kind).toBe('ended');
  });

  it.each([
    [{ breach: 'wall' }, 'timeout'],
    [{ breach: 'cpu' }, 'timeout'],
    [{ breach: 'memory' }, 'oom'],
    [{ breach: 'output' }, 'output-limit'],
    [{ breach: 'processes' }, 'killed'],
    [{ breach: 'file-size' }, 'killed'],
    [{ breach: 'channel' }, 'killed'],
    [{ exit: { kind: 'signalled', signal: 11 } }, 'error'],
    [{ exit: { kind: 'not-started', reason: 'no such file' } }, 'error'],
    [{ exit: { kind: 'exited', code: 3 } }, 'error'],
  ] as const)('calls %j %s', (change, verdict) => {
    const { report, harness } = honest();
    const round = roundOf({ ...report, ...change }, harness, plan);
    expect(round).toMatchObject({ kind: 'ended', verdict, begun: 3 });
  });

  it('says what a module that cannot be imported raised', () => {
    const { report } = honest();
    const unusable = {
      kind: 'unusable',
      stage: 'import',
      exception: 'ModuleNotFoundError',
      message: "No module named 'numpy'",
    } as const;
    expect(roundOf({ ...report, marks: [] }, unusable, plan)).toMatchObject({
      verdict: 'error',
      message: "importing the file raised ModuleNotFoundError: No module named 'numpy'",
    });
  });

  it('quotes the last line of standard error where the outcomes are missing', () => {
    const { report } = honest();
    const stderr = Buffer.from('Traceback …\nMemoryError\n');
    expect(roundOf({ ...report, stderr }, { kind: 'silent' }, plan)).toMatchObject({
      message: expect.stringContaining('(MemoryError)'),
    });
  });
});
