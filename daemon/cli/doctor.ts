import { failureTable } from '../../protocol/failures.ts';
import { presentDoctor } from './present/doctor.ts';
import type { Session } from './session.ts';
import { readSettings } from './settings.ts';

export async function doctor(
  session: Session,
  options: Readonly<Record<string, unknown>>,
): Promise<number> {
  const settings = readSettings(options, session.surroundings.env);
  if (!settings.ok) return session.fail(settings.failure);
  const result = await session.request((client, request) =>
    client.doctor({ settings: settings.value }, request),
  );
  if (!result.ok) return session.fail(result.failure);
  session.show(result.value, () => presentDoctor(result.value, session.style));
  return result.value.usable ? 0 : failureTable['no-sandbox'].exit;
}
