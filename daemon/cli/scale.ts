import { presentScaling } from './present/scaling.ts';
import type { Session } from './session.ts';
import { type FunctionOptions, readFunction } from './subject.ts';

export async function scale(
  session: Session,
  file: string,
  options: FunctionOptions,
): Promise<number> {
  const asked = readFunction(session.surroundings, file, options);
  if (!asked.ok) return session.fail(asked.failure);
  const result = await session.request((client, request) => client.scale(asked.value, request));
  if (!result.ok) return session.fail(result.failure);
  session.show(result.value, () => presentScaling(result.value, file, session.style));
  return result.value.time.growth === null ? 1 : 0;
}
