import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import {
  type CancellationToken,
  createMessageConnection,
  ErrorCodes,
  type MessageConnection,
  NullLogger,
  ProgressType,
  ResponseError,
  SocketMessageReader,
  SocketMessageWriter,
} from 'vscode-jsonrpc/node';
import { helloParams, type Hello, protocolVersion, stopParams } from '../protocol/daemon.ts';
import type { RunEvent } from '../protocol/events.ts';
import { fail, type Result } from '../protocol/failures.ts';
import type { Changed } from '../protocol/history.ts';
import { envelopeSchema, type RequestName, requests } from '../protocol/requests.ts';
import { answer, isQuick } from './answer.ts';
import { ChangeFeed } from './changes.ts';
import type { Service, Tell } from './core/ports/service.ts';
import type { Log } from './log.ts';

export interface ServerOptions {
  readonly build: string;
  readonly log: Log;
  /** What the daemon does; requests wait for it, `hello` does not. */
  readonly service: Promise<Result<Service>>;
  /** Without clients and runs for so long, the daemon is not needed. */
  readonly idleMs: number;
  /** Told when the daemon is to leave: nobody needs it, or a client said so. */
  readonly onLeave: (why: string) => void;
}

/** A daemon that could not be put together lingers just long enough to say so. */
const brokenIdleMs = 5_000;
/** For a client that does not read what it is sent. */
const disconnectMs = 1_000;

/** Serves clients on a local socket. A client that goes takes its runs with it. */
export class DaemonServer {
  readonly #options: ServerOptions;
  readonly #server: Server;
  readonly #connections = new Map<MessageConnection, Socket>();
  readonly #feeds = new Map<MessageConnection, ChangeFeed>();
  readonly #runs = new Set<Promise<unknown>>();
  readonly #leaving = new AbortController();
  #idleMs: number;
  #idleTimer: NodeJS.Timeout | null = null;

  constructor(options: ServerOptions) {
    this.#options = options;
    this.#idleMs = options.idleMs;
    this.#server = createServer((socket) => this.#accept(socket));
    void options.service.then((service) => {
      if (service.ok) {
        service.value.onChange((changed) => this.#broadcast(changed));
        return;
      }
      this.#idleMs = Math.min(options.idleMs, brokenIdleMs);
      this.#watchIdleness();
    });
  }

  /** The caller holds the lock: a socket that lies there is a dead daemon's. */
  async listen(path: string): Promise<void> {
    const isFile = process.platform !== 'win32';
    if (isFile) rmSync(path, { force: true });
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(path, resolve);
    });
    if (isFile) chmodSync(path, 0o600);
    this.#watchIdleness();
  }

  /** No client gets in any more, and all runs are cancelled: resolves when they have ended. */
  async close(): Promise<void> {
    if (this.#idleTimer) clearTimeout(this.#idleTimer);
    this.#server.close();
    this.#leaving.abort();
    await Promise.allSettled(this.#runs);
  }

  /**
   * The end of a connection tells its client that everything is done. What was answered before is
   * written out first: the farewell queues up behind it.
   */
  async disconnect(): Promise<void> {
    await nextTurn();
    const ending = [...this.#connections].map(async ([connection, socket]) => {
      const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
      await connection.sendNotification('leaving').catch(() => undefined);
      connection.end();
      await closed;
    });
    await Promise.race([Promise.all(ending), delay(disconnectMs, undefined, { ref: false })]);
    for (const socket of this.#connections.values()) socket.destroy();
  }

  #accept(socket: Socket): void {
    if (this.#leaving.signal.aborted) {
      socket.destroy();
      return;
    }
    const reader = new SocketMessageReader(socket);
    // Its timer for half a message would keep the process alive when the other end is gone.
    reader.partialMessageTimeout = 0;
    const writer = new SocketMessageWriter(socket);
    const connection = createMessageConnection(reader, writer, NullLogger);
    const gone = new AbortController();
    this.#connections.set(connection, socket);
    const feed = new ChangeFeed(async (changed) => connection.sendNotification('changed', changed));
    this.#feeds.set(connection, feed);
    connection.onClose(() => {
      gone.abort();
      this.#connections.delete(connection);
      this.#feeds.delete(connection);
      connection.dispose();
      socket.destroy();
      this.#watchIdleness();
    });
    connection.onError(([error]) => {
      this.#options.log.warn(`a client sent what is no message: ${error.message}`);
      socket.destroy();
    });
    connection.onRequest('hello', (params) => this.#hello(params));
    connection.onRequest('stop', (params) => this.#stop(params));
    for (const name of Object.keys(requests) as RequestName[]) {
      connection.onRequest(name, (message: unknown, token: CancellationToken) =>
        this.#run(name, message, connection, AbortSignal.any([gone.signal, aborted(token)])),
      );
    }
    connection.listen();
    this.#watchIdleness();
  }

  /** Every client is told, whoever brought the change about. */
  #broadcast(changed: Changed): void {
    for (const feed of this.#feeds.values()) feed.tell(changed);
  }

  #hello(params: unknown): Hello | ResponseError {
    if (!helloParams.safeParse(params).success) return malformed('hello');
    const { build } = this.#options;
    return { version: protocolVersion, build, pid: process.pid, running: this.#runs.size };
  }

  #stop(params: unknown): { leaving: boolean } | ResponseError {
    const parsed = stopParams.safeParse(params);
    if (!parsed.success) return malformed('stop');
    if (parsed.data.onlyIdle && this.#runs.size > 0) return { leaving: false };
    setImmediate(() => this.#options.onLeave('a client asked'));
    return { leaving: true };
  }

  async #run(
    name: RequestName,
    message: unknown,
    connection: MessageConnection,
    signal: AbortSignal,
  ): Promise<Result<unknown>> {
    const envelope = envelopeSchema.safeParse(message);
    if (!envelope.success) return fail('usage', `The request ${name} has no token.`);
    const { token } = envelope.data;
    const tell: Tell = (event) => {
      connection.sendProgress(progress, token, event).catch(() => undefined);
    };
    const either = AbortSignal.any([signal, this.#leaving.signal]);
    const run = answer(this.#options, name, envelope.data.params, tell, either);
    // What is answered at once keeps no daemon that is asked to leave.
    if (isQuick(name)) return run;
    this.#runs.add(run);
    this.#watchIdleness();
    try {
      return await run;
    } finally {
      this.#runs.delete(run);
      this.#watchIdleness();
    }
  }

  #watchIdleness(): void {
    if (this.#idleTimer) clearTimeout(this.#idleTimer);
    this.#idleTimer = null;
    if (this.#connections.size > 0 || this.#runs.size > 0 || this.#leaving.signal.aborted) return;
    this.#idleTimer = setTimeout(() => this.#options.onLeave('nobody needs it'), this.#idleMs);
  }
}

const progress = new ProgressType<RunEvent>();

function aborted(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

function malformed(name: string): ResponseError {
  return new ResponseError(ErrorCodes.InvalidParams, `The request ${name} is malformed.`);
}
