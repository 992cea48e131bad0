import { readFileSync } from 'node:fs';
import { step, warn } from './report.mjs';
import { run, tail } from './run.mjs';

const quiet = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
let updated = false;

/** Whether Debian's packages can be installed here without asking anybody. */
export function canInstall() {
  if (process.platform !== 'linux' || process.getuid() !== 0) return false;
  try {
    const release = readFileSync('/etc/os-release', 'utf8');
    return /^(ID|ID_LIKE)=.*\b(debian|ubuntu)\b/m.test(release);
  } catch {
    return false;
  }
}

/** Installs Debian packages with just what they need; says so, and why where it fails. */
export async function install(packages) {
  const what = `apt-get install ${packages.join(' ')}`;
  let said = '';
  const done = await step(what, async () => {
    if (!updated) await run('apt-get', ['update', '-q'], { env: quiet });
    updated = true;
    const options = ['-y', '-q', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120'];
    const result = await run('apt-get', ['install', ...options, ...packages], { env: quiet });
    said = result.said;
    return result.ok;
  });
  if (!done) warn(`${what} failed:\n${tail(said)}`);
  return done;
}
