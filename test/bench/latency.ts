import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Job, Lease } from '../../daemon/core/ports.ts';
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
export async function runTimesMs(
  lease: Lease,
  runs: number,
): Promise<readonly { readonly wholeMs: number; readonly programMs: number }[]> {
  const times: { wholeMs: number; programMs: number }[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    const { startNs, endNs } = await measured(lease, empty);
    times.push({ wholeMs: performance.now() - start, programMs: (endNs - startNs) / 1e6 });
  }
  return times;
}

const bareLoop = `
import os, sys, time
os.sched_setaffinity(0, {int(sys.argv[1])})
program = sys.argv[3]
for _ in range(int(sys.argv[2])):
    start = time.perf_counter()
    os.waitpid(os.posix_spawn(program, ['python3', '-I', '-c', 'pass'], {}), 0)
    print((time.perf_counter() - start) * 1000)
`;

/** Of the host's interpreter, spawned and waited for in a loop on the same core. */
export async function bareTimesMs(core: number, runs: number): Promise<readonly number[]> {
  const toolchain = await findToolchain('python');
  if (!toolchain.ok) throw new Error(toolchain.failure.message);
  const python = `${toolchain.value.path.split(':')[0]}/python3`;
  const args = ['-I', '-c', bareLoop, String(core), String(runs), python];
  const { stdout } = await promisify(execFile)(python, args);
  return stdout.trim().split('\n').map(Number);
}

await withLease(async (lease) => {
  const sandboxed: Awaited<ReturnType<typeof runTimesMs>>[number][] = [];
  const bare: number[] = [];
  await runTimesMs(lease, 10);
  for (let batch = 0; batch < 10; batch++) {
    sandboxed.push(...(await runTimesMs(lease, 20)));
    bare.push(...(await bareTimesMs(lease.core, 20)));
  }
  const ms = (value: number): string => `${value.toFixed(2)} ms`;
  const whole = median(sandboxed.map(({ wholeMs }) => wholeMs));
  const beyond = median(sandboxed.map(({ wholeMs, programMs }) => wholeMs - programMs));
  const interpreter = median(bare);
  print(`request to result ${ms(whole)}, bare interpreter of the host ${ms(interpreter)}`);
  printFigure('beyond the program itself, as the probe saw it', ms(beyond), 'at most 3 ms');
  if (lease.isolation === 'container') {
    print('The image has an interpreter of its own: the host’s is no yardstick for it.');
    return;
  }
  printFigure("beyond the host's bare interpreter", ms(whole - interpreter), 'at most 3 ms');
  const share = `${((interpreter / whole) * 100).toFixed(0)}%`;
  printFigure('runs per second, against the bare loop', share, 'at least 90%');
});
