import { fail, ok } from '../../protocol/failures.ts';
import type { Result } from '../../protocol/failures.ts';
import type { Job, RunReport } from '../core/ports/sandbox.ts';
import type { Cores, ProbeProcess } from './launcher.ts';
import {
  concatenate,
  decodeMarks,
  decodeReady,
  decodeResult,
  decodeSamples,
  encodeFrame,
  encodeRun,
  FrameDecoder,
  FrameError,
  frameTypes,
} from './probe-frames.ts';
import type { Frame, Ready } from './probe-frames.ts';

/** A report, and whether the probe that made it may serve another run. */
export interface FinishedRun {
  readonly report: RunReport;
  readonly reusable: boolean;
}

const readyTimeoutMs = 10_000;
/** What the probe may take beyond a run's wall limit to kill, wipe and report. */
const graceMs = 30_000;
/** A probe that does not obey a cancellation within this time is killed with its sandbox. */
const cancelTimeoutMs = 700;

const fromProbe = [
  frameTypes.ready,
  frameTypes.stdout,
  frameTypes.stderr,
  frameTypes.outcome,
  frameTypes.marks,
  frameTypes.samples,
  frameTypes.result,
  frameTypes.error,
  frameTypes.pong,
];

/**
 * Speaks with one started probe: a handshake, then one run at a time. After any failure but
 * `usage` the probe is gone or in doubt, and `usable` is false for good.
 *
 *   handshake ── READY ──> idle ── run() ──> running ── RESULT ──> idle
 *       └───────────── garbage, ERROR, timeout, end of stream ──────────> broken
 */
export class ProbeConnection {
  readonly #process: ProbeProcess;
  readonly #decoder = new FrameDecoder(fromProbe);
  #waiting: { take(frame: Frame): void; broken(reason: string): void } | null = null;
  #broken: string | null = null;

