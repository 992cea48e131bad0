import type { Lease } from '../../daemon/core/ports/sandbox.ts';
import {
  bootstrapMedians,
  interval,
  median,
  quantile,
  sorted,
} from '../../daemon/core/statistics.ts';
import { pythonJob } from '../sandbox/fixture.ts';
import { measured, print, printFigure, withLease } from './bench.ts';
import { referenceRate } from './reference-profiler.ts';

// How well the sampler keeps its rate over a 300 ms Python region, and what it costs the program, at
// four rates; and beside it, what a profiler made of a shell loop does.
// Usage: npx tsx test/bench/sampler.ts [container|bubblewrap|none]

interface SamplingFigures {
  readonly rateHz: number;
  readonly p50GapNs: number;
  readonly p99GapNs: number;
}

const region = `ask(); begin()
stop = time.monotonic() + 0.3
while time.monotonic() < stop: pass
end()`;

/** Of the samples inside the region, pooled over the runs. */
async function samplingFigures(
  lease: Lease,
  sampleIntervalNs: number,
  runs: number,
): Promise<SamplingFigures> {
  const gaps: number[] = [];
  for (let run = 0; run < runs; run++) {
    const { marks, samples } = await measured(lease, pythonJob(region, { sampleIntervalNs }));
    const [, begin, end] = marks;
    const inside = samples.tNs.filter((t) => t >= begin!.wallNs && t <= end!.wallNs);
    for (let i = 1; i < inside.length; i++) gaps.push(inside[i]! - inside[i - 1]!);
  }
  const ascending = sorted(gaps);
  const meanNs = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  return {
    rateHz: 1e9 / meanNs,
    p50GapNs: quantile(ascending, 0.5),
    p99GapNs: quantile(ascending, 0.99),
  };
}

const work = `ask(); begin()
total = 0
for i in range(1_000_000): total += i * i % 7
end()`;

/** CPU time of the same region with sampling over that without, paired in random order. */
async function samplingCost(
  lease: Lease,
  intervalNs: number,
  pairs: number,
): Promise<{ readonly ratio: number; readonly ci95: readonly [number, number] }> {
  const cpuNs = async (sampleIntervalNs: number): Promise<number> => {
    const { marks } = await measured(lease, pythonJob(work, { sampleIntervalNs }));
    return marks[2]!.cpuNs - marks[1]!.cpuNs;
  };
  const ratios: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const sampledFirst = Math.random() < 0.5;
    const first = await cpuNs(sampledFirst ? intervalNs : 0);
    const second = await cpuNs(sampledFirst ? 0 : intervalNs);
    ratios.push(sampledFirst ? first / second : second / first);
  }
  return { ratio: median(ratios), ci95: interval(bootstrapMedians(ratios), 0.95) };
}

/** The rate that measurements use has goals; the others show how far the probe goes. */
const rates = [
  { kilohertz: 1, pairs: 40, goals: null },
  { kilohertz: 5, pairs: 40, goals: null },
  {
    kilohertz: 10,
    pairs: 150,
    goals: { rate: 'at least 9.5 kHz', gap: 'at most 300 µs', cost: 'at most 1%' },
  },
  { kilohertz: 20, pairs: 40, goals: null },
] as const;
const noGoal = { rate: 'near the rate asked for', gap: 'none', cost: 'none' };

await withLease(async (lease) => {
  const us = (ns: number): string => `${(ns / 1e3).toFixed(0)} µs`;
  const percent = (value: number): string => `${((value - 1) * 100).toFixed(2)}%`;
  for (const { goals, kilohertz, pairs } of rates) {
    const goal = goals ?? noGoal;
    const intervalNs = 1e6 / kilohertz;
    const figures = await samplingFigures(lease, intervalNs, 10);
    const { rateHz, p50GapNs, p99GapNs } = figures;
    printFigure(`${kilohertz} kHz: sampling rate`, `${(rateHz / 1e3).toFixed(2)} kHz`, goal.rate);
    printFigure('  p99 gap (median)', `${us(p99GapNs)} (${us(p50GapNs)})`, goal.gap);
    const { ratio, ci95 } = await samplingCost(lease, intervalNs, pairs);
    const figure = `${percent(ratio)} (${ci95.map(percent).join(' to ')})`;
    printFigure('  cost of sampling, CPU time', figure, goal.cost);
  }
  print('a shell loop on the core of the program');
  const { rateHz, slowDown } = await referenceRate(lease.core, 7);
  printFigure('  sampling rate', `${rateHz.toFixed(0)} Hz`, 'none: to compare with');
  printFigure('  the program takes', `${slowDown.toFixed(2)} times as long`, 'none');
});
