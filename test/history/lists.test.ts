import { describe, expect, it } from 'vitest';
import { runDetailSchema, runsResult } from '../../protocol/history.ts';
import { fail } from '../../protocol/failures.ts';
import {
  sampleComparison,
  sampleIteration,
  sampleMeasurement,
  sampleOptimization,
} from '../samples.ts';
import {
  accepted,
  everything,
  foundBest,
  header,
  measure,
  measurementOf,
  openNew,
  refuted,
  valueOf,
} from './fixture.ts';

describe('runs', () => {
  it('tell of each kind what a list shows', () => {
    const history = openNew();
    const measured = measure(history, 'def f(): pass', measurementOf(7));
    const compared = history.begin({ ...header, kind: 'compare' });
    history.compared(compared, 'def g(): pass', sampleComparison(), []);
    history.finish(compared, { state: 'done', result: null, pairs: [] });
    const optimized = history.begin(header);
    history.measured(optimized, measurementOf(9), []);
    history.candidate(optimized, sampleIteration(), 'x', []);
    const running = valueOf(history.runs(everything)).runs[0];
    expect(running).toMatchObject({ state: 'running', attempts: 1, ratio: null, endedAt: null });
    history.finish(optimized, { state: 'done', result: sampleOptimization(), pairs: [] });

    const { runs, more } = runsResult.parse(valueOf(history.runs(everything)));
    expect(more).toBe(false);
    expect(runs).toMatchObject([
      {
        id: optimized,
        kind: 'optimize',
        objective: 'integral',
        state: 'done',
        attempts: 1,
        figures: { verdict: 'passed', medianNs: 9, ci95Ns: [9, 9], usedBytes: 9, byteSeconds: 9 },
        ratio: { median: 0.0886, ci95: [0.0871, 0.0902], pairs: 25 },
        endedAt: expect.stringMatching(/Z$/),
      },
      { id: compared, attempts: 0, figures: { medianNs: 12_345_678 }, ratio: { pairs: 25 } },
      { id: measured, kind: 'measure', objective: null, figures: { medianNs: 7 }, ratio: null },
    ]);
  });

  it('come in pages, each after the last run of the one before', () => {
    const history = openNew();
    const ids = Array.from({ length: 7 }, () => measure(history, 'x', measurementOf(1)));
    const seen: string[] = [];
    let pages = 0;
    for (let more = true; more; pages += 1) {
      const before = seen.at(-1) ?? null;
      const page = valueOf(history.runs({ ...everything, limit: 3, before }));
      seen.push(...page.runs.map(({ id }) => id));
      more = page.more;
    }
    expect(seen).toEqual(ids.toReversed());
    expect(pages).toBe(3);
  });

  it('do not go on after a run that is gone', () => {
    expect(openNew().runs({ ...everything, before: 'gone' })).toMatchObject({
      failure: { code: 'run-unknown' },
    });
  });

  it.each([
    ['a folder', { under: ['/home/a'] }, ['/home/a/one.py', '/home/a/b/two.py']],
    ['a folder with a slash', { under: ['/home/a/'] }, ['/home/a/one.py', '/home/a/b/two.py']],
    ['two folders', { under: ['/home/a/b', '/home/ab'] }, ['/home/a/b/two.py', '/home/ab/one.py']],
    ['no wildcard', { under: ['/home/%'] }, []],
    ['words in any order', { search: ' ONE ab ' }, ['/home/ab/one.py']],
    ['the function', { search: 'spin' }, ['/home/ab/one.py']],
    ['characters that mean something elsewhere', { search: "%_'" }, []],
    ['kinds', { kinds: ['optimize' as const] }, ['/home/ab/one.py']],
    ['what improved', { improvedOnly: true }, ['/home/ab/one.py']],
  ])('are found by %s', (_name, asked, expected) => {
    const history = openNew();
    for (const path of ['/home/a/one.py', '/home/a/b/two.py']) {
      measure(history, 'x', measurementOf(1), { path });
    }
    const run = history.begin({ ...header, path: '/home/ab/one.py', function: 'Top.spin' });
    history.finish(run, { state: 'done', result: sampleOptimization(), pairs: [] });
    const { runs } = valueOf(history.runs({ ...everything, ...asked }));
    expect(runs.map(({ path }) => path).toSorted()).toEqual(expected.toSorted());
  });
});

describe('a run', () => {
  it('gives back what was found out', () => {
    const history = openNew();
    const run = history.begin(header);
    history.measured(run, sampleMeasurement(), []);
    history.candidate(run, refuted('def a(): ...', 'large'), 'x', []);
    history.candidate(run, accepted('def b(): ...', 0.5, { index: 2 }), 'y', []);
    const invalid = { status: 'invalid', candidate: null, comparison: null } as const;
    history.candidate(
      run,
      sampleIteration({ ...invalid, index: 2, reasoning: 'no function in the\0 answer' }),
      null,
      [],
    );
    const ratio = { median: 0.5, ci95: [0.4, 0.6] as [number, number] };
    const place = { iteration: 2, attempt: 2, proposer: 'rules', rules: [], best: true };
    const front = [{ ...place, time: ratio, memory: ratio, obtained: 'confirmed' as const }];
    const result = foundBest('def b(): ...', 0.5, { front });
    history.finish(run, { state: 'done', result, pairs: [] });

    const detail = runDetailSchema.parse(valueOf(history.run({ run, after: 0 })));
    expect(detail).toMatchObject({
      summary: { id: run, attempts: 3 },
      baseline: sampleMeasurement(),
      comparison: null,
      best: result.best,
      front,
      stopped: 'exhausted',
      failure: null,
      attempts: [
        {
          number: 1,
          iteration: 1,
          proposer: 'rules',
          status: 'incorrect',
          figures: null,
          ratios: null,
          reason: 'not equivalent: case large: returned 4, expected 3',
        },
        {
          number: 2,
          iteration: 2,
          rules: ['pair-search-seen-set'],
          status: 'accepted',
          figures: { verdict: 'passed', medianNs: 500, usedBytes: 500 },
          ratios: sampleComparison().ratios,
        },
        { number: 3, status: 'invalid', figures: null, reason: 'no function in the\0 answer' },
      ],
    });
    const later = valueOf(history.run({ run, after: 2 }));
    expect(later.attempts).toEqual(detail.attempts.slice(2));
  });

  it('tells of a comparison', () => {
    const history = openNew();
    const run = history.begin({ ...header, kind: 'compare' });
    history.compared(run, 'def g(): pass', sampleComparison(), []);
    history.finish(run, { state: 'done', result: null, pairs: [] });
    const { comparison, baseline, best } = valueOf(history.run({ run, after: 0 }));
    expect(comparison).toEqual(sampleComparison());
    expect(baseline).toEqual(sampleMeasurement());
    expect(best).toBe(null);
  });

  it('tells why it failed', () => {
    const history = openNew();
    const run = history.begin(header);
    const { failure } = fail('sandbox-failed', 'The sandbox went away.');
    history.finish(run, { state: 'failed', failure });
    expect(valueOf(history.run({ run, after: 0 }))).toMatchObject({
      summary: { state: 'failed' },
      failure,
      baseline: null,
      stopped: null,
    });
  });

  it('is told of while it goes on, and not where there is none', () => {
    const history = openNew();
    const run = history.begin(header);
    expect(valueOf(history.run({ run, after: 0 }))).toMatchObject({
      summary: { state: 'running', figures: null },
      attempts: [],
    });
    expect(history.run({ run: 'none', after: 0 })).toEqual(
      fail('run-unknown', 'The history knows no run none.'),
    );
  });
});
