import type { Runtime } from '../../daemon/proposers/openai/runtime.ts';

/** Time that passes when the test says so; pauses are noted down and take none. */
export class ManualRuntime implements Runtime {
  readonly pausesMs: number[] = [];
  /** With this set, a pause lasts until its signal aborts. */
  holdsPauses = false;
  readonly #timers = new Map<number, { dueMs: number; callback: () => void }>();
  #elapsedMs = 0;
  #next = 0;
  #set: () => void = () => {};
  #paused: () => void = () => {};
  /** Resolves with the first pause. */
  readonly paused = new Promise<void>((resolve) => {
    this.#paused = resolve;
  });

  /** Resolves once that many timers were ever set. */
  async armed(count: number): Promise<void> {
    while (this.#next < count) await new Promise<void>((resolve) => (this.#set = resolve));
  }

  get runningTimers(): number {
    return this.#timers.size;
  }

  nowMs(): number {
    return Date.UTC(2026, 0, 1) + this.#elapsedMs;
  }

  random(): number {
    return 0;
  }

  after(ms: number, callback: () => void): () => void {
    const id = this.#next++;
    this.#set();
    this.#timers.set(id, { dueMs: this.#elapsedMs + ms, callback });
    return () => this.#timers.delete(id);
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    this.pausesMs.push(ms);
    this.#paused();
    if (!this.holdsPauses) return;
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  }

  advance(ms: number): void {
    this.#elapsedMs += ms;
    for (const [id, timer] of this.#timers) {
      if (timer.dueMs > this.#elapsedMs) continue;
      this.#timers.delete(id);
      timer.callback();
    }
  }
}
