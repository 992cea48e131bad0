import { basename } from 'node:path';
import {
  commands,
  l10n,
  Range,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
  type Disposable,
  type QuickPickItem,
} from 'vscode';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { Ask } from '../link.ts';
import { type ProblemChoice, problemChoices } from './problem-choices.ts';
import type { Shell } from './shell.ts';
import { findTarget, type Target } from './target.ts';

/** Links a function to a problem whose solutions it is ranked among, by a comment above it. */
export function linkProblemCommand({ client, tell }: Shell): Disposable {
  return commands.registerCommand('afterburner.linkProblem', async (argument?: unknown) => {
    const target = await findTarget(argument, client.ask);
    if (!target.ok) return tell.failure(target.failure);
    if (target.value === null) return;
    const known = await client.ask('afterburner/problems', target.value);
    if (!known.ok) return tell.failure(known.failure, target.value);
    const { problems, linked } = known.value;
    const chosen = await choose(problemChoices(problems, linked, l10n.t), target.value);
    if (chosen === undefined) return;
    const done = await write(client.ask, target.value, chosen.problem);
    if (!done.ok) tell.failure(done.failure, target.value);
  });
}

async function choose(
  choices: readonly ProblemChoice[],
  target: Target,
): Promise<ProblemChoice | undefined> {
  const items = choices.map((choice): QuickPickItem & { readonly choice: ProblemChoice } => ({
    label: choice.label,
    description: choice.description,
    detail: basename(choice.pack),
    choice,
  }));
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Link {0} to a problem', target.function),
    placeHolder: l10n.t('Its figures are ranked among the solutions of the problem'),
    matchOnDescription: true,
  });
  return picked?.choice;
}

/** One edit, so one undo step; where the document moved on meanwhile, asked for once more. */
async function write(ask: Ask, target: Target, problem: string | null): Promise<Result<null>> {
  const uri = Uri.parse(target.uri);
  for (let round = 0; round < 2; round += 1) {
    const document = await workspace.openTextDocument(uri);
    const planned = await ask('afterburner/linkEdits', { ...target, problem });
    if (!planned.ok) return planned;
    if (document.version !== planned.value.version) continue;
    if (planned.value.edits.length === 0) return ok(null);
    const change = new WorkspaceEdit();
    for (const { range, newText } of planned.value.edits) {
      const { start, end } = range;
      const at = new Range(start.line, start.character, end.line, end.character);
      change.replace(uri, at, newText);
    }
    if (await workspace.applyEdit(change)) return ok(null);
  }
  const name = basename(uri.fsPath);
  const message = l10n.t('{0} could not be edited: it is read-only, or changes just now.', name);
  return fail('file-not-written', message, l10n.t('Nothing was changed. Try again.'));
}
