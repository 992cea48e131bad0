import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import * as vscode from 'vscode';

/** So long that only a fault uses it up: a machine that is busy with other things is slow. */
const patienceMs = 60_000;
const lookMs = 20;

/** Waits until the probe gives something; says what was waited for where it never does. */
export async function until<T>(
  what: string,
  probe: () => T | null | undefined | false | Promise<T | null | undefined | false>,
): Promise<T> {
  const deadlineMs = performance.now() + patienceMs;
  for (;;) {
    const found = await probe();
    if (found !== null && found !== undefined && found !== false) return found;
    if (performance.now() > deadlineMs) assert.fail(`Waited in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
}

export function folder(): string {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(first, 'A folder is open.');
  return first.uri.fsPath;
}

export function fileUri(name: string): vscode.Uri {
  return vscode.Uri.file(join(folder(), name));
}

export async function write(name: string, text: string): Promise<vscode.Uri> {
  await vscode.workspace.fs.writeFile(fileUri(name), new TextEncoder().encode(text));
  return fileUri(name);
}

export async function read(name: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(fileUri(name)));
}

export async function open(name: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(fileUri(name));
  return vscode.window.showTextDocument(document, { preview: false });
}

/** Closes every tab; what is not saved is given up. */
export async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Types at a place, as one edit of the user's. */
export async function type(
  editor: vscode.TextEditor,
  at: vscode.Position,
  text: string,
): Promise<void> {
  assert.ok(await editor.edit((edit) => edit.insert(at, text)));
}

export async function lenses(uri: vscode.Uri): Promise<readonly vscode.CodeLens[]> {
  return vscode.commands.executeCommand('vscode.executeCodeLensProvider', uri, 100);
}

/** Titles of the lenses on a line. */
export async function lensTitles(uri: vscode.Uri, line: number): Promise<readonly string[]> {
  const found = await lenses(uri);
  return found.flatMap(({ range, command }) =>
    range.start.line === line && command ? [command.title] : [],
  );
}

/** What a click on a lens does. */
export async function press(lens: vscode.CodeLens): Promise<unknown> {
  assert.ok(lens.command);
  const { command, arguments: given = [] } = lens.command;
  return vscode.commands.executeCommand(command, ...(given as unknown[]));
}

export function lineOf({ document }: vscode.TextEditor, text: string): number {
  const line = Array.from({ length: document.lineCount }, (_, index) => index).find((index) =>
    document.lineAt(index).text.includes(text),
  );
  assert.ok(line !== undefined, `${text} stands in ${document.uri.path}.`);
  return line;
}
