import type { Value } from '../../../protocol/cases.ts';
import type { Shape } from '../../core/exploring.ts';
import type { InstanceShape } from '../../core/shapes.ts';
import type { Entry, MethodCall } from '../../cases/views.ts';
import { arranged, arrangedForTiming, inOrder, sorted } from './arrange.ts';
import { Boundaries, usualShape } from './boundaries.ts';
import type { Draw } from './draw.ts';
import { fits } from './fits.ts';
import { argumentsOf, newValue } from './instances.ts';
import { type Literals, type Manner, inner, sideOf } from './manner.ts';
import { drawnCalls } from './method-calls.ts';
import { drawFloat, drawInteger } from './numbers.ts';
import { Phrases } from './phrases.ts';
import type { ShapeOf } from './shapes.ts';
import { Structures, placesOf } from './structures.ts';
import { drawBytes, drawText } from './texts.ts';
import { characters, dictValue, hashable, identityOf } from './values.ts';

/** Draws values of shapes. What it cannot make as asked, such as too many unique ones, is shorter. */
export class Drawing {
  readonly #draw: Draw;
  readonly #literals: Literals;
  readonly #phrases: Phrases | null;
  readonly #boundaries: Boundaries;

  constructor(draw: Draw, literals: Literals) {
    this.#draw = draw;
    this.#literals = literals;
    this.#phrases = literals.hints === null ? null : new Phrases(literals.hints, literals);
    this.#boundaries = new Boundaries(literals);
  }

