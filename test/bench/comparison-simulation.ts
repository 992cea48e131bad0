import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Clock } from '../../protocol/comparison.ts';
import { fewestPairs, judge, looks, pairRatios } from '../../daemon/core/judge.ts';
import type { PairFigures, RoundFigures } from '../../daemon/core/ports/history.ts';
import { print, printFigure } from './bench.ts';
import { recordings, type Series } from './noise.ts';
import {
  alphaSpending,
  confidenceSequence,
  exactThroughout,
  interpolatedThroughout,
  lenient,
  presentMethod,
  shorter,
  signedRanks,
  type Bounds,
  type Method,
} from './sequential.ts';

// How often a comparison is right, by simulation on recorded noise: rounds of one function in the
// order in which they ran, from a random place on, their roles within each pair drawn at random,
// the candidate's figures multiplied by the true ratio. By wall clock, by CPU clock.
// Usage: npx tsx test/bench/comparison-simulation.ts [TIMES [RECORDING...]]

const times = Number(process.argv[2] ?? 30);
const wanted = process.argv.slice(3);
const chosen = [...recordings()].filter(([name]) => wanted.length === 0 || wanted.includes(name));
const budgetMs = 20_000;
const methods = [
  presentMethod,
  shorter,
  lenient,
  exactThroughout,
  interpolatedThroughout,
  alphaSpending,
  confidenceSequence,
  signedRanks,
];
const mostDrawn = Math.max(...methods.flatMap(({ looks }) => looks));
const generator = xoroshiro128plus(11);

interface Truth {
  readonly ratio: number;
  readonly minimumGain: number;
}

const idle: RoundFigures = {
  firstPassNs: 0,
  firstPassCpuNs: 0,
  passNs: [],
  cpuPassNs: 0,
  ownPassNs: 0,
  ownFirstPassNs: 0,
  shares: { heldUp: 0, idle: 0 },
  regionCpuNs: 0,
  outsideCpuNs: 0,
  peakBytes: 1,
  baselineBytes: 1,
  byteSeconds: 1,
};

interface Ended {
  readonly decision: 'improved' | 'unchanged' | 'regressed';
  readonly covers: boolean;
  readonly width: number;
  readonly pairs: number;
  readonly seconds: number;
}

interface Drawn {
  readonly pairs: readonly PairFigures[];
  readonly ms: readonly number[];
}

const all = chosen.flatMap(([name, { series }]) =>
  series.map((each) => ({ recording: name, series: each })),
);
for (const [name, recording] of chosen) {
  const busy = recording.coreBusy.map((share) => `${Math.round(share * 100)}%`).join(' and ');
  print(
    `${name}: ${recording.recordedAt}, ${recording.processor}, load ` +
      `${recording.loadAverage.join(' to ')}, cores busy ${busy}`,
  );
}
const heading = 'A/A false at    found of     coverage of 95%   width  pairs  s';
for (const clock of ['wall', 'own', 'cpu'] as const) {
  print(`\n${`${clock} clock`.padEnd(46)}${heading}`);
  print(`${''.padEnd(46)}3%     0%    10%     5%    A/A    -10%`);
  for (const method of methods)
    report(method.name, all, (drawn, truth) => compare(method, clock, drawn, truth));
}
print(`\n${'daemon/core/judge.ts, by own time'.padEnd(46)}${heading}`);
report('all', all, judged);
for (const each of all) report(`${each.recording}: ${each.series.function}`, [each], judged, 5);
print('');
for (const [name] of chosen) printGoals(name);

type Source = (typeof all)[number];
type Decide = (drawn: Drawn, truth: Truth) => Ended;

/** Three hundred comparisons of each kind and series, by the judge, beside the goals. */
function printGoals(name: string): void {
  const { same, tenth, twentieth } = simulate(
    all.filter(({ recording }) => recording === name),
    judged,
    Math.ceil(300 / times),
  );
  const of = `${same.length} comparisons`;
  printFigure(
    `${name}: the same called different`,
    `${share(same, changed)} of ${of}`,
    'at most 1%',
  );
  printFigure(`${name}: a gain of 10% found`, share(tenth, improved), 'at least 99%');
  printFigure(`${name}: a gain of 5% found`, share(twentieth, improved), 'at least 90%');
  const covers = share([...same, ...tenth, ...twentieth], covered);
  printFigure(`${name}: truth in the interval of 95%`, covers, '93% to 97%');
}

function share(ended: readonly Ended[], is: (each: Ended) => boolean): string {
  return `${((ended.filter(is).length / ended.length) * 100).toFixed(1)}%`;
}

function changed({ decision }: Ended): boolean {
  return decision !== 'unchanged';
}

function improved({ decision }: Ended): boolean {
  return decision === 'improved';
}

function covered({ covers }: Ended): boolean {
  return covers;
}

interface Simulated {
  readonly same: readonly Ended[];
  /** Where any gain at all counts. */
  readonly strict: readonly Ended[];
  readonly tenth: readonly Ended[];
  readonly twentieth: readonly Ended[];
}

