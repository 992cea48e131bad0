import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail, ok } from '../../protocol/failures.ts';
import type { Result } from '../../protocol/failures.ts';
import { machineFacts } from './host.ts';
import type { Cores, Launcher, ProbeProcess, SandboxLimits, StartedProbe } from './launcher.ts';
import { spawnProbe } from './spawned-probe.ts';
import { findToolchain } from './toolchain.ts';

const folderName = /^afterburner-run-(\d+)-/;

/**
 * No isolation at all: the probe as an ordinary process, in a temporary folder of its own. It
 * measures and limits all the same. For the user's own code and rule-made candidates alone.
 */
export class UnconfinedLauncher implements Launcher {
  readonly isolation = 'none';
  readonly #probePath: string;
  readonly #started = new Set<ProbeProcess>();

  constructor(probePath: string) {
    this.#probePath = probePath;
  }

  async start(
    language: string,
    _cores: Cores,
    _limits: SandboxLimits,
    signal: AbortSignal,
  ): Promise<Result<StartedProbe>> {
    const toolchain = await findToolchain(language);
    if (!toolchain.ok) return toolchain;
    if (signal.aborted) return fail('cancelled', 'The run was cancelled.');
    const workFolder = await mkdtemp(
      join(await temporaryRoot(), `afterburner-run-${process.pid}-`),
    );
    const cleanUp = () => rm(workFolder, { recursive: true, force: true, maxRetries: 3 });
    const spawned = await spawnProbe(
      this.#probePath,
      ['--isolation=none', `--work=${workFolder}`],
      // Killed outright it could not end the program's own children.
      { gentleMs: 2000, cleanUp },
    );
    if (!spawned.ok) {
      await cleanUp();
      return spawned;
    }
    const probe = spawned.value;
    this.#started.add(probe);
    void probe.gone.then(() => this.#started.delete(probe));
    return ok({
      process: probe,
      host: { ...machineFacts(), imageId: null, engine: 'none' },
      path: toolchain.value.path,
      workFolder,
    });
  }

  /** Folders of daemons that are gone. Their probes ended with them. */
  async reap(): Promise<number> {
    const root = await temporaryRoot();
    let reaped = 0;
    for (const name of await readdir(root)) {
      const owner = folderName.exec(name)?.[1];
      if (owner === undefined || isAlive(Number(owner))) continue;
      // Another user's orphan is not ours to remove.
      const removed = rm(join(root, name), { recursive: true, force: true });
      reaped += await removed.then(
        () => 1,
        () => 0,
      );
    }
    return reaped;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#started].map((process) => process.kill()));
  }
}

async function temporaryRoot(): Promise<string> {
  return realpath(tmpdir());
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
