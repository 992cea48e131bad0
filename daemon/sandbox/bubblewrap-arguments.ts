import { lstat, readlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SandboxLimits } from './launcher.ts';
import type { Toolchain } from './toolchain.ts';

export const workFolder = '/work';

/** Folders that a host has as symbolic links into /usr, or as folders of their own. */
const systemFolders = ['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'];

/** Parts of /etc that programs of /usr do not start without. */
const systemFiles = [
  '/etc/ld.so.cache',
  '/etc/ld.so.conf',
  '/etc/ld.so.conf.d',
  '/etc/alternatives',
];

export interface BubblewrapPlan {
  readonly probePath: string;
  readonly toolchain: Toolchain;
  readonly limits: SandboxLimits;
  readonly asRoot: boolean;
}

/** bwrap's command line: nothing of the host but its toolchain, and that read-only. */
export async function bubblewrapArguments(plan: BubblewrapPlan): Promise<string[]> {
  const { probePath, toolchain, limits, asRoot } = plan;
  const size = String(limits.memoryBytes);
  return [
    ['--unshare-ipc', '--unshare-pid', '--unshare-net', '--unshare-uts', '--unshare-cgroup-try'],
    ['--die-with-parent', '--new-session', '--as-pid-1', '--hostname', 'sandbox', '--clearenv'],
    ['--cap-drop', 'ALL'],
    asRoot ? capabilities : ownUserNamespace,
    ['--ro-bind', '/usr', '/usr'],
    ...(await Promise.all(systemFolders.map(mirrorFolder))),
    openFolder('/etc'),
    ...systemFiles.map((path) => ['--ro-bind-try', path, path]),
    ...outside(toolchain.prefix),
    // Without a user namespace root's own files in /proc/sys would be the host's.
    ['--proc', '/proc', '--ro-bind', '/proc/sys', '/proc/sys'],
    ['--ro-bind-try', '/proc/sysrq-trigger', '/proc/sysrq-trigger'],
    ['--dev', '/dev', '--size', size, '--perms', '1777', '--tmpfs', '/dev/shm'],
    ['--remount-ro', '/dev'],
    ['--size', size, '--perms', '1777', '--tmpfs', workFolder],
    ['--ro-bind', probePath, '/probe', '--chdir', '/', '--remount-ro', '/'],
    ['--', '/probe', `--work=${workFolder}`],
  ].flat();
}

/** What the probe needs to give the program a user of its own, and to kill it then. */
const capabilities = ['CAP_SETUID', 'CAP_SETGID', 'CAP_KILL'].flatMap((name) => [
  '--cap-add',
  name,
]);

const ownUserNamespace = ['--unshare-user', '--disable-userns', '--uid', '1000', '--gid', '1000'];

function outside(prefix: string | null): string[][] {
  if (prefix === null) return [];
  return [...ancestors(prefix).map(openFolder), ['--ro-bind', prefix, prefix]];
}

/** Folders that bubblewrap makes on its own way are closed to the program's user. */
function openFolder(path: string): string[] {
  return ['--perms', '0755', '--dir', path];
}

function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === '/' ? [] : [...ancestors(parent), parent];
}

/** A link stays a link, so that what resolves on the host resolves to the same file inside. */
async function mirrorFolder(path: string): Promise<string[]> {
  try {
    const facts = await lstat(path);
    return facts.isSymbolicLink()
      ? ['--symlink', await readlink(path), path]
      : ['--ro-bind', path, path];
  } catch {
    return [];
  }
}
