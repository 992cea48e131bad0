import { describe, expect, it } from 'vitest';
import type { RunHeader } from '../../daemon/core/ports/history.ts';
import type { SqliteHistory } from '../../daemon/history/history.ts';
import { knownResult } from '../../protocol/history.ts';
import type { Measurement } from '../../protocol/measurement.ts';
import { sampleCode, sampleIteration, sampleMeasurement } from '../samples.ts';
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

const text = (n: number): string => `def pair_with_sum(xs, target):\n    return ${n}`;

function knownOf(history: SqliteHistory, path = header.path) {
  return knownResult.parse(valueOf(history.known({ path })));
}

function codes(history: SqliteHistory): string[] {
  return knownOf(history).versions.map(({ code }) => code);
}

describe('versions', () => {
  it('have the newest measurement of each text, the newest first', () => {
    const history = openNew();
    measure(history, text(1), measurementOf(10));
    measure(history, text(2), measurementOf(20));
    const run = measure(history, text(1), measurementOf(30));
    measure(history, text(1), measurementOf(99), { path: '/elsewhere.py' });
    const { versions } = knownOf(history);
    expect(versions).toMatchObject([
      {
        function: 'pair_with_sum',
        code: text(1),
        run,
        figures: { medianNs: 30, usedBytes: 30, byteSeconds: 30 },
        cases: { passed: 2, total: 2 },
        failing: [],
        environment: 'a1b2c3d4e5f6',
        isolation: 'container',
        toolchain: 'CPython 3.13.5',
        percentiles: null,
      },
      { code: text(2), figures: { medianNs: 20 } },
    ]);
  });

  it('are one whatever the line endings', () => {
    const history = openNew();
    measure(history, text(1).replaceAll('\n', '\r\n'), measurementOf(10));
    measure(history, text(1), measurementOf(20));
    expect(codes(history)).toEqual([text(1)]);
  });

  it('tell which cases fail, ten at most', () => {
    const history = openNew();
    const cases = Array.from({ length: 14 }, (_, index) => ({
      id: `case ${index}`,
      verdict: index < 2 ? ('passed' as const) : ('failed' as const),
      message: index < 2 ? null : 'returned 4, expected 3',
    }));
    measure(history, text(1), measurementOf(10, { verdict: 'failed', cases }));
    const [version] = knownOf(history).versions;
    expect(version).toMatchObject({
      cases: { passed: 2, total: 14 },
      figures: { verdict: 'failed' },
    });
    expect(version!.failing).toEqual(cases.slice(2, 12));
  });

  it('come from candidates, the confirmed best, and both sides of a comparison', () => {
    const history = openNew();
    const run = history.begin(header);
    history.measured(run, measurementOf(1000), []);
    history.candidate(run, refuted(text(1), 'large'), 'x', []);
    history.candidate(run, accepted(text(2), 0.5), 'x', []);
    history.finish(run, { state: 'done', result: foundBest(text(2), 0.4), pairs: [] });
    const compared = history.begin({ ...header, kind: 'compare', code: text(3) });
    history.compared(compared, text(4), comparisonOf(0.9), []);
    const figures = knownOf(history).versions.map((each) => [each.code, each.figures.medianNs]);
    expect(figures).toEqual([
      [text(4), 900],
      [text(3), 12_345_678],
      [text(2), 400],
      [sampleCode, 12_345_678],
    ]);
  });

  it('are fifty at most for each function', () => {
    const history = openNew();
    for (let n = 1; n <= 53; n += 1) measure(history, text(n), measurementOf(n));
    measure(history, text(1), measurementOf(1), { function: 'other' });
    const found = codes(history);
    expect(found).toHaveLength(51);
    expect(found.slice(0, 3)).toEqual([text(1), text(53), text(52)]);
  });
});

describe('percentiles', () => {
  function percentilesOf(history: SqliteHistory, code: string) {
    return knownOf(history).versions.find((version) => version.code === code)!.percentiles;
  }

  it('rank among the distinct correct variants, which are five at least', () => {
    const history = openNew();
    for (const n of [1, 2, 3, 4]) measure(history, text(n), measurementOf(n));
    measure(history, text(4), measurementOf(4));
    expect(percentilesOf(history, text(1))).toBe(null);
    measure(history, text(5), measurementOf(5));
    expect(percentilesOf(history, text(1))).toEqual({
      population: 'variants',
      size: 5,
      time: 90,
      memory: 90,
      integral: 90,
    });
    expect(percentilesOf(history, text(5))).toMatchObject({ time: 10 });
  });

  const environment = { ...sampleMeasurement().environment, id: 'another' };
  const variants: [string, Measurement, Partial<RunHeader>][] = [
    ['of another environment', measurementOf(9, { environment }), {}],
    ['on other inputs', measurementOf(9), { inputs: 'others' }],
    ['that fails', measurementOf(9, { verdict: 'failed' }), {}],
    ['that was not timed', measurementOf(9, { runtime: null }), {}],
    ['of another function', measurementOf(9), { function: 'other' }],
    ['of another file', measurementOf(9), { path: '/other.py' }],
  ];
  it.each(variants)('leave out a variant %s', (_name, measurement, changes) => {
    const history = openNew();
    for (const n of [1, 2, 3, 4, 5]) measure(history, text(n), measurementOf(n));
    measure(history, text(9), measurement, changes);
    expect(percentilesOf(history, text(1))).toMatchObject({ size: 5, time: 90 });
    const other = knownOf(history, changes.path).versions.find(({ code }) => code === text(9));
    expect(other!.percentiles).toBe(null);
  });

  it('leave out a gain that is not real', () => {
    const history = openNew();
    for (const n of [1, 2, 3, 4, 5]) measure(history, text(n), measurementOf(n));
    const run = history.begin(header);
    const comparison = comparisonOf(0.1, { decision: 'rejected', reason: 'the gain is not real' });
    history.candidate(run, sampleIteration({ candidate: text(6), comparison }), 'x', []);
    expect(percentilesOf(history, text(1))).toMatchObject({ size: 5 });
    expect(percentilesOf(history, text(6))).toBe(null);
  });

  it('count the newest figures of each', () => {
    const history = openNew();
    for (const n of [1, 2, 3, 4, 5]) measure(history, text(n), measurementOf(n));
    measure(history, text(5), measurementOf(0.5));
    expect(percentilesOf(history, text(1))).toMatchObject({ size: 5, time: 70 });
    expect(percentilesOf(history, text(5))).toMatchObject({ time: 90 });
  });
});

