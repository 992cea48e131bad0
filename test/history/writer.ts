import { writeSync } from 'node:fs';
import { openHistory } from '../../daemon/history/open.ts';
import { sampleFigures, sampleCode, sampleIteration, sampleSource, settings } from '../samples.ts';

/** Records candidates without end, saying each number once it is recorded; the test kills it. */
const opened = openHistory(process.argv[2]!);
if (!opened.ok) throw new Error(opened.failure.message);
const { history } = opened.value;
const run = history.begin({
  kind: 'optimize',
  path: '/tmp/pairs.py',
  function: 'pair_with_sum',
  language: 'python',
  objective: 'integral',
  source: sampleSource,
  code: sampleCode,
  inputs: 'inputs',
  problem: null,
  settings,
});
const figures = { ...sampleFigures, passNs: Array.from({ length: 500 }, () => Math.random()) };
for (let index = 1; ; index += 1) {
  const pairs = Array.from({ length: 10 }, () => ({ baseline: figures, candidate: figures }));
  history.candidate(run, sampleIteration({ index }), sampleSource, pairs);
  writeSync(1, `${run} ${index}\n`);
}
