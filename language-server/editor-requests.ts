import { type EditorRequest, type EditorResult, editorRequests } from '../protocol/editor.ts';
import { fail, ok, type Result } from '../protocol/failures.ts';
import type { RunDetail } from '../protocol/history.ts';
import { readFile } from 'node:fs/promises';
import { prettifyError, type z } from 'zod';
import { caseFileFor } from './case-file.ts';
import { check, doctor } from './commands.ts';
import { pathOf } from './document.ts';
import { languageOf } from './languages.ts';
import { report } from './report.ts';
import type { Session } from './session.ts';

type Params<Name extends EditorRequest> = z.output<(typeof editorRequests)[Name]['params']>;

type Handler<Name extends EditorRequest> = (
  session: Session,
  params: Params<Name>,
  signal: AbortSignal,
) => Promise<Result<EditorResult<Name>>> | Result<EditorResult<Name>>;

/** What the editor asks beyond the Language Server Protocol, and who answers. */
const handlers: { readonly [Name in EditorRequest]: Handler<Name> } = {
  'afterburner/functions': (session, { uri }) => {
    const document = session.documents.get(uri);
    if (document === undefined) return fail('file-not-found', `${uri} is not open.`);
    const listed = document.functions().map((target) => ({
      name: target.name,
      range: document.range(target),
      nameRange: document.nameRange(target),
    }));
    return ok(listed);
  },
  'afterburner/runs': (session, params, signal) =>
    session.whenTrusted(() => session.link.use((client) => client.ask('runs', params, { signal }))),
  'afterburner/run': (session, params, signal) =>
    session.whenTrusted(() => session.link.use((client) => client.ask('run', params, { signal }))),
  'afterburner/attempt': (session, params, signal) =>
    session.whenTrusted(() =>
      session.link.use((client) => client.ask('attempt', params, { signal })),
    ),
  'afterburner/proposal': (session, params) =>
    session.whenTrusted(() => session.proposals.get(params)),
  'afterburner/deleteRun': (session, params, signal) =>
    session.whenTrusted(() =>
      session.link.use((client) => client.ask('deleteRun', params, { signal })),
    ),
  'afterburner/report': (session, params, signal) =>
    session.whenTrusted(() => reported(session, params, signal)),
  'afterburner/caseFile': caseFile,
  'afterburner/check': check,
  'afterburner/scalings': scalings,
  'afterburner/problems': problems,
  'afterburner/linkEdits': linkEdits,
  'afterburner/doctor': (session, _params, signal) => doctor(session, signal),
};

/** Parses what came, and answers with a Result whatever happens. */
export async function answerEditor(
  session: Session,
  name: EditorRequest,
  params: unknown,
  signal: AbortSignal,
): Promise<Result<unknown>> {
  const parsed = editorRequests[name].params.safeParse(params ?? {});
  if (!parsed.success) {
    return fail('usage', `The request ${name} is malformed: ${prettifyError(parsed.error)}`);
  }
  // The params were parsed by this name's schema, which is more than the compiler can follow.
  return (handlers[name] as Handler<EditorRequest>)(session, parsed.data as never, signal);
}

async function caseFile(
  session: Session,
  { uri, function: functionName }: Params<'afterburner/caseFile'>,
  signal: AbortSignal,
): Promise<Result<EditorResult<'afterburner/caseFile'>>> {
  const path = pathOf(uri);
  if (path === null) return fail('file-not-found', `${uri} is no file on this machine.`);
  const document = session.documents.get(uri);
  const source = document?.text ?? (await readFile(path, 'utf8').catch(() => null));
  if (source === null) return fail('file-not-found', `There is no file ${path}.`);
  const language = document?.language ?? languageOf(session.languages, '', path);
  const file = await caseFileFor(path, source, functionName, language);
  if (!file.ok || file.value.exists) return file;
  // What the project's tests have is better than what a signature lets one guess.
  const limited = AbortSignal.any([signal, AbortSignal.timeout(discoveryMs)]);
  const subject = { path, source, function: functionName };
  const found = await session.whenTrusted(() =>
    session.link.use((client) => client.discover({ subject }, { signal: limited })),
  );
  if (!found.ok || found.value.sidecar.added === 0 || found.value.sidecar.text !== null)
    return file;
  return ok({ path: found.value.sidecar.path, exists: false, text: found.value.sidecar.updated });
}

/** Longer nobody waits for a file to open. */
const discoveryMs = 8000;

async function scalings(
  session: Session,
  params: Params<'afterburner/scalings'>,
  signal: AbortSignal,
): Promise<Result<EditorResult<'afterburner/scalings'>>> {
  const answer = await session.whenTrusted(() =>
    session.link.use((client) => client.ask('scalings', params, { signal })),
  );
  if (!answer.ok) return answer;
  const document = session.documents.all().find(({ path }) => path === params.path);
  const target = document?.find(params.function) ?? null;
  const now = document !== undefined && target !== null ? document.code(target) : null;
  const isCurrent = (code: string): boolean | null =>
    document === undefined ? null : code === now;
  return ok({
    scalings: answer.value.scalings.map((each) => ({ ...each, isCurrent: isCurrent(each.code) })),
  });
}

async function problems(
  session: Session,
  { uri, function: name }: Params<'afterburner/problems'>,
  signal: AbortSignal,
): Promise<Result<EditorResult<'afterburner/problems'>>> {
  const document = session.documents.get(uri);
  if (document === undefined) return fail('file-not-found', `${uri} is not open.`);
  const linked = document.language.linkedProblem(document.text, name);
  const listed = await session.whenTrusted(() =>
    session.link.use((client) => client.problems({ signal })),
  );
  return listed.ok ? ok({ linked, problems: listed.value }) : listed;
}

function linkEdits(
  session: Session,
  { uri, function: name, problem }: Params<'afterburner/linkEdits'>,
): Result<EditorResult<'afterburner/linkEdits'>> {
  const document = session.documents.get(uri);
  if (document === undefined) return fail('file-not-found', `${uri} is not open.`);
  const edits = document.language.linkEdits(document.text, name, problem);
  if (edits === null) return fail('function-not-found', `There is no function ${name} in it.`);
  const changes = edits.map((edit) => ({ range: document.range(edit), newText: edit.text }));
  return ok({ version: document.version, edits: changes });
}

async function reported(
  session: Session,
  { run, attempt, format }: Params<'afterburner/report'>,
  signal: AbortSignal,
): Promise<Result<string>> {
  const detail: Result<RunDetail> = await session.link.use((client) =>
    client.ask('run', { run, after: 0 }, { signal }),
  );
  if (!detail.ok) return detail;
  if (attempt === null) return ok(report(detail.value, null, format));
  const row = detail.value.attempts.find(({ number }) => number === attempt);
  if (row === undefined) return fail('usage', `The run has no version ${attempt}.`);
  const full = await session.link.use((client) =>
    client.ask('attempt', { run, attempt }, { signal }),
  );
  return full.ok ? ok(report(detail.value, { row, detail: full.value }, format)) : full;
}
