import { CodeLensRefreshRequest, type Connection, type Diagnostic } from 'vscode-languageserver';
import type { Status } from '../protocol/editor.ts';
import type { OpenDocument } from './document.ts';
import { Throttle } from './throttle.ts';

const lensesMs = 300;
const statusMs = 100;
const diagnosticsMs = 200;
/** So long after the last edit a text that does not parse is read afresh. */
const settleMs = 500;

/** Where it looks when something is to be told. */
export interface ShownSource {
  readonly refreshesLenses: boolean;
  status(): Status;
  documents(): readonly OpenDocument[];
  diagnostics(document: OpenDocument): Diagnostic[];
}

/** What the server tells unasked: status, diagnostics, and that lenses are to be asked for again. */
export class Shown {
  readonly #connection: Connection;
  readonly #source: ShownSource;
  readonly #lenses: Throttle;
  readonly #status: Throttle;
  readonly #diagnostics: Throttle;
  readonly #published = new Map<string, string>();
  readonly #settling = new Map<OpenDocument, NodeJS.Timeout>();
  #lastStatus = '';
  #lastLensTexts = '[]';

  constructor(connection: Connection, source: ShownSource) {
    this.#connection = connection;
    this.#source = source;
    this.#lenses = new Throttle(lensesMs, () => this.#refreshLenses());
    this.#status = new Throttle(statusMs, () => this.#tellStatus());
    this.#diagnostics = new Throttle(diagnosticsMs, () => this.#publishAll());
  }

  edited(document: OpenDocument): void {
    this.#diagnostics.soon();
    const settling = this.#settling.get(document);
    if (settling !== undefined) clearTimeout(settling);
    const timer = setTimeout(() => this.#settle(document), settleMs);
    timer.unref();
    this.#settling.set(document, timer);
  }

  closed(document: OpenDocument): void {
    clearTimeout(this.#settling.get(document));
    this.#settling.delete(document);
    this.#publish(document.uri, []);
    this.#published.delete(document.uri);
  }

  /** More is known, or less, than before. */
  known(): void {
    this.lenses();
    this.#diagnostics.wake();
  }

  lenses(): void {
    this.#lenses.wake();
  }

  status(): void {
    this.#status.wake();
  }

  close(): void {
    for (const throttle of [this.#lenses, this.#status, this.#diagnostics]) throttle.close();
    for (const timer of this.#settling.values()) clearTimeout(timer);
  }

  #settle(document: OpenDocument): void {
    this.#settling.delete(document);
    if (document.isProvisional && document.settle()) this.lenses();
  }

  #refreshLenses(): void {
    if (!this.#source.refreshesLenses) return;
    void this.#connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined);
  }

  #tellStatus(): void {
    const status = this.#source.status();
    const text = JSON.stringify(status);
    if (text === this.#lastStatus) return;
    this.#lastStatus = text;
    void this.#connection.sendNotification('afterburner/status', status).catch(() => undefined);
    const lensTexts = JSON.stringify(status.active);
    if (lensTexts === this.#lastLensTexts) return;
    this.#lastLensTexts = lensTexts;
    this.lenses();
  }

  #publishAll(): void {
    for (const document of this.#source.documents()) {
      this.#publish(document.uri, this.#source.diagnostics(document));
    }
  }

  /** Only what differs from what the client has. */
  #publish(uri: string, diagnostics: Diagnostic[]): void {
    const text = JSON.stringify(diagnostics);
    if (text === (this.#published.get(uri) ?? '[]')) return;
    this.#published.set(uri, text);
    void this.#connection.sendDiagnostics({ uri, diagnostics }).catch(() => undefined);
  }
}
