import type OpenAI from 'openai';
import { fail, type Failure } from '../../../protocol/failures.ts';
import { ask, type Question } from './ask.ts';
import { attemptLimit, delayBeforeRetryMs } from './backoff.ts';
import { estimatedTokens, type Budget } from './budget.ts';
import { adapted, type Dialect } from './dialect.ts';
import type { Endpoint } from './endpoint.ts';
import type { Outcome } from './outcome.ts';
import { budgetFailure, rejectionFailure, unreachableFailure } from './sentences.ts';
import type { Runtime } from './runtime.ts';
import type { Transcript } from './transcript.ts';

/** What a run shares among its requests. */
export interface Session {
  readonly client: OpenAI;
  readonly endpoint: Endpoint;
  readonly budget: Budget;
  readonly answerLimitMs: number;
  readonly runtime: Runtime;
  /** Takes the key out of whatever came over the wire. */
  readonly redact: (text: string) => string;
  /** What the endpoint was found to accept; learnt once, kept for the run. */
  dialect: Dialect;
}

export interface Request {
  readonly prompt: string;
  readonly temperature: number | null;
  /** The longest answer to ask for; the model's context and the budget may lower it. */
  readonly answerTokens: number;
  /** A shorter limit than this is not worth a request. */
  readonly leastAnswerTokens: number;
}

export type Persisted =
  | { readonly kind: 'answered'; readonly transcript: Transcript; readonly answerTokens: number }
  /** `isLasting`: asking again in this run is no use. */
  | { readonly kind: 'failed'; readonly failure: Failure; readonly isLasting: boolean };

/**
 * Asks until there is an answer or no hope of one: passing troubles are waited for, what the
 * endpoint does not know is left out. Never throws; an abort ends it at once.
 */
export async function persist(
  session: Session,
  request: Request,
  signal: AbortSignal,
): Promise<Persisted> {
  const { budget, runtime } = session;
  const promptTokens = estimatedTokens(request.prompt);
  for (let attempt = 1; ;) {
    const { dialect } = session;
    const wanted = Math.min(request.answerTokens, dialect.answerTokens);
    const reservation = budget.reserve(promptTokens, wanted, request.leastAnswerTokens);
    if (reservation === null) return lasting(budgetFailure(budget));

    const { answerTokens } = reservation;
    const { prompt, temperature } = request;
    const question = { model: session.endpoint.model, prompt, temperature, answerTokens, dialect };
    const { outcome, used } = await ask(
      session.client,
      question,
      session.answerLimitMs,
      runtime,
      signal,
    );
    reservation.settle(used);

    const next = judged(session, question, outcome, attempt);
    switch (next.kind) {
      case 'answered':
        return { ...next, answerTokens };
      case 'failed':
        return next;
      case 'adapt':
        // Another request of this run may have learnt something meanwhile.
        session.dialect = { ...session.dialect, ...changes(dialect, next.dialect) };
        break;
      case 'wait':
        await runtime.sleep(next.delayMs, signal);
        if (signal.aborted) return cancelled();
        attempt += 1;
        break;
    }
  }
}

type Next =
  | { readonly kind: 'answered'; readonly transcript: Transcript }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly isLasting: boolean }
  | { readonly kind: 'adapt'; readonly dialect: Dialect }
  | { readonly kind: 'wait'; readonly delayMs: number };

function judged(session: Session, asked: Question, outcome: Outcome, attempt: number): Next {
  const { endpoint, redact, runtime } = session;
  switch (outcome.kind) {
    case 'answered':
      return outcome;
    case 'cancelled':
      return cancelled();
    case 'overdue':
      return passing(
        fail(
          'model-unreachable',
          `${endpoint.baseUrl} gave no complete answer within ${session.answerLimitMs / 1000} s.`,
          'Raise --model-timeout-seconds, or choose a quicker model.',
        ).failure,
      );
    case 'garbled':
      return lasting(
        fail(
          'model-not-understood',
          `${endpoint.baseUrl} does not speak the OpenAI chat API: it sent ${outcome.text}.`,
        ).failure,
      );
    case 'broken': {
      const failure = unreachableFailure(endpoint, redact(outcome.text), attempt);
      return outcome.mayPass ? retried(failure, attempt, null, runtime) : lasting(failure);
    }
    case 'rejected': {
      const text = redact(outcome.text);
      const { status } = outcome;
      if (status === 400 || status === 422) {
        const next = adapted(asked.dialect, asked.answerTokens, text);
        if (next !== null) return { kind: 'adapt', dialect: next };
      }
      if (!mayPass(status, text)) return lasting(rejectionFailure(endpoint, status, text));
      const failure = unreachableFailure(endpoint, `${status}: ${text}`, attempt);
      return retried(failure, attempt, outcome.requestedDelayMs, runtime);
    }
  }
}

function mayPass(status: number, text: string): boolean {
  if (/insufficient[_ ]quota|billing|out of credits/i.test(text)) return false;
  return status === 408 || status === 409 || status === 429 || status >= 500;
}

function retried(
  failure: Failure,
  attempt: number,
  requestedMs: number | null,
  runtime: Runtime,
): Next {
  if (attempt >= attemptLimit) return passing(failure);
  const delayMs = delayBeforeRetryMs(attempt, requestedMs, () => runtime.random());
  if (delayMs !== null) return { kind: 'wait', delayMs };
  const pause = `It asks for a pause of ${Math.ceil((requestedMs ?? 0) / 1000)} s.`;
  return lasting({ ...failure, message: `${failure.message} ${pause}` });
}

/** What a step gave up, apart from what else is known. */
function changes(from: Dialect, to: Dialect): Partial<Dialect> {
  return Object.fromEntries(
    Object.entries(to).filter(([name, value]) => from[name as keyof Dialect] !== value),
  );
}

function lasting(failure: Failure) {
  return { kind: 'failed', failure, isLasting: true } as const;
}

function passing(failure: Failure) {
  return { kind: 'failed', failure, isLasting: false } as const;
}

function cancelled() {
  return passing(fail('cancelled', 'The model was not waited for.').failure);
}
