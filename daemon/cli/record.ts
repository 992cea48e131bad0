import { fail } from '../../protocol/failures.ts';
import { usualRecordLimit } from '../../protocol/recording.ts';
import { presentRecording } from './present/recording.ts';
import type { Session } from './session.ts';
import { readSettings } from './settings.ts';
import { shownPath } from './shown-path.ts';
import { readSubject } from './subject.ts';
import { writeWhole } from './write.ts';

export interface RecordOptions {
  readonly function: string;
  readonly limit?: string;
}

/** Runs a command and writes its calls of a function into the case file; 1 where there are none. */
export async function record(
  session: Session,
  file: string,
  command: readonly string[],
  options: RecordOptions,
): Promise<number> {
  const { cwd, env } = session.surroundings;
  const settings = readSettings({ ...options }, env);
  if (!settings.ok) return session.fail(settings.failure);
  const limit = options.limit === undefined ? usualRecordLimit : Number(options.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) {
    const message = `--limit is ${options.limit}: it must be a whole number from 1 to 1000.`;
    return session.fail(fail('usage', message).failure);
  }
  const subject = readSubject(cwd, file, options.function);
  if (!subject.ok) return session.fail(subject.failure);
  const found = await session.request((client, request) =>
    client.record(
      {
        subject: subject.value.subject,
        command: [...command],
        folder: cwd,
        limit,
        settings: settings.value,
      },
      request,
    ),
  );
  if (!found.ok) return session.fail(found.failure);
  const { text, updated, added, path } = found.value.sidecar;
  if (added > 0) {
    const written = writeWhole(path, text, updated);
    if (!written.ok) return session.fail(written.failure);
  }
  session.show(found.value, () => presentRecording(found.value, session.style));
  if (added > 0) {
    const cases = added === 1 ? '1 case is' : `${added} cases are`;
    session.remark(`\n${cases} written to ${shownPath(cwd, path)}.`);
  }
  return found.value.cases.length > 0 ? 0 : 1;
}
