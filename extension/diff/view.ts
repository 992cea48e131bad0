import type { Failure, Result } from '../../protocol/failures.ts';
import type { Proposal } from '../../protocol/history.ts';
import { placeProposal, type Placed } from '../../protocol/rebase.ts';
import { unifiedOf, type Unified } from './unified.ts';

/**
 * What is shown of a proposal.
 *
 *     open ──accept the last hunk──▶ done
 *      │ ▲                            │
 *      │ └────────undo────────────────┘
 *      └──the function was edited──▶ refused (and back, by undo)
 *
 * `open`: against the user's text; hunks can be accepted.
 * `done`: nothing is left to accept.
 * `refused`: it fits the user's text no longer.
 * `unproven`: it is wrong, or was never compared; it can be looked at and that is all.
 * The latter three show it against the text that was measured.
 */
export type View =
  | {
      readonly kind: 'open';
      readonly unified: Unified;
      readonly placed: Placed;
      /** Accepting what is left, or what was accepted already, gives what nobody measured. */
      readonly isMixture: boolean;
    }
  | {
      readonly kind: 'done';
      readonly unified: Unified;
      readonly placed: Placed;
      readonly isMixture: boolean;
    }
  | { readonly kind: 'refused'; readonly unified: Unified; readonly failure: Failure }
  | { readonly kind: 'unproven'; readonly unified: Unified; readonly reason: string };

/** What the user decided so far, by the hunks' numbers. */
export interface Decided {
  readonly accepted: readonly boolean[];
  readonly rejected: ReadonlySet<number>;
}

export function viewOf(proposal: Proposal, current: Result<string>, decided: Decided): View {
  const doubt = doubtOf(proposal);
  if (doubt !== null) return { kind: 'unproven', unified: asMeasured(proposal), reason: doubt };
  const placed = current.ok ? placeIn(proposal, current.value, decided.accepted) : current;
  if (!current.ok || !placed.ok) {
    const { failure } = placed as { readonly failure: Failure };
    return { kind: 'refused', unified: asMeasured(proposal), failure };
  }
  const { hunks } = placed.value;
  const accepted = hunks.filter(({ status }) => status === 'accepted');
  const isMixture =
    accepted.length < hunks.length && (accepted.length > 0 || decided.rejected.size > 0);
  const isLeft = hunks.some(
    ({ index, status }) => status === 'pending' && !decided.rejected.has(index),
  );
  const common = { placed: placed.value, isMixture };
  return isLeft
    ? { kind: 'open', unified: unifiedOf(current.value, placed.value, decided.rejected), ...common }
    : { kind: 'done', unified: asMeasured(proposal), ...common };
}

export function placeIn(
  { base, proposed, range, function: name }: Proposal,
  current: string,
  accepted: readonly boolean[] = [],
): Result<Placed> {
  return placeProposal(base, proposed, current, { function: name, range, accepted });
}

/** Why a version must not be accepted; null where it was shown to do the same. */
export function doubtOf({ comparison }: Proposal): string | null {
  if (comparison === null) return 'This version was never compared: it cannot be accepted.';
  const { equivalent, decision, reason } = comparison;
  if (equivalent && decision !== 'rejected') return null;
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`;
}

/** The change in the text that the run began with: there it fits by its nature. */
function asMeasured(proposal: Proposal): Unified {
  const placed = placeIn(proposal, proposal.base);
  if (!placed.ok) throw new Error(`A version does not fit its own base: ${placed.failure.message}`);
  return unifiedOf(proposal.base, placed.value);
}