  private constructor(process: ProbeProcess) {
    this.#process = process;
    process.stdout.on('data', (chunk: Buffer) => this.#receive(chunk));
    process.stdout.on('error', (error) => this.#break(error.message));
    process.stdin.on('error', (error) => this.#break(error.message));
    void process.gone.then((reason) => this.#break(reason));
  }

  /** Waits for READY. On failure the process is killed. */
  static async open(
    process: ProbeProcess,
    signal: AbortSignal,
    timeoutMs: number = readyTimeoutMs,
  ): Promise<Result<{ connection: ProbeConnection; ready: Ready }>> {
    const connection = new ProbeConnection(process);
    const ready = await connection.#handshake(signal, timeoutMs);
    if (!ready.ok) {
      await connection.close();
      return ready;
    }
    return ok({ connection, ready: ready.value });
  }

  get usable(): boolean {
    return this.#broken === null;
  }

  /** An aborted signal kills the program and gives `cancelled`. */
  async run(job: Job, cores: Cores, signal: AbortSignal): Promise<Result<FinishedRun>> {
    if (this.#waiting !== null) throw new Error('A probe serves one run at a time.');
    if (signal.aborted) return fail('cancelled', 'The run was cancelled.');
    if (this.#broken !== null) return sandboxFailed(this.#broken);
    const frame = encodeRun(job, cores);
    if (frame === null) return fail('cases-too-large', 'The inputs are larger than 256 MiB.');
    return new Promise((resolve) => {
      const collected = new CollectedRun();
      let cancelTimer: NodeJS.Timeout | undefined;
      const finish = (result: Result<FinishedRun>): void => {
        this.#waiting = null;
        clearTimeout(deadline);
        clearTimeout(cancelTimer);
        signal.removeEventListener('abort', cancel);
        resolve(signal.aborted ? fail('cancelled', 'The run was cancelled.') : result);
      };
      const cancel = (): void => {
        this.#process.stdin.write(encodeFrame(frameTypes.cancel));
        cancelTimer = setTimeout(() => this.#break('it did not cancel a run'), cancelTimeoutMs);
      };
      const deadline = setTimeout(
        () => this.#break('it did not end a run in time'),
        job.limits.wallMs + graceMs,
      );
      this.#waiting = {
        take: (received) => {
          const run = collected.take(received);
          if (run !== null) finish(ok(run));
        },
        broken: (reason) => finish(sandboxFailed(reason)),
      };
      signal.addEventListener('abort', cancel, { once: true });
      this.#process.stdin.write(frame);
    });
  }

  /** Kills the probe and all that it runs; resolves once they are gone. */
  async close(): Promise<void> {
    this.#break('it was closed');
    await this.#process.kill();
  }

  #handshake(signal: AbortSignal, timeoutMs: number): Promise<Result<Ready>> {
    return new Promise((resolve) => {
      const finish = (result: Result<Ready>): void => {
        this.#waiting = null;
        clearTimeout(timer);
        signal.removeEventListener('abort', cancel);
        resolve(result);
      };
      const cancel = (): void => finish(fail('cancelled', 'The run was cancelled.'));
      const timer = setTimeout(
        () => finish(sandboxFailed(`it was not ready after ${timeoutMs / 1000} s`)),
        timeoutMs,
      );
      this.#waiting = {
        take: (frame) => {
          if (frame.type !== frameTypes.ready) throw new FrameError('no greeting');
          finish(ok(decodeReady(frame.payload)));
        },
        broken: (reason) => finish(sandboxFailed(reason)),
      };
      signal.addEventListener('abort', cancel, { once: true });
      if (signal.aborted) cancel();
      else if (this.#broken !== null) finish(sandboxFailed(this.#broken));
    });
  }

  #receive(chunk: Uint8Array): void {
    if (this.#broken !== null) return;
    try {
      for (const frame of this.#decoder.push(chunk)) this.#dispatch(frame);
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      this.#break(`it sent ${error.message}`);
    }
  }

  #dispatch(frame: Frame): void {
    if (frame.type === frameTypes.error) {
      this.#break(`it said: ${new TextDecoder().decode(frame.payload)}`);
    } else if (this.#waiting === null) {
      throw new FrameError('a frame that nobody asked for');
    } else {
      this.#waiting.take(frame);
    }
  }

  /** Whoever waits is told; the process is killed, for its sandbox is in doubt. */
  #break(reason: string): void {
    if (this.#broken !== null) return;
    this.#broken = reason;
    this.#waiting?.broken(reason);
    void this.#process.kill();
  }
}

function sandboxFailed(reason: string): ReturnType<typeof fail> {
  return fail('sandbox-failed', `The sandbox's probe is gone: ${reason}.`.replace(/\.\.$/, '.'));
}

/** The frames of one run, in the order in which the probe sends them. */
class CollectedRun {
  readonly #pieces = new Map<number, Uint8Array[]>();

  /** The whole run, once its result is there. */
  take(frame: Frame): FinishedRun | null {
    if (frame.type !== frameTypes.result) {
      if (!dataTypes.has(frame.type)) throw new FrameError('a frame out of turn');
      const pieces = this.#pieces.get(frame.type) ?? [];
      pieces.push(frame.payload);
      this.#pieces.set(frame.type, pieces);
      return null;
    }
    const { clean, ...result } = decodeResult(frame.payload);
    const report = {
      ...result,
      marks: decodeMarks(this.#all(frameTypes.marks)),
      samples: decodeSamples(this.#pieces.get(frameTypes.samples) ?? []),
      stdout: this.#all(frameTypes.stdout),
      stderr: this.#all(frameTypes.stderr),
      outcome: this.#all(frameTypes.outcome),
    };
    return { report, reusable: clean && !doubtful.has(report.breach) };
  }

  #all(type: number): Uint8Array {
    return concatenate(this.#pieces.get(type) ?? []);
  }
}

const dataTypes: ReadonlySet<number> = new Set([
  frameTypes.stdout,
  frameTypes.stderr,
  frameTypes.outcome,
  frameTypes.marks,
  frameTypes.samples,
]);

/** After these the sandbox's kernel state (memory, processes, sockets) is not taken on trust. */
const doubtful: ReadonlySet<RunReport['breach']> = new Set(['memory', 'processes', 'channel']);
