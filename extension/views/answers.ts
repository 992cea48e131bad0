import { fail, type Result } from '../../protocol/failures.ts';
import {
  askedSchema,
  panelRequests,
  type PanelParams,
  type PanelRequest,
  type PanelResult,
  type Told,
} from '../../protocol/panel.ts';
import { inEditorWords } from '../commands/failure-text.ts';
import type { Say } from '../say.ts';

/** What each of the panel's requests leads to. */
export type PanelHandlers = {
  readonly [Name in PanelRequest]: (
    params: PanelParams<Name>,
  ) => Promise<Result<PanelResult<Name>>>;
};

/** Answers one message of the panel; null where it is none, for then nobody waits for an answer. */
export async function answer(
  handlers: PanelHandlers,
  message: unknown,
  say: Say,
): Promise<Told | null> {
  const asked = askedSchema.safeParse(message);
  if (!asked.success) return null;
  const { id, name, params } = asked.data;
  const result = await handle(handlers, name, params);
  if (result.ok) return { kind: 'answer', id, result };
  return { kind: 'answer', id, result: { ok: false, failure: inEditorWords(result.failure, say) } };
}

async function handle<Name extends PanelRequest>(
  handlers: PanelHandlers,
  name: Name,
  params: unknown,
): Promise<Result<unknown>> {
  const parsed = panelRequests[name].params.safeParse(params);
  if (!parsed.success) return fail('internal', `The panel asked for ${name} in a way unknown here`);
  try {
    return await handlers[name](parsed.data as PanelParams<Name>);
  } catch (error) {
    return fail('internal', `${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
