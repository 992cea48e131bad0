import { APIError, type OpenAI } from 'openai';
import { requestedDelayMs } from './backoff.ts';
import { estimatedTokens, type Usage } from './budget.ts';
import type { Dialect } from './dialect.ts';
import type { Outcome } from './outcome.ts';
import { receive, rejectedInBody } from './receive.ts';
import type { Runtime } from './runtime.ts';
import { Transcript } from './transcript.ts';

export interface Question {
  readonly model: string;
  readonly prompt: string;
  /** Null leaves it to the model's makers. */
  readonly temperature: number | null;
  readonly answerTokens: number;
  readonly dialect: Dialect;
}

/** Silence in the middle of an answer that counts as a broken connection. */
const idleLimitMs = 30_000;
/** An answer longer than this is called off. */
const answerLimitChars = 400_000;

/**
 * One request and its answer, within its time limits. Never throws. `used` is what the endpoint
 * says it cost, and an estimate that errs high where it does not say.
 */
export async function ask(
  client: OpenAI,
  question: Question,
  answerLimitMs: number,
  runtime: Runtime,
  signal: AbortSignal,
): Promise<{ readonly outcome: Outcome; readonly used: Usage }> {
  const transcript = new Transcript();
  const controller = new AbortController();
  let ended: 'cancelled' | 'overdue' | 'silent' | null = null;
  const end = (why: 'cancelled' | 'overdue' | 'silent') => {
    ended ??= why;
    controller.abort();
  };
  const cancel = () => end('cancelled');
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  const stopAnswerClock = runtime.after(answerLimitMs, () => end('overdue'));
  let stopIdleClock = () => {};
  const heard = () => {
    stopIdleClock();
    stopIdleClock = runtime.after(idleLimitMs, () => end('silent'));
  };

  let outcome: Outcome;
  let wasSent = true;
  try {
    const response = await client.chat.completions
      .create(body(question), { signal: controller.signal })
      .asResponse();
    outcome = await receive(client, response, transcript, controller, heard, answerLimitChars);
  } catch (error) {
    outcome = failed(error, runtime.nowMs());
    wasSent = !isUnsent(error);
  } finally {
    stopAnswerClock();
    stopIdleClock();
    signal.removeEventListener('abort', cancel);
    controller.abort();
  }
  if (ended === 'cancelled' || (ended !== null && !isComplete(outcome))) {
    outcome = calledOff(ended);
  }

  const estimate: Usage = {
    promptTokens: estimatedTokens(question.prompt),
    answerTokens: estimatedTokens(transcript.text + transcript.reasoning),
  };
  const isFree = !wasSent || outcome.kind === 'rejected' || outcome.kind === 'garbled';
  const nothing: Usage = { promptTokens: 0, answerTokens: 0 };
  return { outcome, used: isFree ? nothing : (transcript.usage ?? estimate) };
}

function body(
  question: Question,
): OpenAI.ChatCompletionCreateParamsStreaming | OpenAI.ChatCompletionCreateParamsNonStreaming {
  const { dialect, temperature } = question;
  return {
    model: question.model,
    messages: [{ role: 'user', content: question.prompt }],
    [dialect.limitName]: question.answerTokens,
    ...(temperature !== null && dialect.temperature ? { temperature } : {}),
    ...(dialect.stream ? { stream: true } : {}),
    ...(dialect.stream && dialect.streamOptions ? { stream_options: { include_usage: true } } : {}),
  };
}

function isComplete(outcome: Outcome): boolean {
  return outcome.kind === 'answered' && outcome.transcript.finish !== 'unknown';
}

function calledOff(why: 'cancelled' | 'overdue' | 'silent'): Outcome {
  if (why !== 'silent') return { kind: why };
  const text = `it fell silent for ${idleLimitMs / 1000} s in the middle of an answer`;
  return { kind: 'broken', text, mayPass: true };
}

/** What the client threw. */
function failed(error: unknown, nowMs: number): Outcome {
  if (error instanceof APIError && typeof error.status === 'number') {
    const location = error.headers?.get('location');
    return {
      kind: 'rejected',
      status: error.status,
      text: error.status < 400 ? `redirected to ${location ?? 'nowhere'}` : said(error),
      requestedDelayMs: requestedDelayMs(error.headers, nowMs),
    };
  }
  if (error instanceof APIError && error.error !== undefined) return rejectedInBody(error.error);
  if (error instanceof SyntaxError) {
    return { kind: 'broken', text: 'its stream is not valid JSON', mayPass: true };
  }
  const code = systemCode(error);
  const text = code === null ? 'the connection failed' : (causes[code] ?? code);
  return { kind: 'broken', text, mayPass: !hopeless.has(code ?? '') };
}

/** What the endpoint said of its refusal, without the status that the client puts before it. */
function said(error: APIError): string {
  const text = error.message.replace(/^\d{3} /, '').trim();
  if (text.startsWith('<')) return 'a page of HTML';
  return text === 'status code (no body)' ? 'no explanation' : text;
}

const causes: Readonly<Record<string, string>> = {
  BAD_PORT: 'no web client may use that port',
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the name of the host could not be looked up',
  ECONNRESET: 'the connection was cut off',
  UND_ERR_SOCKET: 'the connection was cut off',
  UND_ERR_CONNECT_TIMEOUT: 'it cannot be connected to',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted here',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
};

/** Conditions that do not pass within a run. */
const hopeless: ReadonlySet<string> = new Set([
  'BAD_PORT',
  'ENOTFOUND',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Whether the request never reached the endpoint. */
function isUnsent(error: unknown): boolean {
  const code = systemCode(error) ?? '';
  return (
    hopeless.has(code) || ['ECONNREFUSED', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'].includes(code)
  );
}

/** The innermost code of the errors that caused this one. */
function systemCode(error: unknown): string | null {
  let found: string | null = null;
  let inner: unknown = error;
  for (let depth = 0; depth < 6 && inner instanceof Error; depth += 1) {
    if ('code' in inner && typeof inner.code === 'string') found = inner.code;
    // A port that fetch keeps away from, such as those of mail and X11: it has no code.
    if (inner.message === 'bad port') return 'BAD_PORT';
    inner = inner instanceof AggregateError ? inner.errors[0] : inner.cause;
  }
  return found;
}
