import { dirname } from 'node:path';
import { commands, l10n, Uri, window, type Disposable } from 'vscode';
import { versionParams } from '../../protocol/history.ts';
import type { Shell } from './shell.ts';
import type { Target } from './target.ts';

/** A lens names the run alone. */
const revealParams = versionParams.extend({ attempt: versionParams.shape.attempt.default(null) });

export function showHistoryCommand({ history }: Shell): Disposable {
  return commands.registerCommand('afterburner.showHistory', async (argument?: unknown) => {
    const version = revealParams.safeParse(argument);
    await history.reveal(version.success ? version.data : null);
  });
}

/** The original fails on its own: no fault of the machinery, and nothing can be said of it yet. */
export async function tellFailing(shell: Shell, target: Target, text: string): Promise<void> {
  const [show, edit] = [l10n.t('Show history'), l10n.t('Edit cases')];
  const chosen = await window.showWarningMessage(text, show, edit);
  if (chosen === show) await shell.history.reveal(await newestRun(shell, target));
  if (chosen === edit) {
    await commands.executeCommand('afterburner.editCases', { ...target, position: null });
  }
}

/** `doubtful` is a version that is wrong on an input of which it can be asked whether it occurs. */
export async function tellUnimproved(
  shell: Shell,
  run: string,
  { text, doubtful }: { readonly text: string; readonly doubtful: number | null },
): Promise<void> {
  const show = doubtful === null ? l10n.t('Show history') : l10n.t('Show the input');
  const chosen = await window.showInformationMessage(text, show);
  if (chosen === show) await shell.history.reveal({ run, attempt: doubtful });
}

async function newestRun(
  { client }: Shell,
  target: Target,
): Promise<{ readonly run: string; readonly attempt: null } | null> {
  const path = Uri.parse(target.uri).fsPath;
  const found = await client.ask('afterburner/runs', {
    under: [dirname(path)],
    search: target.function,
    kinds: [],
    improvedOnly: false,
    before: null,
    limit: 20,
  });
  const runs = found.ok ? found.value.runs : [];
  const run = runs.find((one) => one.path === path && one.function === target.function);
  return run ? { run: run.id, attempt: null } : null;
}
