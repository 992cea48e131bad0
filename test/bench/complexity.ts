import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import type { ComplexityFit, SizedFigures } from '../../daemon/core/complexity.ts';
import { classChanged, fitComplexity } from '../../daemon/core/complexity.ts';
import { logGrowth } from '../../daemon/core/complexity/growth.ts';
import { type GrowthClass, growthClasses } from '../../protocol/growth.ts';
import type { TriedSize } from '../../daemon/core/complexity/sizes.ts';
import { nextSize } from '../../daemon/core/complexity/sizes.ts';
import { median } from '../../daemon/core/statistics.ts';
import { print, printFigure } from './bench.ts';

// How often the class of a function is found, by simulation: every class, with noise of 1 to 10%
// and overheads from none to half of the largest figure, at sizes that the plan chooses itself.
// Usage: npx tsx test/bench/complexity.ts [TIMES]

const times = Number(process.argv[2] ?? 100);
const noises = [0.01, 0.03, 0.05, 0.1] as const;
/** Of a call, compared with the growing part at the size where a pass takes 20 ms. */
const overheads = [0, 0.05, 0.5] as const;
const rounds = 5;
const budgetMs = 20_000;
const beginMs = 45;

const generator = xoroshiro128plus(7);
const uniform = (): number => uniformFloat64(generator);
const normal = (): number =>
  Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());

/** Relative noise of a round: mostly as wide as named, now and then a round that was disturbed. */
function disturbance(noise: number): number {
  return Math.exp(noise * normal()) * (uniform() < 0.05 ? 1 + 5 * noise * uniform() : 1);
}

interface Condition {
  readonly name: string;
  /** Lower terms beside the leading one, and a step by a fifth where inputs leave the cache. */
  readonly isBent: boolean;
  /** Sizes that are given, in place of planned ones. */
  readonly sizes: readonly number[] | null;
}

const narrow = Array.from({ length: 9 }, (_, index) => Math.round(1000 * 2 ** (index / 2)));
const conditions: readonly Condition[] = [
  { name: 'planned sizes, curves of the model', isBent: false, sizes: null },
  { name: 'planned sizes, lower terms and caches', isBent: true, sizes: null },
  { name: '1000 to 16000, lower terms and caches', isBent: true, sizes: narrow },
];

/** Milliseconds of a pass without noise: such that it takes 20 ms at a usual size. */
function truth(growth: GrowthClass, overhead: number, isBent: boolean): (n: number) => number {
  const usual = growth === '2^n' ? 18 : Math.round(10 ** (2.7 + 1.5 * uniform()));
  const lower = growth === '2^n' || growth.startsWith('n^') ? 'n' : '1';
  const leading = (n: number): number => Math.exp(logGrowth(growth, n) - logGrowth(growth, usual));
  // The lower term is as large as the leading one at a size between 10 and 100.
  const even = growth === '2^n' ? 5 : 10 ** (1 + uniform());
  const share = leading(even) / Math.exp(logGrowth(lower, even));
  const edge = 10 ** (2.5 + 2 * uniform());
  const bend = (n: number): number => 1 + 0.2 / (1 + (edge / n) ** 3);
  return (n) => {
    const besides = isBent ? share * Math.exp(logGrowth(lower, n)) : 0;
    return 20 * ((leading(n) + besides) * (isBent ? bend(n) : 1) + overhead);
  };
}

/** What the plan measures of a function; a third of the noise is the size's own, not a round's. */
function measure(
  cost: (n: number) => number,
  noise: number,
  given: readonly number[] | null,
): SizedFigures[] {
  const round = (n: number): number[] => {
    const own = Math.exp((noise / 3) * normal());
    return Array.from({ length: rounds }, () => cost(n) * own * disturbance(noise));
  };
  if (given !== null) return given.map((n) => ({ n, figures: round(n) }));
  const tried: TriedSize[] = [];
  const measured: SizedFigures[] = [];
  const plan = { smallest: 4, largest: 1e6, budgetMs, passLimitMs: 5000 };
  for (;;) {
    const next = nextSize(plan, tried);
    if (next.kind === 'stop') return measured;
    if (cost(next.n) > plan.passLimitMs) {
      tried.push({ n: next.n, passMs: null, rounds: 1, spentMs: plan.passLimitMs });
      continue;
    }
    const figures = round(next.n);
    measured.push({ n: next.n, figures });
    const spentMs = figures.reduce((sum, each) => sum + each + beginMs, 0);
    tried.push({ n: next.n, passMs: median(figures), rounds, spentMs });
  }
}

interface Tally {
  runs: number;
  right: number;
  truthPlausible: number;
  truthRuledOut: number;
  falseChanges: number;
  plausible: number;
  sizes: number;
}

