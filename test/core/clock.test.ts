import { describe, expect, it } from 'vitest';
import { decidingClock, heldUpShare, passNsBy, versionsOf } from '../../daemon/core/clock.ts';
import { judge } from '../../daemon/core/judge.ts';
import type { PairFigures, RoundFigures } from '../../daemon/core/ports/history.ts';
import { reasonFor } from '../../daemon/core/reason.ts';

const count = 24;

function round(wallMs: number, ownMs: number, idle = 0): RoundFigures {
  return {
    firstPassNs: wallMs * 1e6,
    firstPassCpuNs: ownMs * 1e6,
    passNs: [],
    cpuPassNs: ownMs * 1e6,
    ownPassNs: ownMs * 1e6,
    ownFirstPassNs: ownMs * 1e6,
    shares: { heldUp: 1 - ownMs / wallMs - idle, idle },
    regionCpuNs: ownMs * 1e6,
    outsideCpuNs: 5e6,
    peakBytes: 10e6,
    baselineBytes: 8e6,
    byteSeconds: wallMs / 100,
  };
}

/** Computes for so long, and is held up by others in most rounds, never in every fourth. */
function heldUp(ownMs: number, phase: number, index: number): RoundFigures {
  const own = ownMs * (1 + 0.01 * Math.sin(7 * index + phase));
  const by = index % 4 === 3 ? 0 : 0.5 + Math.sin(3 * index + phase) / 2;
  return round(own * (1 + by), own);
}

/** Waits for a third of its time, in every round. */
const waits = (index: number): RoundFigures => round(30, 20 + (index % 2), 0.3);

function pairs(
  baseline: (index: number) => RoundFigures,
  candidate: (index: number) => RoundFigures,
): PairFigures[] {
  return Array.from({ length: count }, (_, index) => ({
    baseline: baseline(index),
    candidate: candidate(index),
  }));
}

const computing = (ms: number, phase: number) => (index: number) => heldUp(ms, phase, index);
const withCompany = (index: number): RoundFigures => ({ ...heldUp(20, 2, index), shares: null });

describe('decidingClock', () => {
  it.each([
    ['both compute, and others held them up', computing(20, 0), computing(20, 2), 'own'],
    ['the candidate waits', computing(20, 0), waits, 'wall'],
    ['the original waits', waits, computing(20, 0), 'wall'],
    [
      'the candidate looks idle where the probe was late, but not in every round',
      computing(20, 0),
      (index: number) => (index % 4 === 0 ? heldUp(20, 2, index) : waits(index)),
      'own',
    ],
    ['the candidate has processes of its own', computing(20, 0), withCompany, 'wall'],
  ] as const)('%s', (_, baseline, candidate, clock) => {
    expect(decidingClock(versionsOf(pairs(baseline, candidate)))).toBe(clock);
  });
});

it('reads a pass by each clock', () => {
  const one = { ...round(30, 20), cpuPassNs: 21e6 };
  expect((['wall', 'own', 'cpu'] as const).map((clock) => passNsBy(one, clock))).toEqual([
    30e6, 20e6, 21e6,
  ]);
  expect(heldUpShare([one])).toBeCloseTo(1 / 3);
  expect(heldUpShare([{ ...one, shares: null }])).toBeNull();
});

describe('judge, while others held both versions up', () => {
  const fasterBy10 = pairs(computing(20, 0), computing(18, 2));

  it.each(['time', 'integral'] as const)('finds what wall time hides: %s', (objective) => {
    const judgement = judge(fasterBy10, objective, 0.03, true);
    expect(judgement).toMatchObject({ decision: 'improved', clock: 'own' });
    expect(judgement?.ratio.median).toBeCloseTo(0.9, 2);
    expect(judgement?.times.own.median).toBeCloseTo(0.9, 2);
    expect(judgement && reasonFor(judgement, objective)).toMatch(
      / over 24 paired rounds, by its own time: others had the core for \d+%$/,
    );
  });

  it('says nothing of clocks where memory is compared', () => {
    const judgement = judge(fasterBy10, 'memory', 0.03, true);
    expect(judgement && reasonFor(judgement, 'memory')).toMatch(/ over 24 paired rounds$/);
  });
});
