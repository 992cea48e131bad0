import { describe, expect, it } from 'vitest';
import type { SolutionKey } from '../../daemon/core/ports/history.ts';
import type { SqliteHistory } from '../../daemon/history/history.ts';
import type { Changed } from '../../protocol/history.ts';
import type { Measurement } from '../../protocol/measurement.ts';
import { temporaryFolder } from '../child.ts';
import { sampleMeasurement } from '../samples.ts';
import { header, measure, measurementOf, openNew, valueOf } from './fixture.ts';

const problem = 'pair-gap';
const language = 'python';
const environment = sampleMeasurement().environment.id;
const here = { problem, language, environment };

/** Its inputs are those of the sample runs, as if these had been measured on the problem's cases. */
function solution(id: string, changes: Partial<SolutionKey> = {}): SolutionKey {
  return { problem, language, solution: id, inputs: 'inputs', cases: 'c', code: 'd', ...changes };
}

function knowSolutions(history: SqliteHistory, ids: readonly string[]): void {
  history.knowProblem({ id: problem, pack: '/packs/a.pack.json', language, solutions: ids });
}

/** Three solutions of a problem, told apart by their figures: 10, 20 and 30. */
function withSolutions(history: SqliteHistory): void {
  knowSolutions(history, ['a', 'b', 'c']);
  for (const [index, id] of ['a', 'b', 'c'].entries()) {
    history.solved(solution(id), measurementOf(10 * (index + 1)));
  }
}

function percentilesOf(history: SqliteHistory) {
  return valueOf(history.known({ path: header.path })).versions[0]?.percentiles;
}

describe('solutions', () => {
  it('are kept with their newest figures in each environment', () => {
    const history = openNew();
    withSolutions(history);
    const elsewhere = { ...sampleMeasurement().environment, id: 'elsewhere' };
    history.solved(solution('a'), measurementOf(99, { environment: elsewhere }));
    const newest = history.solved(solution('a', { code: 'other' }), measurementOf(11));
    const found = history.solutions(here);
    expect(found.map(({ solution: id, figures }) => [id, figures.medianNs]).toSorted()).toEqual([
      ['a', 11],
      ['b', 20],
      ['c', 30],
    ]);
    expect(found).toContainEqual(newest);
    expect(newest).toMatchObject({ code: 'other', environment, figures: { usedBytes: 11 } });
    expect(history.solutions({ ...here, environment: 'elsewhere' })).toHaveLength(1);
  });

  it('that the pack has no longer are forgotten, in this language', () => {
    const history = openNew();
    withSolutions(history);
    history.solved(solution('x', { language: 'other' }), measurementOf(1));
    knowSolutions(history, ['a', 'c']);
    expect(history.solutions(here).map((record) => record.solution)).toEqual(['a', 'c']);
    expect(history.solutions({ ...here, language: 'other' })).toHaveLength(1);
  });

  it('and the place of their pack outlive the daemon', () => {
    const folder = temporaryFolder();
    const first = openNew(folder);
    withSolutions(first);
    first.knowProblem({ id: 'b', pack: '/packs/b.pack.json', language, solutions: [] });
    first.knowProblem({ id: 'b', pack: '/packs/moved.pack.json', language, solutions: [] });
    first.close();
    const history = openNew(folder);
    expect(history.packOf(problem)).toBe('/packs/a.pack.json');
    expect(history.packOf('b')).toBe('/packs/moved.pack.json');
    expect(history.packOf('never')).toBe(null);
    expect(history.solutions(here)).toHaveLength(3);
  });

  it('tell whoever shows ranks that these may have changed', () => {
    const history = openNew();
    knowSolutions(history, ['a']);
    const told: Changed[] = [];
    history.onChange((changed) => told.push(changed));
    history.solved(solution('a'), measurementOf(1));
    expect(told).toEqual([{ run: null, path: null, what: 'measured' }]);
  });
});

describe('ranks among solutions', () => {
  it('are those of a function that is linked to the problem', () => {
    const history = openNew();
    withSolutions(history);
    const run = measure(history, 'mine', measurementOf(20), { problem });
    const expected = {
      population: 'problem',
      problem,
      size: 3,
      time: 50,
      memory: 50,
      integral: 50,
      beyond: {
        time: expect.closeTo(200 / 3),
        memory: expect.closeTo(200 / 3),
        integral: expect.closeTo(200 / 3),
      },
    };
    expect(percentilesOf(history)).toEqual(expected);
    expect(history.ranksOf(run)).toEqual(expected);
  });

  const elsewhere = { ...sampleMeasurement().environment, id: 'elsewhere' };
  it.each<[string, Measurement, object]>([
    ['is not linked', measurementOf(20), { problem: null }],
    ['is linked to another problem', measurementOf(20), { problem: 'other' }],
    ['has other inputs', measurementOf(20), { inputs: 'others' }],
    ['is of another language', measurementOf(20), { language: 'other' }],
    ['ran elsewhere', measurementOf(20, { environment: elsewhere }), {}],
    ['failed', measurementOf(20, { verdict: 'failed' }), {}],
  ])('are not those of a function that %s', (_, measurement, changes) => {
    const history = openNew();
    withSolutions(history);
    const run = measure(history, 'mine', measurement, { problem, ...changes });
    expect(percentilesOf(history)).toBe(null);
    expect(history.ranksOf(run)).toBe(null);
  });

  it('leave out solutions that failed, and those measured on other inputs', () => {
    const history = openNew();
    withSolutions(history);
    measure(history, 'mine', measurementOf(15), { problem });
    history.solved(solution('d'), measurementOf(1, { verdict: 'failed' }));
    history.solved(solution('e', { inputs: 'others' }), measurementOf(1));
    expect(percentilesOf(history)).toMatchObject({ size: 3 });
  });

  it('give way to those among variants where the solutions are too few', () => {
    const history = openNew();
    knowSolutions(history, ['a', 'b']);
    for (const id of ['a', 'b']) history.solved(solution(id), measurementOf(10));
    const changes = { problem };
    for (const n of [1, 2, 3, 4]) measure(history, `version ${n}`, measurementOf(n), changes);
    expect(percentilesOf(history)).toBe(null);
    const run = measure(history, 'version 5', measurementOf(5), changes);
    expect(history.ranksOf(run)).toMatchObject({ population: 'variants', size: 5, time: 10 });
    history.solved(solution('c'), measurementOf(10));
    expect(history.ranksOf(run)).toMatchObject({ population: 'problem', size: 3, time: 100 });
  });
});
