import { readFile } from 'node:fs/promises';
import type { Lease } from '../../daemon/core/ports/sandbox.ts';
import { median } from '../../daemon/core/statistics.ts';
import { createPython } from '../../daemon/languages/python/python.ts';
import { Bench } from '../../daemon/measure/bench.ts';
import { singlePass } from '../../daemon/measure/repetition.ts';
import { findResources } from '../../daemon/resources.ts';
import { roomy } from '../sandbox/fixture.ts';
import { print, printFigure, withLease } from './bench.ts';
import { profiled } from './reference-profiler.ts';

// The measured integral of real programs whose memory follows a known curve, held against the
// closed form of the curve that they say they followed, at four sampling rates; and beside it, what
// a profiler made of a shell loop says of the same programs.
// Usage: npx tsx test/bench/integral.ts [container|bubblewrap|none]

const rounds = 5;
const rates = [1, 5, 10, 20];
const fixture = 'test/fixtures/curves/curves.py';
const limits = { ...roomy, memoryBytes: 480 * 2 ** 20 };
const curves = [
  ['constant', 'a constant'],
  ['ramp', 'a ramp'],
  ['step', 'a step'],
  ['rectangle', 'a rectangle'],
  ['triangle', 'a triangle'],
  ['burst', 'a burst of 300 MB, 5 ms'],
  ['child', 'growth in a child process'],
] as const;

/** Area under straight lines between points of nanoseconds and bytes, in byte-seconds. */
function closedForm(points: readonly (readonly [number, number])[]): number {
  let area = 0;
  for (const [i, [ns, bytes]] of points.entries()) {
    const [beforeNs, beforeBytes] = points[i - 1] ?? [ns, bytes];
    area += ((ns - beforeNs) / 1e9) * ((bytes + beforeBytes) / 2);
  }
  return area;
}

/** Measured over true, of what is above the baseline. */
async function measuredShare(lease: Lease, name: string, kilohertz: number): Promise<number> {
  const language = await createPython(`${findResources().languages}/python`);
  const source = await readFile(fixture, 'utf8');
  const functions = language.functions(source);
  if (!functions.ok) throw new Error(functions.failure.message);
  const target = functions.value.find((found) => found.name === name);
  if (target === undefined) throw new Error(`${fixture} lacks ${name}`);
  const bench = new Bench({
    lease,
    language,
    target,
    fileName: 'curves.py',
    calls: [{ id: '1', init: null, args: [], kwargs: {} }],
    limits,
    sampleIntervalNs: 1e6 / kilohertz,
    kit: null,
  });
  const version = { source, code: language.extract(source, target) };
  const ran = await bench.run(version, 'check', singlePass, 1, new AbortController().signal);
  if (!ran.ok) throw new Error(ran.failure.message);
  if (ran.value.kind === 'ended') throw new Error(ran.value.message);
  const points = ran.value.outcomes?.[0]?.value as unknown as [number, number][];
  const { figures } = ran.value;
  const above = figures.byteSeconds - (figures.baselineBytes * figures.firstPassNs) / 1e9;
  return above / closedForm(points);
}

/** Middle of the distances from the truth, in per cent. */
function off(shares: readonly number[]): string {
  return `${(median(shares.map((share) => Math.abs(share - 1))) * 100).toFixed(2)}%`;
}

await withLease(async (lease) => {
  print(`errors of the integral above the baseline, at ${rates.join(', ')} kHz`);
  for (const [name, what] of curves) {
    const found = new Map<number, number[]>(rates.map((rate) => [rate, []]));
    for (let round = 0; round < rounds; round += 1) {
      for (const rate of rates) found.get(rate)?.push(await measuredShare(lease, name, rate));
    }
    const errors = [...found.values()].map(off).join(', ');
    printFigure(what, errors, 'within 2% at 10 kHz');
  }
  print('the same by a shell loop on the core of the program');
  for (const [name, what] of curves) {
    const shares: number[] = [];
    const samples: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const run = await profiled(name, lease.core, true);
      shares.push(run.byteSeconds / closedForm(run.points));
      samples.push(run.samples);
    }
    printFigure(what, `${off(shares)}, ${median(samples)} samples`, 'none: to compare with');
  }
});
