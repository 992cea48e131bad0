import { Range, Selection, Uri, window, workspace } from 'vscode';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { FiledFunction } from '../../protocol/panel.ts';
import type { Ask } from '../link.ts';

/** Opens the file of a function, at that function where that still stands in it. */
export async function openFunction(ask: Ask, filed: FiledFunction): Promise<Result<null>> {
  const uri = Uri.file(filed.path);
  try {
    await workspace.fs.stat(uri);
  } catch {
    return fail('file-not-found', `${filed.path} is not there any more`);
  }
  const editor = await window.showTextDocument(await workspace.openTextDocument(uri));
  const listed = await ask('afterburner/functions', { uri: uri.toString() });
  const found = listed.ok ? listed.value.find(({ name }) => name === filed.function) : undefined;
  if (found === undefined) return ok(null);
  const { start, end } = found.nameRange;
  const range = new Range(start.line, start.character, end.line, end.character);
  editor.revealRange(range);
  editor.selection = new Selection(range.start, range.start);
  return ok(null);
}
