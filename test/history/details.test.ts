import { expect, describe, it } from 'vitest';
import { attemptDetailSchema, proposalSchema } from '../../protocol/history.ts';
import type { ProjectTests } from '../../protocol/optimization.ts';
import {
  sampleCode,
  sampleImprovedCode,
  sampleIteration,
  sampleSource,
  sampleTests,
} from '../samples.ts';
import {
  accepted,
  comparisonOf,
  foundBest,
  header,
  measure,
  measurementOf,
  openNew,
  refuted,
  valueOf,
} from './fixture.ts';

/** A run with a wrong candidate, one that was accepted, and a better one that was confirmed. */
function optimized() {
  const history = openNew();
  const run = history.begin(header);
  history.candidate(run, refuted('def a(): ...', 'large'), 'wrong file', []);
  history.candidate(run, accepted('def b(): ...', 0.5), 'accepted file', []);
  const better = { index: 2, reasoning: 'Even better.' };
  history.candidate(run, accepted(sampleImprovedCode, 0.9, better), 'better file', []);
  const never = { status: 'invalid', candidate: null, comparison: null } as const;
  history.candidate(run, sampleIteration(never), null, []);
  history.finish(run, {
    state: 'done',
    result: foundBest(sampleImprovedCode, 0.45),
    pairs: [],
  });
  return { history, run };
}

describe('an attempt', () => {
  it('comes in full, with the text it was to improve', () => {
    const { history, run } = optimized();
    const detail = attemptDetailSchema.parse(valueOf(history.attempt({ run, attempt: 2 })));
    expect(detail).toEqual({ original: sampleCode, iteration: accepted('def b(): ...', 0.5) });
  });

  it.each([
    ['run-unknown', 'none', 1],
    ['version-missing', null, 5],
  ])('is told to be unknown: %s', (code, run, attempt) => {
    const known = optimized();
    const found = known.history.attempt({ run: run ?? known.run, attempt });
    expect(found).toMatchObject({ failure: { code } });
  });
});

describe('a proposal', () => {
  it('of the best is the file with its edits made', () => {
    const { history, run } = optimized();
    const found = proposalSchema.parse(valueOf(history.proposal({ run, attempt: null })));
    expect(found).toMatchObject({
      run,
      attempt: null,
      path: header.path,
      function: 'pair_with_sum',
      language: 'python',
      base: sampleSource,
      proposed: `import math\n\n\n${sampleImprovedCode}`,
      iteration: 2,
      proposer: 'rules',
      reasoning: 'Even better.',
      comparison: { ratio: { median: 0.45 } },
      againstOriginal: true,
    });
  });

  it.each([
    [1, 'wrong file', true, null],
    [2, 'accepted file', true, 0.5],
    // It was confirmed as the best: that comparison tells more than the one with its parent.
    [3, 'better file', true, 0.45],
  ])('of attempt %d is the file that ran', (attempt, proposed, againstOriginal, ratio) => {
    const { history, run } = optimized();
    const found = proposalSchema.parse(valueOf(history.proposal({ run, attempt })));
    expect(found).toMatchObject({ attempt, proposed, againstOriginal });
    expect(found.comparison!.ratio?.median ?? null).toBe(ratio);
  });

  it('says where it was compared with another version than the original', () => {
    const history = openNew();
    const run = history.begin(header);
    history.candidate(run, accepted('def b(): ...', 0.5), 'b', []);
    history.candidate(run, accepted('def c(): ...', 0.9), 'c', []);
    const found = valueOf(history.proposal({ run, attempt: 2 }));
    expect(found).toMatchObject({ againstOriginal: false, comparison: comparisonOf(0.9) });
  });

  it('found wrong after the loop is shown as that, and as what it was when others were compared', () => {
    const history = openNew();
    const run = history.begin(header);
    history.candidate(run, accepted('def b(): ...', 0.5), 'b', []);
    history.candidate(run, accepted('def c(): ...', 0.9), 'c', []);
    const reason = 'the tests fail with it';
    const found = accepted('def b(): ...', 0.5);
    const comparison = { ...found.comparison!, decision: 'rejected' as const, reason };
    history.revised(run, 1, { ...found, status: 'incorrect', comparison });
    const tests = sampleTests();
    const result = { ...foundBest('def c(): ...', 0.4), tests };
    history.finish(run, { state: 'done', result, pairs: [] });
    const detail = valueOf(history.run({ run, after: 0 }));
    expect(detail.attempts).toMatchObject([
      { number: 1, status: 'incorrect', reason },
      { number: 2, status: 'accepted' },
    ]);
    expect(detail.tests).toEqual(tests);
    const { iteration } = valueOf(history.attempt({ run, attempt: 1 }));
    expect(iteration).toMatchObject({ status: 'incorrect', comparison: { decision: 'rejected' } });
    expect(valueOf(history.proposal({ run, attempt: 1 }))).toMatchObject({ tests: null });
    expect(valueOf(history.proposal({ run, attempt: null }))).toMatchObject({ tests });
    const known = valueOf(history.known({ path: header.path }));
    expect(known.improvements.map(({ code }) => code)).toEqual(['def c(): ...']);
    // The second was compared with the first, whatever is known of that now.
    const kept = valueOf(history.recorded({ run, attempt: 2 }));
    expect(kept.baseline).toBe('b');
  });

  it('that the tests of the project never saw is not offered beside the best', () => {
    const offered = (tests: ProjectTests | null): readonly string[] => {
      const history = openNew();
      const run = history.begin(header);
      history.candidate(run, accepted('def b(): ...', 0.5), 'b', []);
      history.candidate(run, accepted('def c(): ...', 0.9), 'c', []);
      const result = { ...foundBest('def c(): ...', 0.4), tests };
      history.finish(run, { state: 'done', result, pairs: [] });
      const { improvements } = valueOf(history.known({ path: header.path }));
      return improvements.map(({ code }) => code);
    };
    expect(offered(null)).toEqual(['def c(): ...', 'def b(): ...']);
    expect(offered(sampleTests())).toEqual(['def c(): ...']);
  });

  it('is refused in words where there is none', () => {
    const { history, run } = optimized();
    const refused = (id: string, attempt: number | null) => {
      const found = history.proposal({ run: id, attempt });
      return found.ok ? null : `${found.failure.code}: ${found.failure.message}`;
    };
    expect(refused('none', null)).toBe('run-unknown: The history knows no run none.');
    expect(refused(run, 4)).toBe('version-missing: Attempt 4 has no text that could be run.');
    expect(refused(run, 5)).toBe('version-missing: This run has no attempt 5.');
    const measured = measure(history, 'x', measurementOf(1));
    expect(refused(measured, null)).toMatch(/^version-missing: This run has no confirmed best/);
    const running = history.begin(header);
    expect(refused(running, null)).toBe('version-missing: This run has not ended yet.');
    const result = { ...foundBest('x', 0.5), best: null };
    history.finish(running, { state: 'done', result, pairs: [] });
    expect(refused(running, null)).toMatch(/found nothing that beats the original/);
  });
});
