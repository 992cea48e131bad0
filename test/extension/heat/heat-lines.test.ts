import { describe, expect, it } from 'vitest';
import { heatLines, heatOf, hottest } from '../../../extension/heat/heat-lines.ts';
import type { LineProfile, ProfiledLine } from '../../../protocol/line-profile.ts';
import { sampleLineProfile } from '../../samples.ts';
import { say } from '../say.ts';

function only(line: Partial<ProfiledLine>, change: Partial<LineProfile> = {}) {
  const profile = sampleLineProfile({
    lines: [{ line: 7, hits: 1741, share: 0.61, ...line }],
    ...change,
  });
  return heatLines(profile, say)[0]!;
}

it('counts lines from the first of the function', () => {
  const lines = heatLines(sampleLineProfile(), say);
  expect(lines.map(({ offset, heat }) => [offset, heat])).toEqual([
    [0, 0],
    [1, 1],
    [2, 3],
    [3, 4],
    [4, 0],
    [5, 0],
  ]);
});

it.each([
  [0, 0],
  [0.0099, 0],
  [0.01, 1],
  [0.05, 2],
  [0.2, 3],
  [0.499, 3],
  [0.5, 4],
  [1, 4],
] as const)('a share of %d has heat %d', (share, heat) => {
  expect(heatOf(share)).toBe(heat);
});

it.each<[Partial<ProfiledLine>, string]>([
  [{ share: 0.62, hits: 12_000 }, '62% · 12,000×'],
  [{ share: 0.004, hits: 3 }, '<1% · 3×'],
  [{ share: 0, hits: 2 }, '2×'],
  [{ share: 0.3, hits: null }, '30%'],
  [{ share: 1, hits: 1 }, '100% · 1×'],
])('%j is shown as %s', (line, figure) => {
  expect(only(line).figure).toBe(figure);
});

describe('hovering tells', () => {
  it('share, count and how far both can be believed', () => {
    expect(only({}).hover).toBe(
      '**61% of the time**, about 1.46 ms of the 2.40 ms of one pass. ' +
        'It is begun 1,741 times in a pass.\n\n' +
        'Shares are those of 1,000 samples; sampling made a pass 1.02 times as long. ' +
        'Counting, in a run of its own, made it 9.30 times as long.',
    );
  });

  it('that a line took no time to be seen', () => {
    expect(only({ share: 0, hits: 1 }).hover).toContain(
      '**No time to be seen** of the 2.40 ms of one pass. It is begun once in a pass.',
    );
  });

  it('that counting took too long', () => {
    const slowdown = { counting: null, sampling: 1.1 };
    const { hover } = only({ hits: null }, { slowdown });
    expect(hover).toContain('was not counted: that took too long');
    expect(hover).not.toContain('run of its own');
  });
});

it('names the hottest line as it is numbered in the document', () => {
  expect(hottest(sampleLineProfile(), 11, say)).toBe('pair_with_sum: 61% of the time in line 14');
  expect(hottest(sampleLineProfile({ samples: 0 }), 11, say)).toBeNull();
  expect(hottest(sampleLineProfile({ lines: [] }), 11, say)).toBeNull();
});
