import { describe, expect, it } from 'vitest';
import { mendingPace } from '../../daemon/core/making.ts';

const milli = 1e6;

function larger(...ms: readonly number[]) {
  return ms.map((each) => ({
    call: { init: null, args: [], kwargs: {} },
    size: '',
    ns: each * milli,
  }));
}

describe('inputs that are timed are chosen again', () => {
  it.each([
    ['where they take far less', [90, 60], 9, 0.1],
    ['where they take far more', [80], 4000, 50],
    ['not where they are as large as can be', [3], 0.2, null],
    ['where those are much too slow', [30], 1500, 50],
    ['not where they take about as long', [60], 30, null],
    ['nor somewhat more than they should', [200], 900, null],
    ['nor where there are none', [], 5000, null],
    ['by no more than fifty times', [60], 0.001, 1 / 50],
  ] as const)('%s', (_, ms, measuredMs, pace) => {
    const kept = { larger: larger(...ms), isMended: false };
    const found = mendingPace(kept, measuredMs * milli);
    if (pace === null) expect(found).toBe(null);
    else expect(found).toBeCloseTo(pace);
    expect(mendingPace({ ...kept, isMended: true }, measuredMs * milli)).toBe(null);
  });
});
