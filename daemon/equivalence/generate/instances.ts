import type { Value } from '../../../protocol/cases.ts';
import type { SketchedParameter } from '../../core/exploring.ts';
import type { MethodCall, NewView } from '../../cases/views.ts';

/** What is given for each parameter; undefined where it is left out. */
export type Given = readonly (Value | undefined)[];

/** An instance as a value, in its shortest form. */
export function newValue({ type, args, kwargs, set, calls }: Omit<NewView, 'kind'>): Value {
  return {
    $new: {
      type,
      args,
      ...(Object.keys(kwargs).length === 0 ? {} : { kwargs }),
      ...(Object.keys(set).length === 0 ? {} : { set }),
      ...(calls.length === 0 ? {} : { calls: calls.map(methodCallValue) }),
    },
  };
}

function methodCallValue({ method, args, kwargs }: MethodCall): Value {
  return Object.keys(kwargs).length === 0 ? [method, args] : [method, args, kwargs];
}

/** Values for parameters as a call has them: by position as far as that goes, then by name. */
export function argumentsOf(
  parameters: readonly SketchedParameter[],
  given: Given,
): { readonly args: readonly Value[]; readonly kwargs: Readonly<Record<string, Value>> } {
  const args: Value[] = [];
  const kwargs: Record<string, Value> = {};
  // After an argument that is left out, the following ones cannot stand by position.
  let hasEnded = false;
  parameters.forEach(({ name, place }, index) => {
    const value = given[index];
    if (value === undefined) hasEnded ||= place === 'positional';
    else if (place === 'positional' && !hasEnded) args.push(value);
    else if (place === 'positional' || place === 'keyword') kwargs[name] = value;
    else if (place === 'rest' && !hasEnded && Array.isArray(value))
      args.push(...(value as Value[]));
  });
  return { args, kwargs };
}

/** The reverse; null where there are more arguments than parameters. */
export function givenOf(
  parameters: readonly SketchedParameter[],
  args: readonly Value[],
  kwargs: Readonly<Record<string, Value>>,
): Given | null {
  const row = [...args];
  const byName = new Map(Object.entries(kwargs));
  const given = parameters.map(({ name, place }): Value | undefined => {
    if (place === 'rest') return row.splice(0);
    if (place === 'positional' && row.length > 0) return row.shift();
    const value = byName.get(name);
    byName.delete(name);
    return value;
  });
  return row.length === 0 && byName.size === 0 ? given : null;
}

/** The parts of an instance changed, by the place of each: a position or a name. */
export function changedMembers(
  view: NewView,
  change: (link: string | number) => (part: Value) => Value,
): NewView {
  const members = (of: NewView['set']): NewView['set'] =>
    Object.fromEntries(Object.entries(of).map(([name, part]) => [name, change(name)(part)]));
  return {
    ...view,
    args: view.args.map((part, index) => change(index)(part)),
    kwargs: members(view.kwargs),
    set: members(view.set),
  };
}
