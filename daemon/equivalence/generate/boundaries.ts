import type { Value } from '../../../protocol/cases.ts';
import type { Shape } from '../../core/exploring.ts';
import { type InstanceShape, mentions } from '../../core/shapes.ts';
import type { Entry } from '../../cases/views.ts';
import { inOrder } from './arrange.ts';
import { Draw } from './draw.ts';
import { argumentsOf, newValue } from './instances.ts';
import type { Literals } from './manner.ts';
import { floatBoundaries, integerBoundaries } from './numbers.ts';
import type { ShapeOf } from './shapes.ts';
import { type Growth, Structures, placesOf } from './structures.ts';
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
        return shape.of.flatMap((arm) => this.of(arm).slice(0, arm.kind === 'instance' ? 30 : 8));
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

  /** One for each boundary of what it carries; of what is linked also the shapes that it grows in. */
  #instances(shape: InstanceShape): readonly Value[] {
    const single = this.#singles(shape);
    const places = placesOf(shape);
    if (places.length === 0) return single;
    let turn = 0;
    // Payloads go round, so that there are equal ones as well as different ones.
    const structures = new Structures(new Draw(7), (part) => this.#boundaryAt(part, turn++ % 4));
    const sizes = places.length === 1 ? [2, 3, 5] : [2, 3, 5, 7];
    const growths: readonly Growth[] =
      places.length === 1 && places[0]?.holding === 'one'
        ? ['first']
        : ['even', 'first', 'last', 'zigzag'];
    return [
      ...single,
      ...sizes.flatMap((size) => growths.map((growth) => structures.made(shape, size, growth))),
      structures.made(shape, longest, 'first'),
    ];
  }

  #singles({ type, parameters, attributes = {} }: InstanceShape): readonly Value[] {
    const some = parameters.map(({ shape, place }) =>
      mentions(shape, type) || place === 'rest' || place === 'keywords' ? null : this.of(shape),
    );
    const count = Math.min(6, Math.max(1, ...some.map((values) => values?.length ?? 0)));
    const set = Object.entries(attributes).filter(([, shape]) => !mentions(shape, type));
    return Array.from({ length: count }, (_, index) => {
      const given = parameters.map(({ shape, isOptional }, at) => {
        const values = some[at];
        if (values == null) return isOptional ? undefined : emptyLink(shape);
        return values[index % Math.max(1, values.length)] ?? null;
      });
      const attributesOf = set.map(([name, shape]) => [name, this.#boundaryAt(shape, index)]);
      return newValue({
        type,
        ...argumentsOf(parameters, given),
        set: index === 0 ? {} : (Object.fromEntries(attributesOf) as Record<string, Value>),
        calls: [],
      });
    });
  }

  #boundaryAt(shape: Shape, index: number): Value {
    const values = this.of(shape);
    return values[index % Math.max(1, values.length)] ?? null;
  }
}

/** More than a program can usually call itself, and less than takes long. */
const longest = 1200;

/** No others where others of the type could stand. */
function emptyLink(shape: Shape): Value {
  const kinds = shape.kind === 'union' ? shape.of.map(({ kind }) => kind) : [shape.kind];
  return kinds.includes('null') || kinds.includes('again')
    ? null
    : kinds.includes('dict')
      ? {}
      : [];
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
