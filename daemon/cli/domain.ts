import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type DomainRule, emptyCaseFile, withDomainRule } from '../../protocol/domain.ts';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { Session } from './session.ts';
import { shownPath } from './shown-path.ts';
import type { SubjectFile } from './subject.ts';
import { writeWhole } from './write.ts';

/** A case file as it is and is to be; `before` is null where it is not there yet. */
interface Draft {
  readonly path: string;
  readonly before: string | null;
  readonly text: string;
}

/**
 * Writes rules for what can occur into the case file that is named, or the function's own. One that
 * is not there yet holds them alone: cases go on coming from where they came.
 */
export async function writeDomain(
  session: Session,
  subject: SubjectFile,
  rules: readonly string[],
  cases: string | undefined,
): Promise<number> {
  const { cwd } = session.surroundings;
  const read = rules.map(readRule);
  const draft =
    cases === undefined ? await ownCases(session, subject) : namedCases(resolve(cwd, cases));
  if (!draft.ok) return session.fail(draft.failure);
  const { path, before } = draft.value;
  let { text } = draft.value;
  for (const rule of read) {
    if (!rule.ok) return session.fail(rule.failure);
    const next = withDomainRule(text, path, rule.value);
    if (!next.ok) return session.fail(next.failure);
    text = next.value;
  }
  const shown = shownPath(cwd, path);
  if (text !== before) {
    const written = writeWhole(path, before, text);
    if (!written.ok) return session.fail(written.failure);
  }
  session.show({ path, changed: text !== before }, () =>
    text === before
      ? [`${shown} says so already.`]
      : [`The domain is written to ${shown}. Run it again.`],
  );
  return 0;
}

/** `xs={"minItems":1}` */
function readRule(text: string): Result<DomainRule> {
  const [, parameter, json] = /^([^=\s]+)=(.*)$/s.exec(text) ?? [];
  const rule = json === undefined ? null : parsed(json);
  if (parameter === undefined || typeof rule !== 'object' || rule === null || Array.isArray(rule)) {
    const message = `${text} is no rule of a domain`;
    return fail('usage', `${message}.`, `Write it as 'xs={"minItems":1}'.`);
  }
  return ok({ parameter, rule: rule as DomainRule['rule'] });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function namedCases(path: string): Result<Draft> {
  try {
    const text = readFileSync(path, 'utf8');
    return ok({ path, before: text, text });
  } catch {
    return fail('file-unreadable', `The case file ${path} cannot be read.`);
  }
}

async function ownCases(session: Session, { subject }: SubjectFile): Promise<Result<Draft>> {
  const found = await session.request((client, request) => client.discover({ subject }, request));
  if (!found.ok) return found;
  const { path, text } = found.value.sidecar;
  return ok({ path, before: text, text: text ?? emptyCaseFile(found.value.function) });
}
