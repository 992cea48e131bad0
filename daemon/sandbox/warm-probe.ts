import { posix } from 'node:path';
import { ok } from '../../protocol/failures.ts';
import type { Result } from '../../protocol/failures.ts';
import type { HostFacts, Job, RunReport } from '../core/ports/sandbox.ts';
import type { Tell } from '../core/ports/service.ts';
import type { Cores, Launcher, SandboxLimits, StartedProbe } from './launcher.ts';
import { ProbeConnection } from './probe-connection.ts';

/** Beyond the runs' own limits, so that the probe's limits strike first and say which it was. */
const headroom: SandboxLimits = { memoryBytes: 64 * 2 ** 20, processes: 128 };

interface Open {
  readonly connection: ProbeConnection;
  readonly started: StartedProbe;
  readonly host: HostFacts;
}

/** A probe that is started when first needed, kept between runs, and replaced when in doubt. */
export class WarmProbe {
  readonly #launcher: Launcher;
  readonly #language: string;
  readonly #cores: Cores;
  #tell: Tell = () => {};
  #open: Open | null = null;
  /** The largest that was asked for: a smaller run later does not shrink the sandbox. */
  #limits: SandboxLimits = { memoryBytes: 0, processes: 0 };

  constructor(launcher: Launcher, language: string, cores: Cores) {
    this.#launcher = launcher;
    this.#language = language;
    this.#cores = cores;
  }

  /** Has a probe with at least these limits, starting a second time where the first fails. */
  async ready(limits: SandboxLimits, signal: AbortSignal, tell: Tell): Promise<Result<HostFacts>> {
    this.#tell = tell;
    const first = await this.#ensure(limits, signal);
    if (first.ok) return ok(first.value.host);
    if (first.failure.code !== 'sandbox-failed') return first;
    const second = await this.#ensure(limits, signal);
    return second.ok ? ok(second.value.host) : second;
  }

  /** A run whose sandbox fails is run once more, in a new one. */
  async run(job: Job, signal: AbortSignal): Promise<Result<RunReport>> {
    const first = await this.#runOnce(job, signal);
    if (first.ok || first.failure.code !== 'sandbox-failed') return first;
    return this.#runOnce(job, signal);
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    await open?.connection.close();
  }

  async #runOnce(job: Job, signal: AbortSignal): Promise<Result<RunReport>> {
    const ensured = await this.#ensure(job.limits, signal);
    if (!ensured.ok) return ensured;
    const { connection, started } = ensured.value;
    const folder = posix.join(started.workFolder, 'run');
    const env = { PATH: started.path, HOME: folder, TMPDIR: folder, ...job.env };
    const run = await connection.run({ ...job, env }, this.#cores, signal);
    if (!connection.usable || (run.ok && !run.value.reusable)) await this.close();
    return run.ok ? ok(run.value.report) : run;
  }

  async #ensure(limits: SandboxLimits, signal: AbortSignal): Promise<Result<Open>> {
    const wanted = larger(limits, this.#limits);
    const fits =
      wanted.memoryBytes === this.#limits.memoryBytes &&
      wanted.processes === this.#limits.processes;
    if (this.#open?.connection.usable && fits) return ok(this.#open);
    await this.close();
    this.#limits = wanted;
    const outer: SandboxLimits = {
      memoryBytes: wanted.memoryBytes + headroom.memoryBytes,
      processes: wanted.processes + headroom.processes,
    };
    const started = await this.#launcher.start(
      this.#language,
      this.#cores,
      outer,
      signal,
      this.#tell,
    );
    if (!started.ok) return started;
    const opened = await ProbeConnection.open(started.value.process, signal);
    if (!opened.ok) return opened;
    const { connection, ready } = opened.value;
    const host = { ...started.value.host, probe: ready.version };
    this.#open = { connection, started: started.value, host };
    return ok(this.#open);
  }
}

function larger(one: SandboxLimits, other: SandboxLimits): SandboxLimits {
  return {
    memoryBytes: Math.max(one.memoryBytes, other.memoryBytes),
    processes: Math.max(one.processes, other.processes),
  };
}
