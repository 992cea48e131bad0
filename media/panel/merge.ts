import type { RunDetail, RunSummary, RunsResult } from '../../protocol/history.ts';

/**
 * The list after its newest page was asked for again: that page in full, then whatever was known
 * beyond it. A run that the page would hold and does not is gone.
 */
export function mergeHead(
  known: readonly RunSummary[],
  head: RunsResult,
  moreBefore: boolean,
): RunsResult {
  const last = head.runs.at(-1);
  if (!head.more || last === undefined) return head;
  const fresh = new Set(head.runs.map(({ id }) => id));
  const place = known.findIndex(({ id }) => id === last.id);
  const beyond = place === -1 ? [] : known.slice(place + 1).filter(({ id }) => !fresh.has(id));
  // Where the two do not meet, the rest is asked for page by page as it is scrolled to.
  const more = beyond.length > 0 ? moreBefore : head.more;
  return { runs: [...head.runs, ...beyond], more };
}

/** A run with the attempts that came since: the newer detail holds only those. */
export function mergeDetail(known: RunDetail, newer: RunDetail): RunDetail {
  const last = known.attempts.at(-1)?.number ?? 0;
  const fresh = newer.attempts.filter(({ number }) => number > last);
  return { ...newer, attempts: fresh.length > 0 ? [...known.attempts, ...fresh] : known.attempts };
}

/** The list with one run as it is known to be now. */
export function withSummary(runs: readonly RunSummary[], summary: RunSummary): RunSummary[] {
  return runs.map((run) => (run.id === summary.id ? summary : run));
}
