import type { Value } from '../../../protocol/cases.ts';
import { furtherBack } from './cycles.ts';
import { Draw } from './draw.ts';
import { repaired } from './repair.ts';
import type { Filling, Slot } from './slots.ts';
import { shorter, simpler } from './smaller.ts';
import { type InputSpace, isPlain } from './space.ts';
import { togetherShorter, togetherSimpler } from './together.ts';
import { distinct } from './values.ts';
import { childrenOf, viewOf } from '../../cases/views.ts';
import { isLighter, weightOf } from './weight.ts';

/**
 * Smaller fillings, those that leave most away first; all of them are inside. Each is lighter than
 * the given one by a measure that cannot fall for ever, so shrinking again and again ends.
 *
 * Values are looked at, not how they were drawn: a difference may come from a known call or from
 * a mutated one, which no arbitrary made.
 */
export function* shrunk(
  space: InputSpace,
  filling: Filling,
  mayBeOutside: boolean,
): Iterable<Filling> {
  const weight = weightOf(filling);
  const seen = new Set<string>();
  const { rules } = space.plan([], mayBeOutside ? 'all' : 'none');
  const isGood = (candidate: Filling): boolean =>
    candidate.every((value) => value === undefined || isSetLike(value)) &&
    space.allows(candidate) &&
    (mayBeOutside || space.outside(candidate) === null);
  for (const candidate of candidates(space.slots, filling)) {
    if (!isLighter(weightOf(candidate), weight)) continue;
    const isInside = isGood(candidate);
    // Where rules tie values together, the others follow the one that got smaller.
    const mended = isInside
      ? candidate
      : repaired(space.slots, candidate, rules, new Draw(0), () => null);
    const text = JSON.stringify(space.callOf(mended));
    if (seen.has(text)) continue;
    seen.add(text);
    if (isInside || (isLighter(weightOf(mended), weight) && isGood(mended))) yield mended;
  }
}

function* candidates(slots: readonly Slot[], filling: Filling): Iterable<Filling> {
  if (!isPlain(filling)) {
    // Leaving something away would change which container a reference means.
    yield* leaves(filling);
    return;
  }
  yield* without(slots, filling);
  yield filling.map((value) => (value === undefined ? value : emptied(value)));
  for (const [index, value] of filling.entries()) {
    if (value !== undefined) yield filling.with(index, emptied(value));
  }
  yield* togetherShorter(filling);
  for (const [index, value] of filling.entries()) {
    if (value === undefined) continue;
    for (const less of shorter(value)) yield filling.with(index, less);
  }
  for (const [index, value] of filling.entries()) {
    if (value === undefined) continue;
    for (const other of furtherBack(value)) yield filling.with(index, other);
  }
  yield* togetherSimpler(filling);
  yield* leaves(filling);
}

/** Optional arguments left out, by position the last one first. */
function* without(slots: readonly Slot[], filling: Filling): Iterable<Filling> {
  for (const [index, { parameter, isInit }] of slots.entries()) {
    if (!parameter.isOptional || filling[index] === undefined) continue;
    const isLast = slots.every(
      (slot, other) =>
        other <= index ||
        slot.isInit !== isInit ||
        slot.parameter.place !== 'positional' ||
        filling[other] === undefined,
    );
    if (isLast || parameter.place !== 'positional') yield filling.with(index, undefined);
  }
}

function* leaves(filling: Filling): Iterable<Filling> {
  for (const [index, value] of filling.entries()) {
    if (value === undefined) continue;
    for (const other of simpler(value)) yield filling.with(index, other);
  }
}

/** The least value of the same type. */
function emptied(value: Value): Value {
  const view = viewOf(value);
  switch (view.kind) {
    case 'bool':
      return false;
    case 'int':
      return 0;
    case 'float':
      return { $float: 0 };
    case 'string':
      return '';
    case 'bytes':
      return { $bytes: '' };
    case 'list':
      return [];
    case 'set':
    case 'frozenset':
      return { [`$${view.kind}`]: [] };
    case 'dict':
      return {};
    default:
      return value;
  }
}

/** Making members smaller may have made two of them one. */
function isSetLike(value: Value): boolean {
  const pending: Value[] = [value];
  for (let one = pending.pop(); one !== undefined; one = pending.pop()) {
    if (typeof one !== 'object' || one === null) continue;
    const view = viewOf(one);
    if (view.kind === 'dict') {
      const keys = view.entries.map(([key]) => key);
      if (distinct(keys).length < keys.length) return false;
      pending.push(...view.entries.map(([, member]) => member));
      continue;
    }
    const isSet = view.kind === 'set' || view.kind === 'frozenset';
    if (isSet && distinct(view.items).length < view.items.length) return false;
    pending.push(...(childrenOf(view) ?? []));
  }
  return true;
}
