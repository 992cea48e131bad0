import type { Call, Value } from '../../../protocol/cases.ts';
import { numberOf, sizeOf } from '../generate/values.ts';

/** Whether numbers are all that a call is given. */
export function isNumbers(call: Omit<Call, 'id'>): boolean {
  return valuesOf(call).every((value) => typeof value !== 'string' && numberOf(value) !== null);
}

/** What grows with the size of an input: the largest of its numbers, where it has nothing else. */
export function weightOf(call: Omit<Call, 'id'>): number {
  const values = valuesOf(call);
  return isNumbers(call)
    ? Math.max(0, ...values.map((value) => Math.abs(numberOf(value) ?? 0)))
    : values.reduce<number>((sum, value) => sum + sizeOf(value), 0);
}

function valuesOf({ init, self, args, kwargs }: Omit<Call, 'id'>): readonly Value[] {
  const own = self === undefined ? [] : [self];
  return [...(init ?? []), ...own, ...args, ...Object.values(kwargs)];
}
