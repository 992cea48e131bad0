import type { Value } from '../../../protocol/cases.ts';
import { type View, childrenOf, viewOf } from '../../cases/views.ts';
import type { Filling } from './slots.ts';
import { characters, order, sizeOf } from './values.ts';

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
  let content = 0;
  const pending: Value[] = [value];
  for (let one = pending.pop(); one !== undefined; one = pending.pop()) {
    if (typeof one === 'string') {
      content += characters(one).reduce((sum, character) => sum + rankOf(character), 0);
    } else if (typeof one === 'boolean') content += one ? 1 : 0;
    else if (one !== null) {
      const view = viewOf(one);
      const inside = childrenOf(view);
      if (inside === null) content += contentOfLeaf(view);
      else for (const child of inside) pending.push(child);
    }
  }
  return content;
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
    // What leads back further is harder to follow.
    case 'node':
    case 'shared':
      return 1 + view.index;
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
  let disorder = 0;
  const pending: Value[] = [value];
  for (let one = pending.pop(); one !== undefined; one = pending.pop()) {
    if (typeof one !== 'object' || one === null) continue;
    const view = viewOf(one);
    const items = 'items' in view ? view.items : [];
    items.forEach((item, index) => {
      if (index > 0 && order(items[index - 1] as Value, item) > 0) disorder += 1;
    });
    pending.push(...('items' in view || view.kind === 'new' ? (childrenOf(view) ?? []) : []));
  }
  return disorder;
}
