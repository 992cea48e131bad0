import {
  commands,
  l10n,
  QuickPickItemKind,
  window,
  type Disposable,
  type QuickPickItem,
} from 'vscode';
import type { Status } from '../../protocol/editor.ts';
import { daemonText } from '../status-text.ts';
import type { Shell } from './shell.ts';

type Choice = QuickPickItem & { readonly act?: () => unknown };

/** What the status bar opens: the state, the runs that can be cancelled, and where else to go. */
export function statusMenuCommand(shell: Shell): Disposable {
  return commands.registerCommand('afterburner.showStatus', async () => {
    const picked = await window.showQuickPick<Choice>(choices(shell), {
      title: 'Afterburner',
      placeHolder: stateText(shell.client.status),
    });
    await picked?.act?.();
  });
}

function choices({ client }: Shell): readonly Choice[] {
  const active = client.status?.active ?? [];
  const go = (label: string, command: string, ...args: readonly string[]): Choice => ({
    label,
    act: () => commands.executeCommand(command, ...args),
  });
  return [
    ...(active.length === 0 ? [] : [separator(l10n.t('Runs, choose one to cancel it'))]),
    ...active.map(({ token, function: name, text }): Choice => {
      const label = `$(stop-circle) ${name}`;
      return { label, description: text, act: () => client.cancel(token) };
    }),
    ...(active.length < 2
      ? []
      : [go(`$(close-all) ${l10n.t('Cancel all runs')}`, 'afterburner.cancelRuns')]),
    ...(active.length === 0 ? [] : [separator('')]),
    go(`$(history) ${l10n.t('Show history')}`, 'afterburner.showHistory'),
    go(`$(checklist) ${l10n.t('Check the set-up')}`, 'afterburner.doctor'),
    go(`$(debug-restart) ${l10n.t('Restart the daemon')}`, 'afterburner.restartDaemon'),
    go(`$(output) ${l10n.t('Show the log')}`, 'afterburner.showLog'),
    go(
      `$(settings-gear) ${l10n.t('Open settings')}`,
      'workbench.action.openSettings',
      'afterburner.',
    ),
  ];
}

function stateText(status: Status | null): string {
  return daemonText(status?.daemon ?? { state: 'idle' }, l10n.t);
}

function separator(label: string): Choice {
  return { label, kind: QuickPickItemKind.Separator };
}
