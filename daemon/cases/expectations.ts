import type { Call, Outcome, Value } from '../../protocol/cases.ts';
import type { Counterexample } from '../../protocol/comparison.ts';
import { programName } from '../../protocol/daemon.ts';
import type { Case, CaseSet, Difference, Tolerance } from '../core/case-set.ts';
import type { CheckedCase, Expectations } from '../core/laboratory.ts';
import { magnitudesOf, scaledTolerance } from './magnitudes.ts';
import { judgeOutcome } from './outcomes.ts';
import { holdsObjects, showCall } from './show-call.ts';
import { show } from './show.ts';

/**
 * Judges a version's outcomes, case by case; the first difference is the counterexample. Where
 * versions are compared, texts that were found and that the original itself does not meet (a stale
 * docstring, a test that had set something up) are not held against those that do the same.
 */
export function expectationsOf(
  set: CaseSet,
  leading: 'texts' | 'original' = 'texts',
): Expectations {
  const tolerances = set.cases.map((each) => toleranceOf(each, set.tolerance));
  return {
    complete: set.cases.every((each) => each.expectation.kind !== 'original'),
    sources: new Map(
      set.cases.flatMap(({ call, source }) => (source === undefined ? [] : [[call.id, source]])),
    ),
    judge(actual, original) {
      let counterexample: Counterexample | null = null;
      const cases = set.cases.map((given, index): CheckedCase => {
        const { id } = given.call;
        const unmet = leading === 'original' ? unmetBy(original?.[index], given, set) : null;
        const each = unmet === null ? given : asOriginal(given);
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
        const difference = judgeOutcome(
          each.expectation,
          reference,
          outcome,
          tolerances[index] ?? set.tolerance,
        );
        if (difference === null) return { id, verdict: 'passed', message: unmet, ...from };
        counterexample ??= counterexampleOf(each, reference, outcome, difference, set.function);
        const shown = shownOf(each, reference, outcome, difference);
        return { id, verdict: 'failed', message: difference.message, shown, ...from };
      });
      return { cases, counterexample };
    },
  };
}

function asOriginal(each: Case): Case {
  return { ...each, expectation: { kind: 'original' } };
}

/** What the original does instead of what a text says that was found; null where it does that. */
function unmetBy(reference: Outcome | undefined, each: Case, set: CaseSet): string | null {
  const { source, expectation } = each;
  if (source === undefined || expectation.kind === 'original') return null;
  if (reference === undefined || reference.kind === 'unbuilt') return null;
  const difference = judgeOutcome(expectation, reference, reference, set.tolerance);
  return difference === null ? null : difference.message;
}

/** Who writes a case chooses its numbers; on generated ones right versions differ as on explored ones. */
function toleranceOf({ source, call }: Case, tolerance: Tolerance): Tolerance {
  return source?.kind === 'generated'
    ? scaledTolerance(tolerance, magnitudesOf(call).largest)
    : tolerance;
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
  functionName: string,
): Counterexample {
  const { init, self } = call;
  const expected =
    expectation.kind === 'value'
      ? expectation.value
      : expectation.kind === 'raises'
        ? { raises: expectation.exception }
        : seenIn(reference as Outcome);
  return {
    id: call.id,
    ...(init === null || init.length === 0 ? {} : { init: short(init, '(long)') }),
    ...(self === undefined ? {} : { self: short(self, '(long)') }),
    args: short(call.args, '(long)'),
    ...(Object.keys(call.kwargs).length > 0 ? { kwargs: short(call.kwargs, '(long)') } : {}),
    expected: short(expected, difference.expected),
    actual: short(seenIn(outcome), difference.actual),
    message: difference.message,
    ...shownWith(call, expected, outcome, difference, functionName),
  };
}

function shownWith(
  call: Call,
  expected: unknown,
  outcome: Outcome,
  difference: Difference,
  functionName: string,
): Pick<Counterexample, 'shown'> {
  const actual = seenIn(outcome);
  const values = [...call.args, ...Object.values(call.kwargs), expected, actual] as Value[];
  if (call.init === null && call.self === undefined && !values.some(holdsObjects)) return {};
  const whole = { expected: textOf(expected), actual: textOf(actual) };
  // What it left in its arguments is no part of what it returned.
  const isSame = whole.expected === whole.actual || !difference.path.startsWith('result');
  const { expected: wanted, actual: found } = isSame ? difference : whole;
  return { shown: { call: showCall(call, functionName), expected: wanted, actual: found } };
}

function textOf(seen: unknown): string {
  const isRaised = typeof seen === 'object' && seen !== null && 'raises' in seen;
  return isRaised ? `raises ${String(seen.raises)}` : show(seen as Value);
}

function seenIn(outcome: Outcome): unknown {
  if (outcome.kind === 'unbuilt') return null;
  return outcome.kind === 'returned' ? outcome.value : { raises: outcome.exception };
}

function short(value: unknown, otherwise: string): unknown {
  return isShort(value) && JSON.stringify(value).length <= shownBytes ? value : otherwise;
}

/** Whether few enough values are in one to be written down: a long chain is as deep as it is long. */
function isShort(value: unknown): boolean {
  const pending = [value];
  let left = shownBytes;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (--left < 0) return false;
    if (typeof next === 'object' && next !== null) {
      const inside: unknown[] = Object.values(next);
      if (inside.length > left) return false;
      for (const each of inside) pending.push(each);
    }
  }
  return true;
}
