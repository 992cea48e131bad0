import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail, ok } from '../../protocol/failures.ts';
import type { Result } from '../../protocol/failures.ts';
import type { Tell } from '../core/ports/service.ts';
import { aptProxies, aptValidity, debianMirrors } from './apt.ts';
import type { Engine } from './engine.ts';
import { pullImage } from './image-pull.ts';
import { followProgress } from './progress.ts';

/** Debian's release in `debian:trixie-slim`, the base of every image here. */
const bootstrapped = /^debian:([a-z]+)-slim$/;
/** What Debian's slim images leave out, too. */
const leftOut = ['doc', 'groff', 'info', 'linda', 'lintian', 'locale', 'man'];

/**
 * Gives the id of a base image: the one that is there, else pulled, else bootstrapped from the
 * package mirrors and imported under the same name.
 */
export async function baseImage(
  engine: Engine,
  name: string,
  signal: AbortSignal,
  tell: Tell,
): Promise<Result<string>> {
  const there = await imageId(engine, name);
  if (there !== null) return ok(there);
  const pulled = await pullImage(engine, name, signal, tell);
  if (pulled.ok || pulled.failure.code === 'cancelled') return pulled;
  const release = bootstrapped.exec(name)?.[1];
  if (release === undefined) return pulled;
  return bootstrap(engine, name, release, pulled.failure.message, signal, tell);
}

export async function imageId(engine: Engine, name: string): Promise<string | null> {
  try {
    return (await engine.docker.getImage(name).inspect()).Id;
  } catch {
    return null;
  }
}

async function bootstrap(
  engine: Engine,
  name: string,
  release: string,
  whyNotPulled: string,
  signal: AbortSignal,
  tell: Tell,
): Promise<Result<string>> {
  tell({ kind: 'preparing', what: `${name} from Debian's packages` });
  const folder = await mkdtemp(join(tmpdir(), 'afterburner-base-'));
  try {
    const tar = join(folder, 'base.tar');
    const mirrors = await debianMirrors(release);
    const trouble = await mmdebstrap(engine.facts.arch, release, tar, mirrors, signal);
    if (signal.aborted) return fail('cancelled', 'Cancelled.');
    if (trouble !== null) {
      return fail(
        'image-unavailable',
        `${whyNotPulled}; and it could not be bootstrapped either: ${trouble}`,
        'Let the engine reach a registry, or install mmdebstrap and run npm run setup.',
      );
    }
    const [repo, tag] = name.split(':');
    const stream = await engine.docker.importImage(createReadStream(tar), { repo, tag });
    const error = await followProgress(stream, () => {});
    const id = await imageId(engine, name);
    if (error !== null || id === null) {
      return fail('image-unavailable', `${name} could not be imported: ${error ?? 'no image'}`);
    }
    return ok(id);
  } catch (error) {
    return fail('image-unavailable', `${name} could not be imported: ${(error as Error).message}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Null where it worked, else the end of what it said. */
async function mmdebstrap(
  arch: string,
  release: string,
  target: string,
  mirrors: readonly string[],
  signal: AbortSignal,
): Promise<string | null> {
  const secured = mirrors.some((line) => line.includes('https:'));
  const args = [
    '--quiet',
    '--variant=minbase',
    `--architectures=${arch}`,
    ...(secured ? ['--include=ca-certificates'] : []),
    ...leftOut.map((folder) => `--dpkgopt=path-exclude=/usr/share/${folder}/*`),
    '--aptopt=Acquire::Languages "none"',
    // A mirror that is a snapshot needs what this machine's own package manager was told.
    ...(await aptValidity()).map((option) => `--aptopt=${option}`),
    release,
    target,
    ...mirrors,
  ];
  const env = { ...process.env, ...(await aptProxies()), LC_ALL: 'C.UTF-8' };
  return new Promise((resolve) => {
    const child = spawn('mmdebstrap', args, { env, signal, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(-2000);
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      // One that is cancelled is waited for: until it ends it still has folders of its own.
      if (error.name === 'AbortError') return;
      resolve(error.code === 'ENOENT' ? 'mmdebstrap is not installed' : error.message);
    });
    child.on('close', (code) =>
      resolve(code === 0 ? null : said.trim() || `mmdebstrap ended with ${code}`),
    );
  });
}
