import { presentLineProfile } from './present/line-profile.ts';
import type { Session } from './session.ts';
import { type FunctionOptions, readFunction } from './subject.ts';

export async function profile(
  session: Session,
  file: string,
  options: FunctionOptions,
): Promise<number> {
  const asked = readFunction(session.surroundings, file, options);
  if (!asked.ok) return session.fail(asked.failure);
  const result = await session.request((client, request) =>
    client.profileLines(asked.value, request),
  );
  if (!result.ok) return session.fail(result.failure);
  session.show(result.value, () => presentLineProfile(result.value, file, session.style));
  return 0;
}
