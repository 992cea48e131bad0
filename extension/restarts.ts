import { l10n, window } from 'vscode';
import { CloseAction, ErrorAction, type ErrorHandler } from 'vscode-languageclient/node';

const windowMs = 3 * 60_000;
const restartsAllowed = 4;

/**
 * A language server that ends is started again, and the user is told so once. One that keeps
 * ending stays away, with a way back.
 */
export function restarting(actions: {
  readonly showLog: () => void;
  readonly start: () => void;
}): ErrorHandler {
  let ends: number[] = [];
  let told = false;
  return {
    error: (_error, _message, count) => ({
      action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown,
      handled: true,
    }),
    closed: () => {
      const now = Date.now();
      ends = [...ends.filter((then) => now - then < windowMs), now];
      if (ends.length > restartsAllowed) {
        ends = [];
        void tellGivenUp(actions);
        return { action: CloseAction.DoNotRestart, handled: true };
      }
      if (!told) void tellRestarted(actions);
      told = true;
      return { action: CloseAction.Restart, handled: true };
    },
  };
}

async function tellRestarted({ showLog }: { readonly showLog: () => void }): Promise<void> {
  const show = l10n.t('Show the log');
  const sentence = l10n.t('The language server of Afterburner ended and was started again.');
  if ((await window.showWarningMessage(sentence, show)) === show) showLog();
}

async function tellGivenUp(actions: {
  readonly showLog: () => void;
  readonly start: () => void;
}): Promise<void> {
  const [again, show] = [l10n.t('Start it again'), l10n.t('Show the log')];
  const chosen = await window.showErrorMessage(
    l10n.t('The language server of Afterburner keeps ending and was not started again.'),
    again,
    show,
  );
  if (chosen === again) actions.start();
  if (chosen === show) actions.showLog();
}
