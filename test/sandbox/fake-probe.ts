import { PassThrough, Writable } from 'node:stream';
import { ok } from '../../protocol/failures.ts';
import type { Launcher, ProbeProcess } from '../../daemon/sandbox/launcher.ts';
import {
  concatenate,
  encodeFrame,
  FrameDecoder,
  frameTypes,
} from '../../daemon/sandbox/probe-frames.ts';
import type { Frame } from '../../daemon/sandbox/probe-frames.ts';

export const text = (value: string): Uint8Array => new TextEncoder().encode(value);

export function number(value: number): Uint8Array {
  const data = new Uint8Array(8);
  new DataView(data.buffer).setBigUint64(0, BigInt(value), true);
  return data;
}

/** Fields of a payload, written apart from the code under test. */
export function fields(...all: readonly (readonly [number, Uint8Array])[]): Uint8Array {
  return concatenate(
    all.flatMap(([tag, data]) => {
      const length = data.length;
      const header = [tag, length & 255, (length >> 8) & 255, (length >> 16) & 255, length >>> 24];
      return [new Uint8Array(header), data];
    }),
  );
}

export const greeting = encodeFrame(
  frameTypes.ready,
  fields([1, text('fake')], [2, text('pid1 ')]),
);

/** The result of a run that exited with a code, clean or not, in breach or not. */
export function result(code: number, { breach = 0, clean = true } = {}): Uint8Array {
  return encodeFrame(
    frameTypes.result,
    fields(
      [1, number(code)],
      [4, number(breach)],
      ...[5, 6, 7, 8].map((tag) => [tag, number(tag)] as const),
      [10, number(clean ? 1 : 0)],
    ),
  );
}

/** A probe that a test plays: it sees what was sent, and says what it likes. */
export class FakeProbe implements ProbeProcess {
  readonly stdout = new PassThrough();
  readonly stdin: Writable;
  readonly gone: Promise<string>;
  readonly received: Frame[] = [];
  /** What to do when a frame comes. */
  onFrame: (frame: Frame) => void = () => {};
  killed = false;
  #die: (reason: string) => void = () => {};

  constructor() {
    const decoder = new FrameDecoder([frameTypes.run, frameTypes.cancel, frameTypes.ping]);
    this.stdin = new Writable({
      write: (chunk: Uint8Array, _, done) => {
        for (const frame of decoder.push(chunk)) {
          this.received.push(frame);
          this.onFrame(frame);
        }
        done();
      },
    });
    this.gone = new Promise((resolve) => {
      this.#die = resolve;
    });
  }

  say(...bytes: readonly Uint8Array[]): void {
    for (const some of bytes) this.stdout.write(some);
  }

  die(reason: string): void {
    this.#die(reason);
  }

  async kill(): Promise<void> {
    this.killed = true;
    this.#die('it was killed');
  }
}

/** A launcher of fake probes. Each greets, and exits 0 whenever it is asked to run. */
export class FakeLauncher implements Launcher {
  readonly isolation = 'none';
  readonly probes: FakeProbe[] = [];
  readonly starts: Parameters<Launcher['start']>[] = [];
  /** Changes the next probes before they greet. */
  prepare: (probe: FakeProbe, index: number) => void = (probe) => {
    probe.onFrame = ({ type }) => {
      if (type === frameTypes.run) probe.say(result(0));
    };
    probe.say(greeting);
  };

  start: Launcher['start'] = async (...args) => {
    this.starts.push(args);
    const probe = new FakeProbe();
    this.prepare(probe, this.probes.push(probe) - 1);
    return ok({
      process: probe,
      host: { imageId: null, engine: 'fake', cpu: 'fake', cores: 1, kernel: 'fake' },
      path: '/toolchain/bin',
      workFolder: '/work',
    });
  };

  async reap(): Promise<number> {
    return 0;
  }

  async close(): Promise<void> {
    await Promise.all(this.probes.map((probe) => probe.kill()));
  }
}
