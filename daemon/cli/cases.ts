import { writeDomain } from './domain.ts';
import { presentDiscovery } from './present/discovery.ts';
import type { Session } from './session.ts';
import { shownPath } from './shown-path.ts';
import { readFunction, readSubject } from './subject.ts';
import { writeWhole } from './write.ts';

export interface CasesOptions {
  readonly function: string;
  readonly write?: boolean;
  /** Made by running the function, in place of those that are found. */
  readonly generate?: boolean;
  readonly domain?: readonly string[];
  readonly cases?: string;
}

/** What the project's own text has for a function, or what is generated; 1 where that is nothing. */
export async function cases(
  session: Session,
  file: string,
  options: CasesOptions,
): Promise<number> {
  const { cwd } = session.surroundings;
  const subject = readSubject(cwd, file, options.function);
  if (!subject.ok) return session.fail(subject.failure);
  if (options.domain !== undefined) {
    return writeDomain(session, subject.value, options.domain, options.cases);
  }
  const asked = readFunction(session.surroundings, file, options);
  if (!asked.ok) return session.fail(asked.failure);
  const found = await session.request((client, request) =>
    options.generate === true
      ? client.generateCases(asked.value, request)
      : client.discover({ subject: subject.value.subject }, request),
  );
  if (!found.ok) return session.fail(found.failure);
  const discovery = found.value;
  const { path, text, updated, added } = discovery.sidecar;
  // Written before it is shown, so that --json has one document, whichever way it ends.
  if (options.write && added > 0) {
    const written = writeWhole(path, text, updated);
    if (!written.ok) return session.fail(written.failure);
  }
  session.show(discovery, () => presentDiscovery(discovery, file, session.style));
  if (options.write) session.remark(writtenText(added, shownPath(cwd, path)));
  else if (discovery.cases.length > 0 && added > 0) {
    session.remark(`\n--write adds ${count(added)} to ${shownPath(cwd, path)}.`);
  }
  return discovery.cases.length > 0 ? 0 : 1;
}

function writtenText(added: number, path: string): string {
  if (added === 0) return `\nThere is nothing to add to ${path}.`;
  return `\n${added === 1 ? '1 case is' : `${added} cases are`} written to ${path}.`;
}

function count(added: number): string {
  return added === 1 ? '1 case' : `${added} cases`;
}
