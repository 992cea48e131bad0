import type { Value } from '../../../protocol/cases.ts';
import { viewOf } from '../../cases/views.ts';
import type { Draw } from './draw.ts';
import type { Filling } from './slots.ts';
import { itemsOf, lengthOf, numberOf } from './values.ts';

interface Count {
  tried: number;
  refused: number;
}

/** With fewer inputs a trait may be refused by chance. */
const fewest = 6;

/**
 * Learns which traits of inputs a function does not bear, such as an empty list or an index beyond
 * the end, from those that it refused. Nothing is ruled out: rare inputs keep being tried.
 */
export class Misuse {
  readonly #counts = new Map<string, Count>();
  #refusals = 0;

  tried(filling: Filling): void {
    for (const trait of traitsOf(filling)) {
      const count = this.#counts.get(trait);
      if (count === undefined) this.#counts.set(trait, { tried: 1, refused: 0 });
      else count.tried++;
    }
  }

  refused(filling: Filling): void {
    this.#refusals++;
    for (const trait of traitsOf(filling)) {
      const count = this.#counts.get(trait);
      if (count !== undefined) count.refused = Math.min(count.tried, count.refused + 1);
    }
  }

  /** Whether an input is likely enough to be borne to be tried. */
  admits(filling: Filling, draw: Draw): boolean {
    if (this.#refusals === 0) return true;
    let share = 1;
    for (const trait of traitsOf(filling)) {
      const count = this.#counts.get(trait);
      if (count === undefined || count.tried < fewest) continue;
      const borne = 1 - count.refused / count.tried;
      if (borne < 0.5) share = Math.min(share, Math.max(0.03, borne));
    }
    return share === 1 || draw.chance(share);
  }
}

/** What could be the reason that a function fails on an input. */
function traitsOf(filling: Filling): readonly string[] {
  const traits: string[] = [];
  filling.forEach((value, index) => {
    if (value === undefined) traits.push(`${index} missing`);
    else for (const trait of traitsOfOne(value, 0)) traits.push(`${index} ${trait}`);
  });
  for (let a = 0; a < Math.min(filling.length, 5); a++) {
    for (let b = 0; b < Math.min(filling.length, 5); b++) {
      const trait = a === b ? null : traitOfTwo(filling[a], filling[b]);
      if (trait !== null) traits.push(`${a} ${b} ${trait}`);
    }
  }
  return traits;
}

function traitsOfOne(value: Value, depth: number): readonly string[] {
  const number = numberOf(value);
  if (number !== null) {
    const sign = number < 0 ? 'negative' : number === 0 ? 'zero' : 'positive';
    if (!Number.isFinite(number)) return ['not finite'];
    return depth === 0 ? [sign, `up to ${bucket(Math.abs(number))}`] : [sign];
  }
  const { kind } = viewOf(value);
  const length = lengthOf(value);
  if (length === 0) return [`${kind} empty`];
  const items = depth < 2 ? itemsOf(value) : null;
  const many = length === null ? [] : [`${kind} of up to ${bucket(length)}`];
  if (items === null) return [kind, ...(depth === 0 ? many : [])];
  const inside = new Set(items.slice(0, 40).flatMap((item) => traitsOfOne(item, depth + 1)));
  inside.delete('positive');
  const widths = new Set(items.slice(0, 40).map((item) => itemsOf(item)?.length ?? -1));
  const own = [kind, ...(depth === 0 ? many : []), ...(widths.size > 1 ? ['ragged'] : [])];
  return [...own, ...[...inside].map((trait) => `[${trait}]`)];
}

/** Some functions take forever from 30 on, others from a million on. */
const limits = [
  1, 2, 5, 8, 12, 20, 35, 100, 1000, 100_000, 1e6, 1e7, 1e8, 1e9, 1e11, 1e13, 1e16,
] as const;

function bucket(size: number): number {
  return limits.find((limit) => size <= limit) ?? Infinity;
}

function traitOfTwo(a: Value | undefined, b: Value | undefined): string | null {
  if (a === undefined || b === undefined) return null;
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== null && y !== null) return x > y ? 'above' : null;
  const length = lengthOf(b);
  if (length === null) return null;
  if (x !== null) return x > length ? 'beyond' : x === length ? 'at the end' : null;
  const other = lengthOf(a);
  return other === null ? null : other > length ? 'longer' : null;
}
