import type { Value } from '../../../protocol/cases.ts';
import type { Shape, SketchedParameter } from '../../core/exploring.ts';
import { type NewView, viewOf } from '../../cases/views.ts';
import { instancesIn, partsIn } from './parts.ts';
import { unionOf } from './schema-shape.ts';

/** Enough to see what instances of a type are made of. */
const mostInstances = 400;

/** A shape for each type that these instances are of, told from all of each that are in them. */
export function instanceShapes(
  values: readonly Value[],
  infer: (values: readonly Value[]) => Shape,
): readonly Shape[] {
  const types = new Set(values.map(typeOf));
  const all = values
    .flatMap((value) => instancesIn(value).map((node) => viewOf(node.value) as NewView))
    .slice(0, mostInstances);
  return [...types].map((type) => {
    const alike = all.filter((view) => view.type === type);
    const shapeIn = (members: readonly (Value | undefined)[]): Shape =>
      partShape(
        members.filter((one) => one !== undefined),
        type,
        infer,
      );
    const count = Math.max(0, ...alike.map(({ args }) => args.length));
    const positional = Array.from({ length: count }, (_, index) =>
      parameter(`argument ${index + 1}`, shapeIn(alike.map(({ args }) => args[index])), {
        place: 'positional',
        isOptional: alike.some(({ args }) => args.length <= index),
      }),
    );
    const named = namesIn(alike.map(({ kwargs }) => kwargs)).map((name) =>
      parameter(name, shapeIn(alike.map(({ kwargs }) => kwargs[name])), {
        place: 'keyword',
        isOptional: alike.some(({ kwargs }) => !Object.hasOwn(kwargs, name)),
      }),
    );
    const attributes = namesIn(alike.map(({ set }) => set)).map(
      (name) => [name, shapeIn(alike.map(({ set }) => set[name]))] as const,
    );
    return {
      kind: 'instance',
      type,
      parameters: [...positional, ...named],
      ...(attributes.length === 0 ? {} : { attributes: Object.fromEntries(attributes) }),
    };
  });
}

function parameter(
  name: string,
  shape: Shape,
  rest: Pick<SketchedParameter, 'place' | 'isOptional'>,
): SketchedParameter {
  return { name, shape, ...rest, source: 'cases' };
}

function namesIn(rows: readonly Readonly<Record<string, Value>>[]): readonly string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

/** What stands in one place of instances of a type: others of the type are `again` there. */
function partShape(
  values: readonly Value[],
  type: string,
  infer: (values: readonly Value[]) => Shape,
): Shape {
  const again: Shape = { kind: 'again', type };
  const isOfType = (value: Value): boolean => typeOf(value) === type;
  const links = values.filter(isOfType);
  const holders = values.filter((value) => partsIn(value).some((part) => isOfType(part.value)));
  const held = holders.filter((value) => !isOfType(value));
  const rest = values.filter((value) => !isOfType(value) && !held.includes(value));
  const kinds = new Set(held.map((value) => viewOf(value).kind));
  const arms: Shape[] = [
    ...(links.length > 0 ? [again] : []),
    ...(kinds.has('list') ? [{ kind: 'list' as const, items: again }] : []),
    ...(kinds.has('dict')
      ? [{ kind: 'dict' as const, keys: infer(held.flatMap(keysOf)), values: again }]
      : []),
  ];
  // Beside lists of links an empty list says no more.
  const open = rest.filter((value) => held.length === 0 || partsIn(value).length > 0);
  const others = open.length === 0 ? null : infer(open);
  if (others !== null) arms.push(others);
  return arms.length === 0 ? { kind: 'unknown' } : unionOf(arms);
}

function keysOf(value: Value): readonly Value[] {
  const view = viewOf(value);
  return view.kind === 'dict' ? view.entries.map(([key]) => key) : [];
}

function typeOf(value: Value): string {
  const view = viewOf(value);
  return view.kind === 'new' ? view.type : '';
}
