import type { Shape, Term } from '../../core/exploring.ts';
import { mentions } from '../../core/shapes.ts';
import type { Rule, Saying } from './rules.ts';
import type { ShapeOf } from './shapes.ts';
import type { Slot } from './slots.ts';
import { tiedIn } from './terms.ts';

/**
 * The same slots with what rules about one parameter alone say put into their shapes, so that most
 * of what is drawn satisfies them from the start.
 */
export function narrowedByRules(slots: readonly Slot[], rules: readonly Rule[]): readonly Slot[] {
  return slots.map((slot, index) => {
    const { name } = slot.parameter;
    const isHidden = slots.findLastIndex(({ parameter }) => parameter.name === name) !== index;
    if (isHidden) return slot;
    const shape = rules.reduce((narrow, { says }) => byRule(narrow, says, name), slot.shape);
    return shape === slot.shape ? slot : { ...slot, shape };
  });
}

function byRule(shape: Shape, says: Saying, name: string): Shape {
  switch (says.kind) {
    case 'compare': {
      const { left, right, operator, where } = says;
      const isTied = where !== undefined || tiedIn([left, right]).length > 0;
      if (operator === '!=' || isTied) return shape;
      if (right.kind === 'number') {
        const max = operator === '<' ? below(right.value) : right.value;
        const min = operator === '==' ? right.value : -Infinity;
        return at(shape, left, name, (inside, isLength) => within(inside, min, max, isLength));
      }
      if (left.kind !== 'number') return shape;
      const min = operator === '<' ? above(left.value) : left.value;
      const max = operator === '==' ? left.value : Infinity;
      return at(shape, right, name, (inside, isLength) => within(inside, min, max, isLength));
    }
    case 'sorted':
      if (says.by !== undefined || says.isTurned === true) return shape;
      return at(shape, says.of, name, (inside) =>
        inside.kind === 'list' ? { ...inside, order: says.order } : inside,
      );
    case 'unique':
      return at(shape, says.of, name, (inside) =>
        inside.kind === 'list' ? { ...inside, unique: true } : inside,
      );
    case 'non-empty':
      return withoutNothing(
        at(shape, says.of, name, (inside) => within(inside, 1, Infinity, true)),
        says.of,
      );
    case 'alphabet':
      return at(shape, says.of, name, (inside) => withAlphabet(inside, says.characters));
    case 'rectangular':
    case 'square':
      return at(shape, says.of, name, (inside) => asMatrix(inside, says.kind === 'square'));
    case 'among':
      return at(shape, says.of, name, (inside) =>
        ['integer', 'string', 'float', 'unknown'].includes(inside.kind)
          ? { kind: 'constant', values: says.values }
          : inside,
      );
    case 'balanced': {
      const brackets = [...says.brackets];
      return at(shape, says.of, name, (inside) =>
        inside.kind === 'string' && inside.alphabet === undefined
          ? // Drawn from all characters, a text would hold hardly any brackets.
            { ...inside, alphabet: [...brackets, ...brackets, ...brackets, 'a'].join('') }
          : inside,
      );
    }
    case 'multiple': {
      const { factor, remainder } = says;
      if (remainder !== 0) return shape;
      return at(shape, says.of, name, (inside, isLength) =>
        inside.kind === 'integer' && inside.multipleOf === undefined && !isLength
          ? { ...inside, multipleOf: factor }
          : inside,
      );
    }
    case 'power':
      return at(shape, says.of, name, (inside, isLength) =>
        inside.kind === 'integer' && !isLength
          ? { kind: 'constant', values: powersOf(says.base, inside.max ?? Infinity) }
          : inside,
      );
    case 'member':
    case 'pattern':
    case 'permutation':
    case 'apart':
    case 'graph':
    case 'structure':
    case 'finite':
      return shape;
  }
}

/** The empty chain or tree is nothing at all. */
function withoutNothing(shape: Shape, of: Term): Shape {
  if (of.kind !== 'parameter' || shape.kind !== 'union') return shape;
  const rest = shape.of.filter(({ kind }) => kind !== 'null');
  const isLinked = rest.every((arm) => arm.kind === 'instance' && mentionsItself(arm));
  if (!isLinked || rest.length === 0) return shape;
  return rest.length === 1 ? (rest[0] as Shape) : { ...shape, of: rest };
}

function mentionsItself(shape: Extract<Shape, { kind: 'instance' }>): boolean {
  const { type, parameters, attributes = {} } = shape;
  const inside = [...parameters.map((each) => each.shape), ...Object.values(attributes)];
  return inside.some((part) => mentions(part, type));
}

/** Rows that all have one length. */
function asMatrix(shape: Shape, isSquare: boolean): Shape {
  if (shape.kind === 'matrix') return isSquare ? { ...shape, square: true } : shape;
  if (shape.kind !== 'list' || shape.items.kind !== 'list') return shape;
  const { items: row, min = 0, max } = shape;
  if (shape.order !== undefined || shape.unique || row.order !== undefined || row.unique) {
    return shape;
  }
  return {
    kind: 'matrix',
    items: row.items,
    ...(min > 0 || max !== undefined ? { rows: [min, max ?? Infinity] as const } : {}),
    ...(row.min !== undefined || row.max !== undefined
      ? { columns: [row.min ?? 0, row.max ?? Infinity] as const }
      : {}),
    ...(isSquare ? { square: true } : {}),
  };
}

