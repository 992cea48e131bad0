import { l10n, Uri, window, workspace } from 'vscode';
import type { RunSummary } from '../../protocol/history.ts';
import { measureAndTell } from './measure.ts';
import { optimizeAndTell } from './optimize.ts';
import type { Shell } from './shell.ts';

/** The same question once more, about the function as it stands now. */
export async function rerun(shell: Shell, summary: RunSummary): Promise<void> {
  const uri = Uri.file(summary.path);
  try {
    await workspace.openTextDocument(uri);
  } catch {
    void window.showErrorMessage(l10n.t('{0} is no longer there.', summary.path));
    return;
  }
  const target = { uri: uri.toString(), function: summary.function };
  if (summary.kind === 'optimize' && summary.objective !== null) {
    return optimizeAndTell(shell, target, summary.objective);
  }
  return measureAndTell(shell, target);
}
