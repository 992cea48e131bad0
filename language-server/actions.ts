import type { CodeAction, CodeActionContext } from 'vscode-languageserver';
import { z } from 'zod';
import { objectiveSchema } from '../protocol/comparison.ts';
import { lensCommands, type OptimizeAt } from '../protocol/editor.ts';
import { type Improvement, versionParams } from '../protocol/history.ts';
import { improvementWords, objectiveWords, proofWords } from './words.ts';

export const actionKind = 'refactor.rewrite.afterburner';

/** What an action carries until it is chosen. */
export const actionDataSchema = versionParams.extend({ uri: z.string() });
export type ActionData = z.infer<typeof actionDataSchema>;

/** Kinds are nested by dots: who asks for `refactor` asks for this one too. */
export function isAskedFor({ only }: CodeActionContext): boolean {
  if (only === undefined) return true;
  return only.some((kind) => kind === '' || `${actionKind}.`.startsWith(`${kind}.`));
}

export function optimizeActions(uri: string, functionName: string): readonly CodeAction[] {
  return objectiveSchema.options.map((objective) => {
    const title = `Optimize efficiency (${objectiveWords[objective]})`;
    const at: OptimizeAt = { uri, function: functionName, position: null, objective };
    return {
      title,
      kind: actionKind,
      command: { title, command: lensCommands.optimize, arguments: [at] },
    };
  });
}

/** Without its edit. */
export function applyAction(uri: string, improvement: Improvement): CodeAction {
  const { run, attempt } = improvement;
  const data: ActionData = { uri, run, attempt };
  const title = `Apply ${improvementWords(improvement)}, ${proofWords(improvement)}`;
  return { title, kind: actionKind, data };
}
