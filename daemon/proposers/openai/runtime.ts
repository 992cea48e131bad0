/** Time and chance, for which tests bring their own. */
export interface Runtime {
  /** Wall clock, milliseconds since 1970: for dates that an endpoint names. */
  nowMs(): number;
  /** From 0 to below 1. */
  random(): number;
  /** Calls back once after that time; the returned function calls it off. */
  after(ms: number, callback: () => void): () => void;
  /** Resolves after that time, or at once when the signal aborts; never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemRuntime: Runtime = {
  nowMs: () => Date.now(),
  random: () => Math.random(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done);
    }),
};
