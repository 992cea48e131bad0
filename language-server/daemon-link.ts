import { type DaemonClient, dial } from '../daemon/client.ts';
import { connect, type ConnectOptions } from '../daemon/connect.ts';
import { protocolVersion } from '../protocol/daemon.ts';
import type { Status } from '../protocol/editor.ts';
import { fail, ok, type Result } from '../protocol/failures.ts';
import type { Changed } from '../protocol/history.ts';
import type { Isolation } from '../protocol/measurement.ts';

export type DaemonState = Status['daemon'];

export interface LinkOptions {
  readonly connection: ConnectOptions;
  /** Without a request for so long the connection is given up, so that the daemon may leave. */
  readonly idleMs: number;
  readonly onState: (state: DaemonState) => void;
  /** The daemon's history can be asked: it was connected to just now. */
  readonly onConnected: () => void;
  readonly onChanged: (changed: Changed) => void;
}

/**
 * The connection to the daemon, there only while somebody needs it.
 *
 *     idle ── dial, and one listens ──▶ ready ── gone, or not needed for long ──▶ idle
 *       └─── use: start ──▶ starting ─────┘ └─── cannot be started ──▶ failed ── use ──▶ starting
 */
export class DaemonLink {
  readonly #options: LinkOptions;
  #client: DaemonClient | null = null;
  #connecting: Promise<Result<DaemonClient>> | null = null;
  #state: DaemonState = { state: 'idle' };
  #isolation: Isolation | null = null;
  #inFlight = 0;
  #idleTimer: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  get state(): DaemonState {
    return this.#state;
  }

  /** Connects where a daemon listens already; starts none. */
  async dial(): Promise<boolean> {
    if (this.#client !== null) return true;
    if (this.#connecting !== null) return (await this.#connecting).ok;
    const { connection } = this.#options;
    const client = await dial(connection.folders.socket);
    if (client === null) return false;
    const hello = await client.hello(connection.build);
    const fits = hello?.version === protocolVersion && hello.build === connection.build;
    if (!fits || this.#client !== null || this.#isClosed) {
      client.close();
      return this.#client !== null;
    }
    this.#take(client);
    return true;
  }

  /** Connects, to a daemon that is started where none listens. */
  async connect(): Promise<Result<null>> {
    const connected = await this.#connected();
    return connected.ok ? ok(null) : connected;
  }

  /** Asks the daemon, which is started where none listens. */
  async use<T>(ask: (client: DaemonClient) => Promise<Result<T>>): Promise<Result<T>> {
    const connected = await this.#connected();
    if (!connected.ok) return connected;
    return this.#during(ask(connected.value));
  }

  /** Asks the daemon if there is one: null where none listens. */
  async useIfThere<T>(
    ask: (client: DaemonClient) => Promise<Result<T>>,
  ): Promise<Result<T> | null> {
    if (!(await this.dial()) || this.#client === null) return null;
    return this.#during(ask(this.#client));
  }

  /** The daemon leaves, with all its runs, and another is started. */
  async restart(): Promise<Result<null>> {
    await this.dial();
    const client = this.#client;
    if (client !== null) {
      await client.stop(false);
      await client.closed;
      this.#lost(client);
    }
    return this.connect();
  }

  /** The status tells it for as long as the connection lasts. */
  learnIsolation(isolation: Isolation): void {
    if (this.#isolation === isolation) return;
    this.#isolation = isolation;
    if (this.#state.state === 'ready') this.#enter({ state: 'ready', isolation });
  }

  close(): void {
    this.#isClosed = true;
    this.#hangUp();
  }

  #connected(): Promise<Result<DaemonClient>> {
    if (this.#client !== null) return Promise.resolve(ok(this.#client));
    this.#connecting ??= this.#connect().finally(() => (this.#connecting = null));
    return this.#connecting;
  }

  async #connect(): Promise<Result<DaemonClient>> {
    this.#enter({ state: 'starting' });
    const connected = await connect(this.#options.connection);
    if (!connected.ok) {
      this.#enter({ state: 'failed', failure: connected.failure });
      return connected;
    }
    if (this.#isClosed) {
      connected.value.close();
      return fail('cancelled', 'The language server ends.');
    }
    this.#take(connected.value);
    return connected;
  }

  #take(client: DaemonClient): void {
    this.#client = client;
    client.onChanged((changed) => this.#options.onChanged(changed));
    void client.closed.then(() => this.#lost(client));
    this.#enter({ state: 'ready', isolation: this.#isolation });
    this.#watchIdleness();
    this.#options.onConnected();
  }

  #lost(client: DaemonClient): void {
    if (this.#client !== client) return;
    this.#hangUp();
  }

  #hangUp(): void {
    if (this.#idleTimer !== null) clearTimeout(this.#idleTimer);
    const client = this.#client;
    this.#client = null;
    client?.close();
    if (!this.#isClosed) this.#enter({ state: 'idle' });
  }

  async #during<T>(answer: Promise<Result<T>>): Promise<Result<T>> {
    this.#inFlight += 1;
    try {
      return await answer;
    } finally {
      this.#inFlight -= 1;
      this.#watchIdleness();
    }
  }

  #watchIdleness(): void {
    if (this.#idleTimer !== null) clearTimeout(this.#idleTimer);
    if (this.#client === null) return;
    this.#idleTimer = setTimeout(() => {
      if (this.#inFlight === 0) this.#hangUp();
    }, this.#options.idleMs);
    this.#idleTimer.unref();
  }

  #enter(state: DaemonState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}
