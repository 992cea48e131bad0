import { execFile } from 'node:child_process';
import { access, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { fail, ok } from '../../protocol/failures.ts';
import type { Result } from '../../protocol/failures.ts';

/** Where the host keeps a language's toolchain. */
export interface Toolchain {
  /** Folder outside /usr that must be visible in a sandbox; null where /usr holds everything. */
  readonly prefix: string | null;
  /** A PATH on which the toolchain itself stands first: no version manager's shims. */
  readonly path: string;
}

const systemPath = '/usr/local/bin:/usr/bin:/bin';

/** Looks on this process's PATH, for sandboxes that use the host's own toolchain. */
export async function findToolchain(language: string): Promise<Result<Toolchain>> {
  if (language !== 'python') return ok({ prefix: null, path: systemPath });
  try {
    const { stdout } = await promisify(execFile)(
      'python3',
      ['-I', '-c', 'import sys; print(sys.base_prefix); print(sys.executable)'],
      { timeout: 20_000 },
    );
    const [prefix = '', executable = ''] = stdout.split('\n');
    const bin = (await exists(join(prefix, 'bin/python3')))
      ? join(prefix, 'bin')
      : dirname(await realpath(executable));
    const inSystem = prefix === '/usr' || prefix.startsWith('/usr/');
    return ok({ prefix: inSystem ? null : prefix, path: `${bin}:${systemPath}` });
  } catch {
    return fail(
      'toolchain-missing',
      'No python3 that runs was found on the PATH.',
      'Install Python 3, or use a container engine.',
    );
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
