import type { Readable, Writable } from 'node:stream';
import type { Result } from '../../protocol/failures.ts';
import type { Isolation } from '../../protocol/measurement.ts';
import type { HostFacts } from '../core/ports/sandbox.ts';
import type { Tell } from '../core/ports/service.ts';

/** A started probe, wherever it runs. Whoever started it speaks frames over the two streams. */
export interface ProbeProcess {
  readonly stdin: Writable;
  /** The probe's frames alone: an engine's stream multiplexing is already taken apart. */
  readonly stdout: Readable;
  /** Resolves, never rejects, with the reason in words once the probe and its sandbox are gone. */
  readonly gone: Promise<string>;
  /** Kills the probe and everything in its sandbox, removes what was made for it; idempotent. */
  kill(): Promise<void>;
}

/** Cores by the kernel's numbers. The two are the same on a machine with one core. */
export interface Cores {
  readonly measuring: number;
  readonly probe: number;
}

/** The outer wall, set when a sandbox starts: what no run inside it may exceed. */
export interface SandboxLimits {
  /** Of a run's processes and of its files together. */
  readonly memoryBytes: number;
  readonly processes: number;
}

export interface StartedProbe {
  readonly process: ProbeProcess;
  /** The probe tells its own version when it is ready. */
  readonly host: Omit<HostFacts, 'probe'>;
  /** The PATH that jobs get unless they bring one: the language's toolchain is found on it. */
  readonly path: string;
  /**
   * The probe's `--work` folder, as the sandbox sees it. A run's own folder is `run` in it, made
   * and removed by the probe.
   */
  readonly workFolder: string;
}

/** A way to start the probe apart from the machine: container, bubblewrap or none. */
export interface Launcher {
  readonly isolation: Isolation;
  /**
   * Starts the probe with `--work=FOLDER`, ready for its handshake. An aborted signal gives
   * `cancelled` and leaves nothing behind; after a start the signal means nothing.
   */
  start(
    language: string,
    cores: Cores,
    limits: SandboxLimits,
    signal: AbortSignal,
    tell: Tell,
  ): Promise<Result<StartedProbe>>;
  /** Removes what a daemon that died left behind; gives how many things that were. */
  reap(): Promise<number>;
  /** Kills what was started and not yet killed. */
  close(): Promise<void>;
}
