import type { Value } from '../../../protocol/cases.ts';
import type { Shape } from '../../core/exploring.ts';
import type { Entry } from '../../cases/views.ts';
import type { Draw } from './draw.ts';
import type { Drawing } from './drawing.ts';
import type { Manner } from './manner.ts';
import { characters, dictValue, integerValue } from './values.ts';

/**
 * What follows what in a long input. A version that goes on by calling itself needs a stack as deep
 * as such a chain is long, and that ends where a loop does not.
 */
type Style = 'down' | 'up' | 'same' | 'nested' | 'drawn';

/** In turn, so that a few inputs have the most usual ones. */
const styles: readonly Style[] = ['down', 'up', 'nested', 'same', 'down', 'up', 'drawn'];

/** A long value for each shape of one input; they have a length and a style in common. */
export class Long {
  readonly #length: number;
  readonly #style: Style;
  readonly #draw: Draw;
  readonly #drawing: Drawing;
  readonly #manner: Manner;

  constructor(draw: Draw, drawing: Drawing, manner: Manner, turn: number) {
    this.#draw = draw;
    this.#drawing = drawing;
    this.#manner = manner;
    this.#style = styles[turn % styles.length] ?? 'drawn';
    // A little more than most stacks hold, and at times much more.
    this.#length = draw.integer(deepest, draw.chance(0.2) ? 3 * deepest : deepest + 40);
  }

