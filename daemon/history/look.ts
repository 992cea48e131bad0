import type { Finding } from '../../protocol/daemon.ts';
import type { RunSummary } from '../../protocol/history.ts';
import type { OpenedHistory } from './open.ts';

/** What doctor says of the history, and of the runs that a daemon left when it died. */
export function lookAtHistory(
  { history, movedTo }: OpenedHistory,
  interrupted: readonly RunSummary[],
): Finding {
  const topic = 'history';
  const found = history.runs(newestAlone);
  const newest = found.ok ? found.value.runs[0] : undefined;
  const latest = newest === undefined ? 'no runs yet' : `the newest run is of ${newest.startedAt}`;
  const left = interrupted.map((run) => `${run.kind} of ${run.function} in ${run.path}`).join(', ');
  const text = left === '' ? latest : `${latest}; interrupted when the daemon died: ${left}`;
  if (movedTo === null) return { topic, state: 'works', text, mend: null };
  return {
    topic,
    state: 'limited',
    text: `the history could not be read and a new one was begun; ${text}`,
    mend: `The old one is kept as ${movedTo}; what sqlite3 can read of it is not lost.`,
  };
}

const newestAlone = {
  under: [],
  search: '',
  kinds: [],
  improvedOnly: false,
  before: null,
  limit: 1,
};
