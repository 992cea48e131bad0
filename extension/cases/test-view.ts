import {
  Disposable,
  l10n,
  tests,
  TestRunProfileKind,
  window,
  workspace,
  type TextDocument,
} from 'vscode';
import { CaseRuns } from './case-runs.ts';
import { caseFiles, CaseTree } from './case-tree.ts';
import type { Shell } from '../commands/shell.ts';

/** The cases in the editor's test view: found when it is opened, run by the daemon. */
export function caseTests(shell: Shell): Disposable {
  const controller = tests.createTestController('afterburner', l10n.t('Afterburner cases'));
  const tree = new CaseTree(controller);
  const runs = new CaseRuns(controller, tree, shell);
  controller.resolveHandler = (item) => (item ? tree.resolve(item) : tree.discover());
  controller.refreshHandler = () => tree.discover();
  controller.createRunProfile(
    l10n.t('Run'),
    TestRunProfileKind.Run,
    (request, token) => runs.check(request, token),
    true,
  );
  controller.createRunProfile(
    l10n.t('Measure'),
    TestRunProfileKind.Run,
    (request, token) => runs.measure(request, token),
    false,
  );

  const show = (document: TextDocument) => {
    if (!isCaseFile(document)) return;
    tree.update(tree.fileItem(document.uri), document.uri, document.getText());
  };
  const watcher = workspace.createFileSystemWatcher(caseFiles);
  for (const { document } of window.visibleTextEditors) show(document);
  return Disposable.from(
    controller,
    watcher,
    watcher.onDidCreate((uri) => tree.fileItem(uri)),
    watcher.onDidChange((uri) => {
      const item = controller.items.get(uri.toString());
      if (item) void tree.resolve(item);
    }),
    watcher.onDidDelete((uri) => tree.remove(uri)),
    workspace.onDidOpenTextDocument(show),
    workspace.onDidChangeTextDocument(({ document }) => show(document)),
  );
}

function isCaseFile({ uri }: TextDocument): boolean {
  return uri.scheme === 'file' && uri.path.endsWith('.cases.json');
}
