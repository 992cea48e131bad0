import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { found, step, warn } from './report.mjs';
import { isCurrent, onPath, root, run, tail } from './run.mjs';

/** Dependencies exactly as locked. */
export async function installDependencies() {
  if (dependenciesAgree()) {
    found('dependencies');
    return true;
  }
  let said = '';
  const done = await step('npm ci', async () => {
    const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
    const npm = process.env.npm_execpath;
    const result = await (npm?.endsWith('.js')
      ? run(process.execPath, [npm, ...args])
      : run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args));
    said = result.said;
    return result.ok;
  });
  // What is wrong stands at the top, below warnings and above advice.
  const errors = said.split('\n').filter((line) => !line.startsWith('npm warn'));
  const head = errors.slice(0, 12).join('\n');
  if (!done) warn(`npm ci failed; mend what it says and run this again:\n${tail(head)}`);
  return done;
}

/** npm notes what it installed: each locked package must be among it, in the locked version. */
function dependenciesAgree() {
  const locked = readPackages('package-lock.json');
  const installed = readPackages('node_modules/.package-lock.json');
  if (locked === null || installed === null) return false;
  return Object.entries(locked).every(([path, { version, optional, link }]) => {
    if (path === '' || link) return true;
    const there = installed[path];
    return there === undefined ? Boolean(optional) : there.version === version;
  });
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/** What ships, bundled; nothing where there is no build script. */
export async function bundle() {
  const inputs = ['daemon', 'protocol', 'scripts/build.mjs', 'package.json', 'package-lock.json'];
  return made('the bundles', 'scripts/build.mjs', join(root, 'dist/.bundled'), inputs);
}

/**
 * The probe: by this machine's own C compiler or, where it has none for Linux, by one in a
 * container.
 */
export async function makeProbe() {
  const { buildProbe } = await import('../build-probe.mjs');
  if (!hasCompiler()) process.env.CC = join(root, 'scripts/setup/container-cc.mjs');
  let trouble = '';
  const done = await step('the probe', () => {
    try {
      return buildProbe() ? true : null;
    } catch (error) {
      trouble = error.message;
      return false;
    }
  });
  if (done === false) warn(trouble);
  return done !== false;
}

export function hasCompiler() {
  if (process.platform !== 'linux') return false;
  return process.env.CC !== undefined || (onPath('cc') && existsSync('/usr/include/stdio.h'));
}

/** Runs a script of ours unless what it made is newer than everything that it is made of. */
async function made(what, script, stamp, inputs) {
  if (!existsSync(join(root, script))) return true;
  if (isCurrent(stamp, inputs)) {
    found(what);
    return true;
  }
  let said = '';
  const done = await step(what, async () => {
    const result = await run(process.execPath, [script]);
    said = result.said;
    return result.ok;
  });
  if (!done) {
    warn(`node ${script} failed:\n${tail(said)}`);
    return false;
  }
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, '');
  return true;
}
