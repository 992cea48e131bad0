/** Requests for one answer, at most: the first and its repetitions. */
export const attemptLimit = 4;

const firstDelayMs = 500;
const longestDelayMs = 8_000;
/** An endpoint that asks for a longer pause than this is not waited for. */
const longestRequestedDelayMs = 60_000;

/**
 * How long to wait before the next attempt; null where the endpoint asks for more patience than a
 * run has. `attempt` counts from 1. The spread keeps several clients from returning in step.
 */
export function delayBeforeRetryMs(
  attempt: number,
  requestedMs: number | null,
  random: () => number,
): number | null {
  if (requestedMs !== null) {
    return requestedMs > longestRequestedDelayMs ? null : Math.max(0, requestedMs);
  }
  const delayMs = Math.min(longestDelayMs, firstDelayMs * 2 ** (attempt - 1));
  return Math.round(delayMs * (0.75 + random() / 4));
}

/** `Retry-After` in seconds or as a date, or the finer `retry-after-ms`; null where unreadable. */
export function requestedDelayMs(headers: Headers | undefined, nowMs: number): number | null {
  const fine = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (Number.isFinite(fine)) return Math.max(0, fine);
  const written = headers?.get('retry-after')?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(written)) return Number(written) * 1000;
  const date = Date.parse(written);
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}
