import { randomUUID } from 'node:crypto';
import {
  CancellationTokenSource,
  EventEmitter,
  workspace,
  type Disposable,
  type LogOutputChannel,
} from 'vscode';
import {
  CodeLensRequest,
  LanguageClient,
  LSPErrorCodes,
  ResponseError,
  RevealOutputChannelOn,
  TransportKind,
  WorkDoneProgress,
  type CodeLensProviderShape,
  type ErrorHandler,
  type ProgressToken,
} from 'vscode-languageclient/node';
import { z } from 'zod';
import {
  apiKeyMethod,
  cancelMethod,
  editorAnswer,
  editorNotifications,
  trustedMethod,
  type EditorParams,
  type EditorRequest,
  type EditorResult,
  type initializationOptionsSchema,
  type Status,
} from '../protocol/editor.ts';
import { fail, resultSchema, type Result } from '../protocol/failures.ts';
import type { Changed } from '../protocol/history.ts';
import { documentSelector } from './languages.ts';

interface ClientOptions {
  readonly serverPath: string;
  readonly log: LogOutputChannel;
  readonly apiKey: () => Promise<string | null>;
  readonly showsLenses: () => boolean;
  readonly usedBefore: () => boolean;
  readonly errorHandler: ErrorHandler;
}

interface ExecuteOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: RunProgress) => void;
}

export interface RunProgress {
  readonly message?: string;
  readonly percentage?: number;
}

/**
 * The language server as the rest of the extension sees it. Whatever is asked waits until the
 * server runs; what comes back is parsed here and nowhere else.
 */
export class Client implements Disposable {
  readonly #client: LanguageClient;
  readonly #log: LogOutputChannel;
  readonly #status = new EventEmitter<Status>();
  readonly #changed = new EventEmitter<Changed>();
  /** Tokens of the runs that this extension began. */
  readonly #followed = new Set<ProgressToken>();
  #lastStatus: Status | null = null;

  readonly onStatus = this.#status.event;
  readonly onChanged = this.#changed.event;

  constructor({ serverPath, log, apiKey, showsLenses, usedBefore, errorHandler }: ClientOptions) {
    this.#log = log;
    const server = { module: serverPath, transport: TransportKind.ipc };
    const initializationOptions = (): z.input<typeof initializationOptionsSchema> => ({
      ownsCommands: true,
      trusted: workspace.isTrusted,
      usedBefore: usedBefore(),
      showsProposals: true,
    });
    this.#client = new LanguageClient(
      'afterburner',
      'Afterburner',
      { run: server, debug: server },
      {
        documentSelector,
        initializationOptions,
        outputChannel: log,
        errorHandler,
        // What goes wrong with the server is told by the error handler, once, and logged here.
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        initializationFailedHandler: () => false,
        middleware: {
          provideCodeLenses: (document, token, next) =>
            showsLenses() ? next(document, token) : [],
          // Whoever began a run shows it. Of others, if there are any, only the end is passed on: it
          // lets go of what stands ready to show them.
          handleWorkDoneProgress: (token, params, next) => {
            if (this.#followed.has(token) || params.kind === 'end') next(token, params);
          },
        },
      },
    );
    this.#client.onRequest(apiKeyMethod, apiKey);
    this.#client.onNotification('afterburner/status', (params: unknown) => {
      this.#take('afterburner/status', params, (status) => {
        this.#lastStatus = status;
        this.#status.fire(status);
      });
    });
    this.#client.onNotification('afterburner/changed', (params: unknown) => {
      this.#take('afterburner/changed', params, (changed) => this.#changed.fire(changed));
    });
  }

  /** The last that the server told of itself; null before it told anything. */
  get status(): Status | null {
    return this.#lastStatus;
  }

  /** Returns at once: requests wait for it. */
  start(): void {
    this.#client.start().catch((error: unknown) => {
      this.#log.error('The language server did not start.', String(error));
    });
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
    { signal, onProgress }: ExecuteOptions = {},
  ): Promise<Result<z.output<T>>> {
    const workDoneToken = randomUUID();
    const params = { command, arguments: argument === null ? [] : [argument], workDoneToken };
    const following = this.#client.onProgress(WorkDoneProgress.type, workDoneToken, (progress) => {
      if (progress.kind !== 'end') onProgress?.(progress);
    });
    this.#followed.add(workDoneToken);
    try {
      const schema = resultSchema(value);
      const answer = await this.#send('workspace/executeCommand', params, schema, signal);
      return answer as Result<z.output<T>>;
    } finally {
      this.#followed.delete(workDoneToken);
      following.dispose();
    }
  }

  cancel(token: string): void {
    this.#notify(cancelMethod, { token });
  }

  tellTrusted(): void {
    this.#notify(trustedMethod, {});
  }

  /** Asks the editor to ask for all lenses again. */
  refreshLenses(): void {
    const feature = this.#client.getFeature(CodeLensRequest.method);
    for (const document of workspace.textDocuments) {
      const provider: CodeLensProviderShape | undefined = feature.getProvider(document);
      provider?.onDidChangeCodeLensEmitter.fire();
    }
  }

  async dispose(): Promise<void> {
    this.#status.dispose();
    this.#changed.dispose();
    if (this.#client.needsStop()) await this.#client.stop();
  }

  async #send<T>(
    method: string,
    params: unknown,
    schema: z.ZodType<T>,
    signal: AbortSignal | undefined,
  ): Promise<T | Result<never>> {
    if (signal?.aborted) return fail('cancelled', 'Cancelled.');
    const source = new CancellationTokenSource();
    const cancel = () => source.cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const answer: unknown = await this.#client.sendRequest(method, params, source.token);
      const parsed = schema.safeParse(answer);
      if (parsed.success) return parsed.data;
      this.#log.error(`${method}: ${z.prettifyError(parsed.error)}`);
      return fail('internal', 'The language server gave an answer that makes no sense.');
    } catch (error) {
      if (signal?.aborted || isCancellation(error)) return fail('cancelled', 'Cancelled.');
      this.#log.error(`${method}: ${String(error)}`);
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

  #notify(method: string, params: unknown): void {
    this.#client.sendNotification(method, params).catch((error: unknown) => {
      this.#log.warn(`${method}: ${String(error)}`);
    });
  }

  #take<Name extends keyof typeof editorNotifications>(
    name: Name,
    params: unknown,
    use: (value: z.output<(typeof editorNotifications)[Name]>) => void,
  ): void {
    const parsed = editorNotifications[name].safeParse(params);
    if (parsed.success) use(parsed.data as z.output<(typeof editorNotifications)[Name]>);
    else this.#log.error(`${name}: ${z.prettifyError(parsed.error)}`);
  }
}

function isCancellation(error: unknown): boolean {
  return (
    error instanceof ResponseError &&
    (error.code === LSPErrorCodes.RequestCancelled || error.code === LSPErrorCodes.ServerCancelled)
  );
}
