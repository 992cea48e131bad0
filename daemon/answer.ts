import { prettifyError } from 'zod';
import { fail, type Result } from '../protocol/failures.ts';
import {
  type HistoryRequest,
  type ParamsOf,
  type RequestName,
  requests,
  type ResultOf,
} from '../protocol/requests.ts';
import type { Service, Tell } from './core/ports/service.ts';
import type { Log } from './log.ts';

export interface Answering {
  readonly log: Log;
  readonly service: Promise<Result<Service>>;
}

/**
 * One request, from what came over the wire to what goes back. Never rejects: a throw below is a
 * bug, which the log keeps and the client is told of. A key that came along is blotted out of both.
 */
export async function answer(
  { log, service }: Answering,
  name: RequestName,
  params: unknown,
  tell: Tell,
  signal: AbortSignal,
): Promise<Result<unknown>> {
  const parsed = requests[name].params.safeParse(params);
  if (!parsed.success) {
    return fail('usage', `The request ${name} is malformed: ${prettifyError(parsed.error)}`);
  }
  const apiKey = 'apiKey' in parsed.data ? parsed.data.apiKey : null;
  const reveal = log.conceal(typeof apiKey === 'string' ? apiKey : '');
  const startedMs = performance.now();
  // An editor asks the history all the time.
  const say = (text: string): void => (isQuick(name) ? log.debug(text) : log.info(text));
  say(`${name} begins`);
  try {
    const composed = await service;
    const result = composed.ok
      ? await call(name, composed.value, parsed.data, tell, signal)
      : composed;
    const how = result.ok ? 'done' : result.failure.code;
    say(`${name} ends: ${how} after ${Math.round(performance.now() - startedMs)} ms`);
    if (result.ok) return result;
    const { code, message, hint } = result.failure;
    return fail(code, log.clean(message), log.clean(hint));
  } catch (error) {
    log.error(`${name} threw`, error);
    const text = error instanceof Error ? error.message : String(error);
    return fail('internal', log.clean(`Something broke in the daemon: ${text}.`));
  } finally {
    reveal();
  }
}

type Handler<Name extends RequestName> = (
  service: Service,
  params: ParamsOf<Name>,
  tell: Tell,
  signal: AbortSignal,
) => Promise<Result<ResultOf<Name>>>;

/** Asks the history, which answers at once: nothing has to wait for such a request to end. */
export function isQuick(name: RequestName): name is HistoryRequest {
  return !(name in handlers);
}

type SlowRequest = Exclude<RequestName, HistoryRequest>;

const handlers: { readonly [Name in SlowRequest]: Handler<Name> } = {
  discover: (service, params) => service.discover(params),
  generateCases: (service, params, tell, signal) => service.generateCases(params, tell, signal),
  record: (service, params, tell, signal) => service.record(params, tell, signal),
  check: (service, params, tell, signal) => service.check(params, tell, signal),
  measure: (service, params, tell, signal) => service.measure(params, tell, signal),
  compare: (service, params, tell, signal) => service.compare(params, tell, signal),
  measurePack: (service, params, tell, signal) => service.measurePack(params, tell, signal),
  scale: (service, params, tell, signal) => service.scale(params, tell, signal),
  profileLines: (service, params, tell, signal) => service.profileLines(params, tell, signal),
  replay: (service, params, tell, signal) => service.replay(params, tell, signal),
  optimize: (service, params, tell, signal) => service.optimize(params, tell, signal),
  problems: (service) => service.problems(),
  doctor: (service, params, _tell, signal) => service.doctor(params.settings, signal),
};

/** The params were parsed by this name's schema, which is more than the compiler can follow. */
async function call(
  name: RequestName,
  service: Service,
  params: unknown,
  tell: Tell,
  signal: AbortSignal,
): Promise<Result<unknown>> {
  if (isQuick(name)) {
    if (signal.aborted) return fail('cancelled', 'Cancelled.');
    return service.records[name](params as never);
  }
  return (handlers[name] as Handler<SlowRequest>)(service, params as never, tell, signal);
}
