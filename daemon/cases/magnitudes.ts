import type { Call, Value } from '../../protocol/cases.ts';
import type { Tolerance } from '../core/case-set.ts';
import { childrenOf, viewOf } from './views.ts';

/** How large the numbers of an input are. */
export interface Magnitudes {
  /** The largest absolute value; 0 where there is no number. */
  readonly largest: number;
  /** Whether there is a float that is NaN or infinite, or whose square is. */
  readonly isExtreme: boolean;
}

const squareOverflows = 1e150;

export function magnitudesOf({ init, self, args, kwargs }: Omit<Call, 'id'>): Magnitudes {
  let largest = 0;
  let isExtreme = false;
  const pending: Value[] = [...(init ?? []), self ?? null, ...args, ...Object.values(kwargs)];
  while (pending.length > 0) {
    const view = viewOf(pending.pop() as Value);
    if (view.kind === 'int' || view.kind === 'float') {
      const size = Math.abs(Number(view.value));
      if (view.kind === 'float') isExtreme ||= !(size < squareOverflows);
      if (Number.isFinite(size)) largest = Math.max(largest, size);
    }
    for (const child of childrenOf(view) ?? []) pending.push(child);
  }
  return { largest, isExtreme };
}

/** What reordered sums lose depends on the largest number in them, not on the result. */
export function scaledTolerance({ relative, absolute }: Tolerance, largest: number): Tolerance {
  return { relative, absolute: Math.max(absolute, relative * largest) };
}
