import {
  commands,
  Disposable,
  l10n,
  MarkdownString,
  StatusBarAlignment,
  ThemeColor,
  window,
  type StatusBarItem,
} from 'vscode';
import type { Status } from '../protocol/editor.ts';
import type { Client } from './client.ts';
import { proposalScheme } from './diff/view-uri.ts';
import { isSupported } from './languages.ts';
import { statusItem } from './status-text.ts';

const unknown: Status = { daemon: { state: 'idle' }, active: [] };

/** The item in the status bar, and the context key that menus look at. */
export class StatusBar implements Disposable {
  readonly #item: StatusBarItem;
  readonly #client: Pick<Client, 'status'>;
  readonly #following: Disposable;
  #running = false;

  constructor(client: Pick<Client, 'status' | 'onStatus'>) {
    this.#client = client;
    this.#item = window.createStatusBarItem('afterburner.status', StatusBarAlignment.Right, 90);
    this.#item.name = 'Afterburner';
    this.#item.command = 'afterburner.showStatus';
    this.#following = Disposable.from(
      client.onStatus(() => this.#draw()),
      window.onDidChangeActiveTextEditor(() => this.#draw()),
    );
    this.#draw();
  }

  dispose(): void {
    this.#following.dispose();
    this.#item.dispose();
  }

  #draw(): void {
    const status = this.#client.status ?? unknown;
    this.#tellMenus(status.active.length > 0);
    const document = window.activeTextEditor?.document;
    const concerned =
      document !== undefined && (isSupported(document) || document.uri.scheme === proposalScheme);
    const shown = statusItem(status, concerned, l10n.t);
    if (shown === null) return this.#item.hide();
    const tooltip = new MarkdownString('**Afterburner**', true);
    for (const line of shown.lines) tooltip.appendMarkdown('\n\n').appendText(line);
    this.#item.text = shown.text;
    this.#item.tooltip = tooltip;
    this.#item.backgroundColor = shown.isWarning
      ? new ThemeColor('statusBarItem.warningBackground')
      : undefined;
    this.#item.show();
  }

  #tellMenus(running: boolean): void {
    if (running === this.#running) return;
    this.#running = running;
    void commands.executeCommand('setContext', 'afterburner.running', running);
  }
}
