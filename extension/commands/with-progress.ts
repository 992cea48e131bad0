import { ProgressLocation, window } from 'vscode';
import type { ExecuteOptions } from '../client.ts';
import type { RunProgress } from '../server.ts';

/** In the notification area, with a button that cancels; the words are the server's. */
export function withProgress<T>(
  title: string,
  run: (options: ExecuteOptions) => Promise<T>,
): Thenable<T> {
  const options = { location: ProgressLocation.Notification, cancellable: true, title };
  return window.withProgress(options, async (progress, token) => {
    const abort = new AbortController();
    const cancelling = token.onCancellationRequested(() => abort.abort());
    let shown = 0;
    const onProgress = ({ message, percentage = shown }: RunProgress) => {
      progress.report({
        ...(message ? { message } : {}),
        increment: Math.max(0, percentage - shown),
      });
      shown = Math.max(shown, percentage);
    };
    try {
      return await run({ signal: abort.signal, onProgress });
    } finally {
      cancelling.dispose();
    }
  });
}
