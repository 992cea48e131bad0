import { randomUUID } from 'node:crypto';
import type { Objective } from '../protocol/comparison.ts';
import type { ActiveRun } from '../protocol/editor.ts';
import type { RunEvent } from '../protocol/events.ts';
import { fail, type Failure, type FailureCode, type Result } from '../protocol/failures.ts';
import { advance, begun, type RunKind, type RunProgress } from './progress-words.ts';

/** What is asked for, before it runs. */
export interface RunOrder {
  readonly kind: RunKind;
  readonly uri: string;
  readonly function: string;
  readonly objective: Objective | null;
  /** Of the loop, at most. */
  readonly iterations: number;
  /** The client's own token for its progress, if it gave one. */
  readonly token: string | null;
}

/** Shows how a run goes on; one for each run. */
export interface RunView {
  report(progress: RunProgress): void;
  end(message: string): void;
}

export interface RunsOptions {
  /** Null where the client shows no progress, or this kind of run none. */
  readonly view: (order: RunOrder, token: string) => RunView | null;
  readonly onChange: () => void;
}

/** What stands in the way of any run, not of this one alone. */
const blocking: readonly FailureCode[] = [
  'no-sandbox',
  'engine-unreachable',
  'image-unavailable',
  'image-build-failed',
  'toolchain-missing',
];

/** The runs of this editor that are under way. Each is cancelled by its token alone. */
export class Runs {
  readonly #options: RunsOptions;
  readonly #active = new Map<string, Running>();
  #blocked: Failure | null = null;

  constructor(options: RunsOptions) {
    this.#options = options;
  }

  /** Why the latest run could not be, where no other could have been either. */
  get blocked(): Failure | null {
    return this.#blocked;
  }

  active(): readonly ActiveRun[] {
    return [...this.#active.entries()].map(([token, { order, progress }]) => ({
      token,
      run: progress.run,
      kind: order.kind,
      uri: order.uri,
      function: order.function,
      objective: order.objective,
      queued: progress.isQueued,
      text: progress.text,
    }));
  }

  /** Never rejects. Ends when the daemon has answered, cancelled or not. */
  async run<T>(
    order: RunOrder,
    outer: AbortSignal,
    work: (signal: AbortSignal, onEvent: (event: RunEvent) => void) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const token = order.token ?? randomUUID();
    const cancelling = new AbortController();
    const view = this.#options.view(order, token);
    const running: Running = { order, cancelling, progress: begun(order.kind) };
    this.#active.set(token, running);
    this.#tell(running, view);
    let result: Result<T>;
    try {
      result = await work(AbortSignal.any([outer, cancelling.signal]), (event) => {
        running.progress = advance(running.progress, order.kind, event, order.iterations);
        this.#tell(running, view);
      });
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      result = fail('internal', `Something broke in the language server: ${text}.`);
    }
    this.#active.delete(token);
    this.#blocked = !result.ok && blocking.includes(result.failure.code) ? result.failure : null;
    view?.end(result.ok ? 'Done' : result.failure.message);
    this.#options.onChange();
    return result;
  }

  cancel(token: string): void {
    this.#active.get(token)?.cancelling.abort();
  }

  cancelAll(): void {
    for (const { cancelling } of this.#active.values()) cancelling.abort();
  }

  #tell(running: Running, view: RunView | null): void {
    view?.report(running.progress);
    this.#options.onChange();
  }
}

interface Running {
  readonly order: RunOrder;
  readonly cancelling: AbortController;
  progress: RunProgress;
}
