import { resolve } from 'node:path';
import type { Objective } from '../../protocol/comparison.ts';
import { presentComparison } from './present/comparison.ts';
import type { Session } from './session.ts';
import { readSettings } from './settings.ts';
import { readSubject } from './subject.ts';

export interface CompareOptions {
  readonly function: string;
  readonly cases?: string;
  readonly objective: Objective;
}

export async function compare(
  session: Session,
  baselineFile: string,
  candidateFile: string,
  options: CompareOptions,
): Promise<number> {
  const { cwd, env } = session.surroundings;
  const settings = readSettings({ ...options }, env);
  if (!settings.ok) return session.fail(settings.failure);
  const baseline = readSubject(cwd, baselineFile, options.function);
  if (!baseline.ok) return session.fail(baseline.failure);
  const candidate = readSubject(cwd, candidateFile, options.function);
  if (!candidate.ok) return session.fail(candidate.failure);

  const result = await session.request((client, request) =>
    client.compare(
      {
        baseline: baseline.value.subject,
        candidate: candidate.value.subject,
        cases: options.cases === undefined ? null : resolve(cwd, options.cases),
        objective: options.objective,
        settings: settings.value,
      },
      request,
    ),
  );
  if (!result.ok) return session.fail(result.failure);
  const title = `${options.function}  ${baselineFile} → ${candidateFile}`;
  const named = { file: baselineFile, function: options.function, cases: options.cases };
  session.show(result.value, () => presentComparison(result.value, title, session.style, named));
  const { equivalent, decision } = result.value;
  return equivalent && (decision === 'improved' || decision === 'unchanged') ? 0 : 1;
}
