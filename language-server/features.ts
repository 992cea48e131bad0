import {
  type CodeAction,
  type CodeActionParams,
  type CodeLens,
  type Hover,
  MarkupKind,
  type Position,
} from 'vscode-languageserver';
import { setTimeout as delay } from 'node:timers/promises';
import { ok, type Result } from '../protocol/failures.ts';
import { actionDataSchema, applyAction, isAskedFor, optimizeActions } from './actions.ts';
import type { OpenDocument } from './document.ts';
import { hoverOf } from './hover.ts';
import { lensesOf } from './lenses.ts';
import { editFor } from './proposals.ts';
import type { Session } from './session.ts';

/** So long a light bulb may wait for the daemon's word on what can be applied. */
const proposalMs = 250;

export function codeLenses(session: Session, uri: string): readonly CodeLens[] {
  const document = session.documents.get(uri);
  if (document === undefined || document.path === null || !session.isTrusted) return [];
  const active = session.runs.active().filter((run) => run.uri === uri);
  return document.functions().flatMap((target) =>
    lensesOf(
      {
        uri,
        name: target.name,
        range: document.nameRange({ ...target, nameStart: target.start }),
        assessment: session.assess(document, target),
        active: active.filter((run) => run.function === target.name),
      },
      session.client.showsProposals,
    ),
  );
}

/** On the function's name alone. */
export function hover(session: Session, uri: string, position: Position): Hover | null {
  const document = session.documents.get(uri);
  if (document === undefined) return null;
  const offset = document.offsetAt(position);
  const isOnName = ({ nameStart, nameEnd }: { nameStart: number; nameEnd: number }): boolean =>
    nameStart <= offset && offset <= nameEnd;
  const target = document.functions().find(isOnName);
  if (target === undefined) return null;
  const impurities = document.language.impurities(document.text, target.name);
  const value = hoverOf(target.name, session.assess(document, target), impurities);
  if (value === null) return null;
  const kind = session.client.hoversMarkdown ? MarkupKind.Markdown : MarkupKind.PlainText;
  return { contents: { kind, value }, range: document.nameRange(target) };
}

/** For the function under the cursor, or where the selection begins. */
export async function codeActions(
  session: Session,
  { textDocument: { uri }, range, context }: CodeActionParams,
): Promise<CodeAction[]> {
  const document = session.documents.get(uri);
  if (document === undefined || document.path === null) return [];
  if (!session.isTrusted || !isAskedFor(context)) return [];
  const target = document.functionAt(range.start) ?? document.functionAt(range.end);
  if (target === null) return [];
  const { improvements } = session.assess(document, target);
  const applying = await Promise.all(
    improvements.map(async (improvement) => {
      const action = applyAction(uri, improvement);
      const edited = await withEdit(session, document, action);
      // What comes too late is tried once more when it is chosen.
      if (edited === null) return session.client.resolvesEdits ? [action] : [];
      if (!edited.ok) return [];
      return [session.client.resolvesEdits ? action : edited.value];
    }),
  );
  return [...applying.flat(), ...optimizeActions(uri, target.name)];
}

/** The action with its edit, for the text as it stands by now. */
export async function resolveAction(
  session: Session,
  action: CodeAction,
): Promise<Result<CodeAction>> {
  const data = actionDataSchema.safeParse(action.data);
  const document = data.success ? session.documents.get(data.data.uri) : undefined;
  if (!data.success || document === undefined) return ok(action);
  const { run, attempt } = data.data;
  const proposal = await session.proposals.get({ run, attempt });
  if (!proposal.ok) return proposal;
  const edit = editFor(document, proposal.value, session.client.versionsEdits);
  return edit.ok ? ok({ ...action, edit: edit.value }) : edit;
}

/** Null where the daemon takes too long. */
async function withEdit(
  session: Session,
  document: OpenDocument,
  action: CodeAction,
): Promise<Result<CodeAction> | null> {
  const { version } = document;
  const late = delay(proposalMs, null, { ref: false });
  const edited = await Promise.race([resolveAction(session, action), late]);
  return document.version === version ? edited : null;
}
