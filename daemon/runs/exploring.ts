import type { Settings } from '../../protocol/settings.ts';
import type { CaseSet } from '../core/case-set.ts';
import type { Equivalence, VersionExplorer } from '../core/equivalence.ts';
import type { InputSketch } from '../core/exploring.ts';
import type { Laboratory } from '../core/laboratory.ts';
import type { Tell } from '../core/ports/service.ts';
import type { Version } from '../core/ports/subject.ts';
import { ExploringLaboratory } from '../measure/exploring-laboratory.ts';
import { LeasedExplorer } from '../measure/exploring.ts';
import type { Session } from './session.ts';
import { type FoundSubject, sketchOf } from './subject.ts';

/** What exploring needs; the composition root provides it. */
export interface ExploringParts {
  equivalenceOf(input: {
    readonly explorer: VersionExplorer;
    readonly original: Version;
    readonly sketch: InputSketch;
    readonly cases: CaseSet;
    readonly seed: number;
    readonly tell: Tell;
  }): Equivalence;
}

/** The same inputs every time, so that a comparison can be run again. */
const seed = 1;
/** Of the time for exploring, where many versions are looked at and few are kept. */
const quickShare = 1 / 4;

/**
 * The session's laboratory, with generated inputs beside its cases where the settings and the
 * language allow. `candidates` says how many versions there will be: of many, each gets little time
 * until it turns out to be better.
 */
export function exploringIn(
  parts: ExploringParts,
  session: Session,
  subject: FoundSubject,
  { exploration }: Pick<Settings, 'exploration'>,
  candidates: 'one' | 'many',
  tell: Tell,
): Laboratory {
  const { laboratory, runs, bench, cases, modules } = session;
  const { inputExplorer } = subject.language;
  if (exploration === 0 || inputExplorer === undefined) return laboratory;
  const explorer = new LeasedExplorer(bench.setup, inputExplorer);
  const sketch = sketchOf(subject, modules);
  const original = subject.version;
  // What was generated says nothing of which inputs occur.
  const given = cases.cases.filter(({ source }) => source?.kind !== 'generated');
  const known = { ...cases, cases: given };
  const equivalence = parts.equivalenceOf({ explorer, original, sketch, cases: known, seed, tell });
  const longMs = exploration * 1000;
  const checkMs = candidates === 'one' ? longMs : longMs * quickShare;
  return new ExploringLaboratory(laboratory, runs, equivalence, original, { checkMs, longMs });
}
