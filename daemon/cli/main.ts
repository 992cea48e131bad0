import { fileURLToPath } from 'node:url';
import { build, version } from '../build.ts';
import { runCommandLine } from './program.ts';
import { output } from './terminal.ts';

/** The daemon's bundle lies beside this one. */
const daemon = fileURLToPath(new URL('./daemon.cjs', import.meta.url));

process.exitCode = await runCommandLine(
  process.argv.slice(2),
  {
    env: process.env,
    cwd: process.cwd(),
    stdout: output(process.stdout, process.env),
    stderr: output(process.stderr, process.env),
  },
  { build, version, program: { command: process.execPath, args: [daemon] } },
);
