import { readFileSync } from 'node:fs';
import type { Call, Value } from '../../protocol/cases.ts';
import type { Decision } from '../../protocol/comparison.ts';
import { expectationsOf } from '../../daemon/cases/expectations.ts';
import { defaultTolerance } from '../../daemon/core/case-set.ts';
import type { Lease } from '../../daemon/core/ports/sandbox.ts';
import type { Version } from '../../daemon/core/ports/subject.ts';
import { createPython } from '../../daemon/languages/python/python.ts';
import { Bench, makeKit } from '../../daemon/measure/bench.ts';
import { BenchLaboratory } from '../../daemon/measure/laboratory.ts';
import { VerifiedRuns } from '../../daemon/measure/verified-runs.ts';
import { median } from '../../daemon/core/statistics.ts';
import { findResources } from '../../daemon/resources.ts';
import { settingsSchema } from '../../protocol/settings.ts';
import { roomy } from '../sandbox/fixture.ts';
import { print, printFigure, withLease } from './bench.ts';
import { startHalfLoad } from './half-load.ts';

// Real comparisons whose answer is known: a function that does its work twenty times, against
// itself, and against one that does it eighteen or nineteen times. The default budget and smallest
// gain, while another core is busy half of the time. It takes half an hour.
// Usage: npx tsx test/bench/comparison.ts (container|bubblewrap|auto) [TIMES]

const times = Number(process.argv[3] ?? 60);
const turns = 20;
/** The simulation has many more gains; here they are tried in every so many turns. */
const gainsEvery = 5;

interface Subject {
  readonly file: string;
  readonly function: string;
  /** Inputs for which the work is done in microseconds to a millisecond. */
  readonly args: readonly Value[];
}

const numbers = (count: number, below: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => (index * 7919 + 13) % below);

const subjects: readonly Subject[] = [
  { file: 'knapsack', function: 'best_value', args: [numbers(9, 11), numbers(9, 97), 30] },
  {
    file: 'network',
    function: 'hop_counts',
    args: [numbers(180, 60).map((node, at) => [node, (at * 31) % 60]), 0],
  },
  { file: 'pairs', function: 'pair_with_sum', args: [numbers(120, 9973), -1] },
  { file: 'primes', function: 'primes_up_to', args: [30] },
  {
    file: 'words',
    function: 'word_frequencies',
    args: ['To be, or not to be: that is the question!', ['or', 'the']],
  },
];

/** Share of the work that the candidate does, and what it must be called. */
const truths: readonly { readonly kept: number; readonly right: Decision }[] = [
  { kept: 20, right: 'unchanged' },
  { kept: 18, right: 'improved' },
  { kept: 19, right: 'improved' },
];

interface Ended {
  readonly subject: string;
  readonly kept: number;
  readonly decision: Decision;
  readonly covers: boolean;
  readonly pairs: number;
  readonly seconds: number;
}

await withLease(async (lease) => {
  const load = startHalfLoad(lease.core);
  const all: Ended[] = [];
  try {
    for (let time = 0; time < times; time += 1) {
      for (const subject of subjects) {
        for (const { kept } of truths) {
          if (kept === turns || time % gainsEvery === 0) {
            all.push(await compare(lease, subject, kept));
          }
        }
      }
      if ((time + 1) % 5 === 0) print(`${time + 1} of ${times} times, ${all.length} comparisons`);
    }
  } finally {
    load.kill('SIGKILL');
  }
  for (const { kept, right } of truths) {
    for (const subject of subjects) {
      const own = all.filter((each) => each.kept === kept && each.subject === subject.function);
      print(`${subject.function.padEnd(20)} ${kept}/${turns}  ${summary(own, right)}`);
    }
  }
  const of = (kept: number): readonly Ended[] => all.filter((each) => each.kept === kept);
  const same = of(20);
  const wrong = same.filter(({ decision }) => decision !== 'unchanged').length;
  print('');
  printFigure(
    'a function against itself, called different',
    `${wrong} of ${same.length}`,
    'at most 1%',
  );
  found('10%', of(18), 'at least 99%');
  found('5%', of(19), 'at least 90%');
  const covered = all.filter(({ covers }) => covers).length;
  printFigure('true ratio in the interval of 95%', percent(covered, all.length), '93% to 97%');
  printFigure('seconds for a comparison', seconds(all), 'at most 20');
});

function found(gain: string, ended: readonly Ended[], goal: string): void {
  const right = ended.filter(({ decision }) => decision === 'improved').length;
  const figure = `${percent(right, ended.length)} of ${ended.length}, ${seconds(ended)} s`;
  printFigure(`a gain of ${gain} found`, figure, goal);
}

function summary(ended: readonly Ended[], right: Decision): string {
  const good = ended.filter(({ decision }) => decision === right).length;
  const pairs = median(ended.map((each) => each.pairs));
  const covered = ended.filter(({ covers }) => covers).length;
  return (
    `${right}: ${good} of ${ended.length}, ${pairs} pairs, ${seconds(ended)} s, ` +
    `interval holds the truth: ${percent(covered, ended.length)}`
  );
}

function seconds(ended: readonly Ended[]): string {
  return median(ended.map((each) => each.seconds)).toFixed(1);
}

function percent(count: number, all: number): string {
  return `${((count / all) * 100).toFixed(1)}%`;
}

async function compare(lease: Lease, subject: Subject, kept: number): Promise<Ended> {
  const settings = settingsSchema.parse({});
  const { signal } = new AbortController();
  const language = await createPython(`${findResources().languages}/python`);
  const versionOf = (turnsTaken: number, name: string): Version => {
    const example = readFileSync(`examples/${subject.file}.py`, 'utf8');
    const code = `def measured(*args):
    # ${name}
    for _ in range(${turnsTaken}):
        result = ${subject.function}(*args)
    return result
`;
    return { source: `${example}\n\n${code}`, code };
  };
  const baseline = versionOf(turns, 'the original');
  const candidate = versionOf(kept, 'the candidate');
  const functions = language.functions(baseline.source);
  const target = functions.ok && functions.value.find(({ name }) => name === 'measured');
  const kit = await makeKit(lease, language, roomy, signal);
  if (!target || !kit.ok) throw new Error(`examples/${subject.file} is not what it was`);
  const call: Call = { id: 'all', init: null, args: subject.args, kwargs: {} };
  const bench = new Bench({
    lease,
    language,
    target,
    fileName: `${subject.file}.py`,
    calls: [call],
    limits: roomy,
    sampleIntervalNs: 100_000,
    kit: kit.value,
  });
  const expectations = expectationsOf({
    path: '',
    function: 'measured',
    domain: null,
    problem: null,
    tolerance: defaultTolerance,
    cases: [{ call, expectation: { kind: 'original' } }],
  });
  const options = {
    minimumGain: settings.minimumGain,
    comparisonMs: settings.comparisonSeconds * 1000,
  };
  const runs = new VerifiedRuns(bench, baseline, expectations, options.comparisonMs);
  const laboratory = new BenchLaboratory(runs, options, () => {});
  const began = performance.now();
  const compared = await laboratory.compare(baseline, candidate, 'time', signal);
  if (!compared.ok) throw new Error(compared.failure.message);
  const { decision, ratio, reason } = compared.value.comparison;
  if (ratio === null) throw new Error(`${subject.file}: ${reason}`);
  const [low, high] = ratio.ci95;
  const truth = kept / turns;
  return {
    subject: subject.function,
    kept,
    decision,
    covers: low <= truth && truth <= high,
    pairs: ratio.pairs,
    seconds: (performance.now() - began) / 1000,
  };
}
