import { connect as connectSocket, type Socket } from 'node:net';
import {
  CancellationTokenSource,
  createMessageConnection,
  type MessageConnection,
  NullLogger,
  ProgressType,
  SocketMessageReader,
  SocketMessageWriter,
} from 'vscode-jsonrpc/node';
import {
  type CompareParams,
  type Doctor,
  type Hello,
  helloResult,
  type MeasureParams,
  type OptimizeParams,
  protocolVersion,
  stopResult,
} from '../protocol/daemon.ts';
import type { Comparison } from '../protocol/comparison.ts';
import { type RunEvent, runEventSchema } from '../protocol/events.ts';
import { fail, ok, type Result, resultSchema } from '../protocol/failures.ts';
import { type Changed, changedSchema, type Check } from '../protocol/history.ts';
import type { Measurement } from '../protocol/measurement.ts';
import type { Optimization } from '../protocol/optimization.ts';
import {
  type HistoryRequest,
  type ParamsOf,
  type RequestName,
  requests,
  type ResultOf,
} from '../protocol/requests.ts';

export interface RequestOptions {
  readonly onEvent?: (event: RunEvent) => void;
  /** Aborting it asks the daemon to cancel; the answer comes once the run has ended. */
  readonly signal?: AbortSignal;
}

/** A connection to a daemon. Closing it cancels what it has under way. */
export class DaemonClient {
  readonly #connection: MessageConnection;
  readonly #socket: Socket;
  #lastToken = 0;
  /** Resolves when the daemon has ended the connection, or died. */
  readonly closed: Promise<true>;

  constructor(socket: Socket) {
    this.#socket = socket;
    const reader = new SocketMessageReader(socket);
    // Its timer for half a message would keep the process alive when the other end is gone.
    reader.partialMessageTimeout = 0;
    const writer = new SocketMessageWriter(socket);
    const connection = createMessageConnection(reader, writer, NullLogger);
    this.#connection = connection;
    this.closed = new Promise((resolve) => connection.onClose(() => resolve(true)));
    // Disposing is what rejects the requests that are still waiting.
    connection.onClose(() => connection.dispose());
    connection.onError(() => socket.destroy());
    connection.listen();
  }

  measure(params: MeasureParams, options: RequestOptions = {}): Promise<Result<Measurement>> {
    return this.#request('measure', params, options);
  }

  compare(params: CompareParams, options: RequestOptions = {}): Promise<Result<Comparison>> {
    return this.#request('compare', params, options);
  }

  optimize(params: OptimizeParams, options: RequestOptions = {}): Promise<Result<Optimization>> {
    return this.#request('optimize', params, options);
  }

  measurePack(
    params: ParamsOf<'measurePack'>,
    options: RequestOptions = {},
  ): Promise<Result<ResultOf<'measurePack'>>> {
    return this.#request('measurePack', params, options);
  }

  scale(
    params: ParamsOf<'scale'>,
    options: RequestOptions = {},
  ): Promise<Result<ResultOf<'scale'>>> {
    return this.#request('scale', params, options);
  }

  profileLines(
    params: ParamsOf<'profileLines'>,
    options: RequestOptions = {},
  ): Promise<Result<ResultOf<'profileLines'>>> {
    return this.#request('profileLines', params, options);
  }

  replay(
    params: ParamsOf<'replay'>,
    options: RequestOptions = {},
  ): Promise<Result<ResultOf<'replay'>>> {
    return this.#request('replay', params, options);
  }

  doctor(params: ParamsOf<'doctor'>, options: RequestOptions = {}): Promise<Result<Doctor>> {
    return this.#request('doctor', params, options);
  }

  discover(
    params: ParamsOf<'discover'>,
    options: RequestOptions = {},
  ): Promise<Result<ResultOf<'discover'>>> {
    return this.#request('discover', params, options);
  }

  generateCases(
    params: ParamsOf<'generateCases'>,
    options: RequestOptions = {},
  ): Promise<Result<ResultOf<'generateCases'>>> {
    return this.#request('generateCases', params, options);
  }

  record(
    params: ParamsOf<'record'>,
    options: RequestOptions = {},
  ): Promise<Result<ResultOf<'record'>>> {
    return this.#request('record', params, options);
  }

  check(params: ParamsOf<'check'>, options: RequestOptions = {}): Promise<Result<Check>> {
    return this.#request('check', params, options);
  }

  problems(options: RequestOptions = {}): Promise<Result<ResultOf<'problems'>>> {
    return this.#request('problems', {}, options);
  }

  /** Asks the history. */
  ask<Name extends HistoryRequest>(
    name: Name,
    params: ParamsOf<Name>,
    options: RequestOptions = {},
  ): Promise<Result<ResultOf<Name>>> {
    return this.#request(name, params, options);
  }

  /** Tells when the history changes, whoever changed it. */
  onChanged(listener: (changed: Changed) => void): void {
    this.#connection.onNotification('changed', (params: unknown) => {
      const changed = changedSchema.safeParse(params);
      if (changed.success) listener(changed.data);
    });
  }

  /** Null where the daemon leaves, or is none. */
  async hello(build: string): Promise<Hello | null> {
    const params = { version: protocolVersion, build };
    const answer = await this.#ask('hello', params);
    return helloResult.safeParse(answer).data ?? null;
  }

  /** Whether the daemon leaves now, or is gone already; `closed` tells when it has. */
  async stop(onlyIdle: boolean): Promise<boolean> {
    const answer = await this.#ask('stop', { onlyIdle });
    return stopResult.safeParse(answer).data?.leaving ?? true;
  }

  close(): void {
    this.#connection.dispose();
    this.#socket.end();
  }

  async #ask(method: 'hello' | 'stop', params: object): Promise<unknown> {
    try {
      return await this.#connection.sendRequest(method, params);
    } catch {
      return null;
    }
  }

  async #request<Name extends RequestName>(
    name: Name,
    params: ParamsOf<Name>,
    { onEvent, signal }: RequestOptions,
  ): Promise<Result<ResultOf<Name>>> {
    if (signal?.aborted) return fail('cancelled', 'Cancelled.');
    const token = (this.#lastToken += 1);
    const cancellation = new CancellationTokenSource();
    const cancel = () => cancellation.cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    const listening = this.#connection.onProgress(progress, token, (value) => {
      const event = runEventSchema.safeParse(value);
      if (event.success) onEvent?.(event.data);
    });
    try {
      const envelope = { token, params };
      const answer = await this.#connection.sendRequest(name, envelope, cancellation.token);
      return parseAnswer(name, answer);
    } catch {
      return fail('daemon-unreachable', `The daemon went away before it answered (${name}).`);
    } finally {
      listening.dispose();
      signal?.removeEventListener('abort', cancel);
      cancellation.dispose();
    }
  }
}

/** Null where nobody listens. */
export function dial(socketPath: string): Promise<DaemonClient | null> {
  return new Promise((resolve) => {
    const socket = connectSocket(socketPath);
    socket.once('error', () => resolve(null));
    socket.once('connect', () => resolve(new DaemonClient(socket)));
  });
}

const progress = new ProgressType<unknown>();

function parseAnswer<Name extends RequestName>(
  name: Name,
  answer: unknown,
): Result<ResultOf<Name>> {
  const parsed = resultSchema(requests[name].result).safeParse(answer);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    return fail('internal', `The daemon's answer to ${name} is malformed at ${where}.`);
  }
  if (!parsed.data.ok) return parsed.data;
  return ok(parsed.data.value as ResultOf<Name>);
}
