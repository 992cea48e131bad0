import { commands, Range, Selection, Uri, ViewColumn, window, type Disposable } from 'vscode';
import { firstBlank } from '../cases/case-outline.ts';
import { createCaseFile } from '../cases/create-case-file.ts';
import type { Shell } from './shell.ts';
import { findTarget } from './target.ts';

/** Opens the cases of a function beside it; a file that is not there yet begins as the server says. */
export function editCasesCommand({ client, tell }: Shell): Disposable {
  return commands.registerCommand('afterburner.editCases', async (argument?: unknown) => {
    const target = await findTarget(argument, client.ask);
    if (!target.ok) return tell.failure(target.failure);
    if (target.value === null) return;
    const file = await client.ask('afterburner/caseFile', target.value);
    if (!file.ok) return tell.failure(file.failure, target.value);
    const uri = Uri.file(file.value.path);
    if (file.value.exists) return show(uri, null);
    const made = await createCaseFile(uri, file.value.text);
    if (!made.ok) return tell.failure(made.failure, target.value);
    await show(uri, firstBlank(file.value.text));
  });
}

async function show(uri: Uri, blank: ReturnType<typeof firstBlank>): Promise<void> {
  const editor = await window.showTextDocument(uri, { viewColumn: ViewColumn.Beside });
  if (blank === null) return;
  const { start, end } = blank;
  const range = new Range(start.line, start.character, end.line, end.character);
  editor.selection = new Selection(range.start, range.end);
  editor.revealRange(range);
}
