import { appendFileSync } from 'node:fs';
import type { RunEvent } from '../../protocol/events.ts';
import { settingsSchema } from '../../protocol/settings.ts';
import type { Job, Lease, RunReport } from '../../daemon/core/ports/sandbox.ts';
import { findFolders } from '../../daemon/folders.ts';
import { findResources } from '../../daemon/resources.ts';
import { SandboxChoice } from '../../daemon/sandbox/choice.ts';
import { Slots } from '../../daemon/sandbox/slots.ts';

const ceiling = { memoryBytes: 512 * 2 ** 20, processes: 64 };

/** Figures are taken in a sandbox of the kind that the command line names, or the one at hand. */
export async function withLease(
  bench: (lease: Lease) => Promise<void>,
  kind: string = process.argv[2] ?? 'auto',
): Promise<void> {
  const { signal } = new AbortController();
  const settings = settingsSchema.parse({ sandbox: kind });
  const { languages, probe } = findResources();
  const files = { recipes: languages, state: findFolders(process.env).data, probe };
  const choice = new SandboxChoice(files, new Slots({ ceiling }));
  const tell = (event: RunEvent): void => {
    if (event.kind === 'preparing') print(event.what);
  };
  try {
    const sandbox = await choice.choose(settings, signal, tell);
    if (!sandbox.ok) throw new Error(sandbox.failure.message);
    const lease = await sandbox.value.lease('python', signal, tell);
    if (!lease.ok) throw new Error(lease.failure.message);
    print(`${lease.value.isolation} (${lease.value.host.engine}), core ${lease.value.core}`);
    await bench(lease.value);
    await lease.value.release();
  } finally {
    await choice.close();
  }
}

export async function measured(lease: Lease, job: Job): Promise<RunReport> {
  const run = await lease.run(job, new AbortController().signal);
  if (!run.ok) throw new Error(run.failure.message);
  const { exit, breach, stderr } = run.value;
  if (exit.kind === 'exited' && exit.code === 0 && breach === null) return run.value;
  const said = new TextDecoder().decode(stderr);
  throw new Error(`The program did not end well: ${JSON.stringify({ exit, breach, said })}`);
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A figure beside its goal; kept for the table of docs/measurement.md where that is made. */
export function printFigure(what: string, figure: string, goal: string): void {
  const file = process.env['AFTERBURNER_FIGURES'];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify([what, figure, goal])}\n`);
  print(`${what.padEnd(48)} ${figure.padEnd(26)} goal: ${goal}`);
}
