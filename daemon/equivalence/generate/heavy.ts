import type { Call, Value } from '../../../protocol/cases.ts';
import { numberOf, sizeOf } from './values.ts';

const largeNumber = 100_000;
const largeSize = 250;

/** Whether a function may well take long on an input: it has a large number, or much in it. */
export function isHeavy({ init, args, kwargs }: Omit<Call, 'id'>): boolean {
  const values: readonly Value[] = [...(init ?? []), ...args, ...Object.values(kwargs)];
  if (values.some((value) => Math.abs(numberOf(value) ?? 0) > largeNumber)) return true;
  return values.reduce<number>((sum, value) => sum + sizeOf(value), 0) > largeSize;
}
