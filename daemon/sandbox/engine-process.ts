import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { dirname, join, basename } from 'node:path';

const listening = '00010000';

/**
 * The process that listens on a Unix socket, by the kernel's own word; null where that cannot be
 * seen (another system, another user's process).
 */
export function listenerOf(socketPath: string): number | null {
  try {
    const wanted = resolved(socketPath);
    const inodes = new Set(
      readFileSync('/proc/net/unix', 'utf8')
        .split('\n')
        .map((line) => line.trim().split(/\s+/))
        .filter(
          ([, , , flags, , , , path]) => flags === listening && path && resolved(path) === wanted,
        )
        .map(([, , , , , , inode]) => `socket:[${inode}]`),
    );
    const holders = readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0 && openFiles(pid).some((file) => inodes.has(file)));
    // Where a service manager opened the socket it holds it, too; the engine came later.
    return holders.toSorted((a, b) => b - a)[0] ?? null;
  } catch {
    return null;
  }
}

function openFiles(pid: number): readonly string[] {
  try {
    const folder = `/proc/${pid}/fd`;
    return readdirSync(folder).map((fd) => {
      try {
        return readlinkSync(join(folder, fd));
      } catch {
        return '';
      }
    });
  } catch {
    return [];
  }
}

/** /var/run is often a link to /run, and either may be in the kernel's list. */
function resolved(path: string): string {
  try {
    return join(realpathSync(dirname(path)), basename(path));
  } catch {
    return path;
  }
}
