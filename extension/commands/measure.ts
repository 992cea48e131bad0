import { commands, l10n, window, type Disposable } from 'vscode';
import { serverCommands } from '../../protocol/editor.ts';
import type { Result } from '../../protocol/failures.ts';
import { measurementSchema, type Measurement } from '../../protocol/measurement.ts';
import { measured } from './outcome-text.ts';
import type { Shell } from './shell.ts';
import { tellFailing } from './show-history.ts';
import { findTarget, type Target } from './target.ts';

/** How long the figures stay in the status bar; above the function they stay for good. */
const figuresMs = 10_000;

export function measureCommand(shell: Shell): Disposable {
  return commands.registerCommand('afterburner.measure', async (argument?: unknown) => {
    const target = await findTarget(argument, shell.client.ask);
    if (!target.ok) return shell.tell.failure(target.failure);
    if (target.value !== null) await measureAndTell(shell, target.value);
  });
}

export async function measureAndTell(shell: Shell, target: Target): Promise<void> {
  const answer = await measure(shell, target);
  if (!answer.ok) return shell.tell.failure(answer.failure, target);
  const { kind, text } = measured(answer.value, l10n.t);
  if (kind === 'failing') return tellFailing(shell, target, text);
  window.setStatusBarMessage(`$(pulse) ${text}`, figuresMs);
}

export async function measure(
  { client, used }: Pick<Shell, 'client' | 'used'>,
  target: Target,
  signal?: AbortSignal,
): Promise<Result<Measurement>> {
  const at = { ...target, position: null };
  const answer = await client.execute(serverCommands.measure, at, measurementSchema, { signal });
  if (answer.ok) used.mark();
  return answer;
}
