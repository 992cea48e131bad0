import { startedMs } from './started.ts';
import { window, workspace, type ExtensionContext } from 'vscode';
import { ApiKey } from './api-key.ts';
import { caseTests } from './cases/test-view.ts';
import { Client } from './client.ts';
import { apiKeyCommands } from './commands/api-key.ts';
import { daemonCommands } from './commands/daemon.ts';
import { doctorCommand } from './commands/doctor.ts';
import { editCasesCommand } from './commands/edit-cases.ts';
import { linkProblemCommand } from './commands/link-problem.ts';
import { measureCommand } from './commands/measure.ts';
import { optimizeCommands } from './commands/optimize.ts';
import { profileCommands } from './commands/profile-lines.ts';
import { recordCasesCommand } from './commands/record-cases.ts';
import { rerun } from './commands/rerun.ts';
import { scaleCommand, scaleFiled } from './commands/scale.ts';
import type { Shell } from './commands/shell.ts';
import { showHistoryCommand } from './commands/show-history.ts';
import { statusMenuCommand } from './commands/status-menu.ts';
import { Tell } from './commands/tell.ts';
import { Proposals } from './diff/proposals.ts';
import { HeatMap } from './heat/heat-map.ts';
import { preferences } from './preferences.ts';
import { StatusBar } from './status.ts';
import { UsedBefore } from './used-before.ts';
import { HistoryView } from './views/history-view.ts';

/** Puts the extension together. Nothing is waited for: what is asked waits for the server. */
export function activate(context: ExtensionContext): void {
  const { extensionUri, workspaceState, subscriptions } = context;
  const log = window.createOutputChannel('Afterburner', { log: true });
  const apiKey = new ApiKey(context.secrets);
  const used = new UsedBefore(workspaceState);
  const client = new Client({
    serverPath: context.asAbsolutePath('dist/language-server.cjs'),
    log,
    apiKey: () => apiKey.read(),
    showsLenses: () => preferences().codeLens,
    usedBefore: () => used.value,
  });
  const proposals = new Proposals({ ask: client.ask, log, extensionUri });
  const history: HistoryView = new HistoryView({
    ask: client.ask,
    extensionUri,
    workspaceState,
    onChanged: client.onChanged,
    onStatus: client.onStatus,
    status: () => client.status,
    proposals,
    rerun: (summary) => rerun(shell, summary),
    scale: (filed) => scaleFiled(shell, filed),
    cancel: (token) => client.cancel(token),
  });
  const tell = new Tell(log);
  const heat = new HeatMap();
  const shell: Shell = { client, log, tell, used, apiKey, proposals, history, heat };

  subscriptions.push(
    log,
    client,
    proposals,
    history,
    heat,
    window.registerWebviewViewProvider(HistoryView.id, history),
    measureCommand(shell),
    optimizeCommands(shell),
    scaleCommand(shell),
    profileCommands(shell),
    recordCasesCommand(shell),
    linkProblemCommand(shell),
    editCasesCommand(shell),
    showHistoryCommand(shell),
    doctorCommand(shell),
    daemonCommands(shell),
    apiKeyCommands(shell),
    statusMenuCommand(shell),
    new StatusBar(client),
    caseTests(shell),
    workspace.onDidGrantWorkspaceTrust(() => client.tellTrusted()),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('afterburner.codeLens')) client.refreshLenses();
    }),
  );
  client.start();
  log.debug(`Activated in ${(performance.now() - startedMs).toFixed(1)} ms.`);
}
