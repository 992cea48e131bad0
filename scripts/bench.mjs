// Every figure that the documentation names, each beside its goal.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
let missed = 0;
for (const name of Object.keys(scripts).filter((script) => script.startsWith('bench:'))) {
  process.stdout.write(`\n${name}\n`);
  const { status } = spawnSync('npm', ['run', '--silent', name], { stdio: 'inherit' });
  if (status !== 0) missed += 1;
}
process.exit(missed === 0 ? 0 : 1);
