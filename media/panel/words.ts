import { describeGain, formatByteSeconds, formatBytes, formatTime } from '../../protocol/format.ts';
import type { Objective } from '../../protocol/comparison.ts';
import type { Attempt, Figures, RunDetail, RunKind, RunSummary } from '../../protocol/history.ts';
import type { Verdict } from '../../protocol/measurement.ts';
import type { CandidateStatus } from '../../protocol/optimization.ts';
import { unreachable } from '../../protocol/unreachable.ts';

/** How the panel says things. Pure: a table of tests stands behind every word. */

export const objectiveWords: Record<Objective, string> = {
  time: 'Runtime',
  memory: 'Memory',
  integral: 'Integral',
};

export const kindWords: Record<RunKind, { readonly name: string; readonly icon: string }> = {
  optimize: { name: 'Optimize', icon: 'rocket' },
  measure: { name: 'Measure', icon: 'pulse' },
  compare: { name: 'Compare', icon: 'git-compare' },
};

export const statusWords: Record<CandidateStatus, string> = {
  accepted: 'Accepted',
  unchanged: 'No clear gain',
  regressed: 'Worse',
  incorrect: 'Incorrect',
  duplicate: 'Seen before',
  invalid: 'No usable answer',
  error: 'Did not run',
};

export const verdictWords: Record<Verdict, string> = {
  passed: 'passed',
  failed: 'failed',
  error: 'raised an error',
  timeout: 'ran out of time',
  oom: 'ran out of memory',
  'output-limit': 'printed too much',
  killed: 'was killed',
  'compile-error': 'did not compile',
};

const stoppedWords: Record<NonNullable<RunDetail['stopped']>, string> = {
  budget: 'All iterations were used.',
  plateau: 'Stopped: the last iterations brought nothing better.',
  exhausted: 'Stopped: nothing was left to try.',
  'original-fails': 'Stopped: the original fails its cases, and nothing says what is right.',
};

export function stoppedSentence(stopped: RunDetail['stopped']): string | null {
  return stopped === null ? null : stoppedWords[stopped];
}

export interface Outcome {
  readonly tone: 'good' | 'plain' | 'bad' | 'running';
  readonly text: string;
}

/** What came of a run, in a word or two. */
export function outcomeOf(summary: RunSummary): Outcome {
  switch (summary.state) {
    case 'running':
      return { tone: 'running', text: 'running' };
    case 'failed':
      return { tone: 'bad', text: 'failed' };
    case 'cancelled':
      return { tone: 'plain', text: 'cancelled' };
    case 'interrupted':
      return { tone: 'plain', text: 'interrupted' };
    case 'done':
      return outcomeOfDone(summary);
    default:
      return unreachable(summary.state);
  }
}

function outcomeOfDone({ kind, figures, objective, ratio }: RunSummary): Outcome {
  if (kind === 'measure') {
    if (figures === null) return { tone: 'plain', text: 'no figures' };
    if (figures.verdict !== 'passed') return { tone: 'bad', text: verdictWords[figures.verdict] };
    return { tone: 'plain', text: valueText('time', figures) ?? 'no figures' };
  }
  if (ratio !== null && objective !== null) {
    const gain = describeGain(objective, ratio);
    if (gain.direction === 'better') return { tone: 'good', text: gain.text };
    if (kind === 'compare') {
      return { tone: gain.direction === 'worse' ? 'bad' : 'plain', text: gain.text };
    }
  }
  if (kind === 'compare') return { tone: 'bad', text: 'not equivalent' };
  if (figures !== null && figures.verdict !== 'passed') {
    return { tone: 'bad', text: 'original fails' };
  }
  return { tone: 'plain', text: 'no improvement' };
}

/** A figure of the axis as a number; null where it was not measured. */
export function valueOf(axis: Objective, figures: Figures | null): number | null {
  if (figures === null) return null;
  if (axis === 'time') return figures.medianNs;
  return axis === 'memory' ? figures.usedBytes : figures.byteSeconds;
}

export function valueText(axis: Objective, figures: Figures | null): string | null {
  const value = valueOf(axis, figures);
  return value === null ? null : formatValue(axis, value);
}

export function formatValue(axis: Objective, value: number): string {
  if (axis === 'time') return formatTime(value);
  return axis === 'memory' ? formatBytes(value) : formatByteSeconds(value);
}

/** Who made an attempt: the names of the rules, or the proposer's own. */
export function makerOf({ proposer, rules }: Pick<Attempt, 'proposer' | 'rules'>): string {
  return rules.length > 0 ? rules.join(' + ') : proposer;
}

export function capitalized(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

const steps = [
  { unit: 'minute', seconds: 60 },
  { unit: 'hour', seconds: 3600 },
  { unit: 'day', seconds: 86_400 },
  { unit: 'week', seconds: 604_800 },
  { unit: 'month', seconds: 2_629_800 },
  { unit: 'year', seconds: 31_557_600 },
] as const;

/** `just now`, `5 min ago`, `yesterday`, `3 wk. ago`. */
export function agoText(iso: string, nowMs: number): string {
  const seconds = (nowMs - Date.parse(iso)) / 1000;
  if (Number.isNaN(seconds)) return '';
  if (seconds < 45) return 'just now';
  const format = new Intl.RelativeTimeFormat('en', { style: 'short', numeric: 'auto' });
  const step = steps.findLast((step) => seconds >= step.seconds * 0.75) ?? steps[0];
  return format.format(-Math.max(1, Math.round(seconds / step.seconds)), step.unit);
}

export function exactText(iso: string): string {
  return new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
}

export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** The path as it is said inside its workspace folder. */
export function pathIn(folders: readonly string[], path: string): string {
  const folder = folders.find(
    (folder) => path.startsWith(folder) && /[\\/]/.test(path.charAt(folder.length)),
  );
  return folder === undefined ? path : path.slice(folder.length + 1);
}
