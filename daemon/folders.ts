import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, statSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';
import envPaths from 'env-paths';
import { fail, ok, type Result } from '../protocol/failures.ts';

/** Where the daemon of this user keeps its things. */
export interface Folders {
  /** What must not be lost: the history. */
  readonly data: string;
  /** Logs, and what can be made again. */
  readonly state: string;
  /** Holds the socket; only its user can enter it. */
  readonly runtime: string;
  /** A Unix socket's path, or a named pipe's on Windows. */
  readonly socket: string;
}

/** The kernel's limit for a socket's path is 108 bytes on Linux, 104 on macOS, with its end. */
const socketPathLimitBytes = 103;

/**
 * By the platform's custom, or all under `AFTERBURNER_HOME`, which makes a daemon of its own.
 * Nothing is created here.
 */
export function findFolders(env: NodeJS.ProcessEnv): Folders {
  const home = env['AFTERBURNER_HOME'];
  const usual = envPaths('afterburner', { suffix: '' });
  const data = home ? join(home, 'data') : usual.data;
  const state = home ? join(home, 'state') : usual.log;
  if (process.platform === 'win32') {
    const socket = `\\\\.\\pipe\\afterburner-${fingerprint(`${userInfo().username}\n${data}`)}`;
    return { data, state, runtime: state, socket };
  }
  const preferred = home ? join(home, 'run') : (userRuntime(env) ?? join(state, 'run'));
  const fits = Buffer.byteLength(join(preferred, 'daemon.sock')) <= socketPathLimitBytes;
  const runtime = fits ? preferred : join(tmpdir(), `afterburner-${fingerprint(preferred)}`);
  return { data, state, runtime, socket: join(runtime, 'daemon.sock') };
}

/** Creates the folders, and sees to it that nobody else can enter them. */
export function makeFolders(folders: Folders): Result<void> {
  for (const folder of [folders.data, folders.state, folders.runtime]) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      if (process.platform === 'win32') continue;
      const status = lstatSync(folder);
      if (!statSync(folder).isDirectory() || status.uid !== process.getuid?.()) {
        return fail('folder-unusable', `The folder ${folder} belongs to somebody else.`);
      }
      if ((status.mode & 0o077) !== 0) chmodSync(folder, 0o700);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return fail('folder-unusable', `The folder ${folder} cannot be made: ${reason}.`);
    }
  }
  return ok(undefined);
}

/** A session's runtime folder counts only where it is this user's: `su` hands on another's. */
function userRuntime(env: NodeJS.ProcessEnv): string | null {
  const folder = env['XDG_RUNTIME_DIR'];
  if (!folder || !isAbsolute(folder)) return null;
  const status = statSync(folder, { throwIfNoEntry: false });
  if (!status?.isDirectory() || status.uid !== process.getuid?.()) return null;
  return join(folder, 'afterburner');
}

function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
