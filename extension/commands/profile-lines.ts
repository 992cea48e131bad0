import { commands, Disposable, l10n, Uri, window } from 'vscode';
import { placedProfileSchema, serverCommands } from '../../protocol/editor.ts';
import { hottest } from '../heat/heat-lines.ts';
import type { Shell } from './shell.ts';
import { findTarget, type Target } from './target.ts';
import { withProgress } from './with-progress.ts';

/** How long the hottest line stays in the status bar; beside the lines the figures stay. */
const sentenceMs = 10_000;

/** Shows where the time of a function goes, and hides it again. */
export function profileCommands(shell: Shell): Disposable {
  return Disposable.from(
    commands.registerCommand('afterburner.profileLines', async (argument?: unknown) => {
      const target = await findTarget(argument, shell.client.ask);
      if (!target.ok) return shell.tell.failure(target.failure);
      if (target.value !== null) await profile(shell, target.value);
    }),
    commands.registerCommand('afterburner.hideLineProfile', () => shell.heat.hide()),
  );
}

async function profile({ client, tell, used, heat }: Shell, target: Target): Promise<void> {
  const title = l10n.t('Looking where the time of {0} goes', target.function);
  const at = { ...target, position: null };
  const answer = await withProgress(title, (options) =>
    client.execute(serverCommands.profileLines, at, placedProfileSchema, options),
  );
  if (!answer.ok) return tell.failure(answer.failure, target);
  used.mark();
  const { profile: found, place } = answer.value;
  if (!heat.show(Uri.parse(target.uri), answer.value) || place === null) {
    const sentence = l10n.t(
      '{0} was changed meanwhile: its lines were not marked.',
      found.function,
    );
    void window.showInformationMessage(sentence);
    return;
  }
  const sentence = hottest(found, place.range.start.line + 1, l10n.t);
  if (sentence !== null) window.setStatusBarMessage(`$(flame) ${sentence}`, sentenceMs);
}
