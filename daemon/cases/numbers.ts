import type { Tolerance } from '../core/case-set.ts';
import type { View } from './views.ts';

export type NumberView = Extract<View, { kind: 'int' | 'float' }>;

/** NaN is equal to NaN, -0.0 to 0.0, an infinity to itself alone. */
export function areClose(a: number, b: number, tolerance: Tolerance): boolean {
  if (a === b) return true;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return Number.isNaN(a) && Number.isNaN(b);
  const allowed = Math.max(
    tolerance.relative * Math.max(Math.abs(a), Math.abs(b)),
    tolerance.absolute,
  );
  return Math.abs(a - b) <= allowed;
}

/** Two integers are equal exactly; where a float takes part, within the tolerance. */
export function areEqualNumbers(a: NumberView, b: NumberView, tolerance: Tolerance): boolean {
  if (a.kind === 'int' && b.kind === 'int') return a.value === b.value;
  return areClose(Number(a.value), Number(b.value), tolerance);
}
