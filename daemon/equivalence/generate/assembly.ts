import type { Value } from '../../../protocol/cases.ts';
import type { Layout, Seat } from '../../core/layouts.ts';
import { type NewView, viewOf } from '../../cases/views.ts';
import { newValue } from './instances.ts';

/** An instance of a chain or a tree, and which ones its links lead to; -1 is none. */
export interface Part {
  readonly view: NewView;
  readonly links: readonly number[];
}

/**
 * The instances that are reached from one by the links of its layout, those nearer to it first; none
 * where the value is no instance of that type. Chains are too long for recursion.
 */
export function partsOfStructure(root: Value, layout: Layout): readonly Part[] {
  const parts: Part[] = [];
  const views: NewView[] = [];
  const enter = (value: Value | undefined): number => {
    if (typeof value !== 'object' || value === null) return -1;
    const view = viewOf(value);
    if (view.kind !== 'new' || view.type !== layout.type) return -1;
    return views.push(view) - 1;
  };
  enter(root);
  for (let at = 0; at < views.length; at++) {
    const view = views[at] as NewView;
    parts.push({ view, links: layout.links.map((seat) => enter(standingAt(view, seat))) });
  }
  return parts;
}

/** The value that these instances make; whatever a link leads to comes after it. */
export function assembled(parts: readonly Part[], layout: Layout): Value {
  const built: Value[] = [];
  for (let at = parts.length - 1; at >= 0; at--) {
    const { view, links } = parts[at] as Part;
    const linked = layout.links.reduce((made, seat, index) => {
      const target = links[index] ?? -1;
      if (target >= 0) return putAt(made, seat, built[target] as Value);
      const before = standingAt(made, seat);
      // What leads to no instance of the structure stays: nothing, or one that is met before.
      const isLink = before !== undefined && viewOf(before).kind === 'new';
      return isLink ? putAt(made, seat, null) : made;
    }, view);
    built[at] = newValue(linked);
  }
  return built[0] ?? null;
}

export function standingAt(
  { args, kwargs, set }: NewView,
  { index, name }: Seat,
): Value | undefined {
  // What is set afterwards stands in the end.
  if (Object.hasOwn(set, name)) return set[name];
  return index !== null && index < args.length ? args[index] : kwargs[name];
}

export function putAt(view: NewView, { index, name, isSet }: Seat, value: Value): NewView {
  const { args, kwargs } = view;
  if (!isSet && Object.hasOwn(view.set, name)) {
    const { [name]: _, ...set } = view.set;
    return putAt({ ...view, set }, { index, name, isSet }, value);
  }
  const { set } = view;
  if (index !== null && index < args.length) return { ...view, args: args.with(index, value) };
  if (isSet) return { ...view, set: { ...set, [name]: value } };
  if (index === args.length && !Object.hasOwn(kwargs, name))
    return { ...view, args: [...args, value] };
  return { ...view, kwargs: { ...kwargs, [name]: value } };
}
