import type { Lease } from '../../daemon/core/ports.ts';
import {
  bootstrapMedians,
  interval,
  median,
  quantile,
  sorted,
} from '../../daemon/core/statistics.ts';
import { pythonJob } from '../sandbox/fixture.ts';
import { measured, printFigure, withLease } from './bench.ts';

// How well the sampler keeps its rate over a 300 ms Python region, and what it costs the program.
// Usage: npx tsx test/bench/sampler.ts [container|bubblewrap|none]

export interface SamplingFigures {
  readonly rateHz: number;
  readonly p50GapNs: number;
  readonly p99GapNs: number;
}

const region = `ask(); begin()
stop = time.monotonic() + 0.3
while time.monotonic() < stop: pass
end()`;

/** Of the samples inside the region, pooled over the runs. */
export async function samplingFigures(lease: Lease, runs: number): Promise<SamplingFigures> {
  const gaps: number[] = [];
  for (let run = 0; run < runs; run++) {
    const { marks, samples } = await measured(lease, pythonJob(region));
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

/** CPU time of the same region at 10 kHz over that without sampling, paired in random order. */
export async function samplingCost(
  lease: Lease,
  pairs: number,
): Promise<{ readonly ratio: number; readonly ci95: readonly [number, number] }> {
  const cpuNs = async (sampleIntervalNs: number): Promise<number> => {
    const { marks } = await measured(lease, pythonJob(work, { sampleIntervalNs }));
    return marks[2]!.cpuNs - marks[1]!.cpuNs;
  };
  const ratios: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const sampledFirst = Math.random() < 0.5;
    const first = await cpuNs(sampledFirst ? 100_000 : 0);
    const second = await cpuNs(sampledFirst ? 0 : 100_000);
    ratios.push(sampledFirst ? first / second : second / first);
  }
  return { ratio: median(ratios), ci95: interval(bootstrapMedians(ratios), 0.95) };
}

await withLease(async (lease) => {
  const figures = await samplingFigures(lease, 10);
  printFigure('sampling rate', `${(figures.rateHz / 1e3).toFixed(2)} kHz`, 'at least 9.5 kHz');
  const us = (ns: number): string => `${(ns / 1e3).toFixed(0)} µs`;
  printFigure('p99 gap (median)', `${us(figures.p99GapNs)} (${us(figures.p50GapNs)})`, '≤ 300 µs');
  const { ratio, ci95 } = await samplingCost(lease, 150);
  const percent = (value: number): string => `${((value - 1) * 100).toFixed(2)}%`;
  const figure = `${percent(ratio)} (${ci95.map(percent).join(' to ')})`;
  printFigure('cost of sampling, CPU time', figure, 'at most 1%');
});
