import { resolve } from 'node:path';
import { presentPack } from './present/pack.ts';
import type { Session } from './session.ts';
import { readSettings } from './settings.ts';

export interface MeasurePackOptions {
  readonly problem?: readonly string[];
  readonly again?: boolean;
}

export async function measurePack(
  session: Session,
  file: string,
  options: MeasurePackOptions,
): Promise<number> {
  const { cwd, env } = session.surroundings;
  const settings = readSettings({ ...options }, env);
  if (!settings.ok) return session.fail(settings.failure);
  const result = await session.request((client, request) =>
    client.measurePack(
      {
        path: resolve(cwd, file),
        problems: [...(options.problem ?? [])],
        again: options.again ?? false,
        settings: settings.value,
      },
      request,
    ),
  );
  if (!result.ok) return session.fail(result.failure);
  session.show(result.value, () => presentPack(result.value, session.style));
  const solutions = result.value.problems.flatMap((problem) => problem.solutions);
  return solutions.every(({ figures }) => figures.verdict === 'passed') ? 0 : 1;
}
