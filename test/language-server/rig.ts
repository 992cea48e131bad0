import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import {
  type ClientCapabilities,
  type CodeAction,
  type CodeLens,
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type WorkDoneProgressBegin,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
} from 'vscode-languageserver-protocol/node';
import { statusSchema, type Status } from '../../protocol/editor.ts';
import { temporaryFolder } from '../child.ts';
import { FakeDaemon } from './fake-daemon.ts';

export const source = `import math


def pair_with_sum(xs, target):
    for i, x in enumerate(xs):
        for y in xs[i + 1 :]:
            if x + y == target:
                return (x, y)
    return None


class Shapes:
    def area(self, r: float) -> float:
        def square(x):
            return x * x

        return math.pi * square(r)
`;

/** `pair_with_sum` in it, as the history keeps it. */
export const pairCode = source.slice(source.indexOf('def pair'), source.indexOf('\n\n\nclass'));

export type ProgressValue = WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd;

export interface ClientOptions {
  readonly home?: string;
  readonly settings?: Record<string, unknown>;
  readonly initializationOptions?: object;
  readonly env?: Record<string, string>;
  readonly capabilities?: ClientCapabilities;
  readonly apiKey?: string | null;
}

const usual: ClientCapabilities = {
  workspace: {
    configuration: true,
    codeLens: { refreshSupport: true },
    workspaceEdit: { documentChanges: true },
  },
  window: { workDoneProgress: true },
  textDocument: {
    codeAction: { resolveSupport: { properties: ['edit'] }, dataSupport: true },
    hover: { contentFormat: ['markdown'] },
  },
};

/** An editor as far as the protocol goes, with a language server of its own. */
export class Client {
  readonly connection: ProtocolConnection;
  readonly home: string;
  readonly folder: string;
  initialized!: InitializeResult;
  readonly diagnostics = new Map<string, readonly Diagnostic[]>();
  readonly statuses: Status[] = [];
  readonly changes: unknown[] = [];
  readonly messages: string[] = [];
  readonly progress = new Map<string, ProgressValue[]>();
  readonly logged: string[] = [];
  refreshes = 0;
  readonly #looking = new Set<() => void>();
  readonly #options: ClientOptions;

  private constructor(server: string, options: ClientOptions) {
    this.#options = options;
    this.home = options.home ?? temporaryFolder();
    this.folder = temporaryFolder();
    const child = spawn(process.execPath, [server, '--stdio'], {
      env: { ...process.env, AFTERBURNER_HOME: this.home, ...options.env },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const exited = new Promise((resolve) => child.on('close', resolve));
    onTestFinished(async () => {
      await this.connection.sendRequest('shutdown').catch(() => undefined);
      await this.connection.sendNotification('exit').catch(() => undefined);
      await exited;
      this.connection.dispose();
    });
    this.connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    this.#listen();
  }

  static async open(server: string, options: ClientOptions = {}): Promise<Client> {
    const client = new Client(server, options);
    client.initialized = await client.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: options.capabilities ?? usual,
      initializationOptions: options.initializationOptions,
    });
    await client.connection.sendNotification('initialized', {});
    return client;
  }

  /** Opens a document, as a file of the client's folder. */
  async openFile(name = 'pairs.py', text = source): Promise<string> {
    const path = this.path(name);
    writeFileSync(path, text);
    const uri = pathToFileURL(path).href;
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'python', version: 1, text },
    });
    return uri;
  }

  path(name = 'pairs.py'): string {
    return join(this.folder, name);
  }

  /** Changes of a document, or its whole text. */
  async change(uri: string, version: number, ...contentChanges: object[]): Promise<void> {
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  async lenses(uri: string): Promise<readonly CodeLens[]> {
    return this.connection.sendRequest('textDocument/codeLens', { textDocument: { uri } });
  }

  /** Titles of the lenses, a line of them for each function. */
  async lensLines(uri: string): Promise<readonly string[]> {
    const lines = new Map<string, string[]>();
    for (const { range, command } of await this.lenses(uri)) {
      const key = `${range.start.line}:${range.start.character}`;
      lines.set(key, [...(lines.get(key) ?? []), command!.title]);
    }
    return [...lines].map(([at, titles]) => `${at} ${titles.join(' | ')}`);
  }

  /** Asks again whenever the server says that something changed. */
  async lensLinesWhen(uri: string, text: string): Promise<readonly string[]> {
    for (;;) {
      const changes = this.#changesSeen;
      const lines = await this.lensLines(uri);
      if (lines.some((line) => line.includes(text))) return lines;
      await this.until(() => this.#changesSeen > changes);
    }
  }

  actions(uri: string, line: number, only?: readonly string[]): Promise<readonly CodeAction[]> {
    return this.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: { line, character: 4 }, end: { line, character: 4 } },
      context: { diagnostics: [], ...(only === undefined ? {} : { only }) },
    });
  }

  async hover(uri: string, line: number, character: number): Promise<string | null> {
    const params = { textDocument: { uri }, position: { line, character } };
    const hover: { contents: { value: string } } | null = await this.connection.sendRequest(
      'textDocument/hover',
      params,
    );
    return hover?.contents.value ?? null;
  }

  execute<T>(command: string, argument?: object): Promise<T> {
    return this.connection.sendRequest('workspace/executeCommand', {
      command,
      arguments: argument === undefined ? [] : [argument],
    });
  }

  /** Looks again after every message of the server. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!holds()) return;
        this.#looking.delete(look);
        resolve();
      };
      this.#looking.add(look);
      look();
    });
  }

  get status(): Status | undefined {
    return this.statuses.at(-1);
  }

  #changesSeen = 0;

  #saw(): void {
    this.#changesSeen += 1;
    for (const look of this.#looking) look();
  }

  #listen(): void {
    const { connection } = this;
    connection.onRequest('workspace/codeLens/refresh', () => {
      this.refreshes += 1;
      this.#saw();
      return null;
    });
    connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
      items.map(() => this.#options.settings ?? {}),
    );
    connection.onRequest('window/workDoneProgress/create', ({ token }: { token: string }) => {
      this.progress.set(token, []);
      return null;
    });
    connection.onRequest('afterburner/apiKey', () => this.#options.apiKey ?? null);
    connection.onNotification('$/progress', ({ token, value }) => {
      this.progress.get(String(token))?.push(value as ProgressValue);
      this.#saw();
    });
    connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => {
      this.diagnostics.set(uri, diagnostics);
      this.#saw();
    });
    connection.onNotification('window/showMessage', ({ message }) => {
      this.messages.push(message);
      this.#saw();
    });
    connection.onNotification('window/logMessage', ({ message }) => {
      this.logged.push(message);
      this.#saw();
    });
    connection.onNotification('afterburner/status', (status: unknown) => {
      this.statuses.push(statusSchema.parse(status));
      this.#saw();
    });
    connection.onNotification('afterburner/changed', (changed: unknown) => {
      this.changes.push(changed);
      this.#saw();
    });
    connection.listen();
  }
}

/** A daemon that the test plays, and an editor beside it. */
export async function rig(
  server: string,
  options: ClientOptions = {},
): Promise<{ readonly daemon: FakeDaemon; readonly client: Client; readonly uri: string }> {
  const home = options.home ?? temporaryFolder();
  const daemon = await FakeDaemon.open(home);
  onTestFinished(() => daemon.die());
  const client = await Client.open(server, { ...options, home });
  const uri = await client.openFile();
  return { daemon, client, uri };
}
