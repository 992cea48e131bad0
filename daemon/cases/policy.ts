import type { Tolerance } from '../core/case-set.ts';
import type { Kind } from './views.ts';

/**
 * What counts as equal; docs/equivalence.md says it in full. `original` holds two outcomes of
 * programs against each other, types included. `written` holds an outcome against what a person
 * wrote in a case file: there an array is a list or a tuple, and a number an integer or a float.
 */
export interface Policy {
  readonly kind: 'original' | 'written';
  readonly tolerance: Tolerance;
}

/** The class of kinds that may be equal at all: kinds of different classes never are. */
export function classOf(kind: Kind, policy: Policy): string {
  if (policy.kind === 'original') return kind;
  if (kind === 'int' || kind === 'float') return 'number';
  return kind === 'tuple' ? 'list' : kind;
}

/** Whether two kinds can hold equal values. Only what JSON cannot say is let pass. */
export function kindsAgree(expected: Kind, actual: Kind, policy: Policy): boolean {
  if (expected === actual) return expected !== 'malformed';
  if (policy.kind === 'original') return false;
  if (expected === 'list') return actual === 'tuple';
  return isNumber(expected) && isNumber(actual);
}

function isNumber(kind: Kind): boolean {
  return kind === 'int' || kind === 'float';
}
