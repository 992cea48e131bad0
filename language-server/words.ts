import type { Objective } from '../protocol/comparison.ts';
import {
  describeEvidence,
  describeGain,
  formatBytes,
  formatByteSeconds,
  formatShare,
  formatTime,
} from '../protocol/format.ts';
import type { Improvement, KnownVersion } from '../protocol/history.ts';
import type { Verdict } from '../protocol/measurement.ts';

/** The sentences that lens, hover, action and diagnostic have in common. */

export const objectiveWords: Readonly<Record<Objective, string>> = {
  time: 'runtime',
  memory: 'memory',
  integral: 'integral',
};

/** `12.3 ms · faster than 87% · 4.10 MB · leaner than 64% · ∫ 50.0 kB·s` */
export function figuresLine({ figures, percentiles }: KnownVersion, isStale: boolean): string {
  const parts: string[] = [];
  const { medianNs, usedBytes, byteSeconds } = figures;
  // Standing among others was that of the text that was measured, not of the present one.
  const standing = isStale ? null : percentiles;
  if (medianNs !== null) parts.push(formatTime(medianNs));
  if (medianNs !== null && standing !== null)
    parts.push(`faster than ${formatShare(standing.time)}`);
  if (usedBytes !== null) parts.push(formatBytes(usedBytes));
  if (usedBytes !== null && standing !== null)
    parts.push(`leaner than ${formatShare(standing.memory)}`);
  if (byteSeconds !== null) parts.push(`∫ ${formatByteSeconds(byteSeconds)}`);
  return parts.join(' · ');
}

/** What is wrong with a version that did not pass: `2 of 12 cases fail`. */
export function failureLine({ figures, cases }: KnownVersion): string {
  const failing = cases.total - cases.passed;
  if (figures.verdict === 'failed' && failing > 0) {
    const verb = cases.total === 1 ? 'case fails' : failing === 1 ? 'cases fails' : 'cases fail';
    return `${failing} of ${cases.total} ${verb}`;
  }
  return verdictWords[figures.verdict];
}

const verdictWords: Readonly<Record<Verdict, string>> = {
  passed: 'All cases pass',
  failed: 'Cases fail',
  error: 'The run ended with an error',
  timeout: 'The cases take longer than the time limit',
  oom: 'The cases take more than the memory limit',
  'output-limit': 'The cases write more than the output limit',
  killed: 'The run was killed',
  'compile-error': 'It does not compile',
};

/** `2.30x faster version`, `version with 1.50x less memory` */
export function improvementWords({ objective, ratio }: Improvement): string {
  const { text } = describeGain(objective, ratio);
  if (objective === 'time') return `${text} version`;
  const words = objective === 'integral' ? text.replace(/less$/, 'smaller') : text;
  return `version with ${words} ${objective}`;
}

/** `the same on 12 cases and 4,210 generated inputs`; without any of those, `12 cases passed`. */
export function proofWords({ cases, evidence }: Improvement): string {
  return evidence && evidence.generated > 0
    ? describeEvidence(evidence)
    : `${countOf(cases, 'case')} passed`;
}

export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
