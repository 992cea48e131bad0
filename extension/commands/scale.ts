import { commands, l10n, Uri, workspace, type Disposable } from 'vscode';
import { serverCommands } from '../../protocol/editor.ts';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { FiledFunction } from '../../protocol/panel.ts';
import { scalingSchema } from '../../protocol/scaling.ts';
import type { Shell } from './shell.ts';
import { findTarget, type Target } from './target.ts';
import { withProgress } from './with-progress.ts';

/** Measures a function at growing sizes, and shows the plot in the panel. */
export function scaleCommand(shell: Shell): Disposable {
  return commands.registerCommand('afterburner.scale', async (argument?: unknown) => {
    const target = await findTarget(argument, shell.client.ask);
    if (!target.ok) return shell.tell.failure(target.failure);
    if (target.value === null) return;
    const scaled = await scale(shell, target.value);
    if (!scaled.ok) return shell.tell.failure(scaled.failure, target.value);
    const path = Uri.parse(target.value.uri).fsPath;
    await shell.history.revealGrowth({ path, function: target.value.function });
    // An editor that loses the focus drops a refresh of its lenses that was about to come: the one
    // that follows the end of the run.
    shell.client.refreshLenses();
  });
}

/** The panel asks for it: it shows by itself how that goes on, and what comes of it. */
export async function scaleFiled(
  shell: Shell,
  { path, function: name }: FiledFunction,
): Promise<Result<null>> {
  const uri = Uri.file(path);
  try {
    // The text that counts is the one that stands in the editor.
    await workspace.openTextDocument(uri);
  } catch {
    return fail('file-not-found', l10n.t('{0} is no longer there.', path), '');
  }
  return scale(shell, { uri: uri.toString(), function: name });
}

async function scale({ client, used }: Shell, target: Target): Promise<Result<null>> {
  const title = l10n.t('Measuring the growth of {0}', target.function);
  const at = { ...target, position: null };
  const answer = await withProgress(title, (options) =>
    client.execute(serverCommands.scale, at, scalingSchema, options),
  );
  if (!answer.ok) return answer;
  used.mark();
  return ok(null);
}
