import { fileURLToPath } from 'node:url';
import { build, version } from '../build.ts';
import { output } from './terminal.ts';

/** The daemon's bundle lies beside this one. */
const daemon = fileURLToPath(new URL('./daemon.cjs', import.meta.url));
const args = process.argv.slice(2);

if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  // Answered before all that a command needs is loaded: scripts ask this often.
  process.stdout.write(`${version}\n`);
} else {
  const { runCommandLine } = await import('./program.ts');
  process.exitCode = await runCommandLine(
    args,
    {
      env: process.env,
      cwd: process.cwd(),
      stdout: output(process.stdout, process.env),
      stderr: output(process.stderr, process.env),
    },
    { build, version, program: { command: process.execPath, args: [daemon] } },
  );
}
