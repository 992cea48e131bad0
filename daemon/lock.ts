import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';

/** The right to be the daemon over one data folder: the history has one writer at a time. */
export type Claim = { readonly kind: 'held'; release(): void } | { readonly kind: 'taken' };

/**
 * The kernel keeps the lock and drops it with its process, however that ends, so that no lock is
 * ever stale: an abstract socket on Linux, an exclusively opened file on the BSDs and macOS, a
 * named pipe on Windows.
 */
export function claimLock(dataFolder: string): Promise<Claim> {
  switch (process.platform) {
    case 'linux':
      return claimName(`\0afterburner-${lockSecret(dataFolder)}`);
    case 'win32':
      return claimName(`\\\\.\\pipe\\afterburner-lock-${lockSecret(dataFolder)}`);
    default:
      return Promise.resolve(claimFile(join(dataFolder, 'daemon.lock')));
  }
}

async function claimName(name: string): Promise<Claim> {
  const server = createServer((socket) => socket.destroy());
  if (!(await listens(server, name))) return { kind: 'taken' };
  server.unref();
  return { kind: 'held', release: () => void server.close() };
}

function listens(server: Server, name: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen(name, () => resolve(true));
  });
}

/**
 * Other users can see an abstract name and could take it first, so it holds a number that stands
 * in a file in the user's own folder. Linking makes that file appear whole, and once.
 */
function lockSecret(dataFolder: string): string {
  const path = join(dataFolder, 'daemon.lock');
  try {
    return readFileSync(path, 'utf8');
  } catch {
    const secret = randomBytes(16).toString('hex');
    const draft = `${path}.${secret}`;
    writeFileSync(draft, secret, { mode: 0o600 });
    try {
      linkSync(draft, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(draft, { force: true });
    }
    return readFileSync(path, 'utf8');
  }
}

/** BSD's `O_EXLOCK`, which Node's constants do not list. */
const openExclusively = 0x20;

function claimFile(path: string): Claim {
  const flags = constants.O_RDWR | constants.O_CREAT | constants.O_NONBLOCK | openExclusively;
  try {
    const file = openSync(path, flags, 0o600);
    return { kind: 'held', release: () => closeSync(file) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    return { kind: 'taken' };
  }
}
