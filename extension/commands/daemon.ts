import { commands, Disposable, l10n, ProgressLocation, window } from 'vscode';
import { z } from 'zod';
import { serverCommands } from '../../protocol/editor.ts';
import type { Shell } from './shell.ts';

/** A lens ends its own run; without an argument all of this window end. */
const cancelParams = z.object({ token: z.string() });

/** What concerns the daemon and its runs as a whole. */
export function daemonCommands({ client, tell, log }: Shell): Disposable {
  return Disposable.from(
    commands.registerCommand('afterburner.restartDaemon', async () => {
      const title = l10n.t('Restarting the daemon of Afterburner');
      const answer = await window.withProgress({ location: ProgressLocation.Window, title }, () =>
        client.execute(serverCommands.restartDaemon, null, z.unknown()),
      );
      if (!answer.ok) return tell.failure(answer.failure);
      window.setStatusBarMessage(`$(check) ${l10n.t('The daemon was restarted.')}`, 5000);
    }),
    commands.registerCommand('afterburner.cancelRuns', (argument?: unknown) => {
      const one = cancelParams.safeParse(argument);
      const runs = one.success ? [one.data] : (client.status?.active ?? []);
      for (const { token } of runs) client.cancel(token);
    }),
    commands.registerCommand('afterburner.showLog', () => log.show()),
  );
}
