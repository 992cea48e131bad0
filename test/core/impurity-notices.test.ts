import { expect, it } from 'vitest';
import type { Impurity } from '../../daemon/core/exploring.ts';
import { impurityNotices } from '../../daemon/core/impurity-notices.ts';

const clock = (line: number): Impurity => ({ kind: 'clock', evidence: 'time.time()', line });

it.each<[Impurity['kind'], string]>([
  ['clock', 'It reads the clock (`x`, line 2): outcomes may differ from run to run.'],
  ['random', 'It draws random numbers (`x`, line 2): outcomes may differ from run to run.'],
  ['files', 'It works with files (`x`, line 2): the sandbox has only an empty work folder.'],
  ['network', 'It uses the network (`x`, line 2), which the sandbox does not have.'],
  [
    'globals',
    'It changes state that outlives the call (`x`, line 2): calls may influence each other.',
  ],
  ['input', 'It reads standard input (`x`, line 2), which is empty here.'],
  [
    'process',
    'It starts processes or threads, or reads the environment (`x`, line 2): this is not compared.',
  ],
])('%s', (kind, sentence) => {
  expect(impurityNotices([{ kind, evidence: 'x', line: 2 }])).toEqual([sentence]);
});

it('says what is made reproducible where versions are explored', () => {
  const [time, chance, files] = impurityNotices(
    [
      clock(3),
      { kind: 'random', evidence: 'random()', line: 4 },
      { kind: 'files', evidence: 'open()', line: 5 },
    ],
    'explored',
  );
  expect(time).toBe(
    'It reads the clock (`time.time()`, line 3): on generated inputs it showed a time that the arguments decide, and stood still during a call.',
  );
  expect(chance).toBe(
    'It draws random numbers (`random()`, line 4): on generated inputs the arguments decided which.',
  );
  expect(files).toContain('the sandbox has only an empty work folder');
});

it('has one sentence for each kind, with its places', () => {
  const found = [clock(3), { kind: 'input', evidence: 'input()', line: 4 } as const, clock(9)];
  expect(impurityNotices(found)).toEqual([
    'It reads the clock (`time.time()`, line 3; `time.time()`, line 9): outcomes may differ from run to run.',
    'It reads standard input (`input()`, line 4), which is empty here.',
  ]);
  const [many] = impurityNotices([1, 2, 3, 4, 5].map(clock));
  expect(many).toContain('line 3; 2 more)');
});
