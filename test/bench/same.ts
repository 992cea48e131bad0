import { execFile } from 'node:child_process';
import { comparisonSchema } from '../../protocol/comparison.ts';
import { print, printFigure } from './bench.ts';

// The command line compares a file with itself, again and again: nothing may be called different.
// Usage: npx tsx test/bench/same.ts [TIMES]

const times = Number(process.argv[2] ?? 20);
const file = 'examples/pairs.py';
const args = [
  'compare',
  file,
  file,
  '--function',
  'pair_with_sum',
  '--objective',
  'time',
  '--json',
];

let unchanged = 0;
for (let round = 1; round <= times; round += 1) {
  const text = await new Promise<string>((resolve, reject) =>
    execFile(process.execPath, ['dist/cli.js', ...args], (error, stdout) =>
      stdout === '' ? reject(error ?? new Error('no answer')) : resolve(stdout),
    ),
  );
  const comparison = comparisonSchema.parse(JSON.parse(text));
  if (comparison.decision === 'unchanged') unchanged += 1;
  print(`${String(round).padStart(3)}  ${comparison.decision.padEnd(10)} ${comparison.reason}`);
}
printFigure('a file against itself: unchanged', `${unchanged} of ${times}`, 'all');
process.exitCode = unchanged === times ? 0 : 1;
