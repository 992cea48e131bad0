import { z } from 'zod';
import type { DaemonClient, RequestOptions } from '../daemon/client.ts';
import {
  type ActiveRun,
  type FunctionAt,
  functionAtSchema,
  optimizeAtSchema,
  type PlacedProfile,
  type RecordAt,
  recordAtSchema,
  serverCommands,
} from '../protocol/editor.ts';
import type { MeasureParams, Subject } from '../protocol/daemon.ts';
import type { RunEvent } from '../protocol/events.ts';
import { fail, ok, type Result } from '../protocol/failures.ts';
import type { Check } from '../protocol/history.ts';
import { type Environment, isolationSchema, type Measurement } from '../protocol/measurement.ts';
import type { Optimization } from '../protocol/optimization.ts';
import { type Recording, usualRecordLimit } from '../protocol/recording.ts';
import type { Scaling } from '../protocol/scaling.ts';
import { pathOf } from './document.ts';
import type { Session } from './session.ts';

/** Commands without a position and an objective of their own get the usual ones. */
const optimizeArgument = optimizeAtSchema.extend({
  objective: optimizeAtSchema.shape.objective.default('integral'),
});
const cancelArgument = z.object({ token: z.string() });

/** What `workspace/executeCommand` asks for; `token` is for its progress, where the client has one. */
export async function execute(
  session: Session,
  command: string,
  argument: unknown,
  token: string | null,
  signal: AbortSignal,
): Promise<Result<unknown>> {
  switch (command) {
    case serverCommands.measure: {
      const parsed = functionAtSchema.safeParse(argument);
      return parsed.success ? measure(session, parsed.data, token, signal) : misused(command);
    }
    case serverCommands.optimize: {
      const parsed = optimizeArgument.safeParse(argument);
      return parsed.success ? optimize(session, parsed.data, token, signal) : misused(command);
    }
    case serverCommands.scale: {
      const parsed = functionAtSchema.safeParse(argument);
      return parsed.success ? scale(session, parsed.data, token, signal) : misused(command);
    }
    case serverCommands.profileLines: {
      const parsed = functionAtSchema.safeParse(argument);
      return parsed.success ? profileLines(session, parsed.data, token, signal) : misused(command);
    }
    case serverCommands.recordCases: {
      const parsed = recordAtSchema.safeParse(argument);
      return parsed.success ? record(session, parsed.data, token, signal) : misused(command);
    }
    case serverCommands.doctor:
      return doctor(session, signal);
    case serverCommands.restartDaemon:
      return session.whenTrusted(() => session.link.restart());
    case serverCommands.cancelRuns: {
      const parsed = cancelArgument.safeParse(argument);
      if (parsed.success) session.runs.cancel(parsed.data.token);
      else session.runs.cancelAll();
      return ok(null);
    }
    default:
      return fail('usage', `There is no command ${command}.`);
  }
}

function measure(
  session: Session,
  at: FunctionAt,
  token: string | null,
  signal: AbortSignal,
): Promise<Result<Measurement>> {
  return runAt(session, at, 'measure', token, signal, (client, params, options) =>
    client.measure(params, options),
  );
}

function scale(
  session: Session,
  at: FunctionAt,
  token: string | null,
  signal: AbortSignal,
): Promise<Result<Scaling>> {
  return runAt(session, at, 'scale', token, signal, (client, params, options) =>
    client.scale(params, options),
  );
}

async function profileLines(
  session: Session,
  at: FunctionAt,
  token: string | null,
  signal: AbortSignal,
): Promise<Result<PlacedProfile>> {
  const result = await runAt(session, at, 'profile', token, signal, (client, params, options) =>
    client.profileLines(params, options),
  );
  if (!result.ok) return result;
  const profile = result.value;
  const document = session.documents.get(at.uri);
  const target = document?.find(profile.function) ?? null;
  if (document === undefined || target === null || document.code(target) !== profile.code) {
    return ok({ profile, place: null });
  }
  return ok({ profile, place: { version: document.version, range: document.range(target) } });
}

type RunsAt = Exclude<ActiveRun['kind'], 'optimize' | 'check'>;

/** One run of a function as it stands in the editor, on the cases that are found for it. */
function runAt<T extends { readonly environment: Environment }>(
  session: Session,
  at: FunctionAt,
  kind: RunsAt,
  token: string | null,
  signal: AbortSignal,
  ask: (client: DaemonClient, params: MeasureParams, options: RequestOptions) => Promise<Result<T>>,
): Promise<Result<T>> {
  return session.whenTrusted(async () => {
    const subject = subjectAt(session, at);
    if (!subject.ok) return subject;
    const settings = await session.settings();
    const order = { kind, objective: null, iterations: 0, token } as const;
    const named = { uri: at.uri, function: subject.value.function };
    return session.runs.run({ ...order, ...named }, signal, async (cancelled, onEvent) => {
      const params = { subject: subject.value, cases: null, settings };
      const options = requestOptions(session, cancelled, onEvent);
      const result = await session.link.use((client) => ask(client, params, options));
      if (result.ok) session.link.learnIsolation(result.value.environment.isolation);
      return result;
    });
  });
}

