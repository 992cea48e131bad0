import { commands, type Disposable, l10n, type TextEditor, Uri, window } from 'vscode';
import type { Result } from '../../protocol/failures.ts';
import { versionParams, type VersionParams } from '../../protocol/history.ts';
import type { OpenProposal } from './open-proposal.ts';
import { goTo } from './tabs.ts';
import { hunkAt, neighbour } from './unified.ts';
import { proposalScheme } from './view-uri.ts';

interface Deciding {
  show(target: VersionParams): Promise<Result<null>>;
  accept(proposal: OpenProposal, hunk: number | null): Promise<void>;
  reject(proposal: OpenProposal, hunk: number | null): Promise<void>;
}

/** What lens, keys, title bar and palette call. A lens names view and hunk; the rest looks. */
export function proposalCommands(
  proposals: Deciding,
  find: (uri: Uri) => OpenProposal | null,
): Disposable[] {
  const meant = (argument: unknown): OpenProposal | null => {
    if (argument instanceof Uri) return find(argument);
    const editor = viewEditor();
    return editor ? find(editor.document.uri) : null;
  };
  const hunkOf = (proposal: OpenProposal, argument: unknown): number | null => {
    if (typeof argument === 'number') return argument;
    const line = viewEditor()?.selection.active.line ?? 0;
    return hunkAt(proposal.view.unified, line)?.index ?? null;
  };
  const onHunk = async (
    act: (proposal: OpenProposal, hunk: number) => Promise<void>,
    uri: unknown,
    index: unknown,
  ) => {
    const proposal = meant(uri);
    const hunk = proposal && hunkOf(proposal, index);
    if (proposal && hunk !== null) await act(proposal, hunk);
  };
  const go = (way: 'next' | 'previous') => {
    const editor = viewEditor();
    const proposal = editor && find(editor.document.uri);
    if (!proposal) return;
    const hunk = neighbour(proposal.view.unified, editor.selection.active.line, way);
    if (hunk) goTo(editor, hunk.line);
  };
  const register = (name: string, run: (...given: unknown[]) => unknown) =>
    commands.registerCommand(`afterburner.${name}`, run);
  return [
    register('showProposal', async (argument) => {
      const target = versionParams.safeParse(argument);
      if (!target.success) return;
      const shown = await proposals.show(target.data);
      if (!shown.ok) {
        const { message, hint } = shown.failure;
        await window.showErrorMessage(l10n.t('{0} {1}', message, hint).trim());
      }
    }),
    register('acceptProposal', async (uri) => {
      const proposal = meant(uri);
      if (proposal) await proposals.accept(proposal, null);
    }),
    register('rejectProposal', async (uri) => {
      const proposal = meant(uri);
      if (proposal) await proposals.reject(proposal, null);
    }),
    register('acceptHunk', (uri, index) =>
      onHunk((proposal, hunk) => proposals.accept(proposal, hunk), uri, index),
    ),
    register('rejectHunk', (uri, index) =>
      onHunk((proposal, hunk) => proposals.reject(proposal, hunk), uri, index),
    ),
    register('nextHunk', () => go('next')),
    register('previousHunk', () => go('previous')),
  ];
}

/** The view that is worked in, else the one that is seen. */
function viewEditor(): TextEditor | undefined {
  const isView = (editor: TextEditor | undefined): boolean =>
    editor?.document.uri.scheme === proposalScheme;
  if (isView(window.activeTextEditor)) return window.activeTextEditor;
  return window.visibleTextEditors.find(isView);
}
