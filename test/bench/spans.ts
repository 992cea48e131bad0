import type { Expectations } from '../../daemon/core/laboratory.ts';
import type { Lease } from '../../daemon/core/ports/sandbox.ts';
import { createPython } from '../../daemon/languages/python/python.ts';
import { Bench, makeKit } from '../../daemon/measure/bench.ts';
import { BenchLaboratory } from '../../daemon/measure/laboratory.ts';
import { VerifiedRuns } from '../../daemon/measure/verified-runs.ts';
import { findResources } from '../../daemon/resources.ts';
import { formatTime } from '../../protocol/format.ts';
import { pythonJob, roomy } from '../sandbox/fixture.ts';
import { measured, print, printFigure, withLease } from './bench.ts';

// Busy loops from 100 ns to 3 s as a measurement gives them, beside what the same loop takes in a
// plain program: so much for a call, and so much for each time round.
// Usage: npx tsx test/bench/spans.ts [container|bubblewrap|none]

const spansNs = [100, 10e3, 1e6, 100e6, 3e9];
const limits = { ...roomy, wallMs: 60_000, cpuMs: 60_000 };
const source = 'def spin(times):\n    for _ in range(times):\n        pass\n';
const { signal } = new AbortController();

/** Of a plain program, by its CPU clock, which others on the core stretch least. */
const plain = `
clock = time.process_time_ns
${source}
def fastest(body, tries):
    spent = []
    for _ in range(tries):
        start = clock()
        body()
        spent.append(clock() - start)
    return min(spent)

def calls(times, count):
    for _ in range(count):
        spin(times)

def nothing(count):
    for _ in range(count):
        pass

call = (fastest(lambda: calls(0, 20_000), 30) - fastest(lambda: nothing(20_000), 30)) / 20_000
turn = fastest(lambda: spin(2_000_000), 15) / 2_000_000
print(call, turn)
`;

interface Cost {
  readonly callNs: number;
  readonly turnNs: number;
}

async function plainCost(lease: Lease): Promise<Cost> {
  const { stdout } = await measured(lease, pythonJob(plain, { limits, sampleIntervalNs: 0 }));
  const [callNs = 0, turnNs = 0] = new TextDecoder().decode(stdout).split(' ').map(Number);
  return { callNs, turnNs };
}

const anythingGoes: Expectations = {
  complete: false,
  judge: (actual) => ({
    cases: actual.map(({ id }) => ({ id, verdict: 'passed', message: null })),
    counterexample: null,
  }),
};

await withLease(async (lease) => {
  const language = await createPython(`${findResources().languages}/python`);
  const functions = language.functions(source);
  const target = functions.ok ? functions.value.find(({ name }) => name === 'spin') : undefined;
  if (target === undefined) throw new Error('the source has no function');
  const kit = await makeKit(lease, language, limits, signal);
  if (!kit.ok) throw new Error(kit.failure.message);
  const version = { source, code: source };
  for (const spanNs of spansNs) {
    const { callNs, turnNs } = await plainCost(lease);
    const times = Math.max(0, Math.round((spanNs - callNs) / turnNs));
    const bench = new Bench({
      lease,
      language,
      target,
      fileName: 'spin.py',
      calls: [{ id: '1', init: null, args: [times], kwargs: {} }],
      limits,
      sampleIntervalNs: 100_000,
      kit: kit.value,
    });
    const options = { minimumGain: 0.03, comparisonMs: 20_000 };
    const runs = new VerifiedRuns(bench, version, anythingGoes, options.comparisonMs);
    const laboratory = new BenchLaboratory(runs, options, () => {});
    const result = await laboratory.measure(version, signal);
    if (!result.ok) throw new Error(result.failure.message);
    const { doubts, runtime } = result.value.measurement;
    if (runtime === null) throw new Error('the loop was not measured');
    const repetition = await runs.repetition(version, signal);
    const repeat = repetition.ok ? repetition.value.repeat : 0;
    const expected = callNs + times * turnNs;
    const off = (ns: number): string => `${((ns / expected - 1) * 100).toFixed(1)}%`;
    const { cpuMedianNs, medianNs, rounds } = runtime;
    printFigure(
      `${times} times round, ${formatTime(expected)} expected`,
      `${formatTime(medianNs)} (${off(medianNs)} off)`,
      spanNs < 1000 ? 'the cost of a repetition more, under 100 ns' : 'within 5%',
    );
    const told = doubts.map(({ kind }) => kind).join(', ') || 'none';
    print(
      `  CPU ${formatTime(cpuMedianNs)} (${off(cpuMedianNs)} off), ${rounds} rounds of ${repeat}; doubts: ${told}`,
    );
  }
});
