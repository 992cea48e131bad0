import { dial } from '../../daemon/client.ts';
import { settings } from '../samples.ts';

/** A client with a run under way, for a test to kill. */
const client = await dial(process.argv[2]!);
await client!.measure(
  { subject: { path: '/a.py', source: 'x', function: 'waits' }, cases: null, settings },
  { onEvent: (event) => event.kind === 'preparing' && process.stdout.write('waits') },
);
