import type { Shape } from '../../../core/exploring.ts';
import { mentions } from '../../../core/shapes.ts';
import { membersOf } from './class-body.ts';
import type { Guess } from './guess.ts';
import { isKnown, shapeOf, union } from './shapes.ts';
import type { TypeReader } from './type-reader.ts';

/**
 * A shape with what usage says of instances in it: a value of which attributes are read is of the
 * class that has them, and what an attribute is used as its constructor is given.
 */
export function withInstances(shape: Shape, guess: Guess, types: TypeReader): Shape {
  const part = (name: string, inner: Shape): Shape => {
    const known = guess.partIfAny(name);
    return known === null ? inner : withInstances(inner, known, types);
  };
  switch (shape.kind) {
    case 'unknown':
      return recognized(guess, types) ?? shape;
    case 'list':
    case 'set':
    case 'frozenset':
      return { ...shape, items: part('items', shape.items) };
    case 'tuple':
      return { ...shape, items: shape.items.map((item, i) => part(`at ${i}`, item)) };
    case 'dict':
      return { ...shape, values: part('value', shape.values) };
    case 'union':
      return { ...shape, of: shape.of.map((arm) => withInstances(arm, guess, types)) };
    case 'instance':
      return {
        ...shape,
        parameters: shape.parameters.map((parameter) =>
          isKnown(parameter.shape)
            ? parameter
            : { ...parameter, shape: usedAs(guess, parameter.name, 0) ?? parameter.shape },
        ),
      };
    default:
      return shape;
  }
}

/** The one class of the file, or of those that it imports, that has all the attributes that are asked for. */
function recognized(guess: Guess, types: TypeReader): Shape | null {
  const wanted = guess.partNames('.').map((name) => name.slice(1));
  if (wanted.length === 0) return null;
  const { neighbours } = types;
  const fitting = neighbours
    .classesIn(types.module)
    .map((definition) => ({ definition, has: membersOf(definition, neighbours) }))
    .filter(({ has }) => wanted.every((name) => has.has(name)))
    .toSorted((a, b) => a.has.size - b.has.size);
  const own = fitting.find(({ definition }) => neighbours.moduleOf(definition) === types.module);
  const best = own ?? fitting[0];
  if (best === undefined) return null;
  const shape = types.shapeOfClass(best.definition);
  if (!isKnown(shape)) return null;
  const informed = withInstances(shape, guess, types);
  return isLinked(shape) ? union([informed, { kind: 'null' }]) : informed;
}

/** Whether it is a node of something of which the empty one is nothing: a chain, a tree. */
export function isLinked(shape: Shape): boolean {
  return (
    shape.kind === 'instance' &&
    [...shape.parameters.map((each) => each.shape), ...Object.values(shape.attributes ?? {})].some(
      (each) => mentions(each, shape.type),
    )
  );
}

/** What is done with an attribute, of the value itself or of those that it leads to. */
function usedAs(guess: Guess, name: string, depth: number): Shape | null {
  const own = guess.partIfAny(`.${name}`);
  const shape = own === null ? null : shapeOf(own);
  if (shape !== null && isKnown(shape)) return shape;
  if (depth > 2) return null;
  for (const link of guess.partNames('.')) {
    const next = guess.partIfAny(link);
    const found = next === null ? null : usedAs(next, name, depth + 1);
    if (found !== null) return found;
  }
  return null;
}
