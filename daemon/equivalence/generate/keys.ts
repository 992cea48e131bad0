import type { Value } from '../../../protocol/cases.ts';
import type { Shape } from '../../core/exploring.ts';
import { sorted } from './arrange.ts';
import { exactOf, floatValue, identityOf, integerValue, isInteger, order } from './values.ts';

/** What carries an order, in that order; what has none becomes 0. */
export function ascending(keys: readonly Value[]): readonly Value[] {
  return sorted(keys.map((key) => (Number.isNaN(Number(exactOf(key) ?? 0)) ? 0 : key)));
}

/**
 * Keys that are sorted, each above the one before it: what is not is raised, and lowered where it
 * comes out of bounds. Those that can be neither stay.
 */
export function strictly(keys: readonly Value[], shape?: Shape): readonly Value[] {
  const made: Value[] = [];
  for (const key of keys) {
    const before = made.at(-1);
    made.push(before === undefined || order(before, key) < 0 ? key : (above(before) ?? key));
  }
  const max = mostOf(shape);
  if (max === undefined) return made;
  for (let at = made.length - 1; at >= 0; at--) {
    const number = exactOf(made[at] as Value);
    const after = at === made.length - 1 ? null : exactOf(made[at + 1] as Value);
    const most = after === null ? max : Number(after) - 1;
    if (number === null || Number(number) <= most) break;
    made[at] = isInteger(made[at] as Value) ? integerValue(Math.floor(most)) : floatValue(most);
  }
  return made;
}

/** The same keys in their places, with others for those that were there before. */
export function distinctKeys(keys: readonly Value[], shape?: Shape): readonly Value[] {
  const places = keys
    .map((_, at) => at)
    .toSorted((a, b) => order(keys[a] as Value, keys[b] as Value));
  const changed = strictly(
    places.map((at) => keys[at] as Value),
    shape,
  );
  const made = [...keys];
  places.forEach((at, rank) => {
    if (identityOf(made[at] as Value) !== identityOf(changed[rank] as Value))
      made[at] = changed[rank] as Value;
  });
  return made;
}

/** The next above; null for what is no number and no text. */
function above(key: Value): Value | null {
  if (typeof key === 'string') return `${key}a`;
  const number = exactOf(key);
  if (number === null) return null;
  if (isInteger(key)) return integerValue(BigInt(number) + 1n);
  const next = Number(number) + 1;
  return floatValue(
    next > Number(number) ? next : Number(number) + Math.abs(Number(number)) * 1e-9,
  );
}

function mostOf(shape: Shape | undefined): number | undefined {
  const arms = shape?.kind === 'union' ? shape.of : shape === undefined ? [] : [shape];
  for (const arm of arms) if (arm.kind === 'integer' || arm.kind === 'float') return arm.max;
  return undefined;
}
