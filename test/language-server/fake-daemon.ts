import { createServer, type Server, type Socket } from 'node:net';
import {
  type CancellationToken,
  createMessageConnection,
  type MessageConnection,
  NullLogger,
  ProgressType,
  SocketMessageReader,
  SocketMessageWriter,
} from 'vscode-jsonrpc/node';
import { findFolders, makeFolders } from '../../daemon/folders.ts';
import { helloParams, protocolVersion } from '../../protocol/daemon.ts';
import { type RunEvent, runEventSchema } from '../../protocol/events.ts';
import { fail, ok, type Result, resultSchema } from '../../protocol/failures.ts';
import { type Changed, changedSchema, type Known } from '../../protocol/history.ts';
import {
  envelopeSchema,
  type ParamsOf,
  type RequestName,
  requests,
  type ResultOf,
} from '../../protocol/requests.ts';

/** A request that waits for the test to answer it. */
export interface Waiting<Name extends RequestName> {
  readonly params: ParamsOf<Name>;
  /** Resolves when the client has cancelled it. */
  readonly cancelled: Promise<void>;
  tell(event: RunEvent): void;
  answer(result: Result<ResultOf<Name>>): void;
}

type Answers = { [Name in RequestName]?: (params: ParamsOf<Name>) => Result<ResultOf<Name>> };

export const nothingKnown: Known = { versions: [], improvements: [], refutations: [] };

/**
 * A daemon that the test plays, on the real socket. What it is asked and what it says is parsed by
 * the schemas of the real one: a test cannot agree with the server on what is no protocol.
 */
export class FakeDaemon {
  readonly #server: Server;
  readonly #socketPath: string;
  readonly #connections = new Map<MessageConnection, Socket>();
  readonly #waiting = new Map<RequestName, Waiting<RequestName>[]>();
  readonly #wanted = new Map<RequestName, ((waiting: Waiting<RequestName>) => void)[]>();
  readonly #counted: (() => void)[] = [];
  /** Requests that are answered at once; all others wait for the test. */
  readonly answers: Answers = {
    known: () => ok(nothingKnown),
    discover: () => fail('internal', 'Nothing was looked for.'),
  };
  /** Names of all requests so far. */
  readonly asked: RequestName[] = [];
  clients = 0;

  private constructor(home: string) {
    const folders = findFolders({ AFTERBURNER_HOME: home });
    const made = makeFolders(folders);
    if (!made.ok) throw new Error(made.failure.message);
    this.#socketPath = folders.socket;
    this.#server = createServer((socket) => this.#accept(socket));
  }

  static async open(home: string): Promise<FakeDaemon> {
    const daemon = new FakeDaemon(home);
    await new Promise<void>((resolve) => daemon.#server.listen(daemon.#socketPath, resolve));
    return daemon;
  }

  /** The next request of that name that nobody answered yet. */
  next<Name extends RequestName>(name: Name): Promise<Waiting<Name>> {
    const first = this.#waiting.get(name)?.shift();
    if (first !== undefined) return Promise.resolve(first as unknown as Waiting<Name>);
    return new Promise((resolve) => {
      const wanted = this.#wanted.get(name) ?? [];
      wanted.push(resolve as unknown as (waiting: Waiting<RequestName>) => void);
      this.#wanted.set(name, wanted);
    });
  }

  changed(changed: Changed): void {
    changedSchema.parse(changed);
    for (const connection of this.#connections.keys())
      connection.sendNotification('changed', changed).catch(() => undefined);
  }

  /** Resolves once so many clients are connected. */
  async withClients(count: number): Promise<void> {
    while (this.clients !== count) {
      await new Promise<void>((resolve) => this.#counted.push(resolve));
    }
  }

  /** As if it were killed: what is under way gets no answer. */
  die(): Promise<void> {
    for (const socket of this.#connections.values()) socket.destroy();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #accept(socket: Socket): void {
    const reader = new SocketMessageReader(socket);
    const connection = createMessageConnection(reader, new SocketMessageWriter(socket), NullLogger);
    this.#connections.set(connection, socket);
    this.#count(1);
    connection.onClose(() => {
      this.#connections.delete(connection);
      connection.dispose();
      socket.destroy();
      this.#count(-1);
    });
    connection.onError(() => socket.destroy());
    connection.onRequest('hello', (params) => {
      const { build } = helloParams.parse(params);
      return { version: protocolVersion, build, pid: process.pid, running: 0 };
    });
    connection.onRequest('stop', () => {
      setImmediate(() => void this.die());
      return { leaving: true };
    });
    for (const name of Object.keys(requests) as RequestName[]) {
      connection.onRequest(name, (message: unknown, token: CancellationToken) =>
        this.#answer(connection, name, message, token),
      );
    }
    connection.listen();
  }

  async #answer(
    connection: MessageConnection,
    name: RequestName,
    message: unknown,
    cancellation: CancellationToken,
  ): Promise<unknown> {
    const { token, params: raw } = envelopeSchema.parse(message);
    const parsed = requests[name].params.safeParse(raw);
    if (!parsed.success) return fail('usage', `${name}: ${parsed.error.message}`);
    const params = parsed.data as never;
    this.asked.push(name);
    const schema = resultSchema(requests[name].result);
    const atOnce = this.answers[name]?.(params);
    if (atOnce !== undefined) return schema.parse(atOnce);
    const answered = new Promise<unknown>((resolve) => {
      this.#offer(name, {
        params,
        cancelled: new Promise((told) => cancellation.onCancellationRequested(() => told())),
        tell: (event) => {
          const parsed = runEventSchema.parse(event);
          connection.sendProgress(progress, token, parsed).catch(() => undefined);
        },
        answer: (result) => resolve(schema.parse(result)),
      });
    });
    return answered;
  }

  #offer(name: RequestName, waiting: Waiting<RequestName>): void {
    const wanted = this.#wanted.get(name)?.shift();
    if (wanted !== undefined) return wanted(waiting);
    this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), waiting]);
  }

  #count(change: number): void {
    this.clients += change;
    for (const look of this.#counted.splice(0)) look();
  }
}

const progress = new ProgressType<RunEvent>();
