import type { Connection } from 'vscode-languageserver';
import { MessageType, TextDocuments } from 'vscode-languageserver';
import type { ConnectOptions } from '../daemon/connect.ts';
import type { EditorLanguage } from '../daemon/languages/editor-language.ts';
import { apiKeyMethod, apiKeyResult, type Status } from '../protocol/editor.ts';
import { fail, type Result } from '../protocol/failures.ts';
import type { Settings } from '../protocol/settings.ts';
import { type Assessment, nothingKnown } from './assessment.ts';
import type { ClientFacts } from './client-facts.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { DaemonLink } from './daemon-link.ts';
import { type DocumentFunction, OpenDocument, pathOf } from './document.ts';
import { KnownFiles } from './known.ts';
import { languageOf } from './languages.ts';
import { ProgressView } from './progress-view.ts';
import { Proposals } from './proposals.ts';
import { Runs } from './runs.ts';
import { readSettings } from './settings.ts';
import { showMessage } from './message.ts';
import { Shown } from './shown.ts';

export interface SessionOptions {
  readonly connection: Connection;
  readonly client: ClientFacts;
  readonly languages: readonly EditorLanguage[];
  readonly daemon: ConnectOptions;
  readonly idleMs: number;
  readonly env: NodeJS.ProcessEnv;
}

/** One editor's session: what is open, what is known of it, what runs. */
export class Session {
  readonly client: ClientFacts;
  readonly link: DaemonLink;
  readonly known: KnownFiles;
  readonly runs: Runs;
  readonly proposals: Proposals;
  readonly documents: TextDocuments<OpenDocument>;
  readonly languages: readonly EditorLanguage[];
  readonly #connection: Connection;
  readonly #env: NodeJS.ProcessEnv;
  readonly #shown: Shown;
  readonly #settingProblems = new Set<string>();
  /** As a client told them that cannot be asked. */
  #toldSettings: unknown = null;
  #isTrusted: boolean;

  constructor({ connection, client, languages, daemon, idleMs, env }: SessionOptions) {
    this.#connection = connection;
    this.#env = env;
    this.client = client;
    this.languages = languages;
    this.#isTrusted = client.trusted;
    this.link = new DaemonLink({
      connection: daemon,
      idleMs,
      onState: () => this.#shown.status(),
      onConnected: () => this.known.refreshAll(),
      onChanged: (changed) => {
        this.known.changed(changed);
        void connection.sendNotification('afterburner/changed', changed).catch(() => undefined);
      },
    });
    this.known = new KnownFiles(this.link, () => this.#shown.known());
    this.proposals = new Proposals(this.link);
    this.runs = new Runs({
      view: (order, token) =>
        order.kind !== 'check' && (order.token !== null || client.showsProgress)
          ? new ProgressView(connection, order, token)
          : null,
      onChange: () => this.#shown.status(),
    });
    this.documents = new TextDocuments<OpenDocument>({
      create: (uri, languageId, version, text) =>
        new OpenDocument(uri, version, text, languageOf(languages, languageId, pathOf(uri) ?? '')),
      update: (document, changes, version) => (document.update(changes, version), document),
    });
    this.#shown = new Shown(connection, {
      refreshesLenses: client.refreshesLenses,
      status: () => this.status,
      documents: () => this.documents.all(),
      diagnostics: (document) =>
        document
          .functions()
          .flatMap((target) =>
            diagnosticsOf(document.nameRange(target), this.assess(document, target)),
          ),
    });
    this.documents.onDidOpen(({ document }) => {
      if (this.#isTrusted && document.path !== null) this.known.watch(document.path);
    });
    this.documents.onDidChangeContent(({ document }) => this.#shown.edited(document));
    this.documents.onDidClose(({ document }) => {
      if (document.path !== null) this.known.unwatch(document.path);
      this.#shown.closed(document);
      document.close();
    });
  }

  get isTrusted(): boolean {
    return this.#isTrusted;
  }

  get status(): Status {
    const { state } = this.link;
    const failure = state.state === 'ready' ? this.runs.blocked : null;
    const daemon = failure === null ? state : ({ state: 'failed', failure } as const);
    return { daemon, active: [...this.runs.active()] };
  }

  /** Looks for a daemon; starts one only where there is something to be told. */
  async begin(): Promise<void> {
    if (!this.#isTrusted) return;
    for (const { path } of this.documents.all()) if (path !== null) this.known.watch(path);
    if (this.client.usedBefore) await this.link.connect();
    else await this.link.dial();
  }

  async trust(): Promise<void> {
    if (this.#isTrusted) return;
    this.#isTrusted = true;
    this.#shown.lenses();
    await this.begin();
  }

  /** Nothing is run, and nobody asked, before the workspace is trusted. */
  async whenTrusted<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
    return this.#isTrusted
      ? work()
      : fail('workspace-untrusted', 'This workspace is not trusted: no code of it is run.');
  }

  assess(document: OpenDocument, target: DocumentFunction): Assessment {
    const known = document.path === null ? null : this.known.of(document.path);
    return known?.assess(target.name, () => document.code(target)) ?? nothingKnown;
  }

  /** As they stand now; what makes no sense is told once, and its default used. */
  async settings(): Promise<Settings> {
    const section = this.client.hasConfiguration
      ? await this.#connection.workspace.getConfiguration('afterburner').catch(() => null)
      : this.#toldSettings;
    const { settings, problems } = readSettings(section);
    for (const problem of problems) {
      if (this.#settingProblems.has(problem)) continue;
      this.#settingProblems.add(problem);
      showMessage(this.#connection, MessageType.Warning, problem);
    }
    return settings;
  }

  toldSettings(settings: unknown): void {
    const section = (settings as { readonly afterburner?: unknown } | null)?.afterburner;
    this.#toldSettings = section ?? settings;
  }

  /** From the editor's secret storage, else from the environment. */
  async apiKey({ proposers }: Settings): Promise<string | null> {
    if (!proposers.includes('openai')) return null;
    const own = this.#env['AFTERBURNER_API_KEY'] || this.#env['OPENAI_API_KEY'] || null;
    if (!this.client.ownsCommands) return own;
    try {
      const answer: unknown = await this.#connection.sendRequest(apiKeyMethod, {});
      return apiKeyResult.parse(answer ?? null) ?? own;
    } catch {
      return own;
    }
  }

  close(): void {
    this.#shown.close();
    this.known.close();
    this.runs.cancelAll();
    this.link.close();
  }
}
