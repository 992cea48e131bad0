import { fail, ok } from '../../protocol/failures.ts';
import type { Result } from '../../protocol/failures.ts';
import type { Engine } from './engine.ts';
import type { LockEntry } from './image-lock.ts';
import { runOnce } from './run-once.ts';

const listPackages = ['dpkg-query', '--show', '--showformat=${Package} ${Version}\\n'] as const;

/** Checks that an image can run its language, and notes what is in it. */
export async function lookInto(
  engine: Engine,
  imageId: string,
  {
    check,
    language,
  }: { readonly check: readonly [string, ...string[]]; readonly language: string },
  signal: AbortSignal,
): Promise<Result<Pick<LockEntry, 'packages' | 'path' | 'volumes'>>> {
  const checked = await runOnce(engine, imageId, check, signal);
  if (!checked.ok) {
    if (checked.failure.code === 'cancelled') return checked;
    return fail(
      'image-unavailable',
      `the image cannot run ${language}: ${checked.failure.message}`,
      `Name an image on which ${check.join(' ')} works, built for ${engine.facts.arch}.`,
    );
  }
  const listed = await runOnce(engine, imageId, listPackages, signal);
  const { Config } = await engine.docker.getImage(imageId).inspect();
  const path = Config.Env?.find((line) => line.startsWith('PATH='))?.slice('PATH='.length);
  return ok({
    packages: listed.ok ? readPackages(listed.value) : {},
    path: path ?? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    volumes: Object.keys(Config.Volumes ?? {}),
  });
}

export async function imageExists(engine: Engine, imageId: string): Promise<boolean> {
  try {
    await engine.docker.getImage(imageId).inspect();
    return true;
  } catch {
    return false;
  }
}

/** What was replaced or refused is of no use; where something still runs it, it stays. */
export async function dropImage(engine: Engine, imageId: string): Promise<void> {
  await engine.docker
    .getImage(imageId)
    .remove()
    .catch(() => {});
}

function readPackages(listing: string): Record<string, string> {
  const pairs = listing.split('\n').map((line) => line.split(' '));
  return Object.fromEntries(pairs.filter(([name, version]) => name && version));
}
