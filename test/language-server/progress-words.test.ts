import { expect, it } from 'vitest';
import { advance, begun, type RunKind } from '../../language-server/progress-words.ts';
import type { RunEvent } from '../../protocol/events.ts';
import { sampleComparison, sampleIteration } from '../samples.ts';

function check(kind: RunKind, events: readonly RunEvent[], expected: readonly string[]): void {
  let progress = begun(kind);
  const said = events.map((event) => {
    progress = advance(progress, kind, event, 4);
    return `${progress.text} ${progress.percentage ?? '-'}`;
  });
  expect(said).toEqual(expected);
}

it('says what a measurement does, in rounds', () => {
  check(
    'measure',
    [
      { kind: 'queued', ahead: 1 },
      { kind: 'sandbox', isolation: 'container', note: '' },
      { kind: 'measuring', what: 'Measuring', done: 3, total: 12 },
      { kind: 'measuring', what: 'Measuring', done: 1, total: 1 },
    ],
    [
      'Queued, 1 ahead -',
      'Measuring… -',
      'Measuring… 3 of 12 rounds 25',
      'Measuring… 1 of 1 round 100',
    ],
  );
});

it('says where the loop is, and never goes back', () => {
  check(
    'optimize',
    [
      { kind: 'measuring', what: 'Measuring', done: 3, total: 12 },
      { kind: 'proposing', index: 3, proposer: 'rules' },
      { kind: 'measuring', what: 'Checking', done: 0, total: 2 },
      { kind: 'screening', index: 3, candidates: 2 },
      { kind: 'proposing', index: 2, proposer: 'openai' },
      { kind: 'candidate', iteration: sampleIteration() },
      { kind: 'confirming', comparison: null },
      { kind: 'measuring', what: 'Comparing', done: 1, total: 6 },
      { kind: 'confirming', comparison: sampleComparison() },
      { kind: 'tests', of: 'best', state: 'running', seconds: null, reason: '' },
    ],
    [
      'Measuring… 3 of 12 rounds -',
      'Iteration 3 of 4: asking rules 50',
      'Iteration 3: checking… 0 of 2 versions 50',
      'Iteration 3 of 4: screening 2 versions 50',
      'Iteration 2 of 4: asking openai 50',
      'Iteration 2 of 4: asking openai 50',
      'Confirming the best… 95',
      'Confirming the best… 1 of 6 pairs 95',
      'Confirming the best… 95',
      'Running the tests with the best… 97',
    ],
  );
});

it('says at which size it is, and counts no milliseconds', () => {
  check(
    'scale',
    [
      { kind: 'sandbox', isolation: 'container', note: '' },
      { kind: 'measuring', what: 'Measuring n = 4', done: 0, total: 60_000 },
      { kind: 'measuring', what: 'Measuring n = 64', done: 1234.5, total: 60_000 },
    ],
    ['Measuring growth… -', 'Measuring n = 4… 0', 'Measuring n = 64… 2'],
  );
  check(
    'optimize',
    [
      { kind: 'proposing', index: 2, proposer: 'rules' },
      { kind: 'measuring', what: 'Growing to n = 16', done: 12.5, total: 5000 },
    ],
    ['Iteration 2 of 4: asking rules 25', 'Iteration 2: growing to n = 16… 25'],
  );
});

it('says that lines are profiled', () => {
  check(
    'profile',
    [
      { kind: 'queued', ahead: 1 },
      { kind: 'measuring', what: 'Profiling', done: 0, total: 1 },
    ],
    ['Queued, 1 ahead -', 'Profiling… 0'],
  );
});

it('keeps what was gained so far', () => {
  const accepted = advance(
    begun('optimize'),
    'optimize',
    { kind: 'candidate', iteration: sampleIteration() },
    4,
  );
  expect(accepted.kept).toBe('11.3x less');
});
