import type { Evidence } from '../../../protocol/equivalence.ts';
import { describeSearch } from '../../../protocol/format.ts';
import { harmless, oneLine, type Style } from './style.ts';

/** How far it was looked for a difference: a line, and what limits it. */
export function evidenceLines(
  evidence: Evidence,
  isDifferent: boolean,
  { paint }: Style,
): readonly string[] {
  const { looked, leftOut } = describeSearch(evidence, isDifferent);
  return [
    `  ${looked}${leftOut === '' ? '' : paint.dim(`; ${leftOut}`)}`,
    ...evidence.notices.map((notice) => `  ${paint.dim(oneLine(harmless(notice)))}`),
  ];
}
