import { fail, ok, type Failure, type Result } from '../../protocol/failures.ts';
import type { Admissions, Candidate } from './candidates.ts';
import type { Ledger } from './ledger.ts';
import type { ProposalRequest, Proposer } from './ports/proposing.ts';
import type { Tell } from './ports/service.ts';

/** Who is asked, and where the answers go. */
export interface Round {
  readonly proposers: readonly Proposer[];
  readonly admissions: Admissions;
  readonly ledger: Ledger;
  readonly tell: Tell;
}

/** Candidates of all proposers; null where none has anything more to say. */
export async function propose(
  { proposers, admissions, ledger, tell }: Round,
  request: ProposalRequest,
  signal: AbortSignal,
): Promise<Result<readonly Candidate[] | null>> {
  const { iteration: index, limit, parent } = request;
  const found: Candidate[] = [];
  let answers = 0;
  let failed: Failure | null = null;
  for (const proposer of proposers) {
    if (signal.aborted) return fail('cancelled', 'The run was cancelled.');
    tell({ kind: 'proposing', index, proposer: proposer.name });
    const proposals = await proposer.propose(request, signal);
    if (!proposals.ok) {
      if (proposals.failure.code === 'cancelled') return proposals;
      failed = proposals.failure;
      ledger.unusable(index, proposer.name, 'error', null, failed.message);
      continue;
    }
    for (const proposal of proposals.value.slice(0, limit)) {
      answers += 1;
      const admission = admissions.admit(proposal, proposer.name, parent);
      if (admission.kind === 'candidate') found.push(admission.candidate);
      else if (admission.kind === 'duplicate') {
        // What rules repeat says nothing to anybody; that a model repeats itself does.
        if (proposer.trust === 'model') {
          const reason = 'a version of this run has the same code';
          ledger.unusable(index, proposer.name, 'duplicate', admission.code, reason);
        }
      } else {
        const { code, reason } = admission;
        ledger.unusable(index, proposer.name, 'invalid', code, reason);
      }
    }
  }
  if (answers > 0) return ok(found);
  if (failed !== null && ledger.iterations.every((entry) => entry.status === 'error')) {
    return { ok: false, failure: failed };
  }
  return ok(null);
}
