import colors from 'picocolors';
import { expect, it } from 'vitest';
import { presentOptimization } from '../../daemon/cli/present/optimization.ts';
import type { Style } from '../../daemon/cli/present/style.ts';
import type { Optimization } from '../../protocol/optimization.ts';
import { sampleOptimization, sampleSource } from '../samples.ts';

const plain: Style = { paint: colors.createColors(false), columns: 80 };
const file = { file: 'pairs.py', source: sampleSource };

it('shows what trades time for memory, where that is more than the best', () => {
  const member = { iteration: 1, proposer: 'rules', rules: [] };
  const bounded = (median: number) => ({
    median,
    ci95: [median * 0.95, median * 1.05] as [number, number],
  });
  const front: Optimization['front'] = [
    {
      ...member,
      attempt: 4,
      best: true,
      rules: ['pair-search-seen-set'],
      time: bounded(0.1),
      memory: bounded(1.3),
      obtained: 'confirmed',
    },
    {
      ...member,
      attempt: 2,
      best: false,
      proposer: 'openai',
      time: bounded(0.4),
      memory: bounded(1),
      obtained: 'chained',
    },
  ];
  const shown = (changes: Partial<Optimization>) => {
    const lines = presentOptimization(sampleOptimization(changes), file, plain);
    return lines.filter((line) => /none of these|^ {2}#\d|chained:/.test(line));
  };
  expect(`\n${shown({ front }).join('\n')}\n`).toMatchInlineSnapshot(`
    "
      none of these beats another in both time and memory (95% CI, to the original)
      #4  10.0x faster (9.52 to 10.5)  1.30x more (1.23 to 1.37)       best: pair-search-seen-…
      #2  2.50x faster (2.38 to 2.63)  about the same (0.952 to 1.05)  chained: openai
      chained: compared with a later version only, its ratios multiplied in
    "
  `);
  expect(shown({ front: front.slice(0, 1) })).toEqual([]);
  expect(shown({ front: [] })).toEqual([]);
  expect(shown({ best: null, front: front.slice(1) })).toHaveLength(3);
});
