import { commands, l10n, Uri, window, workspace, type Disposable } from 'vscode';
import { serverCommands } from '../../protocol/editor.ts';
import { recordingSchema, type Recording } from '../../protocol/recording.ts';
import { writeCaseFile } from '../cases/write-case-file.ts';
import { recorded } from './recording-text.ts';
import type { Shell } from './shell.ts';
import { findTarget, type Target } from './target.ts';
import { withProgress } from './with-progress.ts';

const usualCommand = 'python -m pytest -q';

/** Runs the project's tests and makes cases of the calls that they make of a function. */
export function recordCasesCommand(shell: Shell): Disposable {
  return commands.registerCommand('afterburner.recordCases', async (argument?: unknown) => {
    const target = await findTarget(argument, shell.client.ask);
    if (!target.ok) return shell.tell.failure(target.failure);
    if (target.value === null) return;
    const command = await testCommand();
    if (command !== null) await record(shell, target.value, command);
  });
}

/** The one that is set, else the one that is typed; null where that was dismissed. */
async function testCommand(): Promise<string | null> {
  const set = workspace.getConfiguration('afterburner').get<string | null>('testCommand') ?? '';
  if (set.trim() !== '') return set;
  const typed = await window.showInputBox({
    title: l10n.t('Record cases while running tests'),
    prompt: l10n.t(
      'What runs your tests? It runs on a copy of the project, in the sandbox. The setting testCommand spares this question.',
    ),
    value: usualCommand,
  });
  return typed === undefined || typed.trim() === '' ? null : typed;
}

async function record({ client, tell, used, log }: Shell, target: Target, command: string) {
  const title = l10n.t('Recording calls of {0}', target.function);
  const at = { ...target, position: null, command };
  const answer = await withProgress(title, (options) =>
    client.execute(serverCommands.recordCases, at, recordingSchema, options),
  );
  if (!answer.ok) return tell.failure(answer.failure, target);
  used.mark();
  const recording = answer.value;
  const { path, text, updated, added } = recording.sidecar;
  if (added > 0) {
    const written = await writeCaseFile(Uri.file(path), text, updated);
    if (!written.ok) return tell.failure(written.failure, target);
  }
  if (recording.output !== '') log.info(`${command}\n${recording.output}`);
  await say(recording, () => log.show());
}

async function say(recording: Recording, showLog: () => void): Promise<void> {
  const { kind, text } = recorded(recording, l10n.t);
  if (kind === 'nothing') {
    const showing = l10n.t('Show the log');
    const chosen = await window.showWarningMessage(text, showing);
    if (chosen === showing) showLog();
    return;
  }
  const opening = l10n.t('Open');
  const chosen = await window.showInformationMessage(text, opening);
  if (chosen !== opening) return;
  await window.showTextDocument(Uri.file(recording.sidecar.path));
}
