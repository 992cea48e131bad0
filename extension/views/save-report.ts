import { Uri, window, workspace, type Memento } from 'vscode';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { RunSummary } from '../../protocol/history.ts';
import { exportName } from './panel-state.ts';

/** Where the last export went: the next one begins there. */
const folderKey = 'afterburner.exportFolder';

interface Saving {
  readonly summary: RunSummary;
  readonly format: 'csv' | 'json';
  readonly text: string;
  readonly memento: Memento;
}

/** Asks where to, and writes. Leaving the dialog is no failure. */
export async function saveReport({ summary, format, text, memento }: Saving) {
  const known = memento.get<string>(folderKey);
  const folder = known === undefined ? workspace.workspaceFolders?.[0]?.uri : Uri.parse(known);
  const name = exportName(summary, format);
  const target = await window.showSaveDialog({
    defaultUri: folder === undefined ? Uri.file(name) : Uri.joinPath(folder, name),
    filters: format === 'csv' ? { CSV: ['csv'] } : { JSON: ['json'] },
    title: 'Export run',
  });
  if (target === undefined) return ok(null);
  return write(target, text, memento);
}

async function write(target: Uri, text: string, memento: Memento): Promise<Result<null>> {
  try {
    await workspace.fs.writeFile(target, new TextEncoder().encode(text));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return fail('file-not-written', `${target.fsPath} was not written: ${why}`);
  }
  await memento.update(folderKey, Uri.joinPath(target, '..').toString());
  return ok(null);
}