function simulate(sources: readonly Source[], decide: Decide, more: number): Simulated {
  const run = (truth: Truth): Ended[] =>
    sources.flatMap(({ series }) =>
      Array.from({ length: times * more }, () => decide(draw(series, truth), truth)),
    );
  return {
    same: run({ ratio: 1, minimumGain: 0.03 }),
    strict: run({ ratio: 1, minimumGain: 0 }),
    tenth: run({ ratio: 0.9, minimumGain: 0.03 }),
    twentieth: run({ ratio: 0.95, minimumGain: 0.03 }),
  };
}

function report(label: string, sources: readonly Source[], decide: Decide, more = 1): void {
  const { same, strict, tenth, twentieth } = simulate(sources, decide, more);
  const usual = [...same, ...tenth, ...twentieth];
  const mean = (ended: readonly Ended[], of: (each: Ended) => number): number =>
    ended.reduce((sum, each) => sum + of(each), 0) / ended.length;
  const column = (ended: readonly Ended[], is: (each: Ended) => boolean): string =>
    share(ended, is).padStart(7);
  print(
    label.padEnd(44) +
      column(same, changed) +
      column(strict, changed) +
      column(tenth, improved) +
      column(twentieth, improved) +
      column([...same, ...strict], covered) +
      column([...tenth, ...twentieth], covered) +
      `${(mean(same, (each) => each.width) * 100).toFixed(1)}%`.padStart(9) +
      mean(usual, (each) => each.pairs)
        .toFixed(0)
        .padStart(6) +
      mean(usual, (each) => each.seconds)
        .toFixed(1)
        .padStart(6),
  );
}

/** Pairs from a random place on, by both clocks, and what each costs. */
function draw(series: Series, { ratio }: Truth): Drawn {
  const { wallNs, cpuNs, roundMs } = series.units;
  const count = series.wall.length / 2;
  const start = uniformInt(generator, 0, count - 1);
  const pairs: PairFigures[] = [];
  const ms: number[] = [];
  for (let index = 0; index < mostDrawn; index += 1) {
    const at = 2 * ((start + index) % count);
    const swap = uniformInt(generator, 0, 1);
    const figures = (index: number, factor: number): RoundFigures => ({
      ...idle,
      firstPassNs: (series.wall[index] as number) * wallNs * factor,
      ownPassNs: (series.own[index] as number) * wallNs * factor,
      cpuPassNs: (series.cpu[index] as number) * cpuNs * factor,
    });
    pairs.push({ baseline: figures(at + swap, 1), candidate: figures(at + 1 - swap, ratio) });
    ms.push(((series.ms[at] as number) + (series.ms[at + 1] as number)) * roundMs);
  }
  return { pairs, ms };
}

/** As daemon/measure/laboratory.ts goes through pairs, decided by the judge that it asks. */
function judged({ pairs, ms }: Drawn, { ratio, minimumGain }: Truth): Ended {
  let spentMs = 0;
  for (let count = 1; ; count += 1) {
    spentMs += ms[count - 1] as number;
    const last = isLast(count, spentMs, looks);
    if (!last && !looks.includes(count)) continue;
    const judgement = judge(pairs.slice(0, count), 'time', minimumGain, last);
    if (judgement === null) continue;
    const [from, to] = judgement.ratio.ci95;
    return {
      decision: judgement.decision,
      covers: from <= ratio && ratio <= to,
      width: to - from,
      pairs: count,
      seconds: spentMs / 1000,
    };
  }
}

/** The same with another method and one clock. */
function compare(
  method: Method,
  clock: Clock,
  { pairs, ms }: Drawn,
  { ratio, minimumGain }: Truth,
): Ended {
  const ratios = pairRatios(pairs, 'time', clock);
  const gainBelow = 1 - minimumGain;
  const lossAbove = 1 / gainBelow;
  const unknown: Bounds = [0, Infinity];
  let spentMs = 0;
  for (let count = 1; ; count += 1) {
    spentMs += ms[count - 1] as number;
    const last = isLast(count, spentMs, method.looks);
    if (!last && !method.looks.includes(count)) continue;
    const seen = ratios.slice(0, count);
    const [low, high] = method.decides(seen, last) ?? unknown;
    const isSame = low > gainBelow && high < lossAbove;
    if (!last && high >= gainBelow && low <= lossAbove && !isSame) continue;
    const [from, to] = method.shows(seen) ?? unknown;
    return {
      decision: high < gainBelow ? 'improved' : low > lossAbove ? 'regressed' : 'unchanged',
      covers: from <= ratio && ratio <= to,
      width: to - from,
      pairs: count,
      seconds: spentMs / 1000,
    };
  }
}

function isLast(count: number, spentMs: number, at: readonly number[]): boolean {
  return count >= (at.at(-1) as number) || (count >= fewestPairs && spentMs >= budgetMs);
}
