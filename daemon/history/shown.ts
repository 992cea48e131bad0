import { countSources } from '../../protocol/case-source.ts';
import type { Attempt, Figures, KnownVersion, Refutation } from '../../protocol/history.ts';
import type { Measurement } from '../../protocol/measurement.ts';
import type { Iteration } from '../../protocol/optimization.ts';

/** What lists and lenses show, as it is stored: JSON in the protocol's shapes, light to read. */

export function figuresOf({ verdict, runtime, memory, integral }: Measurement): Figures {
  return {
    verdict,
    medianNs: runtime?.medianNs ?? null,
    ci95Ns: runtime?.ci95Ns ?? null,
    usedBytes: memory && memory.peakBytes - memory.baselineBytes,
    byteSeconds: integral?.byteSeconds ?? null,
  };
}

export function attemptOf(number: number, iteration: Iteration, recordedAt: string): Attempt {
  const { index, proposer, rules, status, comparison, reasoning } = iteration;
  return {
    number,
    iteration: index,
    proposer,
    rules,
    status,
    figures: comparison?.candidate ? figuresOf(comparison.candidate) : null,
    ratios: comparison?.ratios ?? null,
    // What never ran has its reason where others have their reasoning.
    reason: comparison?.reason ?? reasoning,
    recordedAt,
  };
}

/** The case that shows a candidate wrong; null where it is right, or no case shows it. */
export function refutationOf({
  status,
  comparison,
}: Iteration): Pick<Refutation, 'case' | 'message'> | null {
  const found = status === 'incorrect' ? comparison?.counterexample : null;
  if (!found) return null;
  const { id, message, shown } = found;
  return { case: id, message: shown ? `${shown.call} ${message}` : message };
}

/** What a known version tells of its measurement. */
export type Trial = Pick<
  KnownVersion,
  'figures' | 'cases' | 'sources' | 'notices' | 'failing' | 'isolation' | 'toolchain' | 'measuredAt'
>;

const failingShown = 10;

export function trialOf(measurement: Measurement, measuredAt: string): Trial {
  const { cases, environment, notices = [] } = measurement;
  const sources = [...countSources(cases)];
  const failing = cases.filter(({ verdict }) => verdict !== 'passed');
  return {
    figures: figuresOf(measurement),
    cases: { passed: cases.length - failing.length, total: cases.length },
    ...(sources.length === 0 ? {} : { sources }),
    ...(notices.length === 0 ? {} : { notices }),
    failing: failing.slice(0, failingShown),
    isolation: environment.isolation,
    toolchain: environment.toolchain,
    measuredAt,
  };
}
