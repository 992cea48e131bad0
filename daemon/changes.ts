import type { Changed } from '../protocol/history.ts';

/**
 * Tells one client of changes, one at a time: what happens while it has not yet read the last one
 * is told as one change. So a client that does not read costs a word of memory and nobody's time.
 */
export class ChangeFeed {
  readonly #send: (changed: Changed) => Promise<void>;
  #isSending = false;
  #waiting: Changed | null = null;

  /** `send` resolves once the message has left this process. */
  constructor(send: (changed: Changed) => Promise<void>) {
    this.#send = send;
  }

  tell(changed: Changed): void {
    this.#waiting = this.#waiting === null ? changed : asOne(this.#waiting, changed);
    if (!this.#isSending) void this.#drain();
  }

  async #drain(): Promise<void> {
    this.#isSending = true;
    while (this.#waiting !== null) {
      const changed = this.#waiting;
      this.#waiting = null;
      // A client that is gone is told no more by whoever keeps the feeds.
      await this.#send(changed).catch(() => undefined);
    }
    this.#isSending = false;
  }
}

/** What matters more to whoever looks at a list comes later. */
const weights: readonly Changed['what'][] = ['attempt', 'measured', 'begun', 'ended', 'deleted'];

/** Two changes as one; `run` and `path` are null where they are not the same. */
export function asOne(first: Changed, second: Changed): Changed {
  const isHeavier = weights.indexOf(first.what) > weights.indexOf(second.what);
  return {
    run: first.run === second.run ? first.run : null,
    path: first.path === second.path ? first.path : null,
    what: isHeavier ? first.what : second.what,
  };
}
