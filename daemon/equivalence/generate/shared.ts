import type { Value } from '../../../protocol/cases.ts';
import { childrenOf, viewOf } from '../../cases/views.ts';
import { partsIn } from './parts.ts';
import type { Filling } from './slots.ts';

/** Numbers of the positional arguments that others have instances of. */
export function sharedIn(filling: Filling): ReadonlySet<number> {
  const found = new Set<number>();
  const pending = filling.filter((value) => value !== undefined);
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    const view = viewOf(value);
    if (view.kind === 'shared') found.add(view.argument);
    for (const part of childrenOf(view) ?? []) pending.push(part);
  }
  return found;
}

/** As it leaves: nothing stands where an instance was meant that is not there any more. */
export function withoutLost(leaving: Filling, positional: readonly number[]): Filling {
  const countOf = (argument: number): number => {
    const value = leaving[positional[argument] ?? -1];
    const view = value === undefined ? null : viewOf(value);
    return view?.kind === 'graph' ? view.nodes.length : 0;
  };
  const found = (value: Value): Value => {
    if (typeof value !== 'object' || value === null) return value;
    const view = viewOf(value);
    if (view.kind === 'shared') return view.index < countOf(view.argument) ? value : null;
    if (view.kind === 'graph') return { $graph: view.nodes.map(found) };
    return partsIn(value).reduce<Value>((made, { value: part }, at) => {
      const next = found(part);
      return next === part ? made : (partsIn(made)[at]?.put(next) ?? made);
    }, value);
  };
  return leaving.map((value) =>
    value === undefined || !sharedIn([value]).size ? value : found(value),
  );
}
