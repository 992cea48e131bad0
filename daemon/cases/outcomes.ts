import type { Outcome, Value } from '../../protocol/cases.ts';
import type { Difference, Expectation, Tolerance } from '../core/case-set.ts';
import { firstDifference } from './differences.ts';
import type { Policy } from './policy.ts';
import { difference, notCalled, raisedInstead, returnedInstead } from './wording.ts';

/**
 * Whether a call did what its case expects; null where it did. `original` is what the original
 * code did with the same call: it decides where the case itself says nothing, so also about the
 * arguments after a call whose value is written in the case. Without it only the case decides.
 */
export function judgeOutcome(
  expectation: Expectation,
  original: Outcome | null,
  actual: Outcome,
  tolerance: Tolerance,
): Difference | null {
  const strict: Policy = { kind: 'original', tolerance };
  if (actual.kind === 'unbuilt') return notCalled(actual);
  if (expectation.kind === 'original') {
    return original === null ? null : compareOutcome(original, actual, strict);
  }
  const written =
    expectation.kind === 'value'
      ? compareReturned(expectation.value, actual, { kind: 'written', tolerance })
      : compareRaised(expectation.exception, actual, 'written');
  if (written !== null) return written;
  // An original that misses the written expectation is no model for the arguments either.
  const isModel = original !== null && original.kind === actual.kind;
  return isModel ? compareArguments(original, actual, strict) : null;
}

/**
 * Where two outcomes of the same call part first: value or exception, then the arguments as they
 * were left and the instance; null where a caller could not tell them apart.
 */
export function compareOutcome(
  expected: Outcome,
  actual: Outcome,
  policy: Policy,
): Difference | null {
  const result =
    expected.kind === 'returned'
      ? compareReturned(expected.value, actual, policy)
      : compareRaised(expected.exception ?? '', actual, policy.kind);
  return result ?? compareArguments(expected, actual, policy);
}

/** Whether a value is what another is, under a policy. */
export function compareValue(expected: Value, actual: Value, policy: Policy): Difference | null {
  const finding = firstDifference(expected, actual, policy);
  return finding === null ? null : difference('result', finding);
}

function compareReturned(expected: Value, actual: Outcome, policy: Policy): Difference | null {
  if (actual.kind === 'raised') return raisedInstead(actual, expected);
  return compareValue(expected, actual.value, policy);
}

function compareRaised(expected: string, actual: Outcome, kind: Policy['kind']): Difference | null {
  if (actual.kind === 'returned') return returnedInstead(actual.value, expected);
  const raised = actual.exception ?? '';
  // A person may leave the module out; a program's own word has to be the same.
  if (raised === expected || (kind === 'written' && raised.endsWith(`.${expected}`))) return null;
  return raisedInstead(actual, { exception: expected });
}

function compareArguments(expected: Outcome, actual: Outcome, policy: Policy): Difference | null {
  if (expected.args.length !== actual.args.length) {
    const finding = firstDifference(expected.args, actual.args, policy);
    if (finding !== null) return difference('args', finding);
  }
  for (const [index, argument] of expected.args.entries()) {
    const finding = firstDifference(argument, actual.args[index] as Value, policy);
    if (finding !== null) return difference(`args[${index}]`, finding);
  }
  const named = firstNamed(expected.kwargs, actual.kwargs, policy);
  if (named !== null) return named;
  const instance = firstDifference(expected.self, actual.self, policy);
  return instance === null ? null : difference('self', instance);
}

function firstNamed(
  expected: Outcome['kwargs'],
  actual: Outcome['kwargs'],
  policy: Policy,
): Difference | null {
  for (const name of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    const [before, after] = [expected[name] ?? null, actual[name] ?? null];
    const finding = firstDifference(before, after, policy);
    if (finding !== null) return difference(`kwargs.${name}`, finding);
  }
  return null;
}
