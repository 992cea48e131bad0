import type { Value } from '../../../protocol/cases.ts';
import type { Shape } from '../../core/exploring.ts';
import { type InstanceShape, mentions } from '../../core/shapes.ts';
import type { Entry } from '../../cases/views.ts';
import { inOrder } from './arrange.ts';
import { argumentsOf, newValue } from './instances.ts';
import type { Literals } from './manner.ts';
import { floatBoundaries, integerBoundaries } from './numbers.ts';
import type { ShapeOf } from './shapes.ts';
import { textBoundaries } from './texts.ts';
import { dictValue, distinct, hashable } from './values.ts';

/** Values of shapes that are worth trying for themselves, made once for each shape. */
export class Boundaries {
  readonly #literals: Literals;
  readonly #made = new Map<Shape, readonly Value[]>();

  constructor(literals: Literals) {
    this.#literals = literals;
  }

  /** The plainest come first. */
  of(shape: Shape): readonly Value[] {
    const known = this.#made.get(shape);
    if (known !== undefined) return known;
    const values = this.#make(shape);
    this.#made.set(shape, values);
    return values;
  }

  #make(shape: Shape): readonly Value[] {
    switch (shape.kind) {
      case 'null':
        return [null];
      case 'boolean':
        return [false, true];
      case 'integer':
        return integerBoundaries(shape, this.#literals);
      case 'float':
        return floatBoundaries(shape, this.#literals);
      case 'string':
        return textBoundaries(shape, this.#literals);
      case 'bytes':
        return [{ $bytes: '' }, { $bytes: 'AA==' }, { $bytes: '//8=' }];
      case 'constant':
        return shape.values;
      case 'list':
        return rowsOf(shape, this.of(shape.items));
      case 'set':
      case 'frozenset': {
        const items = distinct(this.of(shape.items).map(hashable));
        return rowsOf({ ...shape, unique: true }, items).map((row) => ({
          [`$${shape.kind}`]: row,
        }));
      }
      case 'tuple':
        return this.#tuples(shape);
      case 'dict': {
        const [value = null, other = value] = this.of(shape.values);
        const keys = distinct(this.of(shape.keys).map(hashable)).slice(0, 2);
        const dicts = [[], keys.slice(0, 1), keys].map((some) =>
          dictValue(some.map((key, index): Entry => [key, index === 0 ? value : other])),
        );
        return dicts;
      }
      case 'record': {
        const fields = Object.entries(shape.fields);
        return [0, 1, 2].map((index) =>
          dictValue(fields.map(([name, field]) => [name, this.#boundaryAt(field, index)])),
        );
      }
      case 'union':
        return shape.of.flatMap((arm) => this.of(arm).slice(0, 8));
      case 'matrix': {
        const [one = null, two = one] = this.of(shape.items);
        return [
          [],
          [[one]],
          [[two]],
          [[one, two]],
          [[one], [two]],
          [
            [one, two],
            [two, one],
          ],
        ];
      }
      case 'instance':
        return this.#instances(shape);
      case 'again':
        return [];
      case 'unknown':
        return this.of(usualShape);
    }
  }

  #tuples(shape: ShapeOf<'tuple'>): readonly Value[] {
    return [0, 1, 2].map((index) => ({
      $tuple: shape.items.map((item) => this.#boundaryAt(item, index)),
    }));
  }

  #instances({ type, parameters, attributes = {} }: InstanceShape): readonly Value[] {
    const some = parameters.map(({ shape }) => (mentions(shape, type) ? [null] : this.of(shape)));
    const count = Math.min(6, Math.max(1, ...some.map(({ length }) => length)));
    const set = Object.fromEntries(
      Object.entries(attributes)
        .filter(([, shape]) => !mentions(shape, type))
        .map(([name, shape]) => [name, this.#boundaryAt(shape, 0)]),
    );
    return Array.from({ length: count }, (_, index) => {
      const given = some.map((values) => values[index % Math.max(1, values.length)] ?? null);
      return newValue({ type, ...argumentsOf(parameters, given), set, calls: [] });
    });
  }

  #boundaryAt(shape: Shape, index: number): Value {
    const values = this.of(shape);
    return values[index % Math.max(1, values.length)] ?? null;
  }
}

/** Where a shape is unknown and nobody gave candidates. */
export const usualShape: Shape = { kind: 'integer' };

/** Short rows of the first boundaries of their items. */
function rowsOf(
  shape: ShapeOf<'list' | 'set' | 'frozenset'>,
  items: readonly Value[],
): readonly Value[][] {
  const [a, b, c] = items;
  if (a === undefined) return [[]];
  const single = items.slice(0, 6).map((item) => [item]);
  const more =
    b === undefined
      ? []
      : [
          [a, b],
          [b, a],
          [b, b],
          ...(c === undefined
            ? []
            : [
                [a, b, c],
                [c, b, a],
              ]),
        ];
  return [[], ...single, [a, a], [a, a, a], ...more].filter((row) => {
    if (row.length < (shape.min ?? 0) || row.length > (shape.max ?? Infinity)) return false;
    if (shape.unique === true && distinct(row).length < row.length) return false;
    return shape.order === undefined || isSame(inOrder(row, shape.order), row);
  });
}

function isSame(a: readonly Value[], b: readonly Value[]): boolean {
  return a.every((item, index) => item === b[index]);
}
