import { createHash } from 'node:crypto';
import type { CaseSet } from '../core/case-set.ts';

/** Of the calls alone: figures of different inputs are never ranked together. */
export function inputsDigest({ cases }: CaseSet): string {
  return digestOf(JSON.stringify(cases.map((each) => each.call)));
}

/** Of everything that decides whether a solution passes. */
export function casesDigest({ cases, tolerance }: CaseSet): string {
  return digestOf(JSON.stringify({ cases, tolerance }));
}

/** Short enough to be stored with every figure. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