  value(shape: Shape, manner: Manner): Value {
    const draw = this.#draw;
    switch (shape.kind) {
      case 'null':
        return null;
      case 'boolean':
        return draw.chance(0.5);
      case 'integer':
        return drawInteger(shape, draw, manner, this.boundaries(shape), this.#literals);
      case 'float':
        return drawFloat(shape, draw, manner, this.boundaries(shape));
      case 'string':
        return this.#text(shape, manner);
      case 'bytes':
        return drawBytes(draw, manner, this.#length(shape, manner));
      case 'constant':
        return draw.pick(shape.values);
      case 'list':
        return this.#list(
          shape,
          this.#length(shape, isSquare(shape, manner) ? sideOf(manner) : manner),
          manner,
        );
      case 'set':
      case 'frozenset': {
        const items = this.#unique(shape.items, this.#length(shape, manner), manner, hashable);
        return { [`$${shape.kind}`]: items };
      }
      case 'tuple':
        return { $tuple: shape.items.map((item) => this.value(item, inner(manner))) };
      case 'dict':
        return this.#dict(shape, manner);
      case 'record':
        return this.#record(shape, manner);
      case 'union':
        return this.value(this.#arm(shape.of, manner), manner);
      case 'matrix':
        return this.#matrix(shape, manner);
      case 'instance':
        return this.#instance(shape, manner);
      case 'again':
        return null;
      case 'unknown':
        return this.value(usualShape, manner);
    }
  }

  /** The same container made longer by what else its shape allows; null where it is none. */
  extended(shape: Shape, value: Value, length: number, manner: Manner): Value | null {
    switch (shape.kind) {
      case 'union': {
        const arm = shape.of.find((one) => fits(value, one));
        return arm === undefined ? null : this.extended(arm, value, length, manner);
      }
      case 'string':
        if (typeof value !== 'string' || shape.pattern !== undefined) return null;
        return value + drawText(shape, this.#draw, manner, length - characters(value).length);
      case 'list': {
        if (!Array.isArray(value)) return null;
        const more = this.#list(shape, length - value.length, manner);
        const items = [...(value as readonly Value[]), ...more];
        return shape.order === undefined ? items : inOrder(items, shape.order);
      }
      case 'matrix':
        return this.value({ ...shape, rows: [length, length] }, manner);
      case 'bytes':
      case 'set':
      case 'frozenset':
      case 'dict':
        return this.value({ ...shape, min: length }, manner);
      default:
        return null;
    }
  }

  /** Values of a shape that are worth trying for themselves, the plainest first. */
  boundaries(shape: Shape): readonly Value[] {
    return this.#boundaries.of(shape);
  }

  /** So many items as a list of this shape has, in some order. */
  #list(shape: ShapeOf<'list'>, length: number, manner: Manner): readonly Value[] {
    if (shape.items.kind === 'again') return [];
    if (shape.unique === true) {
      const items = this.#unique(shape.items, length, manner, (item) => item);
      return shape.order === undefined ? this.#arrangeUnique(items) : inOrder(items, shape.order);
    }
    const inside = isLeaf(shape.items)
      ? manner
      : isSquare(shape, manner)
        ? sideOf(manner)
        : inner(manner);
    const items = Array.from({ length }, () => this.value(shape.items, inside));
    if (shape.order !== undefined) return inOrder(arranged(items, this.#draw), shape.order);
    return manner.isExact ? arrangedForTiming(items, this.#draw) : arranged(items, this.#draw);
  }

  #arrangeUnique(items: readonly Value[]): readonly Value[] {
    return this.#draw.chance(0.2) ? sorted(items) : items;
  }

  #unique(
    shape: Shape,
    length: number,
    manner: Manner,
    prepare: (item: Value) => Value,
  ): readonly Value[] {
    const wide = { ...manner, low: Math.min(manner.low, 0), high: manner.high + 4 * length };
    const seen = new Map<string, Value>();
    for (let tries = 0; seen.size < length && tries < 4 * length + 8; tries++) {
      const item = prepare(this.value(shape, isLeaf(shape) ? wide : inner(wide)));
      const identity = identityOf(item);
      if (!seen.has(identity)) seen.set(identity, item);
    }
    return [...seen.values()];
  }

  #dict(shape: ShapeOf<'dict'>, manner: Manner): Value {
    const keys = this.#unique(shape.keys, this.#length(shape, manner), keyManner(manner), hashable);
    const inside = isLeaf(shape.values) ? manner : inner(manner);
    return dictValue(keys.map((key): Entry => [key, this.value(shape.values, inside)]));
  }

  #instance(shape: InstanceShape, manner: Manner): Value {
    const { type, parameters, attributes = {} } = shape;
    const draw = this.#draw;
    if (placesOf(shape).length > 0) {
      const structures = new Structures(draw, (part, place) =>
        this.value(
          part,
          place === 'key' ? keyManner(manner) : isLeaf(part) ? manner : inner(manner),
        ),
      );
      return structures.made(shape, this.#length({ min: 1 }, manner));
    }
    const inside = manner.isExact ? manner : inner(manner);
    const part = (own: Shape): Value => this.value(own, isLeaf(own) ? manner : inside);
    const given = parameters.map(({ shape: own, isOptional, place }) => {
      if (place === 'rest' || place === 'keywords') return undefined;
      return isOptional && !manner.isExact && draw.chance(0.2) ? undefined : part(own);
    });
    const set = Object.entries(attributes).flatMap(([name, own]) =>
      draw.chance(0.6) ? [[name, part(own)] as const] : [],
    );
    return newValue({
      type,
      ...argumentsOf(parameters, given),
      set: Object.fromEntries(set),
      calls: this.#calls(shape, manner),
    });
  }

  #record(shape: ShapeOf<'record'>, manner: Manner): Value {
    const present = Object.entries(shape.fields).filter(
      ([name]) => shape.optional?.includes(name) !== true || this.#draw.chance(0.7),
    );
    return dictValue(
      present.map(([name, field]): Entry => [name, this.value(field, inner(manner))]),
    );
  }

  /** Nothing is an arm like the others, but says less. */
  #arm(arms: readonly Shape[], { isExact }: Manner): Shape {
    // Outside of the structure that it belongs to, `again` means nothing.
    const some = arms.filter(({ kind }) => kind !== 'again' && !(isExact && kind === 'null'));
    const all = some.length > 0 ? some : arms;
    return this.#draw.weighted(all.map((arm) => [arm.kind === 'null' ? 0.3 : 1, arm] as const));
  }

