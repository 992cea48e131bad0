import { l10n, Position, type Uri, workspace, WorkspaceEdit } from 'vscode';
import { fail, ok, type Result } from '../../protocol/failures.ts';

/** By an edit, so that undoing takes the file away again; saved, so that it counts at once. */
export async function createCaseFile(uri: Uri, text: string): Promise<Result<null>> {
  const edit = new WorkspaceEdit();
  edit.createFile(uri, { ignoreIfExists: false });
  edit.insert(uri, new Position(0, 0), text);
  const problem = l10n.t('{0} could not be written.', uri.fsPath);
  if (!(await workspace.applyEdit(edit))) return fail('file-not-written', problem);
  const document = await workspace.openTextDocument(uri);
  return (await document.save()) ? ok(null) : fail('file-not-written', problem);
}
