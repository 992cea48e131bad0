import { expect, it } from 'vitest';
import { judgeReplay } from '../../daemon/core/replay.ts';
import type { Comparison, Decision } from '../../protocol/comparison.ts';
import { sampleComparison, sampleMeasurement } from '../samples.ts';

function comparison(decision: Decision, median: number, change: Partial<Comparison> = {}) {
  const ratio = { median, ci95: [median * 0.97, median * 1.03] as [number, number], pairs: 20 };
  return sampleComparison({ decision, objective: 'time', ratio, ...change });
}

const elsewhere = sampleMeasurement();
const other: Partial<Comparison> = {
  baseline: { ...elsewhere, environment: { ...elsewhere.environment, id: 'another' } },
};
const wrong: Partial<Comparison> = { equivalent: false, ratio: null, ratios: null };

it.each<[string, Comparison, Comparison, object]>([
  [
    'the same again',
    comparison('improved', 0.5),
    comparison('improved', 0.51),
    { holds: true, sameDecision: true, sameEnvironment: true, sameRatio: true },
  ],
  [
    'other intervals',
    comparison('improved', 0.5),
    comparison('improved', 0.6),
    { holds: true, sameRatio: false },
  ],
  [
    'hardly anything left',
    comparison('improved', 0.1),
    comparison('improved', 0.9),
    { holds: false, sameDecision: true, sameRatio: false },
  ],
  [
    'another decision',
    comparison('improved', 0.5),
    comparison('unchanged', 1),
    {
      holds: false,
      sameDecision: false,
      text: expect.stringMatching(/^It was improved, and is un/),
    },
  ],
  [
    'a tie in another place',
    comparison('unchanged', 1),
    comparison('unchanged', 1.01, other),
    { holds: true, sameEnvironment: false, sameRatio: null },
  ],
  [
    'less elsewhere, where figures say nothing',
    comparison('improved', 0.1),
    comparison('improved', 0.9, other),
    { holds: true, sameRatio: null, text: expect.stringContaining('cannot be compared') },
  ],
  [
    'wrong again',
    comparison('rejected', 1, wrong),
    comparison('rejected', 1, wrong),
    { holds: true, sameRatio: null },
  ],
  [
    'rejected, but right',
    comparison('rejected', 1, wrong),
    comparison('rejected', 1),
    { holds: false, text: expect.stringMatching(/^It was not equivalent, and is rejected now/) },
  ],
])('%s', (_, recorded, replayed, verdict) => {
  expect(judgeReplay(recorded, replayed)).toMatchObject(verdict);
});
