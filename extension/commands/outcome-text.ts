import type { Ratio } from '../../protocol/comparison.ts';
import { describeGain, formatByteSeconds, formatBytes, formatTime } from '../../protocol/format.ts';
import type { Measurement } from '../../protocol/measurement.ts';
import type { Optimization } from '../../protocol/optimization.ts';
import { unreachable } from '../../protocol/unreachable.ts';
import type { Say } from '../say.ts';

/** What is said when a run has ended: the sentence, and whether it deserves attention. */
export type Outcome =
  | { readonly kind: 'measured'; readonly text: string }
  | { readonly kind: 'improved'; readonly text: string }
  | {
      readonly kind: 'unimproved';
      readonly text: string;
      /** The first version that is wrong on a generated input alone, by its number. */
      readonly doubtful: number | null;
    }
  | { readonly kind: 'failing'; readonly text: string };

/** `pair_with_sum: 12.3 ms · 4.10 MB · ∫ 50.0 kB·s`, or what its cases say against it. */
export function measured(measurement: Measurement, say: Say): Outcome {
  const { function: name, runtime, memory, integral } = measurement;
  if (measurement.verdict !== 'passed' || runtime === null) {
    return { kind: 'failing', text: failing(measurement, say) };
  }
  const figures = [
    formatTime(runtime.medianNs),
    ...(memory ? [formatBytes(Math.max(0, memory.peakBytes - memory.baselineBytes))] : []),
    ...(integral ? [`∫ ${formatByteSeconds(integral.byteSeconds)}`] : []),
  ];
  return { kind: 'measured', text: `${name}: ${figures.join(' · ')}` };
}

/** What an optimization found, or what was tried where it found nothing. */
export function optimized(optimization: Optimization, say: Say): Outcome {
  const { best, baseline, stopped } = optimization;
  const name = baseline.function;
  if (best) {
    const text = improved(name, optimization.objective, best.ratio, say);
    return { kind: 'improved', text: [text, ...untested(optimization, say)].join('. ') };
  }
  if (stopped === 'original-fails') return { kind: 'failing', text: failing(baseline, say) };
  const doubtful = wrongOnGenerated(optimization);
  return {
    kind: 'unimproved',
    text: [
      say('No version beats {0}. {1}', name, tried(optimization, say)),
      ...untested(optimization, say),
      ...asked(doubtful.length, say),
    ].join(' '),
    doubtful: doubtful[0] ?? null,
  };
}

/** Numbers of the versions that differ on an input that nobody wrote. */
function wrongOnGenerated({ iterations }: Optimization): readonly number[] {
  return iterations.flatMap(({ status, comparison }, index) =>
    status === 'incorrect' && comparison?.counterexample?.id === 'generated' ? [index + 1] : [],
  );
}

function asked(count: number, say: Say): readonly string[] {
  if (count === 0) return [];
  return count === 1
    ? [say('One differs on a generated input alone: can that input occur?')]
    : [say('{0} differ on generated inputs alone: can those inputs occur?', count)];
}

/** Where the project's tests stood in the way, or said nothing. */
function untested({ tests, best }: Optimization, say: Say): readonly string[] {
  switch (tests?.state) {
    case 'failed':
      return [say('The tests fail with every version that was better.')];
    case 'fail-without-change':
      return [say('The tests fail without any change, so they say nothing of it.')];
    case 'not-run':
      return best === null ? [] : [say('The tests were not run: {0}', tests.reason)];
    default:
      return [];
  }
}

function improved(
  name: string,
  objective: Optimization['objective'],
  ratio: Ratio | null,
  say: Say,
): string {
  if (ratio === null) return say('A version of {0} passes all its cases.', name);
  const { text, interval } = describeGain(objective, ratio);
  return say('{0}: {1} (95% CI {2})', name, withNoun(objective, text, say), interval);
}

function withNoun(objective: Optimization['objective'], gain: string, say: Say): string {
  switch (objective) {
    case 'time':
      return gain;
    case 'memory':
      return say('{0} memory', gain);
    case 'integral':
      return say('{0} memory over time', gain);
    default:
      return unreachable(objective);
  }
}

/** `24 versions were tried in 3 iterations.` */
function tried({ iterations }: Optimization, say: Say): string {
  const versions = iterations.length;
  const rounds = new Set(iterations.map(({ index }) => index)).size;
  if (versions === 0) return say('Nothing in it could be rewritten by a known rule or model.');
  const what = versions === 1 ? say('1 version was') : say('{0} versions were', versions);
  const when = rounds === 1 ? say('1 iteration') : say('{0} iterations', rounds);
  return say('{0} tried in {1}.', what, when);
}

function failing({ function: name, verdict, message, cases }: Measurement, say: Say): string {
  const wrong = cases.filter((one) => one.verdict !== 'passed');
  const [first] = wrong;
  if (verdict === 'failed' && first) {
    const count = say('{0} fails {1} of {2} cases.', name, wrong.length, cases.length);
    const why = say('{0}: {1}', first.id, sentence(first.message ?? first.verdict));
    return `${count} ${why}`;
  }
  return say('{0} could not be measured: {1}', name, sentence(message ?? verdict));
}

function sentence(text: string): string {
  const [line = ''] = text.split('\n');
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