type Tallies = Map<string, Tally>;
type Confusion = Map<GrowthClass, Map<string, number>>;

for (const condition of conditions) {
  const confusion: Confusion = new Map();
  const byClass: Tallies = new Map();
  const byNoise: Tallies = new Map();
  const byOverhead: Tallies = new Map();
  for (const growth of growthClasses) {
    if (growth === '2^n' && condition.sizes !== null) continue;
    for (const noise of noises) {
      for (const overhead of growth === '1' ? [0] : overheads) {
        for (let time = 0; time < times; time += 1) {
          const cost = truth(growth, overhead, condition.isBent);
          const fit = fitComplexity(measure(cost, noise, condition.sizes));
          const again = fitComplexity(measure(cost, noise, condition.sizes));
          const chosen = fit.kind === 'fitted' ? fit.best.growth : 'too little';
          const row = confusion.get(growth) ?? new Map<string, number>();
          confusion.set(growth, row.set(chosen, (row.get(chosen) ?? 0) + 1));
          note(byClass, growth, growth, fit, again);
          note(byNoise, `${noise * 100}%`, growth, fit, again);
          note(byOverhead, `${overhead * 100}%`, growth, fit, again);
        }
      }
    }
  }
  print(`\n\n${condition.name}`);
  printConfusion(confusion);
  printTallies('true class', byClass);
  printTallies('noise', byNoise);
  printTallies('overhead', byOverhead);
  printChanges(condition);
}

function note(
  tallies: Tallies,
  key: string,
  growth: GrowthClass,
  fit: ComplexityFit,
  again: ComplexityFit,
): void {
  const tally = tallies.get(key) ?? {
    runs: 0,
    right: 0,
    truthPlausible: 0,
    truthRuledOut: 0,
    falseChanges: 0,
    plausible: 0,
    sizes: 0,
  };
  tallies.set(key, tally);
  tally.runs += 1;
  if (/growth/.test(classChanged(fit, again))) tally.falseChanges += 1;
  if (fit.kind !== 'fitted') return;
  tally.sizes += fit.sizes;
  tally.plausible += fit.plausible.length;
  if (fit.best.growth === growth) tally.right += 1;
  if (fit.plausible.includes(growth)) tally.truthPlausible += 1;
  if (fit.ruledOut.includes(growth)) tally.truthRuledOut += 1;
}

function printConfusion(confusion: Confusion): void {
  print('\nChosen class, % of the runs of each true class (rows)');
  const columns = [...growthClasses, 'too little'];
  print(`${''.padEnd(10)}${columns.map((column) => column.padStart(11)).join('')}`);
  for (const [growth, row] of confusion) {
    const all = [...row.values()].reduce((sum, each) => sum + each, 0);
    const cells = columns.map((column) => {
      const share = ((row.get(column) ?? 0) / all) * 100;
      return (share === 0 ? '·' : share.toFixed(1)).padStart(11);
    });
    print(`${growth.padEnd(10)}${cells.join('')}`);
  }
}

function printTallies(what: string, tallies: Tallies): void {
  print(`\n${what.padEnd(12)} right  plausible  ruled out  false change  classes left  sizes`);
  for (const [key, tally] of tallies) {
    const share = (count: number, width: number): string =>
      `${((count / tally.runs) * 100).toFixed(1)}%`.padStart(width);
    print(
      key.padEnd(12) +
        share(tally.right, 6) +
        share(tally.truthPlausible, 11) +
        share(tally.truthRuledOut, 11) +
        share(tally.falseChanges, 14) +
        (tally.plausible / tally.runs).toFixed(2).padStart(14) +
        (tally.sizes / tally.runs).toFixed(1).padStart(7),
    );
  }
}

function printChanges({ isBent, sizes }: Condition): void {
  const changes = [
    ['n^2', 'n'],
    ['n^2', 'n log n'],
    ['n^3', 'n^2'],
    ['n', 'log n'],
    ['n', '1'],
    ['n log n', 'n'],
    ['2^n', 'n^2'],
  ] as const;
  print('\nA change of class that is there');
  for (const [from, to] of changes) {
    if (from === '2^n' && sizes !== null) continue;
    let seen = 0;
    for (const noise of noises) {
      for (let time = 0; time < times; time += 1) {
        const before = fitComplexity(measure(truth(from, 0.05, isBent), noise, sizes));
        const after = fitComplexity(measure(truth(to, 0.05, isBent), noise, sizes));
        if (classChanged(before, after) === 'slower-growth') seen += 1;
      }
    }
    const share = (seen / (noises.length * times)) * 100;
    printFigure(`${from} to ${to}: seen`, `${share.toFixed(1)}%`, '–');
  }
}
