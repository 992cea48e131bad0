import { describe, expect, it } from 'vitest';
import { callText, exampleText, outcomeText } from '../../protocol/example-text.ts';
import type { RunSummary } from '../../protocol/history.ts';
import { figureRows } from '../../media/panel/figures-rows.ts';
import { noFilter, type Model } from '../../media/panel/model.ts';
import { welcomeOf } from '../../media/panel/welcome.ts';
import { agoText, makerOf, outcomeOf, pathIn, plural } from '../../media/panel/words.ts';
import { comparison, folder, measurement, nowMs, summary } from './harness/fixtures.ts';

const ratio = (median: number, low: number, high: number) => ({
  median,
  ci95: [low, high] as [number, number],
  pairs: 40,
});
const failing = { ...summary().figures, verdict: 'timeout' } as RunSummary['figures'];

describe('the outcome of a run', () => {
  it.each<[string, Partial<RunSummary>, string, string]>([
    ['an improvement', {}, 'good', '2.30x faster'],
    ['memory saved', { objective: 'memory', ratio: ratio(0.5, 0.4, 0.6) }, 'good', '2.00x less'],
    ['nothing found', { ratio: null }, 'plain', 'no improvement'],
    ['a gain within noise', { ratio: ratio(0.98, 0.95, 1.01) }, 'plain', 'no improvement'],
    ['an original that fails', { ratio: null, figures: failing }, 'bad', 'original fails'],
    ['a failure', { state: 'failed' }, 'bad', 'failed'],
    ['a cancelled run', { state: 'cancelled' }, 'plain', 'cancelled'],
    ['one cut short', { state: 'interrupted' }, 'plain', 'interrupted'],
    ['one that goes on', { state: 'running' }, 'running', 'running'],
    ['a measurement', { kind: 'measure', objective: null, ratio: null }, 'plain', '12.3 ms'],
    [
      'a measurement of what fails',
      { kind: 'measure', objective: null, ratio: null, figures: failing },
      'bad',
      'ran out of time',
    ],
    ['B worse than A', { kind: 'compare', ratio: ratio(1.5, 1.4, 1.6) }, 'bad', '1.50x slower'],
    ['B like A', { kind: 'compare', ratio: ratio(1, 0.99, 1.01) }, 'plain', 'about the same'],
    ['B not doing the same', { kind: 'compare', ratio: null }, 'bad', 'not equivalent'],
  ])('%s', (_, change, tone, text) => {
    expect(outcomeOf(summary(change))).toEqual({ tone, text });
  });
});

it.each([
  [10, 'just now'],
  [5 * 60, '5 min. ago'],
  [64 * 60, '1 hr. ago'],
  [26 * 3600, 'yesterday'],
  [50 * 3600, '2 days ago'],
  [20 * 86_400, '3 wk. ago'],
  [400 * 86_400, 'last yr.'],
])('%i seconds ago is %s', (seconds, text) => {
  expect(agoText(new Date(nowMs - seconds * 1000).toISOString(), nowMs)).toBe(text);
});

it.each([
  [{ proposer: 'rules', rules: ['a', 'b'] }, 'a + b'],
  [{ proposer: 'gpt', rules: [] }, 'gpt'],
])('names who made it', (attempt, text) => {
  expect(makerOf(attempt)).toBe(text);
});

it.each([
  [`${folder}/a/b.py`, 'a/b.py'],
  ['/elsewhere/b.py', '/elsewhere/b.py'],
  [`${folder}-other/b.py`, `${folder}-other/b.py`],
])('says %s inside its folder', (path, text) => {
  expect(pathIn([folder], path)).toBe(text);
});

it('counts in words', () => {
  expect([plural(1, 'case'), plural(12_000, 'case')]).toEqual(['1 case', '12,000 cases']);
});

it.each([
  ['pair', { args: [[1, 2], 5], kwargs: { target: 3 } }, 'pair([1,2], 5, target=3)'],
  ['pair', { args: [] }, 'pair()'],
  ['LRU.get', { init: [2], args: [1] }, 'LRU(2).get(1)'],
  ['Outer.LRU.get', { self: { size: 2 }, args: [1] }, '{"size":2}.get(1)'],
  ['LRU.make', { args: [1] }, 'LRU.make(1)'],
])('says a call of %s as in code', (name, call, text) => {
  expect(callText(name, call)).toBe(text);
});

it('says what came of a call, and cuts what is endless', () => {
  expect(outcomeText({ raises: 'ValueError' })).toBe('raises ValueError');
  expect([outcomeText([1]), outcomeText(null)]).toEqual(['[1]', 'null']);
  const long = exampleText('x'.repeat(5000));
  expect(long).toContain('… 4,602 characters …');
  expect(long.length).toBeLessThan(450);
});

it('sets the figures of two versions side by side', () => {
  const { baseline, candidate, ratios } = comparison();
  expect(figureRows(baseline, candidate, ratios)).toMatchObject([
    {
      label: 'Runtime',
      original: { value: '12.3 ms', note: '12.1 to 12.5 ms' },
      version: { value: '5.35 ms' },
      gain: { text: '2.30x faster', interval: '2.21 to 2.39' },
    },
    { label: 'CPU time', gain: null },
    { label: 'Memory', original: { value: '3.60 MB', note: 'peak 16.6 MB' } },
    { label: 'Integral', original: { value: '189 kB·s' }, gain: { direction: 'better' } },
  ]);
});

it('leaves out what was not measured', () => {
  const bare = { ...measurement(1e6), memory: null, integral: null };
  expect(figureRows(bare, null, null).map(({ label }) => label)).toEqual(['Runtime', 'CPU time']);
  expect(figureRows(null, null, null)).toEqual([]);
});

describe('what stands where no list does', () => {
  const failure = {
    code: 'engine-unreachable',
    message: 'No engine answers',
    hint: 'Start it.',
  } as const;
  const model: Model = {
    state: { trusted: true, folders: [folder], failure: null, active: [] },
    filter: noFilter,
    runs: { phase: 'loaded', runs: [], more: false },
    open: null,
    growth: null,
    notice: null,
    scroll: { runs: 0, run: 0, attempts: 0 },
    nowMs,
  };
  const state = model.state;
  if (state === null) throw new Error('There is a state.');
  it.each<[string, Partial<Model>, string | null]>([
    ['no trust', { state: { ...state, trusted: false } }, 'This workspace is not trusted'],
    ['no run', {}, 'No runs yet'],
    ['no match', { filter: { ...noFilter, search: 'x' } }, 'No run matches'],
    ['no engine', { state: { ...state, failure } }, 'Afterburner cannot run here yet'],
    [
      'no history',
      { runs: { phase: 'failed', failure: { ...failure, code: 'history-unusable' } } },
      'Afterburner cannot run here yet',
    ],
    ['runs, and no engine', { state: { ...state, failure }, runs: loaded() }, null],
    ['runs', { runs: loaded() }, null],
    ['not known yet', { state: null, runs: { phase: 'loading' } }, null],
  ])('%s', (_, change, title) => {
    expect(welcomeOf({ ...model, ...change })?.title ?? null).toBe(title);
  });

  it('says what is wrong and what to do', () => {
    const welcome = welcomeOf({ ...model, state: { ...state, failure } });
    expect(welcome?.paragraphs).toEqual(['No engine answers.', 'Start it.']);
    expect(welcome?.buttons[0]).toEqual({ text: 'Check the set-up', does: 'afterburner.doctor' });
  });
});

function loaded(): Model['runs'] {
  return { phase: 'loaded', runs: [summary()], more: false };
}
