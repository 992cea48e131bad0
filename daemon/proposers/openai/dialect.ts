/** What an endpoint accepts in a request: they differ, and say so only when asked. */
export interface Dialect {
  readonly stream: boolean;
  /** Whether it tells the usage at the end of a stream. */
  readonly streamOptions: boolean;
  readonly limitName: 'max_tokens' | 'max_completion_tokens';
  readonly temperature: boolean;
  /** The longest answer that the model's context leaves room for, once that was met. */
  readonly answerTokens: number;
}

export const commonDialect: Dialect = {
  stream: true,
  streamOptions: true,
  limitName: 'max_tokens',
  temperature: true,
  answerTokens: Infinity,
};

/** Below this an answer holds no function and its reasoning. */
const shortestAnswerTokens = 512;

/** Whether a refusal says that prompt and answer together do not fit the model. */
export function isAboutContext(text: string): boolean {
  return /context[ _-]?(length|size|window)|max_model_len|maximum context|too many tokens/i.test(
    text,
  );
}

/**
 * The dialect to try after a request was refused as malformed; null where nothing is left to give
 * up. Each step gives up something for good, so that there are few of them.
 */
export function adapted(dialect: Dialect, askedTokens: number, refusal: string): Dialect | null {
  if (isAboutContext(refusal)) {
    const answerTokens = Math.floor(Math.min(dialect.answerTokens, askedTokens) / 4);
    return answerTokens < shortestAnswerTokens ? null : { ...dialect, answerTokens };
  }
  if (dialect.streamOptions && /stream_options|include_usage/i.test(refusal)) {
    return { ...dialect, streamOptions: false };
  }
  if (dialect.limitName === 'max_tokens' && /max_completion_tokens/i.test(refusal)) {
    return { ...dialect, limitName: 'max_completion_tokens' };
  }
  if (dialect.temperature && /temperature/i.test(refusal)) {
    return { ...dialect, temperature: false };
  }
  // Not every endpoint names what it does not know; this is what older ones do not know.
  if (dialect.streamOptions) return { ...dialect, streamOptions: false };
  if (dialect.stream && /stream/i.test(refusal)) return { ...dialect, stream: false };
  return null;
}
