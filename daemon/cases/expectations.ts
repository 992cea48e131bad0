import type { Outcome } from '../../protocol/cases.ts';
import type { Counterexample } from '../../protocol/comparison.ts';
import { programName } from '../../protocol/daemon.ts';
import type { Case, CaseSet, Difference } from '../core/case-set.ts';
import type { CheckedCase, Expectations } from '../core/laboratory.ts';
import { judgeOutcome } from './outcomes.ts';
import { show } from './show.ts';

/** Judges a version's outcomes, case by case; the first difference is the counterexample. */
export function expectationsOf(set: CaseSet): Expectations {
  return {
    complete: set.cases.every((each) => each.expectation.kind !== 'original'),
    sources: new Map(
      set.cases.flatMap(({ call, source }) => (source === undefined ? [] : [[call.id, source]])),
    ),
    judge(actual, original) {
      let counterexample: Counterexample | null = null;
      const cases = set.cases.map((each, index): CheckedCase => {
        const { id } = each.call;
        const from = each.source === undefined ? {} : { source: each.source };
        const reference = original?.[index] ?? null;
        const outcome = written(set, each, actual[index]);
        if (outcome === undefined || outcome.id !== id) {
          return { id, verdict: 'error', message: 'its outcome is missing', ...from };
        }
        if (outcome.kind === 'unbuilt' && (reference?.kind ?? 'unbuilt') === 'unbuilt') {
          return { id, verdict: 'error', message: outcome.message, ...from };
        }
        if (each.expectation.kind === 'original' && reference === null) {
          const message = 'nothing says what is right: the original did not get to its end';
          return { id, verdict: 'error', message, ...from };
        }
        const difference = judgeOutcome(each.expectation, reference, outcome, set.tolerance);
        if (difference === null) return { id, verdict: 'passed', message: null, ...from };
        counterexample ??= counterexampleOf(each, reference, outcome, difference);
        const shown = shownOf(each, reference, outcome, difference);
        return { id, verdict: 'failed', message: difference.message, shown, ...from };
      });
      return { cases, counterexample };
    },
  };
}

/**
 * A program's output held against what a person wrote: white space at the ends of lines, and of the
 * whole, is not what a person looks at.
 */
function written(set: CaseSet, { expectation }: Case, outcome?: Outcome): Outcome | undefined {
  if (set.function !== programName || expectation.kind !== 'value') return outcome;
  if (outcome?.kind !== 'returned' || typeof expectation.value !== 'string') return outcome;
  const same = trimmed(String(outcome.value)) === trimmed(expectation.value);
  return same ? { ...outcome, value: expectation.value } : outcome;
}

function trimmed(text: string): string {
  return text.replace(/[ \t\r]+$/gm, '').trimEnd();
}

const shownText = 20_000;

/**
 * Both values as a whole where it is the result that differs, so that a person can lay one beside
 * the other; text stays text. Else, or where the abbreviations look the same, the place alone.
 */
function shownOf(
  { expectation }: Case,
  reference: Outcome | null,
  outcome: Outcome,
  { path, expected, actual }: Difference,
): NonNullable<CheckedCase['shown']> {
  const wanted = expectation.kind === 'value' ? expectation.value : reference?.value;
  if (!path.startsWith('result') || outcome.kind !== 'returned' || wanted === undefined) {
    return { expected, actual };
  }
  if (typeof wanted === 'string' && typeof outcome.value === 'string') {
    return { expected: wanted.slice(0, shownText), actual: outcome.value.slice(0, shownText) };
  }
  const whole = { expected: show(wanted), actual: show(outcome.value) };
  return whole.expected === whole.actual ? { expected, actual } : whole;
}

/** Values longer than this are told by where they differ alone. */
const shownBytes = 4096;

/** A case with the values that differ; long ones are told by where they differ. */
export function counterexampleOf(
  { call, expectation }: Case,
  reference: Outcome | null,
  outcome: Outcome,
  difference: Difference,
): Counterexample {
  const expected =
    expectation.kind === 'value'
      ? expectation.value
      : expectation.kind === 'raises'
        ? { raises: expectation.exception }
        : seenIn(reference as Outcome);
  return {
    id: call.id,
    args: short(call.args, '(long)'),
    ...(Object.keys(call.kwargs).length > 0 ? { kwargs: short(call.kwargs, '(long)') } : {}),
    expected: short(expected, difference.expected),
    actual: short(seenIn(outcome), difference.actual),
    message: difference.message,
  };
}

function seenIn(outcome: Outcome): unknown {
  if (outcome.kind === 'unbuilt') return null;
  return outcome.kind === 'returned' ? outcome.value : { raises: outcome.exception };
}

function short(value: unknown, otherwise: string): unknown {
  return JSON.stringify(value).length <= shownBytes ? value : otherwise;
}
