import type { Result } from '../../../protocol/failures.ts';
import type { Isolation } from '../../../protocol/measurement.ts';
import type { HostSnapshot } from '../host-doubts.ts';
import type { Tell } from './service.ts';

/** Limits of one run. The probe enforces all of them; breaching one ends the run. */
export interface Limits {
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Resident bytes of the process tree, files in the work folder counted. */
  readonly memoryBytes: number;
  readonly processes: number;
  /** Standard output, standard error and outcomes, each. */
  readonly outputBytes: number;
  readonly fileBytes: number;
}

/** One program to run in a fresh private work folder, which is its working directory. */
export interface Job {
  /** argv[0] is looked up in the sandbox's PATH. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Paths are relative to the work folder, without `..`. */
  readonly files: readonly { readonly path: string; readonly content: Uint8Array }[];
  /** Handed over on the channel when the program asks for it, not before. */
  readonly input: Uint8Array;
  readonly limits: Limits;
  /** Nanoseconds between samples; 0 samples at the marks alone. */
  readonly sampleIntervalNs: number;
}

/** A job before it is known how long and how closely it may run. */
export type ProgramJob = Omit<Job, 'limits' | 'sampleIntervalNs'>;

/**
 * A moment that the program announced on its channel, as the probe saw it: `I` asked for its
 * input, `B` began and `E` ended a measured region. The program waited for the probe each time.
 */
export interface Mark {
  readonly kind: 'I' | 'B' | 'E';
  /** Monotonic clock. */
  readonly wallNs: number;
  /** CPU time of the program's first process so far. */
  readonly cpuNs: number;
  /**
   * How long it was ready to run while others had its core; null where the kernel keeps no count,
   * or processes and threads of its own are there to hold it up.
   */
  readonly heldUpNs: number | null;
  /** Resident bytes of the process tree. */
  readonly bytes: number;
}

export type Breach =
  'wall' | 'cpu' | 'memory' | 'processes' | 'output' | 'file-size' | 'channel' | 'cancelled';

/** Resident bytes of the process tree over time, equal lengths, time ascending. */
export interface Samples {
  /** Monotonic clock, nanoseconds. */
  readonly tNs: Float64Array;
  readonly bytes: Float64Array;
}

/** What the probe saw of one run. All of it comes from the kernel, none from the program. */
export interface RunReport {
  readonly exit:
    | { readonly kind: 'exited'; readonly code: number }
    | { readonly kind: 'signalled'; readonly signal: number }
    | { readonly kind: 'not-started'; readonly reason: string };
  readonly breach: Breach | null;
  readonly startNs: number;
  readonly endNs: number;
  /** User and system time of every process of the run. */
  readonly cpuNs: number;
  readonly maxRssBytes: number;
  readonly cgroupPeakBytes: number | null;
  readonly marks: readonly Mark[];
  readonly samples: Samples;
  /** What the program wrote; cut at the output limit. Outcomes come from the channel. */
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  readonly outcome: Uint8Array;
}

/**
 * A measuring core and a warm sandbox, held by one run at a time. Nothing is measured without one.
 * `run` never throws for what the program does; an aborted signal kills the program and gives the
 * failure `cancelled`.
 */
export interface Lease {
  readonly isolation: Isolation;
  readonly core: number;
  /** Where the probe runs on the same core, for want of another: figures are less certain. */
  readonly sharesCore: boolean;
  /** What an environment's fingerprint is made of, without the toolchain. */
  readonly host: HostFacts;
  /** The machine now; null where it cannot be seen, as behind an engine in a virtual machine. */
  snapshot(): HostSnapshot | null;
  /** Replaces a sandbox that is in doubt by itself; fails with `sandbox-failed` only after that. */
  run(job: Job, signal: AbortSignal): Promise<Result<RunReport>>;
  release(): Promise<void>;
}

export interface HostFacts {
  readonly imageId: string | null;
  readonly engine: string;
  readonly cpu: string;
  readonly cores: number;
  readonly kernel: string;
  readonly probe: string;
}

/** What a lease is to have other than the usual. */
export interface LeaseRoom {
  /** A lease that is held: its core is used again, and nothing is waited for. */
  readonly beside?: Lease | null;
  /** Of the largest run that will be asked for, so that no sandbox is replaced for it. */
  readonly limits?: Pick<Limits, 'memoryBytes' | 'processes'>;
}

/** Container, bubblewrap or none: one contract test suite holds for all. */
export interface Sandbox {
  readonly isolation: Isolation;
  /** Waits for a free slot; `queue-full` where too many wait already. */
  lease(
    language: string,
    signal: AbortSignal,
    tell: Tell,
    room?: LeaseRoom,
  ): Promise<Result<Lease>>;
  close(): Promise<void>;
}
