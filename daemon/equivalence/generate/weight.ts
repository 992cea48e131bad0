import type { Value } from '../../../protocol/cases.ts';
import { type View, childrenOf, viewOf } from '../../cases/views.ts';
import type { Filling } from './slots.ts';
import { characters, itemsOf, order, sizeOf } from './values.ts';

/**
 * How much there is to read in an input: first how many values and characters, then how large and
 * unusual they are, then how much is out of order. It is never negative, and no shrinking makes it
 * fall for ever.
 */
export interface Weight {
  readonly size: number;
  readonly content: number;
  readonly disorder: number;
}

export function weightOf(filling: Filling): Weight {
  const weight = { size: 0, content: 0, disorder: 0 };
  for (const value of filling) {
    if (value === undefined) continue;
    weight.size += sizeOf(value);
    weight.content += contentOf(value);
    weight.disorder += disorderOf(value);
  }
  return weight;
}

export function isLighter(a: Weight, b: Weight): boolean {
  if (a.size !== b.size) return a.size < b.size;
  return a.content === b.content ? a.disorder < b.disorder : a.content < b.content;
}

const plainest = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ ';

/** How unusual a character is, from 0 for `a`. */
export function rankOf(character: string): number {
  const rank = plainest.indexOf(character);
  return rank >= 0 ? rank : 100 + (character.codePointAt(0) ?? 0);
}

function contentOf(value: Value): number {
  if (typeof value === 'string') {
    return characters(value).reduce((sum, one) => sum + rankOf(one), 0);
  }
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value === null) return 0;
  const view = viewOf(value);
  const inside = childrenOf(view);
  return inside === null
    ? contentOfLeaf(view)
    : inside.reduce<number>((sum, one) => sum + contentOf(one), 0);
}

function contentOfLeaf(view: View): number {
  switch (view.kind) {
    case 'int':
    case 'float':
      return contentOfNumber(Number(view.value));
    case 'bytes':
      return characters(view.base64).filter((one) => one !== 'A').length;
    // Sharing is harder to read than two values that are equal.
    case 'ref':
      return 1;
    default:
      return 0;
  }
}

function contentOfNumber(number: number): number {
  if (!Number.isFinite(number)) return Number.isNaN(number) ? 1e306 : 1e305;
  const sign = number < 0 || Object.is(number, -0) ? 0.5 : 0;
  return Math.min(1e304, Math.abs(number)) + sign + (Number.isInteger(number) ? 0 : 1);
}

/** Neighbours that are in the wrong order, at any depth. */
function disorderOf(value: Value): number {
  const items = itemsOf(value);
  if (items === null) return 0;
  return items.reduce<number>((sum, item, index) => {
    const isWrong = index > 0 && order(items[index - 1] as Value, item) > 0;
    return sum + (isWrong ? 1 : 0) + disorderOf(item);
  }, 0);
}
