import type { Value } from '../../../protocol/cases.ts';
import { type View, viewOf } from '../../cases/views.ts';
import { newValue } from './instances.ts';
import { dictValue, withItems } from './values.ts';

/** A place in a value, and how it is filled with another. */
export interface Part {
  readonly value: Value;
  readonly put: (value: Value) => Value;
}

/** What a container holds, keys of dicts aside. */
export function partsIn(container: Value): readonly Part[] {
  if (typeof container !== 'object' || container === null) return [];
  const view = viewOf(container);
  switch (view.kind) {
    case 'list':
    case 'set':
    case 'frozenset':
    case 'tuple':
      return view.items.map((value, index) => ({
        value,
        put: (other) => withItems(container, view.items.with(index, other)),
      }));
    case 'dict':
      return view.entries.map(([key, value], index) => ({
        value,
        put: (other) => dictValue(view.entries.with(index, [key, other])),
      }));
    case 'new':
      return partsOfNew(view);
    default:
      return [];
  }
}

function partsOfNew(view: Extract<View, { kind: 'new' }>): readonly Part[] {
  return [
    ...view.args.map((value, index) => ({
      value,
      put: (other: Value) => newValue({ ...view, args: view.args.with(index, other) }),
    })),
    ...(['kwargs', 'set'] as const).flatMap((field) =>
      Object.entries(view[field]).map(([name, value]) => ({
        value,
        put: (other: Value) => newValue({ ...view, [field]: { ...view[field], [name]: other } }),
      })),
    ),
  ];
}

/** An instance in a value, and where it stands. */
export interface Node extends Part {
  readonly above: Node | null;
}

/** All instances in a value, itself included, those nearer to the top first. */
export function instancesIn(root: Value): readonly Node[] {
  const found: Node[] = [];
  const pending: { readonly part: Part; readonly above: Node | null }[] = [
    { part: { value: root, put: (other) => other }, above: null },
  ];
  for (let next = 0; next < pending.length; next++) {
    const { part, above } = pending[next] as (typeof pending)[number];
    const isNew = typeof part.value === 'object' && viewOf(part.value).kind === 'new';
    const node = isNew ? { ...part, above } : above;
    if (isNew) found.push(node as Node);
    const put = isNew ? (value: Value): Value => value : part.put;
    for (const inner of partsIn(part.value)) {
      pending.push({
        part: { value: inner.value, put: (other) => put(inner.put(other)) },
        above: node,
      });
    }
  }
  return found;
}

/** The whole value with another one in place of an instance. */
export function withNode(node: Node, value: Value): Value {
  let result = node.put(value);
  for (let { above } = node; above !== null; { above } = above) result = above.put(result);
  return result;
}
