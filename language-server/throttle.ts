/** Calls at once, and then at most once in so long: what came meanwhile is one call at the end. */
export class Throttle {
  readonly #call: () => void;
  readonly #intervalMs: number;
  #timer: NodeJS.Timeout | null = null;
  #isWanted = false;

  constructor(intervalMs: number, call: () => void) {
    this.#intervalMs = intervalMs;
    this.#call = call;
  }

  wake(): void {
    if (this.#timer !== null) {
      this.#isWanted = true;
      return;
    }
    this.#timer = setTimeout(() => this.#elapsed(), this.#intervalMs);
    this.#timer.unref();
    this.#call();
  }

  /** As `wake`, but never at once: what the caller does now goes first. */
  soon(): void {
    this.#isWanted = true;
    if (this.#timer !== null) return;
    this.#timer = setTimeout(() => this.#elapsed(), this.#intervalMs);
    this.#timer.unref();
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#isWanted = false;
  }

  #elapsed(): void {
    this.#timer = null;
    if (!this.#isWanted) return;
    this.#isWanted = false;
    this.wake();
  }
}
