/** Exit code of a command that was interrupted, as shells have it. */
export const interruptedExit = 130;

export interface Interrupt {
  readonly signal: AbortSignal;
  dispose(): void;
}

/**
 * The first Ctrl-C cancels: the command then waits for the daemon to say that the program is
 * killed. The second does not wait for anything.
 */
export function watchInterrupt(onFirst: () => void, onSecond: () => void): Interrupt {
  const controller = new AbortController();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const interrupt = () => {
    if (controller.signal.aborted) {
      onSecond();
      process.exit(interruptedExit);
    }
    controller.abort();
    onFirst();
  };
  for (const signal of signals) process.on(signal, interrupt);
  return {
    signal: controller.signal,
    dispose: () => signals.forEach((signal) => process.off(signal, interrupt)),
  };
}