describe('improvements', () => {
  it('are what was compared with the original: the first accepted, and the confirmed best', () => {
    const history = openNew();
    const run = history.begin(header);
    history.candidate(run, refuted(text(1), 'large'), 'x', []);
    history.candidate(run, accepted(text(2), 0.5), 'x', []);
    history.candidate(run, accepted(text(3), 0.9, { index: 2 }), 'x', []);
    expect(knownOf(history).improvements).toMatchObject([
      { run, attempt: 2, baseCode: sampleCode, code: text(2), objective: 'integral', cases: 2 },
    ]);
    history.finish(run, { state: 'done', result: foundBest(text(3), 0.45), pairs: [] });
    expect(knownOf(history).improvements).toMatchObject([
      { attempt: null, code: text(3), ratio: { median: 0.45 }, ratios: { time: { pairs: 25 } } },
      { attempt: 2, code: text(2), ratio: { median: 0.5 } },
    ]);
  });

  it('do not count what could not be confirmed', () => {
    const history = openNew();
    const run = history.begin(header);
    history.candidate(run, accepted(text(2), 0.5), 'x', []);
    const result = { ...foundBest(text(2), 0.5), best: null };
    history.finish(run, { state: 'done', result, pairs: [] });
    expect(knownOf(history).improvements).toEqual([]);
  });

  it('are one for each text and original, by the newest confirmation', () => {
    const history = openNew();
    const confirm = (ratio: number, code = sampleCode) => {
      const run = history.begin({ ...header, code });
      history.candidate(run, accepted(text(2), 0.1), 'x', []);
      history.finish(run, { state: 'done', result: foundBest(text(2), ratio), pairs: [] });
      return run;
    };
    confirm(0.2);
    const newer = confirm(0.3);
    const other = confirm(0.25, text(1));
    const late = history.begin(header);
    history.candidate(late, accepted(text(2), 0.1), 'x', []);
    expect(knownOf(history).improvements).toMatchObject([
      { run: other, attempt: null, baseCode: text(1), ratio: { median: 0.25 } },
      { run: newer, attempt: null, baseCode: sampleCode, ratio: { median: 0.3 } },
    ]);
  });

  it('are none any more where a later run found the text wrong', () => {
    const history = openNew();
    const run = history.begin(header);
    history.finish(run, { state: 'done', result: foundBest(text(2), 0.5), pairs: [] });
    const later = history.begin(header);
    history.candidate(later, refuted(text(2), 'new'), 'x', []);
    expect(knownOf(history).improvements).toEqual([]);
  });
});

describe('refutations', () => {
  it('are those of the newest run that looked for something better, twenty at most', () => {
    const history = openNew();
    const older = history.begin(header);
    history.candidate(older, refuted(text(1), 'old'), 'x', []);
    const newer = history.begin(header);
    history.candidate(newer, accepted(text(9), 0.5), 'x', []);
    for (let n = 1; n <= 25; n += 1) {
      history.candidate(newer, refuted(text(n), `case ${n}`, { proposer: 'openai' }), 'x', []);
    }
    measure(history, text(1), measurementOf(1));
    const { refutations } = knownOf(history);
    expect(refutations).toHaveLength(20);
    expect(refutations[0]).toEqual({
      run: newer,
      attempt: 2,
      function: 'pair_with_sum',
      baseCode: sampleCode,
      proposer: 'openai',
      case: 'case 1',
      message: 'returned 4, expected 3',
    });
  });

  it('need an input that shows it', () => {
    const history = openNew();
    const run = history.begin(header);
    const comparison = comparisonOf(0.1, { decision: 'rejected', reason: 'the gain is not real' });
    history.candidate(run, sampleIteration({ status: 'incorrect', comparison }), 'x', []);
    expect(knownOf(history).refutations).toEqual([]);
  });
});
