import { dial } from '../client.ts';
import type { Session } from './session.ts';

/** Works with a daemon of any build: what it asks keeps its form for ever. */
export async function stop(session: Session): Promise<number> {
  const client = await dial(session.connection.folders.socket);
  if (!client) {
    session.show({ stopped: false }, () => ['No daemon is running.']);
    return 0;
  }
  await client.stop(false);
  await client.closed;
  session.show({ stopped: true }, () => ['The daemon has left.']);
  return 0;
}
