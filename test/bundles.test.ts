import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const cli = join(root, 'dist', 'cli.js');
const home = mkdtempSync(join(tmpdir(), 'afterburner-test-'));

function build(): string {
  return spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: root, encoding: 'utf8' }).stderr;
}

function afterburner(args: readonly string[], cwd = home) {
  const env = { PATH: process.env['PATH'], AFTERBURNER_HOME: join(home, 'home') };
  return spawnSync(process.execPath, [cli, ...args], { cwd, env, encoding: 'utf8' });
}

beforeAll(() => {
  build();
}, 60_000);

afterAll(() => {
  afterburner(['stop']);
  rmSync(home, { recursive: true, force: true });
});

it('a second build has nothing to do', () => {
  const before = statSync(cli).mtimeMs;
  expect(build()).toContain('unchanged');
  expect(statSync(cli).mtimeMs).toBe(before);
});

it('the command line is a program of its own that knows its version', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(execFileSync(cli, ['--version'], { encoding: 'utf8' })).toBe(`${version}\n`);
});

it('the bundled daemon finds its database driver, grammar, harness and history', () => {
  writeFileSync(join(home, 'a.py'), 'def there():\n    return 1\n');
  const args = ['measure', 'a.py', '--function', 'theer', '--json'];
  const { status, stdout } = afterburner(args);
  expect(status).toBe(2);
  expect(JSON.parse(stdout).error).toMatchObject({
    code: 'function-not-found',
    message: expect.stringContaining('there'),
  });
  expect(existsSync(join(home, 'home', 'data', 'history.db'))).toBe(true);
});

it('both bundles carry the same digest and none of a placeholder', () => {
  const daemon = readFileSync(join(root, 'dist', 'daemon.cjs'), 'utf8');
  expect(daemon).not.toContain('@afterburner-build-digest@');
  const log = readFileSync(join(home, 'home', 'state', 'daemon.log'), 'utf8');
  const digest = /build (\w+)/.exec(log)?.[1];
  expect(daemon).toContain(digest);
  // Had they differed, the second command would have replaced the daemon of the first.
  afterburner(['measure', 'a.py', '--function', 'nobody']);
  const again = readFileSync(join(home, 'home', 'state', 'daemon.log'), 'utf8');
  expect(again.match(/listens on/g)).toHaveLength(1);
});
