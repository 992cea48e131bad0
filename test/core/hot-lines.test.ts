import { expect, it } from 'vitest';
import { hotLinesIn, toldHotLines } from '../../daemon/core/hot-lines.ts';
import type { HotLine, ProposalRequest, Proposer } from '../../daemon/core/ports/proposing.ts';
import { ok } from '../../protocol/failures.ts';
import { request } from '../proposers/stub-language.ts';
import { sampleLineProfile } from '../samples.ts';

it('takes the slowest lines of a profile, with texts and numbers of the function alone', () => {
  expect(hotLinesIn(sampleLineProfile())).toEqual([
    { line: 4, text: 'if first + second == target:', share: 0.61, hits: 1741 },
    { line: 3, text: 'for second in values[i + 1 :]:', share: 0.37, hits: 1800 },
  ]);
});

it('takes five lines at most', () => {
  const lines = Array.from({ length: 8 }, (_, index) => ({ line: index, hits: 1, share: 0.125 }));
  expect(hotLinesIn({ code: '', firstLine: 1, lines })).toHaveLength(5);
});

const hot: HotLine = { line: 2, text: 'x = 1', share: 0.9, hits: 3 };

function told(find: Parameters<typeof toldHotLines>[1]) {
  const asked: ProposalRequest[] = [];
  const proposer: Proposer = {
    name: 'scripted',
    trust: 'model',
    propose(request) {
      asked.push(request);
      return Promise.resolve(ok([]));
    },
  };
  return { asked, proposer: toldHotLines(proposer, find) };
}

it('looks once for each parent', async () => {
  const looked: string[] = [];
  const { asked, proposer } = told((version) => {
    looked.push(version.source);
    return Promise.resolve(version.source === 'slow' ? [] : [hot]);
  });
  const { signal } = new AbortController();
  for (const source of ['slow', 'slow', 'better', 'better']) {
    await proposer.propose(request({ parent: { source, code: source } }), signal);
  }
  expect(looked).toEqual(['slow', 'better']);
  expect(asked.map((each) => each.hot)).toEqual([[], [], [hot], [hot]]);
  expect(proposer).toMatchObject({ name: 'scripted', trust: 'model' });
});

it.each<[string, Partial<ProposalRequest>]>([
  ['memory is the aim', { objective: 'memory' }],
  ['the parent fails', { figures: { ...request().figures, passed: false } }],
])('does not look where %s', async (_, change) => {
  const { asked, proposer } = told(() => Promise.reject(new Error('it looked')));
  await proposer.propose(request(change), new AbortController().signal);
  expect(asked.map((each) => each.hot)).toEqual([undefined]);
});
