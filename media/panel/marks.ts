import type { CandidateStatus } from '../../protocol/optimization.ts';

/** What an attempt is drawn as: each has a shape of its own beside its colour. */
export type MarkKind = 'accepted' | 'kept-out' | 'incorrect' | 'unusable';

export const markOf: Record<CandidateStatus, MarkKind> = {
  accepted: 'accepted',
  unchanged: 'kept-out',
  regressed: 'kept-out',
  incorrect: 'incorrect',
  duplicate: 'unusable',
  invalid: 'unusable',
  error: 'unusable',
};

export const markWords: Record<MarkKind, string> = {
  accepted: 'Accepted',
  'kept-out': 'No gain or worse',
  incorrect: 'Incorrect',
  unusable: 'Unusable',
};

/** Incorrect and unusable attempts are shown only where they are asked for. */
export function isShown(status: CandidateStatus, showAll: boolean): boolean {
  const mark = markOf[status];
  return showAll || mark === 'accepted' || mark === 'kept-out';
}
