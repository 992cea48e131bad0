import { describe, expect, it } from 'vitest';
import { doubtSchema } from '../../protocol/measurement.ts';
import {
  comparisonDoubts,
  measurementDoubts,
  type Circumstances,
} from '../../daemon/core/doubts.ts';
import type { PairFigures, RoundFigures } from '../../daemon/core/ports/history.ts';

const quiet: Circumstances = {
  repeat: 1,
  regions: 0,
  cases: 1,
  isolation: 'container',
  sharesCore: false,
  host: [],
};

function round(wallMs: number, change: Partial<RoundFigures> = {}): RoundFigures {
  return {
    firstPassNs: wallMs * 1e6,
    firstPassCpuNs: wallMs * 1e6,
    passNs: [],
    cpuPassNs: wallMs * 1e6,
    ownPassNs: wallMs * 1e6,
    ownFirstPassNs: wallMs * 1e6,
    shares: null,
    regionCpuNs: wallMs * 1e6,
    outsideCpuNs: 5e6,
    peakBytes: 10e6,
    baselineBytes: 8e6,
    byteSeconds: wallMs / 100,
    ...change,
  };
}

const rounds = (...wallMs: readonly number[]): RoundFigures[] => wallMs.map((ms) => round(ms));
const steady = [20, 20.1, 20.2, 20.1, 20, 20.3, 20.1, 20.2, 20, 20.1, 20.1, 20.2, 20, 20.1, 20.2];
const kindsOf = (figures: readonly RoundFigures[], change: Partial<Circumstances> = {}): string[] =>
  measurementDoubts(figures, { ...quiet, ...change }).map(({ kind }) => kind);

describe('doubts of a measurement', () => {
  it.each<[string, readonly number[], Partial<Circumstances>, readonly string[]]>([
    ['steady rounds', steady, {}, []],
    ['no rounds', [], { sharesCore: true }, []],
    ['three rounds of a minute', [60e3, 60.1e3, 60.2e3], {}, ['too-few-rounds']],
    ['rounds that scatter', steady.map((ms, i) => ms + 3 * (i % 4)), {}, ['host-noisy']],
    ['one stray round of fifteen', [...steady.slice(1), 45], {}, []],
    ['two stray rounds', [...steady.slice(2), 45, 70], {}, ['outliers']],
    ['a hair beside rounds that agree', [...steady.map(() => 20), 20.1, 20.1, 20.1], {}, []],
    ['the only core', steady, { sharesCore: true }, ['shared-core']],
    ['no sandbox', steady, { isolation: 'none' }, ['unsandboxed']],
    ['a thousand cases in one pass', steady, { cases: 1000 }, ['timer-coarse']],
  ])('%s', (_, wallMs, change, kinds) => {
    expect(kindsOf(rounds(...wallMs), change)).toEqual(kinds);
  });

  it.each([
    [100, 100, ['timer-coarse']],
    [100, 100_000, []],
    [1e6, 12, []],
  ])('%d ns, repeated %d times', (ns, repeat, kinds) => {
    const short = steady.map((ms) =>
      round(1, { passNs: [(ns * ms) / 20], cpuPassNs: (ns * ms) / 20 }),
    );
    expect(kindsOf(short, { repeat, regions: 1 })).toEqual(kinds);
  });

  it('others on the measuring core, by what the kernel says of them', () => {
    const heldUp = steady.map((ms, i) =>
      round(ms * 1.14, { shares: { heldUp: i % 3 === 0 ? 0 : 0.12, idle: 0 } }),
    );
    expect(kindsOf(heldUp)).toEqual(['load']);
    const waits = steady.map((ms) =>
      round(ms, { cpuPassNs: ms * 0.5e6, shares: { heldUp: 0, idle: 0.5 } }),
    );
    expect(kindsOf(waits)).toEqual([]);
  });

  it('memory that grows from round to round', () => {
    const grows = steady.map((ms, i) => round(ms, { peakBytes: 10e6 + i * 1e5 }));
    expect(kindsOf(grows)).toEqual(['memory-grows']);
    const wavers = steady.map((ms, i) => round(ms, { peakBytes: 10e6 + ((i * 7) % 15) * 1e5 }));
    expect(kindsOf(wavers)).toEqual([]);
  });

  it('tells of each kind once, what it saw itself first, with a sentence of advice', () => {
    const host = [
      { kind: 'steal', advice: 'The hypervisor kept it.' },
      { kind: 'shared-core', advice: 'Another thread.' },
    ] as const;
    const doubts = measurementDoubts(rounds(1, 2, 3), { ...quiet, sharesCore: true, host });
    expect(doubts.map(({ kind }) => kind)).toEqual([
      'too-few-rounds',
      'host-noisy',
      'shared-core',
      'steal',
    ]);
    for (const doubt of doubts) {
      expect(doubtSchema.parse(doubt)).toEqual(doubt);
      expect(doubt.advice).toMatch(/^[A-Z].*\.$/);
    }
  });
});

describe('doubts of a comparison', () => {
  const pairs = (...ratios: readonly number[]): PairFigures[] =>
    ratios.map((ratio) => ({ baseline: round(20), candidate: round(20 * ratio) }));
  const half = steady.map((ms) => ms / 40);

  it.each<[string, readonly number[], Partial<Circumstances>, readonly string[]]>([
    ['steady ratios', half, {}, []],
    ['six pairs', half.slice(0, 6), {}, ['too-few-rounds']],
    ['ratios that scatter', half.map((r, i) => r * (1 + 0.2 * (i % 4))), {}, ['host-noisy']],
    ['stray pairs', [...half.slice(2), 1.4, 0.01], {}, ['outliers']],
    ['a candidate too fast for the clock', half.map((r) => r / 1000), {}, ['timer-coarse']],
    ['nothing timed', [], { sharesCore: true }, []],
  ])('%s', (_, ratios, change, kinds) => {
    const doubts = comparisonDoubts(pairs(...ratios), 'time', { ...quiet, ...change });
    expect(doubts.map(({ kind }) => kind)).toEqual(kinds);
  });

  it('looks at the objective that decides', () => {
    const noisyInTime = pairs(...half.map((r, i) => r * (1 + 0.2 * (i % 4))));
    expect(comparisonDoubts(noisyInTime, 'memory', quiet)).toEqual([]);
  });

  it('says how much of the core others had', () => {
    const disturbed = pairs(...half).map(({ baseline, candidate }) => ({
      baseline: { ...baseline, shares: { heldUp: 0.25, idle: 0 } },
      candidate: { ...candidate, shares: { heldUp: 0.25, idle: 0 } },
    }));
    const [doubt] = comparisonDoubts(disturbed, 'time', quiet);
    expect(doubt).toMatchObject({ kind: 'load', advice: expect.stringContaining('25%') });
  });
});

it('keeps the advice of doubts that older records name otherwise', () => {
  expect(doubtSchema.parse({ kind: 'few-rounds', advice: 'More.' })).toEqual({
    kind: 'other',
    advice: 'More.',
  });
});
