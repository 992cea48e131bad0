import { l10n, Uri, window, workspace, type TextEditor } from 'vscode';
import { functionAtSchema, type ListedFunction } from '../../protocol/editor.ts';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import { isSupported } from '../languages.ts';
import type { Ask } from '../link.ts';
import { functionAt } from './pick-function.ts';

/** A function that is meant, by its name. */
export interface Target {
  readonly uri: string;
  readonly function: string;
}

/**
 * The function that a command is about: the one its argument names, else the one at the cursor,
 * else the one that is picked from a list. null where the list was dismissed. What menus and
 * keybindings pass of their own accord does not count as an argument.
 */
export async function findTarget(argument: unknown, ask: Ask): Promise<Result<Target | null>> {
  const given = functionAtSchema.safeParse(argument);
  if (given.success) {
    const { uri, function: name, position } = given.data;
    // The server knows only documents that the editor has open.
    await workspace.openTextDocument(Uri.parse(uri));
    if (name !== null) return ok({ uri, function: name });
    return choose(uri, position, ask);
  }
  const editor = window.activeTextEditor;
  if (!editor || !isSupported(editor.document)) {
    return fail('language-unsupported', l10n.t('No Python file is open in the editor.'), '');
  }
  return choose(editor.document.uri.toString(), editor.selection.active, ask, editor);
}

async function choose(
  uri: string,
  position: { readonly line: number; readonly character: number } | null,
  ask: Ask,
  editor?: TextEditor,
): Promise<Result<Target | null>> {
  const listed = await ask('afterburner/functions', { uri });
  if (!listed.ok) return listed;
  const here = position === null ? null : functionAt(listed.value, position);
  if (here) return ok({ uri, function: here.name });
  if (listed.value.length === 0) {
    return fail('function-not-found', l10n.t('This file has no function.'), '');
  }
  const picked = await pick(listed.value, editor);
  return ok(picked === null ? null : { uri, function: picked.name });
}

async function pick(
  functions: readonly ListedFunction[],
  editor: TextEditor | undefined,
): Promise<ListedFunction | null> {
  const items = functions.map((one) => ({
    label: `$(symbol-method) ${one.name}`,
    description: l10n.t('line {0}', one.nameRange.start.line + 1),
    one,
  }));
  const title = editor ? workspace.asRelativePath(editor.document.uri) : undefined;
  const picked = await window.showQuickPick(items, {
    placeHolder: l10n.t('Choose a function'),
    ...(title === undefined ? {} : { title }),
  });
  return picked?.one ?? null;
}
