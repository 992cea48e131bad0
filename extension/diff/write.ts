import { basename } from 'node:path';
import { l10n, Range, type TextDocument, type Uri, workspace, WorkspaceEdit } from 'vscode';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { Proposal } from '../../protocol/history.ts';
import { editsOf } from '../../protocol/rebase.ts';
import { doubtOf, placeIn } from './view.ts';

/** The user's file as it is now, with what is not saved. */
export async function openFile(file: Uri): Promise<Result<TextDocument>> {
  try {
    return ok(await workspace.openTextDocument(file));
  } catch {
    const name = basename(file.fsPath);
    return fail('file-not-found', l10n.t('{0} is no longer there.', name), '');
  }
}

/**
 * Accepts hunks in the user's document: one edit, one undo step. The file is left unsaved, as after
 * any edit of the user's: saving, and what formats on saving, stays theirs. The place is looked up
 * in the text of this moment; where the document moves on even so, it is looked up once more.
 */
export async function accept(
  proposal: Proposal,
  file: Uri,
  which: ReadonlySet<number> | undefined,
  accepted: readonly boolean[],
): Promise<Result<null>> {
  const doubt = doubtOf(proposal);
  if (doubt !== null) return fail('version-missing', doubt, '');
  for (let round = 0; round < 2; round += 1) {
    const document = await openFile(file);
    if (!document.ok) return document;
    const placed = placeIn(proposal, document.value.getText(), accepted);
    if (!placed.ok) return placed;
    const edits = editsOf(placed.value, which);
    if (edits.length === 0) return ok(null);
    const at = (offset: number) => document.value.positionAt(offset);
    const change = new WorkspaceEdit();
    for (const { start, end, text } of edits) {
      const range = new Range(at(start), at(end));
      change.replace(file, range, text);
    }
    if (await workspace.applyEdit(change)) return ok(null);
  }
  const name = basename(file.fsPath);
  const message = l10n.t('{0} could not be edited: it is read-only, or changes just now.', name);
  return fail('file-not-written', message, l10n.t('Nothing was changed. Try again.'));
}
