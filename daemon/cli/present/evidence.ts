import type { Evidence } from '../../../protocol/equivalence.ts';
import { describeEvidence } from '../../../protocol/format.ts';
import type { Style } from './style.ts';

/** How far it was looked for a difference: a line, and what limits it. */
export function evidenceLines(
  evidence: Evidence,
  isDifferent: boolean,
  { paint }: Style,
): readonly string[] {
  const { excluded, seconds, notices } = evidence;
  const looked = isDifferent
    ? `after ${evidence.generated} generated inputs`
    : describeEvidence(evidence);
  const left = [
    [excluded.outside, 'that the original does not bear'],
    [excluded.unclear, 'of which it is unclear whether they can occur'],
    [excluded.slow, 'that take too long'],
  ].flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`]));
  const aside = left.length === 0 ? '' : `; left out: ${left.join(', ')}`;
  return [
    `  ${looked} in ${seconds.toFixed(1)} s${paint.dim(aside)}`,
    ...notices.map((notice) => `  ${paint.dim(notice)}`),
  ];
}
