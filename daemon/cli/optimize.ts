import { resolve } from 'node:path';
import type { Objective } from '../../protocol/comparison.ts';
import { fail } from '../../protocol/failures.ts';
import { presentOptimization } from './present/optimization.ts';
import type { Session } from './session.ts';
import { readApiKey, readSettings } from './settings.ts';
import { readSubject } from './subject.ts';
import { writeEdits } from './write.ts';

export interface OptimizeOptions {
  readonly function: string;
  readonly cases?: string;
  readonly objective: Objective;
  readonly write?: boolean;
  readonly proposer?: readonly string[];
  readonly model?: string;
  readonly baseUrl?: string;
}

export async function optimize(
  session: Session,
  file: string,
  options: OptimizeOptions,
): Promise<number> {
  const { cwd, env } = session.surroundings;
  const settings = readSettings({ ...options }, env);
  if (!settings.ok) return session.fail(settings.failure);
  if ((options.model || options.baseUrl) && !settings.value.proposers.includes('openai')) {
    const message = 'A model is named, and none of the proposers asks it.';
    return session.fail(fail('usage', message, 'Add --proposer openai.').failure);
  }
  const subject = readSubject(cwd, file, options.function);
  if (!subject.ok) return session.fail(subject.failure);

  const result = await session.request((client, request) =>
    client.optimize(
      {
        subject: subject.value.subject,
        cases: options.cases === undefined ? null : resolve(cwd, options.cases),
        objective: options.objective,
        settings: settings.value,
        apiKey: settings.value.proposers.includes('openai') ? readApiKey(env) : null,
      },
      request,
    ),
  );
  if (!result.ok) return session.fail(result.failure);
  const { best, tests } = result.value;
  // A gate that could not be passed lets nothing through by itself, whoever is to blame.
  const isGated = tests != null && tests.state !== 'passed';
  const shown = { file, source: subject.value.subject.source, cases: options.cases };
  // Written before it is shown, so that --json has one document, whichever way it ends.
  const isWanted = options.write && !isGated;
  const written = best && isWanted ? writeEdits(subject.value, best.edits) : null;
  if (written && !written.ok) return session.fail(written.failure);
  const untouched = best && !written;
  session.show(result.value, () => [
    ...presentOptimization(result.value, shown, session.style),
    ...(untouched ? ['', `${file} is as it was${whyUntouched(isGated)}.`] : []),
  ]);
  if (!best) return 1;
  if (written) session.remark(`\nThe function in ${file} is replaced.`);
  return isGated ? 1 : 0;
}

function whyUntouched(isGated: boolean): string {
  return isGated ? ': its tests have not passed' : '; --write replaces the function in it';
}
