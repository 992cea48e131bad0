import type { Finding } from '../../protocol/daemon.ts';
import type { OpenedHistory } from './open.ts';

/** What doctor says of the history. */
export function lookAtHistory({ history, movedTo }: OpenedHistory): Finding {
  const topic = 'history';
  const [newest] = history.runs(1);
  const text = newest === undefined ? 'no runs yet' : `the newest run is of ${newest.startedAt}`;
  if (movedTo === null) return { topic, state: 'works', text, mend: null };
  return {
    topic,
    state: 'limited',
    text: `the history could not be read and a new one was begun; ${text}`,
    mend: `The old one is kept as ${movedTo}; what sqlite3 can read of it is not lost.`,
  };
}