  /** Null where the shape has no room for so much. */
  value(shape: Shape): Value | null {
    switch (shape.kind) {
      case 'integer':
        return this.#count(shape);
      case 'string':
        return shape.pattern === undefined ? this.#text(shape) : null;
      case 'list': {
        const length = Math.min(this.#length, shape.max ?? Infinity);
        if (length < leastLong || shape.unique === true) return null;
        if (this.#style === 'nested' && holdsList(shape.items)) return this.#nest(length);
        return Array.from({ length }, (_, index) => this.#item(shape.items, index, length));
      }
      case 'matrix':
        return this.#grid(shape);
      case 'dict': {
        const length = Math.min(this.#length, shape.max ?? Infinity);
        if (length < leastLong) return null;
        const key = (index: number): Value => this.#keyOf(shape.keys, index);
        const next = this.#style === 'down' ? -1 : 1;
        const entries = Array.from({ length }, (_, index): Entry => [
          key(index),
          this.#linkTo(shape.values, key(index + next), index, length),
        ]);
        return dictValue(entries);
      }
      case 'union': {
        for (const arm of shape.of) {
          const value = this.value(arm);
          if (value !== null && typeof value === 'object') return value;
        }
        return null;
      }
      default:
        return null;
    }
  }

  /** How many there are, or a place among them. */
  #count({ min = -Infinity, max = Infinity }: { min?: number; max?: number }): Value | null {
    const count = this.#draw.pick([this.#length, this.#length, this.#length - 1, 1, 0]);
    return count < min || count > max ? null : integerValue(count);
  }

  #item(shape: Shape, index: number, length: number): Value {
    switch (shape.kind) {
      case 'integer': {
        const { min = -Infinity, max = Infinity } = shape;
        const wanted = { down: index - 1, up: index + 1, same: 1, nested: index, drawn: null }[
          this.#style
        ];
        if (wanted === null || max < length) return this.#same(shape);
        return Math.max(min, Math.min(wanted, max)) + 0;
      }
      case 'tuple':
        return { $tuple: this.#link(shape.items, index, length) };
      case 'list': {
        const size = shape.min ?? 0;
        const isPair = size >= 2 && size === shape.max;
        const items = Array.from({ length: isPair ? size : 2 }, () => shape.items);
        if (isPair || this.#style === 'up') return this.#link(items, index, length);
        return index + 1 < length && (shape.min ?? 0) < 2
          ? [this.#item(shape.items, index + 1, length)]
          : [];
      }
      default:
        return this.#same(shape);
    }
  }

  /** From one place to the next, or back; what is more is small. */
  #link(shapes: readonly Shape[], index: number, length: number): readonly Value[] {
    const ends = this.#style === 'down' ? [index + 1, index] : [index, index + 1];
    return shapes.map((shape, place) => {
      const end = ends[place];
      if (shape.kind !== 'integer' || end === undefined) return this.#same(shape);
      const { min = -Infinity, max = Infinity } = shape;
      return max < length ? this.#same(shape) : Math.max(min, Math.min(end, max)) + 0;
    });
  }

  #linkTo(shape: Shape, key: Value, index: number, length: number): Value {
    if (shape.kind === 'list' || shape.kind === 'set' || shape.kind === 'frozenset') {
      const members = index + 1 < length && shape.items.kind === kindOf(key) ? [key] : [];
      return shape.kind === 'list' ? members : { [`$${shape.kind}`]: members };
    }
    return shape.kind === kindOf(key) ? key : this.#item(shape, index, length);
  }

  #keyOf(shape: Shape, index: number): Value {
    return shape.kind === 'integer' ? index : `n${index}`;
  }

  /** One value everywhere, or now and then another. */
  readonly #values = new Map<Shape, Value>();
  #same(shape: Shape): Value {
    const known = this.#values.get(shape);
    if (known !== undefined && this.#style !== 'drawn') return known;
    const value = this.#drawing.value(shape, { ...this.#manner, size: 2 });
    this.#values.set(shape, value);
    return value;
  }

  #nest(length: number): Value {
    let value: Value = [1];
    for (let depth = 0; depth < length; depth++) value = depth % 9 === 0 ? [value, depth] : [value];
    return value;
  }

  #text({
    min = 0,
    max = Infinity,
    alphabet,
  }: {
    min?: number;
    max?: number;
    alphabet?: string;
  }): Value | null {
    const length = Math.min(this.#length, max);
    if (length < leastLong || length < min) return null;
    const all = alphabet === undefined ? this.#manner.alphabet : characters(alphabet);
    const pairs = brackets.filter((pair) => characters(pair).every((one) => all.includes(one)));
    if (this.#style === 'nested' || (pairs.length > 0 && this.#draw.chance(0.5))) {
      const [open = '(', close = ')'] = characters(
        this.#draw.pick(pairs.length === 0 ? brackets.slice(0, 1) : pairs),
      );
      if (alphabet !== undefined && pairs.length === 0) return all[0]?.repeat(length) ?? null;
      const depth = 2 * length <= max ? length : Math.floor(max / 2);
      return open.repeat(depth) + close.repeat(depth);
    }
    const block =
      this.#style === 'same'
        ? [this.#draw.pick(all)]
        : [this.#draw.pick(all), this.#draw.pick(all)];
    if (this.#style !== 'drawn')
      return block
        .join('')
        .repeat(Math.ceil(length / block.length))
        .slice(0, length);
    return Array.from({ length }, () => this.#draw.pick(all)).join('');
  }

  /** One long row, one long column, or a field of as many cells, all alike. */
  #grid({
    rows = [0, Infinity],
    columns = [0, Infinity],
    square,
    items,
  }: Extract<Shape, { kind: 'matrix' }>): Value | null {
    const side = Math.ceil(Math.sqrt(this.#length)) + 1;
    const [height, width] = this.#draw.pick(
      square === true
        ? [[side, side]]
        : [
            [side, side],
            [side, side],
            [1, this.#length],
            [this.#length, 1],
          ],
    ) as [number, number];
    const [h, w] = [Math.min(height, rows[1]), Math.min(width, columns[1])];
    if (h * w < leastLong || (square === true && h !== w)) return null;
    return Array.from({ length: h }, () => Array.from({ length: w }, () => this.#same(items)));
  }
}

/** Levels that the usual limit of a stack has, where a language has one. */
const deepest = 1000;
/** Below that, small inputs have shown what there is. */
const leastLong = 200;

const brackets = ['()', '[]', '{}', '<>'];

function kindOf(key: Value): Shape['kind'] {
  return typeof key === 'string' ? 'string' : 'integer';
}

function holdsList(shape: Shape): boolean {
  return (
    shape.kind === 'list' ||
    (shape.kind === 'union' && shape.of.some(({ kind }) => kind === 'list'))
  );
}
