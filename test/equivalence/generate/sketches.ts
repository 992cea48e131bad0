import type { Call, Value } from '../../../protocol/cases.ts';
import type {
  Constraint,
  InputSketch,
  Shape,
  SketchedParameter,
  Term,
} from '../../../daemon/core/exploring.ts';

/** Sketches as a language would make them, for tests of what is made of them. */

export const integers: Shape = { kind: 'list', items: { kind: 'integer' } };
export const integer: Shape = { kind: 'integer' };
export const text: Shape = { kind: 'string' };

export function parameter(
  name: string,
  shape: Shape,
  more: Partial<SketchedParameter> = {},
): SketchedParameter {
  return { name, shape, place: 'positional', isOptional: false, source: 'annotation', ...more };
}

/** A function with these parameters, in their order. */
export function sketchOf(
  shapes: Readonly<Record<string, Shape>>,
  more: Partial<InputSketch> = {},
): InputSketch {
  return {
    parameters: Object.entries(shapes).map(([name, shape]) => parameter(name, shape)),
    init: null,
    literals: [],
    constraints: [],
    raises: [],
    impurities: [],
    ...more,
  };
}

export function constraint(says: Constraint['says']): Constraint {
  return { says, text: JSON.stringify(says), source: 'docstring' };
}

export const named = (name: string): Term => ({ kind: 'parameter', name });
export const lengthOf = (name: string): Term => ({ kind: 'length', of: named(name) });
export const eachOf = (name: string): Term => ({ kind: 'each', of: named(name) });
export const number = (value: number): Term => ({ kind: 'number', value });

/** Known calls with these positional arguments. */
export function callsOf(...rows: readonly (readonly Value[])[]): readonly Call[] {
  return rows.map((args, index) => ({ id: String(index + 1), init: null, args, kwargs: {} }));
}
