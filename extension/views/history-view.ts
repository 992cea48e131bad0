import { randomBytes } from 'node:crypto';
import {
  Disposable,
  Uri,
  commands,
  env,
  l10n,
  workspace,
  type Event,
  type Memento,
  type Webview,
  type WebviewView,
  type WebviewViewProvider,
} from 'vscode';
import type { Status } from '../../protocol/editor.ts';
import { ok, type Result } from '../../protocol/failures.ts';
import type { Changed, RunSummary, VersionParams } from '../../protocol/history.ts';
import type { FiledFunction, Told } from '../../protocol/panel.ts';
import { excludeInput } from '../cases/exclude.ts';
import type { Ask } from '../link.ts';
import { answer, type PanelHandlers } from './answers.ts';
import { historyPage } from './history-page.ts';
import { openFunction } from './open-function.ts';
import { panelStateOf } from './panel-state.ts';
import { saveReport } from './save-report.ts';

export interface HistoryViewOptions {
  readonly ask: Ask;
  readonly extensionUri: Uri;
  readonly workspaceState: Memento;
  readonly onChanged: Event<Changed>;
  readonly onStatus: Event<Status>;
  readonly status: () => Status | null;
  readonly proposals: {
    show(target: VersionParams): Promise<Result<null>>;
    apply(target: VersionParams): Promise<Result<null>>;
  };
  readonly rerun: (summary: RunSummary) => Promise<void>;
  readonly scale: (of: FiledFunction) => Promise<Result<null>>;
  readonly cancel: (token: string) => void;
}

type Revealing = Extract<Told, { kind: 'reveal' | 'growth' }>;

/** No run has as many attempts: asks for all of a run but those. */
const noAttempts = Number.MAX_SAFE_INTEGER;

/**
 * The side panel's half in the editor: gives the page, answers what it asks, and tells it what
 * changed. The panel itself sees neither the daemon nor the file system.
 */
export class HistoryView implements WebviewViewProvider, Disposable {
  static readonly id = 'afterburner.history';

  readonly #options: HistoryViewOptions;
  readonly #handlers: PanelHandlers;
  readonly #own: Disposable;
  #view: WebviewView | null = null;
  /** What is to be revealed as soon as the page asks for its first state. */
  #pending: Revealing | null = null;
  #listening = false;

  constructor(options: HistoryViewOptions) {
    this.#options = options;
    this.#handlers = this.#answers();
    this.#own = Disposable.from(
      options.onChanged((changed) => this.#tell({ kind: 'changed', changed })),
      options.onStatus(() => this.#tellState()),
      workspace.onDidGrantWorkspaceTrust(() => this.#tellState()),
      workspace.onDidChangeWorkspaceFolders(() => this.#tellState()),
    );
  }

  resolveWebviewView(view: WebviewView): void {
    const files = Uri.joinPath(this.#options.extensionUri, 'dist', 'panel');
    const { webview } = view;
    this.#view = view;
    this.#listening = false;
    webview.options = { enableScripts: true, localResourceRoots: [files] };
    const received = webview.onDidReceiveMessage((message) => void this.#answer(webview, message));
    view.onDidDispose(() => {
      received.dispose();
      if (this.#view === view) this.#view = null;
    });
    webview.html = historyPage({
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('hex'),
      script: webview.asWebviewUri(Uri.joinPath(files, 'panel.js')).toString(),
      style: webview.asWebviewUri(Uri.joinPath(files, 'panel.css')).toString(),
    });
  }

  /** Shows the panel, and in it a run and one of its attempts. */
  async reveal(target: VersionParams | null): Promise<void> {
    await this.#reveal(target && { kind: 'reveal', ...target });
  }

  /** Shows the panel, and in it how a function grows. */
  async revealGrowth(of: FiledFunction): Promise<void> {
    await this.#reveal({ kind: 'growth', ...of });
  }

  dispose(): void {
    this.#own.dispose();
  }

  async #reveal(told: Revealing | null): Promise<void> {
    this.#pending = told;
    await commands.executeCommand(`${HistoryView.id}.focus`);
    this.#revealPending();
  }

  async #answer(webview: Webview, message: unknown): Promise<void> {
    const told = await answer(this.#handlers, message, l10n.t);
    if (told !== null) await post(webview, told);
  }

  #answers(): PanelHandlers {
    const { ask, proposals, workspaceState } = this.#options;
    return {
      state: async () => {
        // The page listens from its first request on; what it is told before would be lost.
        this.#listening = true;
        queueMicrotask(() => this.#revealPending());
        return ok(this.#state());
      },
      runs: (params) => ask('afterburner/runs', { ...params, under: folders() }),
      run: (params) => ask('afterburner/run', params),
      attempt: (params) => ask('afterburner/attempt', params),
      showDiff: (target) => proposals.show(target),
      apply: (target) => proposals.apply(target),
      rerun: ({ run }) => this.#with(run, (summary) => this.#options.rerun(summary)),
      cancel: async ({ token }) => {
        this.#options.cancel(token);
        return ok(null);
      },
      copy: async (target) => {
        const report = await ask('afterburner/report', { ...target, format: 'markdown' });
        if (!report.ok) return report;
        await env.clipboard.writeText(report.value);
        return ok(null);
      },
      export: async ({ run, format }) => {
        const report = await ask('afterburner/report', { run, attempt: null, format });
        if (!report.ok) return report;
        return this.#with(run, (summary) =>
          saveReport({ summary, format, text: report.value, memento: workspaceState }),
        );
      },
      delete: (params) => ask('afterburner/deleteRun', params),
      scalings: (params) => ask('afterburner/scalings', params),
      scale: (params) => this.#options.scale(params),
      openFunction: (params) => openFunction(ask, params),
      editCases: async ({ path, function: name }) => {
        const at = { uri: Uri.file(path).toString(), function: name, position: null };
        await commands.executeCommand('afterburner.editCases', at);
        return ok(null);
      },
      exclude: ({ run, parameter, rule }) =>
        this.#with(run, (summary) => excludeInput(ask, summary, { parameter, rule })),
      openFile: ({ run }) => this.#with(run, (summary) => openFunction(ask, summary)),
      command: async ({ name }) => {
        await commands.executeCommand(name);
        return ok(null);
      },
    };
  }

  async #with(
    run: string,
    act: (summary: RunSummary) => Promise<void | Result<null>>,
  ): Promise<Result<null>> {
    const detail = await this.#options.ask('afterburner/run', { run, after: noAttempts });
    if (!detail.ok) return detail;
    return (await act(detail.value.summary)) ?? ok(null);
  }

  #state() {
    return panelStateOf(this.#options.status(), workspace.isTrusted, folders(), l10n.t);
  }

  #tellState(): void {
    this.#tell({ kind: 'state', state: this.#state() });
  }

  #revealPending(): void {
    if (this.#pending === null || !this.#listening || this.#view === null) return;
    this.#tell(this.#pending);
    this.#pending = null;
  }

  #tell(told: Told): void {
    if (this.#listening && this.#view !== null) void post(this.#view.webview, told);
  }
}

function post(webview: Webview, told: Told): Thenable<boolean> {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A webview, no window.
  return webview.postMessage(told);
}

function folders(): string[] {
  return (workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => uri.fsPath);
}
