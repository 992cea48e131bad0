// Checks the directions between folders, and that they were checked: dependency-cruiser passes
// happily where a compiler it does not know made it read nothing.
import { spawnSync } from 'node:child_process';

const roots = ['protocol', 'daemon', 'language-server', 'extension', 'media'];
const run = spawnSync(
  process.execPath,
  [
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    '--config',
    '.dependency-cruiser.cjs',
    ...roots,
  ],
  { encoding: 'utf8' },
);
process.stdout.write(run.stdout);
process.stderr.write(run.stderr);
const modules = Number(/(\d+) modules/.exec(run.stdout)?.[1] ?? 0);
if (modules < 100) {
  console.error(`Only ${modules} modules were read: the check is blind.`);
  process.exit(1);
}
process.exit(run.status ?? 1);