function optimize(
  session: Session,
  at: z.infer<typeof optimizeArgument>,
  token: string | null,
  signal: AbortSignal,
): Promise<Result<Optimization>> {
  return session.whenTrusted(async () => {
    const subject = subjectAt(session, at);
    if (!subject.ok) return subject;
    const settings = await session.settings();
    const { objective } = at;
    const { iterations } = settings;
    const named = { uri: at.uri, function: subject.value.function };
    const order = { kind: 'optimize', objective, iterations, token, ...named } as const;
    return session.runs.run(order, signal, async (cancelled, onEvent) => {
      const apiKey = await session.apiKey(settings);
      const params = { subject: subject.value, cases: null, objective, settings, apiKey };
      const options = requestOptions(session, cancelled, onEvent);
      return session.link.use((client) => client.optimize(params, options));
    });
  });
}

/** What is recorded is the editor's to write: its documents count. */
function record(
  session: Session,
  at: RecordAt,
  token: string | null,
  signal: AbortSignal,
): Promise<Result<Recording>> {
  return session.whenTrusted(async () => {
    const subject = subjectAt(session, at);
    if (!subject.ok) return subject;
    const settings = await session.settings();
    const named = { uri: at.uri, function: subject.value.function };
    const order = { kind: 'record', objective: null, iterations: 0, token, ...named } as const;
    return session.runs.run(order, signal, (cancelled, onEvent) => {
      const command = ['sh', '-c', at.command];
      const limit = usualRecordLimit;
      const params = { subject: subject.value, command, folder: null, limit, settings };
      const options = requestOptions(session, cancelled, onEvent);
      return session.link.use((client) => client.record(params, options));
    });
  });
}

/** The cases of a file once, without timing. */
export function check(
  session: Session,
  asked: { readonly casesUri: string; readonly uri: string; readonly function: string },
  signal: AbortSignal,
): Promise<Result<Check>> {
  return session.whenTrusted(async () => {
    const subject = subjectAt(session, { ...asked, position: null });
    if (!subject.ok) return subject;
    const cases = pathOf(asked.casesUri);
    if (cases === null) return fail('file-not-found', `${asked.casesUri} is no file.`);
    const settings = await session.settings();
    const { uri } = asked;
    const order = { kind: 'check', objective: null, iterations: 0, token: null } as const;
    const named = { uri, function: subject.value.function };
    return session.runs.run({ ...order, ...named }, signal, (cancelled, onEvent) => {
      const params = { subject: subject.value, cases, settings };
      const options = requestOptions(session, cancelled, onEvent);
      return session.link.use((client) => client.check(params, options));
    });
  });
}

export function doctor(session: Session, signal: AbortSignal) {
  return session.whenTrusted(async () => {
    const settings = await session.settings();
    const result = await session.link.use((client) => client.doctor({ settings }, { signal }));
    if (result.ok) session.link.learnIsolation(result.value.isolation);
    return result;
  });
}

/** The text of an open document counts, saved or not; a file that is not open is read. */
function subjectAt(session: Session, at: FunctionAt): Result<Subject> {
  const path = pathOf(at.uri);
  if (path === null) return fail('file-not-found', `${at.uri} is no file on this machine.`);
  const document = session.documents.get(at.uri);
  if (at.function !== null) {
    return ok({ path, source: document?.text ?? null, function: at.function });
  }
  if (document === undefined || at.position === null) {
    return fail('usage', 'Neither a function nor a position in an open document was named.');
  }
  const found = document.functionAt(at.position);
  if (found === null) {
    const hint = 'Put the cursor into a function.';
    return fail('function-not-found', 'There is no function at the cursor.', hint);
  }
  return ok({ path, source: document.text, function: found.name });
}

function requestOptions(
  session: Session,
  signal: AbortSignal,
  tell: (event: RunEvent) => void,
): RequestOptions {
  const onEvent = (event: RunEvent): void => {
    const isolation = event.kind === 'sandbox' ? isolationSchema.safeParse(event.isolation) : null;
    if (isolation?.success) session.link.learnIsolation(isolation.data);
    if (event.kind === 'baseline') {
      session.link.learnIsolation(event.measurement.environment.isolation);
    }
    tell(event);
  };
  return { signal, onEvent };
}

function misused(command: string): Result<never> {
  return fail('usage', `${command} takes one argument: {uri, function, position}.`);
}
