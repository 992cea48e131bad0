import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Job, Lease } from '../../daemon/core/ports/sandbox.ts';
import { median } from '../../daemon/core/statistics.ts';
import { findToolchain } from '../../daemon/sandbox/toolchain.ts';
import { roomy } from '../sandbox/fixture.ts';
import { measured, print, printFigure, withLease } from './bench.ts';

// What a warm run of `python3 -I -c pass` takes from request to result, beyond the bare
// interpreter. Usage: npx tsx test/bench/latency.ts [container|bubblewrap|none]

const empty: Job = {
  argv: ['python3', '-I', '-c', 'pass'],
  env: {},
  files: [],
  input: new Uint8Array(),
  limits: roomy,
  sampleIntervalNs: 100_000,
};

/** Times of the whole run, and of that the program's own life as the probe saw it. */
export async function runTimeMs(
  lease: Lease,
): Promise<{ readonly wholeMs: number; readonly programMs: number }> {
  const start = performance.now();
  const { startNs, endNs } = await measured(lease, empty);
  return { wholeMs: performance.now() - start, programMs: (endNs - startNs) / 1e6 };
}

const bareLoop = `
import os, sys, time
os.sched_setaffinity(0, {int(sys.argv[1])})
program = sys.argv[2]
while sys.stdin.readline():
    start = time.perf_counter()
    os.waitpid(os.posix_spawn(program, ['python3', '-I', '-c', 'pass'], {}), 0)
    print((time.perf_counter() - start) * 1000, flush=True)
`;

/** The host's interpreter, spawned and waited for on the same core, once for each asking. */
export async function openBareLoop(
  core: number,
): Promise<{ nextMs(): Promise<number>; close(): void }> {
  const toolchain = await findToolchain('python');
  if (!toolchain.ok) throw new Error(toolchain.failure.message);
  const python = `${toolchain.value.path.split(':')[0]}/python3`;
  const loop = spawn(python, ['-I', '-c', bareLoop, String(core), python]);
  const lines = createInterface(loop.stdout)[Symbol.asyncIterator]();
  return {
    async nextMs() {
      loop.stdin.write('\n');
      return Number((await lines.next()).value);
    },
    close: () => loop.stdin.end(),
  };
}

await withLease(async (lease) => {
  const loop = await openBareLoop(lease.core);
  const pairs: { wholeMs: number; programMs: number; bareMs: number }[] = [];
  for (let pair = 0; pair < 210; pair++) {
    const bareMs = await loop.nextMs();
    pairs.push({ ...(await runTimeMs(lease)), bareMs });
  }
  loop.close();
  const warm = pairs.slice(10);
  const ms = (value: number): string => `${value.toFixed(2)} ms`;
  const whole = ms(median(warm.map(({ wholeMs }) => wholeMs)));
  print(`request to result ${whole}, bare ${ms(median(warm.map(({ bareMs }) => bareMs)))}`);
  const beyond = median(warm.map(({ wholeMs, programMs }) => wholeMs - programMs));
  printFigure('beyond the program itself, as the probe saw it', ms(beyond), 'at most 3 ms');
  if (lease.isolation === 'container') {
    print('The image has an interpreter of its own: that of the host is no yardstick for it.');
    return;
  }
  const more = median(warm.map(({ wholeMs, bareMs }) => wholeMs - bareMs));
  printFigure('beyond the bare interpreter, paired', ms(more), 'at most 3 ms');
  const share = median(warm.map(({ wholeMs, bareMs }) => bareMs / wholeMs));
  const percent = `${(share * 100).toFixed(0)}%`;
  printFigure('runs per second, against the bare loop', percent, 'at least 90%');
});
