import type { Call, Value } from '../../../protocol/cases.ts';
import { numberOf, sizeOf } from './values.ts';

const largeNumber = 100_000;
const largeSize = 250;

/** Whether a function may well take long on an input: it has a large number, or much in it. */
export function isHeavy({ init, args, kwargs }: Omit<Call, 'id'>): boolean {
  const values: readonly Value[] = [...(init ?? []), ...args, ...Object.values(kwargs)];
  // Two numbers are often the sides of something.
  const product = values.reduce<number>((all, value) => all * Math.max(1, sizeOfNumber(value)), 1);
  if (product > largeNumber) return true;
  return values.reduce<number>((sum, value) => sum + sizeOf(value), 0) > largeSize;
}

function sizeOfNumber(value: Value): number {
  const number = Math.abs(numberOf(value) ?? 0);
  return Number.isNaN(number) ? 0 : number;
}
