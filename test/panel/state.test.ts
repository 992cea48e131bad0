import { describe, expect, it } from 'vitest';
import { coalesced } from '../../media/panel/coalesce.ts';
import { mergeDetail, mergeHead } from '../../media/panel/merge.ts';
import { initialModel, readSaved, toSave } from '../../media/panel/saved.ts';
import { attempts, nowMs, runDetail, summary } from './harness/fixtures.ts';

const runs = (...ids: string[]) => ids.map((id) => summary({ id }));
const ids = (result: { runs: readonly { id: string }[] }) =>
  result.runs.map(({ id }) => id).join('');

describe('the newest page, asked for again', () => {
  it.each<[string, string, string, boolean, string, boolean]>([
    ['a new run', 'bcdef', 'abc', true, 'abcdef', false],
    ['one deleted', 'abcdef', 'acd', true, 'acdef', false],
    ['everything fits one page', 'abc', 'ab', false, 'ab', false],
    ['the list meets it nowhere', 'xyz', 'abc', true, 'abc', true],
    ['nothing left', 'abc', '', false, '', false],
  ])('%s', (_, known, head, more, merged, moreLeft) => {
    const result = mergeHead(runs(...known), { runs: runs(...head), more }, false);
    expect(ids(result)).toBe(merged);
    expect(result.more).toBe(moreLeft);
  });
});

it('a run grows by the attempts that came since', () => {
  const known = runDetail({ attempts: attempts(4) });
  const newer = runDetail({ attempts: attempts(6).slice(3), stopped: 'budget' });
  const merged = mergeDetail(known, newer);
  expect(merged.attempts.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(merged.stopped).toBe('budget');
});

it('a run without news keeps its very list of attempts', () => {
  const known = runDetail();
  expect(mergeDetail(known, { ...known, attempts: [] }).attempts).toBe(known.attempts);
});

it('many requests during one round lead to one more', async () => {
  const gates: (() => void)[] = [];
  let rounds = 0;
  const request = coalesced(
    () =>
      new Promise((resolve) => {
        rounds += 1;
        gates.push(resolve);
      }),
    async () => {},
  );
  for (let count = 0; count < 5; count += 1) request();
  expect(rounds).toBe(1);
  gates.shift()?.();
  await expect.poll(() => rounds).toBe(2);
  gates.shift()?.();
  await new Promise(setImmediate);
  expect(rounds).toBe(2);
  request();
  expect(rounds).toBe(3);
});

it('what was saved comes back, and anything else is a fresh start', () => {
  const saved = {
    filter: { search: 'pair', kind: 'optimize', improvedOnly: true },
    open: { id: 'run-1', selected: 3, axis: 'memory', showAll: true },
    growth: { path: '/x/pairs.py', function: 'pair_with_sum', figure: 'memory' },
    scroll: { runs: 10, run: 20, attempts: 30 },
  };
  const model = initialModel(readSaved(saved), nowMs);
  expect(model.open?.detail.phase).toBe('loading');
  expect(toSave(model)).toEqual(saved);
  const { growth: _, ...older } = saved;
  expect(readSaved(older)).toEqual({ ...saved, growth: null });
  for (const odd of [undefined, null, 'x', { ...saved, scroll: 3 }]) {
    expect(readSaved(odd).open).toBeNull();
  }
});
