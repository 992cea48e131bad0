import type { Comparison, Ratio } from '../../../protocol/comparison.ts';
import type { Proposal } from '../../../protocol/history.ts';
import type { Measurement } from '../../../protocol/measurement.ts';
import type { Say } from '../../../extension/say.ts';

export const say: Say = (sentence, ...values) =>
  sentence.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));

export function ratio(median: number, low: number, high: number): Ratio {
  return { median, ci95: [low, high], pairs: 40 };
}

export function measurement(cases: number, verdict: Measurement['verdict'] = 'passed') {
  const results = Array.from({ length: cases }, (_, i) => ({
    id: `case ${i}`,
    verdict,
    message: null,
  }));
  return { verdict, cases: results } as unknown as Measurement;
}

export function comparison(overrides: Partial<Comparison> = {}): Comparison {
  return {
    equivalent: true,
    counterexample: null,
    objective: 'time',
    ratio: ratio(0.435, 0.417, 0.455),
    ratios: {
      time: ratio(0.435, 0.417, 0.455),
      memory: ratio(0.62, 0.61, 0.63),
      integral: ratio(0.39, 0.38, 0.4),
    },
    decision: 'improved',
    reason: '2.30x faster (95% CI 2.20 to 2.40) over 40 paired rounds',
    baseline: measurement(212),
    candidate: measurement(212),
    ...overrides,
  };
}

const base =
  'import sys\n\ndef f(xs):\n    a = 1\n    b = []\n    for x in xs:\n        b.append(x)\n    return b\n';

export function proposal(overrides: Partial<Proposal> = {}): Proposal {
  return {
    run: 'r1',
    attempt: null,
    path: '/work/pairs.py',
    function: 'f',
    language: 'python',
    base,
    range: { start: base.indexOf('def f'), end: base.length - 1 },
    proposed: base
      .replace('    a = 1\n', '    a = 2\n')
      .replace('        b.append(x)\n', '        b += [x]\n'),
    iteration: 4,
    proposer: 'rules',
    rules: ['set-membership', 'local-binding'],
    reasoning: '',
    comparison: comparison(),
    againstOriginal: true,
    ...overrides,
  };
}
