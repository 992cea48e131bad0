import { fail, type Result } from '../../protocol/failures.ts';

/** Work that several want done at a time, and that is done once. */
export class UnderWay<T> {
  readonly #running = new Map<string, Promise<Result<T>>>();

  /** Who asks while work of the same key is under way waits for that. */
  async share(
    key: string,
    signal: AbortSignal,
    work: () => Promise<Result<T>>,
  ): Promise<Result<T>> {
    for (;;) {
      if (signal.aborted) return fail('cancelled', 'Cancelled.');
      const running = this.#running.get(key);
      if (running === undefined) break;
      const result = await running;
      // The one who started it may have lost interest; this caller has not.
      if (result.ok || result.failure.code !== 'cancelled') return result;
    }
    const started = work();
    this.#running.set(key, started);
    try {
      return await started;
    } finally {
      this.#running.delete(key);
    }
  }
}
