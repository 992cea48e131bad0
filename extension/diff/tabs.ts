import {
  languages,
  Position,
  Range,
  Selection,
  type Tab,
  TabInputText,
  type TextEditor,
  TextEditorRevealType,
  type Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import type { OpenProposal } from './open-proposal.ts';
import { openFile } from './write.ts';

/** Shows the view in the group of the user's file, at the lines that were looked at there. */
export async function showView({ uri, file, view }: OpenProposal): Promise<void> {
  const source = window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === file.toString(),
  );
  const viewColumn = columnOf(uri) ?? source?.viewColumn ?? ViewColumn.Active;
  const top = source?.visibleRanges[0]?.start.line ?? null;
  let document = await workspace.openTextDocument(uri);
  const language = (await openFile(file)).ok ? languageOf(file) : null;
  if (language !== null && language !== document.languageId) {
    document = await languages.setTextDocumentLanguage(document, language);
  }
  const editor = await window.showTextDocument(document, { viewColumn, preview: false });
  const { unified } = view;
  const first = unified.hunks[0]?.line ?? unified.functionLine;
  select(editor, first);
  if (view.kind === 'open' && top !== null) revealTop(editor, unified.toView(top));
  for (const line of [first, unified.functionLine]) {
    reveal(editor, line, TextEditorRevealType.InCenterIfOutsideViewport);
  }
}

/** Closes the view; where the user looked at it, the function in the file itself is shown. */
export async function leaveFor(proposal: OpenProposal): Promise<void> {
  const { uri, file, view } = proposal;
  const shown = window.activeTextEditor;
  const isLookedAt = shown?.document.uri.toString() === uri.toString();
  const isOpen = isShown(uri);
  if (isLookedAt || !isOpen) {
    const document = await openFile(file);
    if (document.ok) {
      const top = isLookedAt ? (shown.visibleRanges[0]?.start.line ?? null) : null;
      const viewColumn = columnOf(uri) ?? ViewColumn.Active;
      const editor = await window.showTextDocument(document.value, { viewColumn, preview: false });
      const line = 'placed' in view ? view.placed.functionLines.start : 0;
      select(editor, line);
      if (top !== null) revealTop(editor, top);
      reveal(editor, line, TextEditorRevealType.InCenterIfOutsideViewport);
    }
  }
  await closeTab(uri);
}

export async function closeTab(uri: Uri): Promise<void> {
  const tabs = tabsOf(uri);
  if (tabs.length > 0) await window.tabGroups.close(tabs);
}

export function isShown(uri: Uri): boolean {
  return tabsOf(uri).length > 0;
}

export function goTo(editor: TextEditor, line: number): void {
  select(editor, line);
  reveal(editor, line, TextEditorRevealType.InCenterIfOutsideViewport);
}

function tabsOf(uri: Uri): Tab[] {
  return window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) => input instanceof TabInputText && input.uri.toString() === uri.toString(),
    );
}

function columnOf(uri: Uri): ViewColumn | undefined {
  return tabsOf(uri)[0]?.group.viewColumn;
}

function languageOf(file: Uri): string | null {
  const document = workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());
  return document?.languageId ?? null;
}

function select(editor: TextEditor, line: number): void {
  const at = new Position(line, 0);
  editor.selection = new Selection(at, at);
}

function revealTop(editor: TextEditor, line: number): void {
  reveal(editor, line, TextEditorRevealType.AtTop);
}

function reveal(editor: TextEditor, line: number, how: TextEditorRevealType): void {
  editor.revealRange(new Range(line, 0, line, 0), how);
}
