import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release } from 'node:os';
import { ok } from '../../protocol/failures.ts';
import { formatTime } from '../../protocol/format.ts';
import { readCases } from '../../daemon/cases/case-file.ts';
import { passNsOf } from '../../daemon/core/clock.ts';
import type { Lease } from '../../daemon/core/ports/sandbox.ts';
import { median } from '../../daemon/core/statistics.ts';
import { createPython } from '../../daemon/languages/python/python.ts';
import { Bench, makeKit } from '../../daemon/measure/bench.ts';
import { type Repetition, settleRepetition, singlePass } from '../../daemon/measure/repetition.ts';
import type { Ran } from '../../daemon/measure/round.ts';
import { findResources } from '../../daemon/resources.ts';
import { roomy } from '../sandbox/fixture.ts';
import { print, withLease } from './bench.ts';
import { startHalfLoad } from './half-load.ts';
import type { Recording, Series } from './noise.ts';

// Records what the same code costs again and again while another core is busy half of the time:
// the noise that comparison-simulation.ts draws from. It takes some minutes.
// Usage: npx tsx test/bench/noise-recording.ts (container|bubblewrap|auto) NAME [PAIRS]

const name = process.argv[3] ?? 'recording';
const pairs = Number(process.argv[4] ?? 400);
/** The last two without their largest case: so short that a round repeats them. */
const subjects = [
  { file: 'knapsack', name: 'best_value', isShort: false },
  { file: 'network', name: 'hop_counts', isShort: false },
  { file: 'pairs', name: 'pair_with_sum', isShort: false },
  { file: 'primes', name: 'primes_up_to', isShort: true },
  { file: 'words', name: 'word_frequencies', isShort: true },
] as const;

await withLease(async (lease) => {
  const load = startHalfLoad(lease.core);
  const before = coreTicks();
  const loadBefore = loadavg()[0] as number;
  try {
    const series: Series[] = [];
    for (const subject of subjects) series.push(await record(lease, subject));
    const recording: Recording = {
      recordedAt: new Date().toISOString(),
      processor: cpus()[0]?.model ?? '',
      cores: cpus().length,
      kernel: release(),
      isolation: lease.isolation,
      measuringCore: lease.core,
      loadAverage: [round(loadBefore, 2), round(loadavg()[0] as number, 2)],
      coreBusy: shares(before, coreTicks()).map(({ busy }) => busy),
      coreSteal: shares(before, coreTicks()).map(({ steal }) => steal),
      series,
    };
    writeFileSync(`test/fixtures/noise/${name}.json`, `${JSON.stringify(recording)}\n`);
  } finally {
    load.kill('SIGKILL');
  }
});

/** Rounds of one function in the order in which they ran, all with the same repetition. */
async function record(lease: Lease, subject: (typeof subjects)[number]): Promise<Series> {
  const { file, name: functionName, isShort } = subject;
  const language = await createPython(`${findResources().languages}/python`);
  const source = readFileSync(`examples/${file}.py`, 'utf8');
  const functions = language.functions(source);
  const target = functions.ok && functions.value.find((each) => each.name === functionName);
  const cases = await readCases(`examples/${file}.cases.json`, functionName, 'python');
  if (!target || !cases.ok) throw new Error(`examples/${file} is not what it was`);
  const { signal } = new AbortController();
  const kit = await makeKit(lease, language, roomy, signal);
  if (!kit.ok) throw new Error(kit.failure.message);
  const all = cases.value.cases.map(({ call }) => call);
  const calls = isShort ? all.slice(0, -1) : all;
  const bench = new Bench({
    lease,
    language,
    target,
    fileName: `${file}.py`,
    calls,
    limits: roomy,
    sampleIntervalNs: 100_000,
    kit: kit.value,
  });
  const version = { source, code: source };
  const run = async (repetition: Repetition, seed: number): Promise<Ran> => {
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const ran = await bench.run(version, 'time', repetition, seed, signal);
      if (!ran.ok) throw new Error(ran.failure.message);
      if (ran.value.kind === 'ran') return ran.value;
      print(`${file}: a round ended as ${ran.value.verdict}: ${ran.value.message}`);
    }
    throw new Error(`${file} does not run`);
  };
  await run(singlePass, 1);
  const settled = await settleRepetition(calls, async (tried) => ok(await run(tried, 1)));
  if (!settled.ok || settled.value === null) throw new Error(`${file} does not run`);
  const { repetition } = settled.value;
  const rounds: { wall: number; own: number; cpu: number; peak: number; ms: number }[] = [];
  for (let index = 0; index < 2 * pairs; index += 1) {
    const began = performance.now();
    const { figures } = await run(repetition, 1 + (Math.floor(index / 2) % 4));
    const ms = performance.now() - began;
    const wall = passNsOf(figures);
    const { ownPassNs, cpuPassNs, peakBytes } = figures;
    rounds.push({ wall, own: ownPassNs, cpu: cpuPassNs, peak: peakBytes, ms });
  }
  const units = {
    wallNs: median(rounds.map((each) => each.wall)) / 1e4,
    cpuNs: median(rounds.map((each) => each.cpu)) / 1e4,
    peakBytes: 4096,
    roundMs: 0.1,
  };
  print(`${file}: ${rounds.length} rounds, ${formatTime(units.wallNs * 1e4)} a pass`);
  return {
    function: functionName,
    repeat: repetition.repeat,
    units: { ...units, wallNs: round(units.wallNs, 4), cpuNs: round(units.cpuNs, 4) },
    wall: rounds.map(({ wall }) => Math.round(wall / units.wallNs)),
    own: rounds.map(({ own }) => Math.round(own / units.wallNs)),
    cpu: rounds.map(({ cpu }) => Math.round(cpu / units.cpuNs)),
    peak: rounds.map(({ peak }) => Math.round(peak / units.peakBytes)),
    ms: rounds.map(({ ms }) => Math.round(ms / units.roundMs)),
  };
}

interface Ticks {
  readonly busy: number;
  readonly steal: number;
  readonly all: number;
}

/** Of each core since the machine started, from the kernel's own account. */
function coreTicks(): readonly Ticks[] {
  const lines = readFileSync('/proc/stat', 'utf8').split('\n');
  return lines
    .filter((line) => /^cpu\d/.test(line))
    .map((line) => {
      const [user, nice, system, idle, wait, irq, softirq, steal] = line
        .split(/\s+/)
        .slice(1)
        .map(Number) as [number, number, number, number, number, number, number, number];
      const busy = user + nice + system + irq + softirq;
      return { busy, steal, all: busy + idle + wait + steal };
    });
}

function shares(from: readonly Ticks[], to: readonly Ticks[]): { busy: number; steal: number }[] {
  return to.map((after, core) => {
    const before = from[core] as Ticks;
    const all = after.all - before.all;
    return {
      busy: round((after.busy - before.busy) / all, 3),
      steal: round((after.steal - before.steal) / all, 4),
    };
  });
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
