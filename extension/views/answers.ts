import { fail, type Result } from '../../protocol/failures.ts';
import {
  askedSchema,
  panelRequests,
  type PanelParams,
  type PanelRequest,
  type PanelResult,
  type Told,
} from '../../protocol/panel.ts';

/** What each of the panel's requests leads to. */
export type PanelHandlers = {
  readonly [Name in PanelRequest]: (
    params: PanelParams<Name>,
  ) => Promise<Result<PanelResult<Name>>>;
};

/** Answers one message of the panel; null where it is none, for then nobody waits for an answer. */
export async function answer(handlers: PanelHandlers, message: unknown): Promise<Told | null> {
  const asked = askedSchema.safeParse(message);
  if (!asked.success) return null;
  const { id, name, params } = asked.data;
  return { kind: 'answer', id, result: await handle(handlers, name, params) };
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
