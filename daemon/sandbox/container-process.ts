import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import type Docker from 'dockerode';
import { Demux } from './demux.ts';
import type { ProbeProcess } from './launcher.ts';

const killedStatus = 137;

/** A probe in a container, from before its start until the container is removed. */
export class ContainerProcess implements ProbeProcess {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly gone: Promise<string>;
  readonly #container: Docker.Container;
  readonly #socket: Socket;
  #killed: Promise<void> | null = null;

  /** `container` is created and not started; `socket` is attached to it. */
  constructor(container: Docker.Container, socket: Socket) {
    this.#container = container;
    this.#socket = socket;
    this.stdin = socket;
    const demux = new Demux();
    this.stdout = demux;
    // A connection that breaks is an end like any other; `gone` tells why.
    socket.on('error', () => demux.end());
    socket.on('close', () => demux.end());
    demux.on('error', () => void this.kill());
    socket.pipe(demux);
    this.gone = this.#waitUntilGone(demux);
  }

  kill(): Promise<void> {
    this.#killed ??= this.#kill();
    return this.#killed;
  }

  async #kill(): Promise<void> {
    // Kills first. One that is being removed already answers with an error, and is as gone.
    await this.#container.remove({ force: true, v: true }).catch(() => {});
    this.#socket.destroy();
    await this.gone;
  }

  async #waitUntilGone(demux: Demux): Promise<string> {
    try {
      const { StatusCode } = (await this.#container.wait({ condition: 'removed' })) as {
        StatusCode: number;
      };
      return this.#reason(StatusCode, demux.errorTail);
    } catch (error) {
      const { code, message, statusCode } = error as NodeJS.ErrnoException & {
        statusCode?: number;
      };
      if (statusCode === 404) return this.#reason(null, demux.errorTail);
      return `the container engine went away (${code ?? message})`;
    } finally {
      this.#socket.destroy();
    }
  }

  #reason(status: number | null, said: string): string {
    const words = said === '' ? '' : `: ${said}`;
    if (this.#killed !== null) return 'the container was removed';
    if (status === killedStatus) {
      return `the container was killed from outside or ran out of memory${words}`;
    }
    if (status === null) return `the container is gone${words}`;
    return `the probe ended with ${status}${words}`;
  }
}
