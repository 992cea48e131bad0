import { expect, test } from 'vitest';
import {
  evidenceInFull,
  evidenceLine,
  evidenceStory,
  headline,
} from '../../../extension/diff/evidence.ts';
import type { Proposal } from '../../../protocol/history.ts';
import { sampleEvidence as evidence, sampleTests } from '../../samples.ts';
import { comparison, measurement, proposal, ratio, say } from './samples.ts';

const gain = '2.30x faster (95% CI 2.20 to 2.40)';
const figures = `${gain}, memory -38%, integral -61%`;
const origin = 'iteration 4, rules: set-membership + local-binding';
const lostMemory = {
  time: ratio(0.435, 0.417, 0.455),
  memory: ratio(1.2, 1.1, 1.3),
  integral: ratio(0.39, 0.38, 0.4),
};

/** The line above the function, and all of it. */
const rows: [string, Partial<Proposal>, string, string][] = [
  [
    'figures, cases and origin',
    {},
    `${gain}, 212 cases equal, memory -38%, integral -61%`,
    `${figures}, 212 cases equal, ${origin}`,
  ],
  [
    'against a version between, which is said',
    { againstOriginal: false, rules: ['set-membership'] },
    '2.30x faster than the best before it (95% CI 2.20 to 2.40), 212 cases equal, memory -38%',
    '2.30x faster than the best before it (95% CI 2.20 to 2.40), memory -38%, integral -61%, 212 cases equal, iteration 4, rule: set-membership',
  ],
  [
    'another objective first',
    { comparison: comparison({ objective: 'integral', ratio: ratio(0.39, 0.38, 0.4) }) },
    '2.56x smaller integral (95% CI 2.50 to 2.63), 212 cases equal, runtime -56%, memory -38%',
    `2.56x smaller integral (95% CI 2.50 to 2.63), runtime -56%, memory -38%, 212 cases equal, ${origin}`,
  ],
  [
    'no difference is no figure, and a loss is not hidden',
    {
      proposer: 'a-model',
      rules: [],
      comparison: comparison({
        objective: 'memory',
        ratio: ratio(0.5, 0.49, 0.51),
        ratios: {
          time: ratio(1.2, 1.1, 1.3),
          memory: ratio(0.5, 0.49, 0.51),
          integral: ratio(0.99, 0.9, 1.1),
        },
      }),
    },
    '2.00x less memory (95% CI 1.96 to 2.04), 212 cases equal, runtime +20%, integral the same',
    '2.00x less memory (95% CI 1.96 to 2.04), runtime +20%, integral the same, 212 cases equal, iteration 4, by a-model',
  ],
  [
    'an original that fails is nothing to be equal to',
    {
      comparison: comparison({
        ratio: null,
        ratios: null,
        baseline: measurement(1, 'failed'),
        candidate: measurement(1),
      }),
    },
    `not timed, 1 case passed, rules: set-membership + local-binding, iteration 4`,
    `not timed, 1 case passed, ${origin}`,
  ],
  [
    'a wrong version is not called equal',
    {
      comparison: comparison({
        equivalent: false,
        ratio: null,
        ratios: null,
        decision: 'rejected',
      }),
    },
    `not timed, not shown to be equal, rules: set-membership + local-binding, iteration 4`,
    `not timed, not shown to be equal, ${origin}`,
  ],
  [
    'generated inputs beside the cases',
    { comparison: comparison({ evidence: evidence() }) },
    `${gain}, 212 cases + 4,210 inputs equal, memory -38%, integral -61%`,
    `${figures}, the same on 212 cases and 4,210 generated inputs, 96% of branches, ${origin}`,
  ],
  [
    'where none could be generated the cases stand alone',
    { comparison: comparison({ evidence: evidence({ generated: 0 }) }) },
    `${gain}, 212 cases equal, memory -38%, integral -61%`,
    `${figures}, 212 cases equal, ${origin}`,
  ],
  [
    'where there are no cases the inputs stand alone',
    {
      comparison: comparison({
        evidence: evidence({ cases: { written: 0, discovered: 0, recorded: 0 } }),
      }),
    },
    `${gain}, 4,210 inputs equal, memory -38%, integral -61%`,
    `${figures}, the same on 4,210 generated inputs, 96% of branches, ${origin}`,
  ],
  [
    'what is lost, before what is won',
    { tests: sampleTests(), comparison: comparison({ evidence: evidence(), ratios: lostMemory }) },
    `${gain}, 212 cases + 4,210 inputs equal, tests passed (12 s), memory +20%`,
    `${gain}, memory +20%, integral -61%, the same on 212 cases and 4,210 generated inputs, 96% of branches, tests passed (12 s), ${origin}`,
  ],
  [
    'tests that say nothing',
    { tests: sampleTests({ state: 'fail-without-change' }) },
    `${gain}, 212 cases equal, tests fail without any change, memory -38%`,
    `${figures}, 212 cases equal, tests fail without any change, ${origin}`,
  ],
  [
    'nothing is known',
    { comparison: null },
    'not timed, rules: set-membership + local-binding, iteration 4',
    `not timed, ${origin}`,
  ],
];

test.each(rows)('%s', (_, overrides, line, full) => {
  const given = proposal(overrides);
  expect(evidenceLine(given, say)).toBe(line);
  expect(evidenceInFull(given, say)).toBe(full);
  expect(line.length).toBeLessThanOrEqual(100);
});

test('small and near-total changes keep a digit', () => {
  const ratios = {
    time: ratio(0.435, 0.417, 0.455),
    memory: ratio(1.034, 1.02, 1.05),
    integral: ratio(0.004, 0.003, 0.005),
  };
  const line = evidenceInFull(proposal({ comparison: comparison({ ratios }) }), say);
  expect(line).toContain('memory +3.4%, integral -99.6%');
});

test('the tab says how much', () => {
  expect(headline(proposal(), say)).toBe('2.30x faster');
  expect(headline(proposal({ comparison: null }), say)).toBe('proposal');
});

test('the hover says what limits the search for differences', () => {
  const limited = evidence({ notices: ['It reads the *clock*.'] });
  const story = evidenceStory(proposal({ comparison: comparison({ evidence: limited }) }), say);
  expect(story).toContain('the same on 212 cases and 4,210 generated inputs');
  expect(story).toContain('for 2\\.1 s; left out: 3 that take too long');
  expect(story).toContain('It reads the \\*clock\\*\\.');
});

test('the hover says why tests say nothing', () => {
  const tests = sampleTests({ state: 'not-run', reason: 'the project is too large' });
  expect(evidenceStory(proposal({ tests }), say)).toContain(
    'The tests of the project say nothing of it \\(the project is too large\\): make test',
  );
});

test('a model cannot write markup into the hover', () => {
  const reasoning = 'See [this](command:run)\n<img src=x> **now**';
  const story = evidenceStory(proposal({ reasoning }), say);
  expect(story).toContain('> See \\[this\\]\\(command:run\\)\n> \\<img src=x\\> \\*\\*now\\*\\*');
  expect(story).toContain('| runtime | -56% (2.30x faster) | -58% to -54% |');
});
