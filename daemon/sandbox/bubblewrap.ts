import { lstat, readlink, stat } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { fail, ok } from '../../protocol/failures.ts';
import type { Result } from '../../protocol/failures.ts';
import { machineFacts } from './host.ts';
import type { Cores, Launcher, ProbeProcess, SandboxLimits, StartedProbe } from './launcher.ts';
import { ProbeConnection } from './probe-connection.ts';
import { spawnProbe } from './spawned-probe.ts';
import { findToolchain } from './toolchain.ts';
import type { Toolchain } from './toolchain.ts';

const workFolder = '/work';

/** Folders that a host has as symbolic links into /usr, or as folders of their own. */
const systemFolders = ['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'];

/** Parts of /etc that programs of /usr do not start without. */
const systemFiles = [
  '/etc/ld.so.cache',
  '/etc/ld.so.conf',
  '/etc/ld.so.conf.d',
  '/etc/alternatives',
];

/**
 * The embedded default: the probe in namespaces of its own, with the host's toolchain read-only.
 * Started by root it is set up as in a container, the probe keeping just what it needs to give
 * the program a user of its own; started by anybody else, a user namespace stands in for that and
 * the two share one user, the probe being out of reach as PID 1 and as not dumpable.
 */
export class BubblewrapLauncher implements Launcher {
  readonly isolation = 'bubblewrap';
  readonly #probePath: string;
  readonly #started = new Set<ProbeProcess>();
  #version: Promise<Result<string>> | null = null;

  constructor(probePath: string) {
    this.#probePath = probePath;
  }

  async start(
    language: string,
    _cores: Cores,
    limits: SandboxLimits,
    signal: AbortSignal,
  ): Promise<Result<StartedProbe>> {
    this.#version ??= bubblewrapVersion();
    const version = await this.#version;
    if (!version.ok) return version;
    const toolchain = await findToolchain(language);
    if (!toolchain.ok) return toolchain;
    const readable = await checkReadable(toolchain.value);
    if (!readable.ok) return readable;
    if (signal.aborted) return fail('cancelled', 'The run was cancelled.');
    const args = await bubblewrapArguments(this.#probePath, toolchain.value, limits);
    const spawned = await spawnProbe('bwrap', args, { gentleMs: 0 });
    if (!spawned.ok) return spawned;
    const process = spawned.value;
    this.#started.add(process);
    void process.gone.then(() => this.#started.delete(process));
    return ok({
      process,
      host: { ...machineFacts(), imageId: null, engine: version.value },
      path: toolchain.value.path,
      workFolder,
    });
  }

  /** Nothing can be left: what runs under bubblewrap dies with the process that started it. */
  async reap(): Promise<number> {
    return 0;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#started].map((process) => process.kill()));
  }
}

/** Starts one for real. Gives its version, or why it cannot be used here and how to mend that. */
export async function bubblewrapUsable(
  probePath: string,
  signal: AbortSignal,
): Promise<Result<string>> {
  const launcher = new BubblewrapLauncher(probePath);
  const limits = { memoryBytes: 64 * 2 ** 20, processes: 16 };
  const started = await launcher.start('none', { measuring: 0, probe: 0 }, limits, signal);
  if (!started.ok) return started;
  const opened = await ProbeConnection.open(started.value.process, signal);
  if (!opened.ok) return explain(opened.failure.message, opened);
  await opened.value.connection.close();
  return ok(started.value.host.engine);
}

function explain(message: string, failed: Result<never>): Result<never> {
  if (/namespace|uid map|Operation not permitted|Permission denied/i.test(message)) {
    return fail(
      'no-sandbox',
      'bubblewrap is installed, but this machine does not let it make namespaces.',
      'As root: sysctl -w kernel.unprivileged_userns_clone=1 user.max_user_namespaces=10000 ' +
        'kernel.apparmor_restrict_unprivileged_userns=0 (those that exist).',
    );
  }
  return failed;
}

async function bubblewrapVersion(): Promise<Result<string>> {
  try {
    const { stdout } = await promisify(execFile)('bwrap', ['--version'], { timeout: 10_000 });
    return ok(stdout.trim());
  } catch {
    return fail(
      'no-sandbox',
      'bubblewrap is not installed.',
      process.platform === 'linux'
        ? 'Install it (Debian: apt-get install bubblewrap) or a container engine.'
        : 'It exists for Linux alone: install a container engine.',
    );
  }
}

function runsAsRoot(): boolean {
  return process.getuid?.() === 0;
}

/** What root may read the program's own user may not. */
async function checkReadable({ prefix }: Toolchain): Promise<Result<null>> {
  if (prefix === null || !runsAsRoot()) return ok(null);
  const { mode } = await stat(prefix);
  if ((mode & 0o005) === 0o005) return ok(null);
  return fail(
    'toolchain-missing',
    `The toolchain in ${prefix} can be read by its owner alone.`,
    `chmod o+rx ${prefix}, or use a container engine.`,
  );
}

async function bubblewrapArguments(
  probePath: string,
  toolchain: Toolchain,
  limits: SandboxLimits,
): Promise<string[]> {
  const size = String(limits.memoryBytes);
  const outside = toolchain.prefix;
  return [
    ...['--unshare-ipc', '--unshare-pid', '--unshare-net', '--unshare-uts'],
    ...['--unshare-cgroup-try', '--die-with-parent', '--new-session', '--as-pid-1'],
    ...['--hostname', 'sandbox', '--clearenv', '--cap-drop', 'ALL'],
    ...(runsAsRoot()
      ? ['CAP_SETUID', 'CAP_SETGID', 'CAP_KILL'].flatMap((name) => ['--cap-add', name])
      : ['--unshare-user', '--disable-userns', '--uid', '1000', '--gid', '1000']),
    ...['--ro-bind', '/usr', '/usr'],
    ...(await Promise.all(systemFolders.map(mirrorFolder))).flat(),
    ...openFolder('/etc'),
    ...systemFiles.flatMap((path) => ['--ro-bind-try', path, path]),
    ...(outside === null
      ? []
      : [...ancestors(outside).flatMap(openFolder), '--ro-bind', outside, outside]),
    ...['--proc', '/proc', '--ro-bind', '/proc/sys', '/proc/sys'],
    ...['--ro-bind-try', '/proc/sysrq-trigger', '/proc/sysrq-trigger'],
    ...['--dev', '/dev', '--size', size, '--perms', '1777', '--tmpfs', '/dev/shm'],
    ...['--remount-ro', '/dev'],
    ...['--size', size, '--perms', '1777', '--tmpfs', workFolder],
    ...['--ro-bind', probePath, '/probe', '--chdir', '/', '--remount-ro', '/'],
    ...['--', '/probe', `--work=${workFolder}`],
  ];
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
