import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { ReplayParams } from '../../protocol/replay.ts';
import { presentReplay } from './present/replay.ts';
import type { Session } from './session.ts';

/** `RUN` is an id, the beginning of one, or `last`; `RUN#3` is its third attempt. */
export async function replay(session: Session, named: string): Promise<number> {
  const params = readRun(named);
  if (!params.ok) return session.fail(params.failure);
  const result = await session.request((client, request) => client.replay(params.value, request));
  if (!result.ok) return session.fail(result.failure);
  session.show(result.value, () => presentReplay(result.value, session.style));
  return result.value.holds ? 0 : 1;
}

function readRun(named: string): Result<ReplayParams> {
  const [, run = '', attempt] = /^([^#]+)(?:#([1-9]\d{0,8}))?$/.exec(named) ?? [];
  if (run === '') {
    const message = `${JSON.stringify(named)} names no run.`;
    return fail('usage', message, 'Name it as RUN, RUN#ATTEMPT or last.');
  }
  return ok({ run, attempt: attempt === undefined ? null : Number(attempt) });
}
