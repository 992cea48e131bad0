import { randomUUID } from 'node:crypto';
import { CancellationTokenSource, EventEmitter, type Disposable } from 'vscode';
import { z } from 'zod';
import {
  cancelMethod,
  editorAnswer,
  editorNotifications,
  trustedMethod,
  type EditorParams,
  type EditorRequest,
  type EditorResult,
  type Status,
} from '../protocol/editor.ts';
import { fail, resultSchema, type Result } from '../protocol/failures.ts';
import type { Changed } from '../protocol/history.ts';
import type { RunProgress, Server, ServerOptions } from './server.ts';

/** An editor asks some tenths of a second after it was told that its lenses are old. */
const renewalMs = 1500;

export interface ExecuteOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: RunProgress) => void;
}

/**
 * The language server as the rest of the extension sees it. Whatever is asked waits until the
 * server runs; what comes back is parsed here and nowhere else.
 */
export class Client implements Disposable {
  readonly #options: Omit<ServerOptions, 'notifications' | 'onLenses'>;
  readonly #status = new EventEmitter<Status>();
  readonly #changed = new EventEmitter<Changed>();
  readonly #lenses = new EventEmitter<string>();
  #server: Promise<Server> | null = null;
  #lastStatus: Status | null = null;

  readonly onStatus = this.#status.event;
  readonly onChanged = this.#changed.event;

  constructor(options: Omit<ServerOptions, 'notifications' | 'onLenses'>) {
    this.#options = options;
  }

  /** The last that the server told of itself; null before it told anything. */
  get status(): Status | null {
    return this.#lastStatus;
  }

  /** Returns at once: what is asked waits for it. */
  start(): void {
    void this.#started();
  }

  readonly ask = async <Name extends EditorRequest>(
    name: Name,
    params: EditorParams<Name>,
    signal?: AbortSignal,
  ): Promise<Result<EditorResult<Name>>> => {
    const answer = await this.#send(name, params, editorAnswer(name), signal);
    return answer as Result<EditorResult<Name>>;
  };

  /** A command of the server with its one argument, or none. */
  async execute<T extends z.ZodType>(
    command: string,
    argument: unknown,
    value: T,
    { signal, onProgress = () => undefined }: ExecuteOptions = {},
  ): Promise<Result<z.output<T>>> {
    const workDoneToken = randomUUID();
    const params = { command, arguments: argument === null ? [] : [argument], workDoneToken };
    const server = await this.#started();
    const unfollow = server.follow(workDoneToken, onProgress);
    try {
      const schema = resultSchema(value);
      const answer = await this.#send('workspace/executeCommand', params, schema, signal);
      return answer as Result<z.output<T>>;
    } finally {
      unfollow();
    }
  }

  cancel(token: string): void {
    void this.#server?.then((server) => server.notify(cancelMethod, { token }));
  }

  tellTrusted(): void {
    void this.#server?.then((server) => server.notify(trustedMethod, {}));
  }

  refreshLenses(): void {
    void this.#server?.then((server) => server.refreshLenses());
  }

  /** Resolves once the editor has a document's lenses anew, or has not asked for them in a while. */
  lensesRenewed(document: string): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        listening.dispose();
        resolve();
      };
      const timer = setTimeout(done, renewalMs);
      const listening = this.#lenses.event((renewed) => {
        if (renewed === document) done();
      });
    });
  }

  async dispose(): Promise<void> {
    this.#lenses.dispose();
    this.#status.dispose();
    this.#changed.dispose();
    await (await this.#server)?.stop();
  }

  #started(): Promise<Server> {
    this.#server ??= import('./server.ts').then(({ Server }) => {
      const server = new Server({
        ...this.#options,
        onLenses: (document) => this.#lenses.fire(document),
        notifications: {
          'afterburner/status': (params) => this.#takeStatus(params),
          'afterburner/changed': (params) => this.#takeChanged(params),
        },
      });
      server.start();
      return server;
    });
    return this.#server;
  }

  async #send<T>(
    method: string,
    params: unknown,
    schema: z.ZodType<T>,
    signal: AbortSignal | undefined,
  ): Promise<T | Result<never>> {
    const { log } = this.#options;
    const server = await this.#started();
    const source = new CancellationTokenSource();
    const cancel = () => source.cancel();
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const answer = await server.request(method, params, source.token);
      const parsed = schema.safeParse(answer);
      if (parsed.success) return parsed.data;
      log.error(`${method}: ${z.prettifyError(parsed.error)}`);
      return fail('internal', 'The language server gave an answer that makes no sense.');
    } catch (error) {
      if (signal?.aborted) return fail('cancelled', 'Cancelled.');
      log.error(`${method}: ${String(error)}`);
      return fail(
        'internal',
        'The language server did not answer.',
        'See the log, or reload the window.',
      );
    } finally {
      signal?.removeEventListener('abort', cancel);
      source.dispose();
    }
  }

  #takeStatus(params: unknown): void {
    const parsed = editorNotifications['afterburner/status'].safeParse(params);
    if (!parsed.success) return this.#strange('afterburner/status', parsed.error);
    this.#lastStatus = parsed.data;
    this.#status.fire(parsed.data);
  }

  #takeChanged(params: unknown): void {
    const parsed = editorNotifications['afterburner/changed'].safeParse(params);
    if (parsed.success) this.#changed.fire(parsed.data);
    else this.#strange('afterburner/changed', parsed.error);
  }

  #strange(method: string, error: z.ZodError): void {
    this.#options.log.error(`${method}: ${z.prettifyError(error)}`);
  }
}
