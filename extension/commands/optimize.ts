import { commands, Disposable, l10n, TabInputText, Uri, window } from 'vscode';
import type { Objective } from '../../protocol/comparison.ts';
import { objectiveSchema } from '../../protocol/comparison.ts';
import { optimizeAtSchema, serverCommands } from '../../protocol/editor.ts';
import { optimizationSchema } from '../../protocol/optimization.ts';
import { preferences } from '../preferences.ts';
import { objectiveName } from '../words.ts';
import { optimized } from './outcome-text.ts';
import type { Shell } from './shell.ts';
import { tellFailing, tellUnimproved } from './show-history.ts';
import { findTarget, type Target } from './target.ts';
import { withProgress } from './with-progress.ts';

export function optimizeCommands(shell: Shell): Disposable {
  const run = async (argument: unknown, objective: Objective) => {
    const target = await findTarget(argument, shell.client.ask);
    if (!target.ok) return shell.tell.failure(target.failure);
    if (target.value !== null) await optimizeAndTell(shell, target.value, objective);
  };
  return Disposable.from(
    commands.registerCommand('afterburner.optimize', (argument?: unknown) =>
      run(
        argument,
        optimizeAtSchema.safeParse(argument).data?.objective ?? preferences().objective,
      ),
    ),
    commands.registerCommand('afterburner.optimizeTime', (argument?: unknown) =>
      run(argument, objectiveSchema.enum.time),
    ),
    commands.registerCommand('afterburner.optimizeMemory', (argument?: unknown) =>
      run(argument, objectiveSchema.enum.memory),
    ),
    commands.registerCommand('afterburner.optimizeIntegral', (argument?: unknown) =>
      run(argument, objectiveSchema.enum.integral),
    ),
  );
}

export async function optimizeAndTell(
  shell: Shell,
  target: Target,
  objective: Objective,
): Promise<void> {
  const { client } = shell;
  const name = objectiveName(objective, l10n.t);
  const title = l10n.t('Optimizing {0} ({1})', target.function, name);
  const at = { ...target, position: null, objective };
  const answer = await withProgress(title, (options) =>
    client.execute(serverCommands.optimize, at, optimizationSchema, options),
  );
  if (!answer.ok) return shell.tell.failure(answer.failure, target);
  shell.used.mark();
  const outcome = optimized(answer.value, l10n.t);
  if (outcome.kind === 'failing') return tellFailing(shell, target, outcome.text);
  if (outcome.kind === 'unimproved') return tellUnimproved(shell, answer.value.run, outcome);
  await offer(shell, target, answer.value.run, outcome.text);
}

/** Shown at once only to someone who still looks at the file: nobody is pulled away from work. */
async function offer(shell: Shell, target: Target, run: string, text: string): Promise<void> {
  const uri = Uri.parse(target.uri).toString();
  // By the tab: no text editor is active where the focus is elsewhere in the window.
  const isLookedAt = () => {
    const input = window.tabGroups.activeTabGroup.activeTab?.input;
    return input instanceof TabInputText && input.uri.toString() === uri;
  };
  // An editor keeps the lenses that it had when it was left, and would tell of this run later on.
  if (isLookedAt() && preferences().codeLens) await shell.client.lensesRenewed(uri);
  if (!isLookedAt() || preferences().showProposal === 'notify') {
    const show = l10n.t('Show diff');
    if ((await window.showInformationMessage(text, show)) !== show) return;
  }
  const shown = await shell.proposals.show({ run, attempt: null });
  if (!shown.ok) shell.tell.failure(shown.failure, target);
}