function powersOf(base: number, max: number): readonly number[] {
  const powers: number[] = [];
  for (let power = 1; Number.isSafeInteger(power) && power <= max; power *= base) {
    powers.push(power);
  }
  return powers;
}

/** The bounds of rules are usually of integers; a float just beside them is filtered. */
function below(value: number): number {
  return Number.isInteger(value) ? value - 1 : value;
}

function above(value: number): number {
  return Number.isInteger(value) ? value + 1 : value;
}

/** Changes the shape at the place that a term means, where it is a place in this parameter. */
function at(
  shape: Shape,
  term: Term,
  name: string,
  change: (inside: Shape, isLength: boolean) => Shape,
): Shape {
  const isLength = term.kind === 'length';
  let place = isLength ? term.of : term;
  let depth = 0;
  for (; place.kind === 'each'; place = place.of) depth++;
  if (place.kind !== 'parameter' || place.name !== name) return shape;
  return inside(shape, depth, (deep) => change(deep, isLength));
}

function inside(shape: Shape, depth: number, change: (deep: Shape) => Shape): Shape {
  if (shape.kind === 'union') {
    return { ...shape, of: shape.of.map((arm) => inside(arm, depth, change)) };
  }
  if (depth === 0) return change(shape);
  switch (shape.kind) {
    case 'list':
    case 'set':
    case 'frozenset':
      return { ...shape, items: inside(shape.items, depth - 1, change) };
    case 'tuple':
      return { ...shape, items: shape.items.map((item) => inside(item, depth - 1, change)) };
    case 'dict':
      return { ...shape, keys: inside(shape.keys, depth - 1, change) };
    case 'matrix': {
      if (depth > 1) return { ...shape, items: inside(shape.items, depth - 2, change) };
      // A row is no shape of its own: what is said of it is about its length or its cells.
      const row = change({
        kind: 'list',
        items: shape.items,
        ...(shape.columns === undefined ? {} : { min: shape.columns[0], max: shape.columns[1] }),
      });
      if (row.kind !== 'list') return shape;
      // Rows are put in order later: a list of lists would not keep them of one length.
      if (row.order !== undefined && row.unique !== true) return shape;
      if (row.unique === true) {
        return { kind: 'list', items: row, ...rowCount(shape.rows) };
      }
      const columns = [row.min ?? 0, row.max ?? Infinity] as const;
      return row.min === undefined && row.max === undefined
        ? { ...shape, items: row.items }
        : { ...shape, items: row.items, columns };
    }
    case 'unknown':
      return { kind: 'list', items: inside(shape, depth - 1, change) };
    default:
      return shape;
  }
}

function rowCount(rows: readonly [number, number] | undefined): {
  readonly min?: number;
  readonly max?: number;
} {
  return rows === undefined ? {} : { min: rows[0], max: rows[1] };
}

/** A shape whose number, or whose length, is also within these bounds. */
export function within(shape: Shape, min: number, max: number, isLength: boolean): Shape {
  switch (shape.kind) {
    case 'integer':
    case 'float':
      return isLength ? shape : bounded(shape, min, max);
    case 'string':
    case 'bytes':
    case 'list':
    case 'set':
    case 'frozenset':
    case 'dict':
      return isLength ? bounded(shape, Math.max(0, min), max) : shape;
    case 'matrix': {
      if (!isLength) return shape;
      const [low, high] = shape.rows ?? [0, Infinity];
      return { ...shape, rows: [Math.max(low, min), Math.min(high, max)] };
    }
    case 'unknown':
      // Who compares it with integers means one.
      if (isLength) return shape;
      return bounded<ShapeOf<'integer'>>({ kind: 'integer' }, min, max);
    default:
      return shape;
  }
}

function bounded<S extends { readonly min?: number; readonly max?: number }>(
  shape: S,
  min: number,
  max: number,
): S {
  const low = Math.max(shape.min ?? -Infinity, min);
  const high = Math.min(shape.max ?? Infinity, max);
  return {
    ...shape,
    ...(low === -Infinity ? {} : { min: low }),
    ...(high === Infinity ? {} : { max: high }),
  };
}

/** Of a text, or of all texts in something. */
function withAlphabet(shape: Shape, characters: string): Shape {
  switch (shape.kind) {
    case 'string': {
      const { alphabet } = shape;
      const both = alphabet === undefined ? null : Array.from(alphabet).filter(isOneOf(characters));
      return { ...shape, alphabet: both === null ? characters : both.join('') };
    }
    case 'list':
    case 'set':
    case 'frozenset':
    case 'matrix':
      return { ...shape, items: withAlphabet(shape.items, characters) };
    case 'tuple':
      return { ...shape, items: shape.items.map((item) => withAlphabet(item, characters)) };
    case 'unknown':
      return { kind: 'string', alphabet: characters };
    default:
      return shape;
  }
}

function isOneOf(characters: string): (one: string) => boolean {
  return (one) => characters.includes(one);
}
