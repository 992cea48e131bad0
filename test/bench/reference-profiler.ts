import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { median } from '../../daemon/core/statistics.ts';
import { findToolchain } from '../../daemon/sandbox/toolchain.ts';

const folder = 'test/fixtures/reference-profiler';

/** What a shell loop on the program's own core makes of a program: see its README. */
export interface Profiled {
  readonly seconds: number;
  readonly samples: number;
  /** Its sum of running peaks, each taken to last as long as the mean sample, less the baseline. */
  readonly byteSeconds: number;
  /** What the program says that its memory was. */
  readonly points: readonly (readonly [number, number])[];
}

/** Runs a curve, or `work`, on a core of this machine, with the profiler beside it or without. */
export async function profiled(
  name: string,
  core: number,
  withProfiler: boolean,
): Promise<Profiled> {
  const toolchain = await findToolchain('python');
  if (!toolchain.ok) throw new Error(toolchain.failure.message);
  const python = `${toolchain.value.path.split(':')[0]}/python3`;
  const pinned = ['-c', String(core)];
  const program = spawn('taskset', [
    ...pinned,
    python,
    `${folder}/program.py`,
    'test/fixtures/curves',
    name,
  ]);
  const answers = createInterface(program.stdout)[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => JSON.parse(String((await answers.next()).value));
  const { baselineBytes } = (await next()) as { baselineBytes: number };
  const profiler = withProfiler
    ? await started(spawn('taskset', [...pinned, 'sh', `${folder}/profile.sh`, `${program.pid}`]))
    : null;
  program.stdin.write('\n');
  const { beginNs, endNs, points } = (await next()) as {
    beginNs: number;
    endNs: number;
    points: [number, number][];
  };
  program.stdin.end('\n');
  const lines = (await profiler?.all()) ?? [];
  const inside = lines.filter(([at = 0]) => at >= beginNs && at <= endNs);
  const seconds = (endNs - beginNs) / 1e9;
  const sums = inside.map(([, , sum = 0]) => sum * 1024);
  const before = lines.findLast(([at = 0]) => at < beginNs)?.[2] ?? 0;
  const added = sums.length === 0 ? 0 : (sums.at(-1) as number) - before * 1024;
  const byteSeconds = inside.length === 0 ? 0 : (added / inside.length - baselineBytes) * seconds;
  return { seconds, samples: inside.length, byteSeconds, points };
}

/** Samples a second, and how much longer the program takes for it. */
export async function referenceRate(
  core: number,
  pairs: number,
): Promise<{ readonly rateHz: number; readonly slowDown: number }> {
  const rates: number[] = [];
  const ratios: number[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    const order = Math.random() < 0.5 ? [true, false] : [false, true];
    const found = new Map<boolean, Profiled>();
    for (const watched of order) found.set(watched, await profiled('work', core, watched));
    const [slow, alone] = [found.get(true) as Profiled, found.get(false) as Profiled];
    rates.push(slow.samples / slow.seconds);
    ratios.push(slow.seconds / alone.seconds);
  }
  return { rateHz: median(rates), slowDown: median(ratios) };
}

/** Once it has taken its first sample; `all` waits for its end. */
async function started(
  profiler: ChildProcessWithoutNullStreams,
): Promise<{ all(): Promise<readonly (readonly number[])[]> }> {
  const lines = createInterface(profiler.stdout)[Symbol.asyncIterator]();
  const first = await lines.next();
  return {
    async all() {
      const said = [String(first.value)];
      for (let line = await lines.next(); line.done !== true; line = await lines.next()) {
        said.push(line.value);
      }
      return said.map((line) => line.split(' ').map(Number));
    },
  };
}
