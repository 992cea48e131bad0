import { runCommandLine } from '../../daemon/cli/program.ts';
import { output } from '../../daemon/cli/terminal.ts';

/** The command line as it ships, but for the daemon that it starts. */
const { env } = process;
process.exitCode = await runCommandLine(
  process.argv.slice(2),
  {
    env,
    cwd: process.cwd(),
    stdout: output(process.stdout, env),
    stderr: output(process.stderr, env),
  },
  {
    build: 'test',
    version: '1.2.3',
    program: { command: process.execPath, args: [env['TEST_DAEMON'] ?? ''] },
  },
);