  /** Calls that fill it or change it, before it is given. */
  #calls(shape: InstanceShape, manner: Manner): readonly MethodCall[] {
    const length = (): number => this.#length({ min: 1 }, manner);
    return drawnCalls(shape, manner, this.#draw, length, (own) =>
      this.value(own, isLeaf(own) ? manner : inner(manner)),
    );
  }

  #matrix(shape: ShapeOf<'matrix'>, manner: Manner): Value {
    const side = manner.isExact ? sideOf(manner) : inner(manner);
    const fitting = manner.isExact ? { ...side, size: rowsFor(shape, manner.size) } : side;
    const rows = this.#length({ min: shape.rows?.[0] ?? 0, max: shape.rows?.[1] }, fitting);
    const columns =
      shape.square === true
        ? rows
        : this.#length(
            { min: shape.columns?.[0] ?? 1, max: shape.columns?.[1] },
            {
              ...side,
              size: manner.isExact ? Math.round(manner.size / Math.max(1, rows)) : side.size,
            },
          );
    const inside = isLeaf(shape.items) ? manner : inner(side);
    const cells = Array.from({ length: rows * columns }, () => this.value(shape.items, inside));
    const mixed = manner.isExact || this.#draw.chance(0.6) ? cells : arranged(cells, this.#draw);
    return Array.from({ length: rows }, (_, row) =>
      mixed.slice(row * columns, (row + 1) * columns),
    );
  }

  #text(shape: ShapeOf<'string' | 'bytes'>, manner: Manner): string {
    const boundaries = this.boundaries(shape);
    if (boundaries.length > 0 && !manner.isExact && this.#draw.chance(manner.edges)) {
      return this.#draw.pick(boundaries) as string;
    }
    const length = this.#length(shape, manner);
    const phrase = manner.isExact || !this.#draw.chance(0.45) ? null : this.#phrase(shape, manner);
    return phrase ?? drawText(shape, this.#draw, manner, length);
  }

  /** A text such as the function reads, as far as the shape lets it be one. */
  #phrase(
    { min = 0, max = Infinity, alphabet, pattern }: ShapeOf<'string' | 'bytes'>,
    manner: Manner,
  ): string | null {
    if (this.#phrases === null || pattern !== undefined) return null;
    const all = characters(this.#phrases.draw(this.#draw, manner, manner.size));
    const allowed = alphabet === undefined ? all : all.filter((one) => alphabet.includes(one));
    return allowed.length < min ? null : allowed.slice(0, max).join('');
  }

  /** Short ones are more likely; lengths that the body mentions come now and then. */
  #length(
    { min = 0, max = Infinity }: { readonly min?: number; readonly max?: number | undefined },
    manner: Manner,
  ): number {
    const draw = this.#draw;
    if (manner.isExact) return Math.max(min, Math.min(max, manner.size));
    const { sizes } = this.#literals;
    const most = Math.max(min, Math.min(max, manner.size));
    if (sizes.length > 0 && manner.size > 2 && draw.chance(0.12)) {
      const size = draw.pick(sizes);
      if (size >= min && size <= max && size <= 4 * manner.size + 8) return size;
    }
    const drawn = draw.integer(min, most);
    return draw.chance(0.3) ? Math.min(drawn, draw.integer(min, most)) : drawn;
  }
}

const leaves: ReadonlySet<Shape['kind']> = new Set([
  'null',
  'boolean',
  'integer',
  'float',
  'constant',
]);

export function isLeaf(shape: Shape): boolean {
  return leaves.has(shape.kind);
}

/** Whether a list shall have as many rows as each is long, which must have no bounds then. */
function isSquare({ items }: ShapeOf<'list'>, manner: Manner): boolean {
  return manner.isSquare === true && items.kind === 'list' && items.max === undefined;
}

/** Of a matrix of so many cells: more where its columns can be but few. */
function rowsFor({ columns, square }: ShapeOf<'matrix'>, cells: number): number {
  const side = Math.max(1, Math.round(Math.sqrt(cells)));
  const most = columns?.[1] ?? Infinity;
  return square !== true && most < side ? Math.round(cells / Math.max(1, most)) : side;
}

/** Keys of few different characters would run out at once. */
function keyManner(manner: Manner): Manner {
  return {
    ...manner,
    alphabet: manner.alphabet.length < 3 ? [...manner.alphabet, 'x', 'y'] : manner.alphabet,
  };
}
