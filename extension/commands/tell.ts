import { commands, l10n, window, type LogOutputChannel } from 'vscode';
import type { Failure } from '../../protocol/failures.ts';
import { failureText, wayOut, type Way } from './failure-text.ts';
import type { Target } from './target.ts';

/** Shows failures: one message each, with the one button that helps. Cancelling is not told. */
export class Tell {
  readonly #log: LogOutputChannel;

  constructor(log: LogOutputChannel) {
    this.#log = log;
  }

  failure(failure: Failure, target: Target | null = null): void {
    if (failure.code === 'cancelled') return;
    this.#log.error(`${failure.code}: ${failure.message}`);
    void this.#show(failure, target);
  }

  async #show(failure: Failure, target: Target | null): Promise<void> {
    const way = wayOut[failure.code];
    const text = failureText(failure, l10n.t);
    if (way === undefined || (way === 'edit-cases' && target === null)) {
      await window.showErrorMessage(text);
      return;
    }
    const chosen = await window.showErrorMessage(text, titleOf(way));
    if (chosen !== undefined) await this.#go(way, target);
  }

  async #go(way: Way, target: Target | null): Promise<void> {
    switch (way) {
      case 'edit-cases':
        await commands.executeCommand('afterburner.editCases', { ...target, position: null });
        break;
      case 'doctor':
        await commands.executeCommand('afterburner.doctor');
        break;
      case 'restart':
        await commands.executeCommand('afterburner.restartDaemon');
        break;
      case 'trust':
        await commands.executeCommand('workbench.trust.manage');
        break;
      case 'settings':
        await commands.executeCommand('workbench.action.openSettings', 'afterburner.');
        break;
      case 'log':
        this.#log.show();
        break;
    }
  }
}

function titleOf(way: Way): string {
  const sentences: Record<Way, string> = {
    'edit-cases': l10n.t('Edit cases'),
    doctor: l10n.t('Check the set-up'),
    restart: l10n.t('Restart the daemon'),
    trust: l10n.t('Manage workspace trust'),
    settings: l10n.t('Open settings'),
    log: l10n.t('Show the log'),
  };
  return sentences[way];
}
