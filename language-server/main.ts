import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { build, version } from '../daemon/build.ts';
import { findFolders } from '../daemon/folders.ts';
import { createPythonForEditors } from '../daemon/languages/python/editor.ts';
import { serve } from './connection.ts';

const idleMs = 10 * 60_000;

/** The daemon's bundle lies beside this one. */
const here = dirname(fileURLToPath(import.meta.url));
const { env } = process;

const connection = createConnection(ProposedFeatures.all);
const report = (error: unknown): void => connection.console.error(String(error));
process.on('uncaughtException', report);
process.on('unhandledRejection', report);

serve(connection, {
  languages: createPythonForEditors().then((python) => [python]),
  daemon: {
    folders: findFolders(env),
    build,
    program: { command: process.execPath, args: [join(here, 'daemon.cjs')] },
    env,
  },
  idleMs,
  env,
  version,
});
connection.listen();
