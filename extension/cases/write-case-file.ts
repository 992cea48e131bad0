import { l10n, Range, type Uri, workspace, WorkspaceEdit } from 'vscode';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import { createCaseFile } from './create-case-file.ts';

/**
 * Puts a text in the place of another, by an edit that can be undone, and saves it. Null creates the
 * file. A file that says something else by now stays as it is.
 */
export async function writeCaseFile(
  uri: Uri,
  before: string | null,
  after: string,
): Promise<Result<null>> {
  if (before === null) return createCaseFile(uri, after);
  const document = await workspace.openTextDocument(uri);
  const text = document.getText();
  // The editor leaves a byte order mark out, and may show other line ends than the file has.
  const isSame = plain(text) === plain(before);
  if (!isSame) {
    return fail('file-changed', l10n.t('{0} was changed meanwhile.', uri.fsPath));
  }
  const edit = new WorkspaceEdit();
  const whole = new Range(document.positionAt(0), document.positionAt(text.length));
  edit.replace(uri, whole, after.replace(/^\uFEFF/, ''));
  const problem = l10n.t('{0} could not be written.', uri.fsPath);
  if (!(await workspace.applyEdit(edit))) return fail('file-not-written', problem);
  return (await document.save()) ? ok(null) : fail('file-not-written', problem);
}

function plain(text: string): string {
  return text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
}
