import { describe, expect, it } from 'vitest';
import { decidingClock, heldUpShare, passNsBy, roundsOf } from '../../daemon/core/clock.ts';
import { judge } from '../../daemon/core/judge.ts';
import type { PairFigures, RoundFigures } from '../../daemon/core/ports.ts';
import { reasonFor } from '../../daemon/core/reason.ts';

const count = 24;

/** `ownMs` is wall time less what others took of the core; null where the kernel does not tell. */
function round(wallMs: number, ownMs: number | null): RoundFigures {
  const own = ownMs === null ? null : ownMs * 1e6;
  return {
    firstPassNs: wallMs * 1e6,
    firstPassCpuNs: wallMs * 1e6,
    passNs: [],
    cpuPassNs: wallMs * 1e6,
    ownPassNs: own,
    ownFirstPassNs: own,
    regionCpuNs: wallMs * 1e6,
    outsideCpuNs: 5e6,
    peakBytes: 10e6,
    baselineBytes: 8e6,
    byteSeconds: wallMs / 100,
  };
}

/** Takes so long by itself, and is held up by others in most rounds, never in every fourth. */
function heldUp(ownMs: number, phase: number, index: number): RoundFigures {
  const own = ownMs * (1 + 0.01 * Math.sin(7 * index + phase));
  const by = index % 4 === 3 ? 0 : 0.5 + Math.sin(3 * index + phase) / 2;
  return round(own * (1 + by), own);
}

function pairs(candidateMs: number): PairFigures[] {
  return Array.from({ length: count }, (_, index) => ({
    baseline: heldUp(20, 0, index),
    candidate: heldUp(candidateMs, 2, index),
  }));
}

describe('decidingClock', () => {
  it('leaves out what others took where that is known of every round', () => {
    expect(decidingClock(roundsOf(pairs(20)))).toBe('own');
  });
  it('is the wall clock where one round does not tell', () => {
    expect(decidingClock([...roundsOf(pairs(20)), round(20, null)])).toBe('wall');
  });
  it('is the wall clock of nothing', () => expect(decidingClock([])).toBe('wall'));
});

it('reads a pass by each clock', () => {
  const one = { ...round(30, 20), cpuPassNs: 19e6 };
  expect((['wall', 'own', 'cpu'] as const).map((clock) => passNsBy(one, clock))).toEqual([
    30e6, 20e6, 19e6,
  ]);
  expect(heldUpShare(one)).toBeCloseTo(1 / 3);
  expect(heldUpShare(round(30, null))).toBeNull();
});

describe('judge, while others held both versions up', () => {
  const fasterBy10 = pairs(18);

  it.each(['time', 'integral'] as const)('finds what wall time hides: %s', (objective) => {
    const judgement = judge(fasterBy10, objective, 0.03, true);
    expect(judgement).toMatchObject({ decision: 'improved', clock: 'own' });
    expect(judgement?.ratio.median).toBeCloseTo(0.9, 2);
    expect(judgement?.times.own?.median).toBeCloseTo(0.9, 2);
    expect(judgement && reasonFor(judgement, objective)).toMatch(
      / over 24 paired rounds, without the \d+% of the time that other programs took$/,
    );
  });

  it('says nothing of clocks where memory is compared', () => {
    const judgement = judge(fasterBy10, 'memory', 0.03, true);
    expect(judgement && reasonFor(judgement, 'memory')).toMatch(/ over 24 paired rounds$/);
  });
});
