import { resolve } from 'node:path';
import { presentScaling } from './present/scaling.ts';
import type { Session } from './session.ts';
import { readSettings } from './settings.ts';
import { readSubject } from './subject.ts';

export interface ScaleOptions {
  readonly function: string;
  readonly cases?: string;
}

export async function scale(
  session: Session,
  file: string,
  options: ScaleOptions,
): Promise<number> {
  const { cwd, env } = session.surroundings;
  const settings = readSettings({ ...options }, env);
  if (!settings.ok) return session.fail(settings.failure);
  const subject = readSubject(cwd, file, options.function);
  if (!subject.ok) return session.fail(subject.failure);

  const result = await session.request((client, request) =>
    client.scale(
      {
        subject: subject.value.subject,
        cases: options.cases === undefined ? null : resolve(cwd, options.cases),
        settings: settings.value,
      },
      request,
    ),
  );
  if (!result.ok) return session.fail(result.failure);
  session.show(result.value, () => presentScaling(result.value, file, session.style));
  return result.value.time.growth === null ? 1 : 0;
}
