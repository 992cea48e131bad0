import { stat } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fail, ok } from '../../protocol/failures.ts';
import type { Result } from '../../protocol/failures.ts';
import { bubblewrapArguments, workFolder } from './bubblewrap-arguments.ts';
import { machineFacts } from './host.ts';
import type { Cores, Launcher, ProbeProcess, SandboxLimits, StartedProbe } from './launcher.ts';
import { ProbeConnection } from './probe-connection.ts';
import { spawnProbe } from './spawned-probe.ts';
import { findToolchain } from './toolchain.ts';
import type { Toolchain } from './toolchain.ts';

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
    const args = await bubblewrapArguments({
      probePath: this.#probePath,
      toolchain: toolchain.value,
      limits,
      asRoot: runsAsRoot(),
    });
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
