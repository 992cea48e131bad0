import { workspace, type CancellationToken, type LogOutputChannel } from 'vscode';
import {
  CodeLensRequest,
  LanguageClient,
  RevealOutputChannelOn,
  TransportKind,
  WorkDoneProgress,
  type CodeLensProviderShape,
  type ProgressToken,
} from 'vscode-languageclient/node';
import type { z } from 'zod';
import { apiKeyMethod, type initializationOptionsSchema } from '../protocol/editor.ts';
import { documentSelector } from './languages.ts';
import { restarting } from './restarts.ts';

export interface ServerOptions {
  readonly serverPath: string;
  readonly log: LogOutputChannel;
  readonly apiKey: () => Promise<string | null>;
  readonly showsLenses: () => boolean;
  readonly usedBefore: () => boolean;
  /** The lenses of a document were given to the editor. */
  readonly onLenses: (document: string) => void;
  /** What it tells unasked, by method. */
  readonly notifications: Readonly<Record<string, (params: unknown) => void>>;
}

export interface RunProgress {
  readonly message?: string;
  readonly percentage?: number;
}

/**
 * The language server's process and the client that speaks with it. Loaded when it is first needed:
 * the client is half of what the extension loads, and nobody waits for it at activation.
 */
export class Server {
  readonly #client: LanguageClient;
  readonly #log: LogOutputChannel;
  /** Tokens of the runs that this extension began. */
  readonly #followed = new Set<ProgressToken>();

  constructor(options: ServerOptions) {
    const { serverPath, log, apiKey, showsLenses, usedBefore, onLenses, notifications } = options;
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
        errorHandler: restarting({ showLog: () => log.show(), start: () => this.start() }),
        // What goes wrong with the server is told by the error handler, once, and logged here.
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        initializationFailedHandler: () => false,
        middleware: {
          provideCodeLenses: async (document, token, next) => {
            if (!showsLenses()) return [];
            const lenses = await next(document, token);
            onLenses(document.uri.toString());
            return lenses;
          },
          // Whoever began a run shows it. Of others, if there are any, only the end is passed on: it
          // lets go of what stands ready to show them.
          handleWorkDoneProgress: (token, params, next) => {
            if (this.#followed.has(token) || params.kind === 'end') next(token, params);
          },
        },
      },
    );
    this.#client.onRequest(apiKeyMethod, apiKey);
    for (const [method, take] of Object.entries(notifications)) {
      this.#client.onNotification(method, take);
    }
  }

  /** Returns at once: requests wait for it. */
  start(): void {
    this.#client.start().catch((error: unknown) => {
      this.#log.error('The language server did not start.', String(error));
    });
  }

  /** Rejects where the server is gone, or the request was cancelled. */
  request(method: string, params: unknown, token: CancellationToken): Promise<unknown> {
    return this.#client.sendRequest(method, params, token);
  }

  notify(method: string, params: unknown): void {
    this.#client.sendNotification(method, params).catch((error: unknown) => {
      this.#log.warn(`${method}: ${String(error)}`);
    });
  }

  /** Follows the run that goes by this token; the answer ends it. */
  follow(token: string, onProgress: (progress: RunProgress) => void): () => void {
    const following = this.#client.onProgress(WorkDoneProgress.type, token, (progress) => {
      if (progress.kind !== 'end') onProgress(progress);
    });
    this.#followed.add(token);
    return () => {
      this.#followed.delete(token);
      following.dispose();
    };
  }

  /** Asks the editor to ask for all lenses again. */
  refreshLenses(): void {
    const feature = this.#client.getFeature(CodeLensRequest.method);
    for (const document of workspace.textDocuments) {
      const provider: CodeLensProviderShape | undefined = feature.getProvider(document);
      provider?.onDidChangeCodeLensEmitter.fire();
    }
  }

  async stop(): Promise<void> {
    if (this.#client.needsStop()) await this.#client.stop();
  }
}
