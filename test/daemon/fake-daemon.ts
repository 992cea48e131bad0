import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFolders } from '../../daemon/folders.ts';
import { runDaemon } from '../../daemon/lifecycle.ts';
import { fail, ok } from '../../protocol/failures.ts';
import { scriptedService } from './scripted-service.ts';

/** The daemon as it ships, around a scripted service; what it does to that is noted in a file. */
const notes = join(findFolders(process.env).data, 'notes.txt');
const note = (what: string) => appendFileSync(notes, `${what} ${process.pid}\n`);

const readyFd = process.argv.indexOf('--ready-fd');
process.exit(
  await runDaemon({
    env: process.env,
    build: process.env['TEST_BUILD'] ?? 'test',
    readyFd: readyFd < 0 ? null : Number(process.argv[readyFd + 1]),
    compose: async () => {
      note('composed');
      if (process.env['TEST_COMPOSE'] === 'fails') {
        return fail('history-newer', 'A newer Afterburner wrote the history.');
      }
      return ok(scriptedService(() => note('closed')));
    },
  }),
);
