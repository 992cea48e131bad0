import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { findFolders } from '../../daemon/folders.ts';
import { createPythonForEditors } from '../../daemon/languages/python/editor.ts';
import { serve } from '../../language-server/connection.ts';

/** The language server as it ships, but for the daemon that it starts. */
const { env } = process;
const connection = createConnection(ProposedFeatures.all);
serve(connection, {
  languages: createPythonForEditors().then((python) => [python]),
  daemon: {
    folders: findFolders(env),
    build: 'test',
    program: { command: process.execPath, args: [env['TEST_DAEMON'] ?? ''] },
    env,
  },
  idleMs: Number(env['TEST_IDLE_MS'] ?? 600_000),
  env,
  version: '1.2.3',
});
connection.listen();
