import { l10n, Range, Uri, workspace, WorkspaceEdit } from 'vscode';
import { type DomainRule, withDomainRule } from '../../protocol/domain.ts';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { FiledFunction } from '../../protocol/panel.ts';
import type { Ask } from '../link.ts';
import { createCaseFile } from './create-case-file.ts';

/**
 * Writes what can occur into a function's case file: by an edit, which can be undone, and saved, so
 * that it counts at once. A file that is not there yet begins with the cases that the project has,
 * which may be none.
 */
export async function excludeInput(
  ask: Ask,
  { path, function: name }: FiledFunction,
  rule: DomainRule,
): Promise<Result<null>> {
  const file = await ask('afterburner/caseFile', {
    uri: Uri.file(path).toString(),
    function: name,
  });
  if (!file.ok) return file;
  const { exists, isExample, text } = file.value;
  const uri = Uri.file(file.value.path);
  if (!exists) {
    // An example would count as a case; without any, they are generated inside the domain.
    const empty = `${JSON.stringify({ function: name, cases: [] }, null, 2)}\n`;
    const begun = withDomainRule(isExample ? empty : text, uri.fsPath, rule);
    return begun.ok ? createCaseFile(uri, begun.value) : begun;
  }
  const document = await workspace.openTextDocument(uri);
  if (document.isDirty) {
    const message = l10n.t('{0} has changes that are not saved.', uri.fsPath);
    return fail('file-changed', message);
  }
  const before = document.getText();
  const ruled = withDomainRule(before, uri.fsPath, rule);
  if (!ruled.ok || ruled.value === before) return ruled.ok ? ok(null) : ruled;
  const edit = new WorkspaceEdit();
  const all = new Range(document.positionAt(0), document.positionAt(before.length));
  edit.replace(uri, all, ruled.value);
  const isDone = (await workspace.applyEdit(edit)) && (await document.save());
  return isDone
    ? ok(null)
    : fail('file-not-written', l10n.t('{0} could not be written.', uri.fsPath));
}
