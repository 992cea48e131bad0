/**
 * Work that is asked for more often than it can be done: while it goes on, any number of requests
 * lead to one more round, after a pause. The work must not reject.
 */
export function coalesced(work: () => Promise<void>, pause: () => Promise<void>): () => void {
  let busy = false;
  let again = false;
  const go = async () => {
    busy = true;
    do {
      again = false;
      await work();
      await pause();
    } while (again);
    busy = false;
  };
  return () => {
    if (busy) again = true;
    else void go();
  };
}
