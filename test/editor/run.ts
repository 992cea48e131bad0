import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runHostSuite } from './host/host-suite.ts';
import { findInstallation, root } from './host/installation.ts';
import { everyday } from './ui/everyday.ts';
import { growing } from './ui/growing.ts';
import { restricted, withoutEngine } from './ui/limited.ts';
import { pictures } from './ui/pictures.ts';
import { type Outcome, play, type Scenario, shotsFolder } from './ui/scenario.ts';
import { working } from './ui/working.ts';

// The extension in a real VS Code: sets it up, packages, runs the suite inside the extension host,
// and then clicks through the installed package in a browser. Usage:
//
//     npm run test:editor -- [--only NAME]... [--report FILE.json]
//
// NAME is `host` or a scenario's; `pictures` makes those of the README anew, and is left out where
// nothing is named. The report is `{passed, failed}`. Screenshots are left in
// test/editor/shots, and logs of what failed.

const tests: readonly Scenario[] = [everyday, working, growing, withoutEngine, restricted];

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    report: { type: 'string' },
  },
});
for (const name of values.only) {
  if (name === 'host' || [...tests, pictures].some((one) => one.name === name)) continue;
  throw new Error(`There is no ${name}.`);
}
const isWanted = (name: string) => values.only.length === 0 || values.only.includes(name);

const begun = performance.now();
let passed = 0;
let failed = 0;
try {
  await runAll();
} catch (error) {
  failed += 1;
  say(`✗ ${String(error)}`);
}
if (passed + failed === 0) failed = 1;
say(`\n${passed} passed, ${failed} failed (${((performance.now() - begun) / 1000).toFixed(0)} s)`);
if (values.report) writeFileSync(values.report, JSON.stringify({ passed, failed }));
process.exitCode = failed === 0 ? 0 : 1;

async function runAll(): Promise<void> {
  const installation = findInstallation();
  const vsix = makePackage();
  rmSync(shotsFolder, { recursive: true, force: true });
  if (isWanted('host')) {
    const result = await runHostSuite({
      executable: join(root, 'test/editor/host/code-shim.mjs'),
    });
    passed += result.passed;
    failed += result.failed;
    for (const { title, error } of result.failures) say(`✗ ${title}\n${error}`);
  }
  const asked = values.only.includes(pictures.name) ? [pictures] : [];
  for (const scenario of [...tests.filter(({ name }) => isWanted(name)), ...asked]) {
    await play(scenario, installation, vsix, tell);
  }
}

function makePackage(): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'scripts/package.mjs')],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`npm run package failed:\n${stdout}${stderr}`);
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
  };
  say(`✓ ${stdout.trim().split('\n').at(-1)}`);
  return join(root, 'dist', `${name}-${version}.vsix`);
}

function tell({ title, seconds, error }: Outcome): void {
  if (error === null) passed += 1;
  else failed += 1;
  say(`${error === null ? '✓' : '✗'} ${title} (${seconds.toFixed(1)} s)`);
  if (error !== null) say(error);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
