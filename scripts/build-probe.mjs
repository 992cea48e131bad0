import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Compiles the probe to dist/probe-<arch>, statically, so that the same file runs in every image
// and under bubblewrap. Its version is the hash of its sources; nothing is done where that has not
// changed since the last build.

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const sources = join(root, 'daemon/sandbox/probe');

export const probePath = join(root, 'dist', `probe-${process.arch}`);

export function probeVersion() {
  const hash = createHash('sha256');
  for (const name of readdirSync(sources).sort()) {
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(sources, name)))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 12);
}

/** True where it was compiled anew. Throws with a sentence that says what to do. */
export function buildProbe() {
  const version = probeVersion();
  if (existsSync(probePath) && readFileSync(probePath).includes(`probe-version ${version}`)) {
    return false;
  }
  mkdirSync(dirname(probePath), { recursive: true });
  const compiler = process.env.CC ?? 'cc';
  const making = `${probePath}.${process.pid}`;
  const files = readdirSync(sources).filter((name) => name.endsWith('.c'));
  const compiled = spawnSync(
    compiler,
    [
      ['-std=c11', '-O2', '-static', '-s', '-Wall', '-Wextra', '-Werror'],
      [`-DPROBE_VERSION="${version}"`, '-o', making],
      files.map((name) => join(sources, name)),
    ].flat(),
    { encoding: 'utf8' },
  );
  if (compiled.error) {
    throw new Error(
      `The probe needs a C compiler and ${compiler} cannot be run: ` +
        'install one (Debian: apt-get install gcc libc6-dev) or name one in CC.',
    );
  }
  if (compiled.status !== 0) {
    rmSync(making, { force: true });
    throw new Error(`The probe does not compile with ${compiler}:\n${compiled.stderr}`);
  }
  renameSync(making, probePath);
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const built = buildProbe();
    process.stderr.write(`${probePath}: ${built ? 'built' : 'unchanged'}\n`);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
