import { describe, expect, it } from 'vitest';
import { decidingClock } from '../../daemon/core/clock.ts';
import { judge } from '../../daemon/core/judge.ts';
import type { PairFigures, RoundFigures } from '../../daemon/core/ports.ts';
import { reasonFor } from '../../daemon/core/reason.ts';

const count = 24;

function round(wallMs: number, cpuMs: number): RoundFigures {
  return {
    firstPassNs: wallMs * 1e6,
    firstPassCpuNs: cpuMs * 1e6,
    passNs: [],
    cpuPassNs: cpuMs * 1e6,
    regionCpuNs: cpuMs * 1e6,
    outsideCpuNs: 5e6,
    peakBytes: 10e6,
    baselineBytes: 8e6,
    byteSeconds: wallMs / 100,
  };
}

/** Milliseconds by wall and CPU clock of the n-th round. */
type Version = (index: number) => readonly [number, number];

/** Computes for so long, and is held up by others in most rounds, never in every fourth. */
const computes =
  (cpuMs: number, phase: number): Version =>
  (index) => {
    const cpu = cpuMs * (1 + 0.01 * Math.sin(7 * index + phase));
    const heldUp = index % 4 === 3 ? 0 : 0.5 + Math.sin(3 * index + phase) / 2;
    return [cpu * (1 + heldUp), cpu];
  };
const quietly =
  (cpuMs: number, phase: number): Version =>
  (index) => {
    const cpu = cpuMs * (1 + 0.01 * Math.sin(7 * index + phase));
    return [cpu, cpu];
  };
const aside =
  (share: number, version: Version): Version =>
  (index) => {
    const [wall, cpu] = version(index);
    return [wall, cpu * share];
  };

function pairs(baseline: Version, candidate: Version, amount = count): PairFigures[] {
  return Array.from({ length: amount }, (_, index) => ({
    baseline: round(...baseline(index)),
    candidate: round(...candidate(index)),
  }));
}

describe('decidingClock', () => {
  it.each<[string, Version, Version, string]>([
    ['others held both up', computes(20, 0), computes(20, 2), 'cpu'],
    ['others held both up, and one is faster', computes(20, 0), computes(15, 2), 'cpu'],
    ['nothing else ran', quietly(20, 0), quietly(20, 2), 'wall'],
    ['the candidate leaves work to a child', computes(20, 0), aside(0.2, computes(20, 2)), 'wall'],
    [
      'the candidate waits a little in each round',
      computes(20, 0),
      aside(0.9, computes(20, 2)),
      'wall',
    ],
    ['both wait', aside(0.5, computes(20, 0)), aside(0.5, computes(20, 2)), 'wall'],
    ['the candidate uses several cores', computes(20, 0), aside(3, computes(7, 2)), 'wall'],
    [
      'the candidate computes in one round and hides its work in the others',
      computes(20, 0),
      (index) => (index === 3 ? computes(20, 2)(3) : aside(0.1, computes(20, 2))(index)),
      'wall',
    ],
  ])('%s', (_, baseline, candidate, clock) => {
    expect(decidingClock(pairs(baseline, candidate))).toBe(clock);
  });

  it('is the wall clock with too few pairs to say', () => {
    expect(decidingClock(pairs(computes(20, 0), computes(20, 2), 5))).toBe('wall');
  });
});

describe('judge, while others held both versions up', () => {
  const fasterBy10 = pairs(computes(20, 0), computes(18, 2));

  it.each(['time', 'integral'] as const)(
    'finds by CPU time what wall time hides: %s',
    (objective) => {
      const judgement = judge(fasterBy10, objective, 0.03, true);
      expect(judgement).toMatchObject({ decision: 'improved', clock: 'cpu' });
      expect(judgement?.ratio.median).toBeCloseTo(0.9, 2);
      expect(judgement && reasonFor(judgement, objective)).toMatch(
        / over 24 paired rounds, by CPU time$/,
      );
    },
  );

  it('says nothing of clocks where memory is compared', () => {
    const judgement = judge(fasterBy10, 'memory', 0.03, true);
    expect(judgement && reasonFor(judgement, 'memory')).toMatch(/ over 24 paired rounds$/);
  });
});
