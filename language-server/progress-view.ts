import {
  type Connection,
  WorkDoneProgress,
  type WorkDoneProgressBegin,
  WorkDoneProgressCreateRequest,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
} from 'vscode-languageserver';
import type { RunOrder, RunView } from './runs.ts';
import { progressTitle, type RunProgress } from './progress-words.ts';
import { Throttle } from './throttle.ts';

const intervalMs = 100;

/** Shows a run by the client's work-done progress; `create` asks the client to make room for it. */
export class ProgressView implements RunView {
  readonly #connection: Connection;
  readonly #token: string;
  readonly #throttle = new Throttle(intervalMs, () => this.#send());
  #shown: RunProgress | null = null;
  #last: RunProgress | null = null;
  #isReady = false;
  #ended: string | null = null;

  constructor(connection: Connection, order: RunOrder, token: string) {
    this.#connection = connection;
    this.#token = token;
    const begin = (): void => this.#begin(order);
    if (order.token !== null) begin();
    else {
      // A client that refuses has its run all the same.
      connection
        .sendRequest(WorkDoneProgressCreateRequest.type, { token })
        .then(begin, () => undefined);
    }
  }

  report(progress: RunProgress): void {
    this.#last = progress;
    this.#throttle.wake();
  }

  end(message: string): void {
    this.#throttle.close();
    this.#ended = message;
    if (this.#isReady) this.#tell({ kind: 'end', message });
  }

  #begin(order: RunOrder): void {
    const begin = { kind: 'begin', cancellable: true, percentage: 0 } as const;
    this.#tell({ ...begin, title: progressTitle(order.kind, order.function) });
    this.#isReady = true;
    if (this.#ended !== null) this.#tell({ kind: 'end', message: this.#ended });
    else this.#send();
  }

  #send(): void {
    const progress = this.#last;
    if (!this.#isReady || progress === null || progress === this.#shown) return;
    this.#shown = progress;
    const { text, kept, percentage } = progress;
    const message = kept === null ? text : `${text} · kept ${kept}`;
    this.#tell({ kind: 'report', message, ...(percentage === null ? {} : { percentage }) });
  }

  #tell(value: WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd): void {
    this.#connection.sendProgress(WorkDoneProgress.type, this.#token, value).catch(() => undefined);
  }
}
