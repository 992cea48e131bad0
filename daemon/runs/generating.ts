import type { MeasureParams } from '../../protocol/daemon.ts';
import type { Discovery } from '../../protocol/discovery.ts';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { CaseSet } from '../core/case-set.ts';
import type { Language } from '../core/ports/language.ts';
import type { Tell } from '../core/ports/service.ts';
import { type SessionParts, withSession } from './session.ts';
import { findSubject, type FoundSubject } from './subject.ts';

export interface GeneratingParts extends SessionParts {
  readonly languages: readonly Language[];
  /** The generated cases of a set, to be shown, and the case file that it would make. */
  describeGenerated(subject: FoundSubject, cases: CaseSet): Promise<Result<Discovery>>;
}

const none = fail('cases-missing', 'No cases could be generated.').failure;

/**
 * Generates cases for a function, whether it has others or not, and says what its case file would
 * be with them. The original runs for it, and nothing is timed.
 */
export async function generateCases(
  parts: GeneratingParts,
  params: MeasureParams,
  tell: Tell,
  signal: AbortSignal,
): Promise<Result<Discovery>> {
  const found = await findSubject(params.subject, parts.languages);
  if (!found.ok) return found;
  const subject = found.value;
  const around: GeneratingParts = {
    ...parts,
    async casesFor(...asked) {
      const cases = await parts.casesFor(...asked);
      return cases.ok ? ok({ ...cases.value, missing: cases.value.missing ?? none }) : cases;
    },
  };
  const asked = { ...params, isTimed: false };
  return withSession(around, subject, asked, tell, signal, ({ cases }) =>
    parts.describeGenerated(subject, cases),
  );
}
