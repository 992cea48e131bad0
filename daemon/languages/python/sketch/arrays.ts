import type { Shape } from '../../../core/exploring.ts';
import type { InstanceShape } from '../../../core/shapes.ts';
import type { Guess } from './guess.ts';
import { arrayShape, isOpen, itemsFor, tableShape, typeOfOpen } from './package-types.ts';
import { kindOf, positionsOf } from './settling.ts';
import { anything, isKnown, shapeOf, union } from './shapes.ts';

/** Attributes that arrays have, and hardly anything else. */
const ofArrays = ['.shape', '.ndim', '.dtype', '.T', '.astype', '.reshape', '.ravel', '.flatten'];

/**
 * A shape with what usage says of the arrays in it: how many indices they take, what their items
 * are, which columns a table has. Where nothing is known of a value that is asked for what arrays
 * have, it is one.
 */
export function withArrays(shape: Shape, guess: Guess, told: Told): Shape {
  if (shape.kind === 'union') {
    return union(shape.of.map((arm) => withArrays(arm, guess, told)));
  }
  const rank = told.rank ?? rankOf(guess);
  if (shape.kind === 'instance' && isOpen(shape)) {
    if (shape.type === 'pandas.DataFrame') return tableOf(shape, guess);
    return arraysOf(typeOfOpen(shape), rank, guess);
  }
  const items = shape.kind === 'list' && shape.items.kind === 'instance' ? shape.items : null;
  if (shape.kind === 'list' && items !== null && isOpen(items)) {
    return { ...shape, items: withArrays(items, guess.part('items'), { ...told, rank: null }) };
  }
  const isUsedSo = told.isPossible && (told.rank !== null || isArray(guess));
  const mayBe = !isKnown(shape) || shape.kind === 'dict' || 'items' in shape;
  return isUsedSo && mayBe ? arraysOf(null, rank, guess) : shape;
}

/** What is known otherwise. */
interface Told {
  /** Whether the file works with arrays. */
  readonly isPossible: boolean;
  /** How many indices the parameter takes; null where nothing says so. */
  readonly rank: number | null;
}

function isArray(guess: Guess): boolean {
  if (ofArrays.some((name) => guess.partIfAny(name) !== null)) return true;
  return indicesOf(guess) > 1 && guess.score('dict') < 2;
}

/** Of each type and rank that it may have; both vectors and matrices where nothing says which. */
function arraysOf(type: string | null, rank: number | null, guess: Guess): Shape {
  const types = type !== null ? [type] : isIndex(guess) ? ['int64'] : ['float64', 'int64'];
  const ranks = rank === null ? [1, 2] : [rank];
  const arms = ranks.flatMap((each) =>
    types.map((name) => arrayShape(name, rowsOf(each, itemsFor(name)))),
  );
  return arms.length === 1 ? arms[0]! : { kind: 'union', of: arms };
}

function rowsOf(rank: number, items: Shape): Shape {
  if (rank < 1) return items;
  if (rank === 1) return { kind: 'list', items };
  const matrix: Shape = { kind: 'matrix', items, rows: [1, Infinity] };
  if (rank === 2) return matrix;
  // All of them alike: what is ragged is no array.
  let rows: Shape = { ...matrix, rows: [2, 2], columns: [3, 3] };
  for (let more = rank; more > 2; more--) rows = { kind: 'list', items: rows, min: 1 };
  return rows;
}

/** How many indices it takes; null where nothing says so. */
function rankOf(guess: Guess): number | null {
  const shape = guess.partIfAny('.shape');
  const sizes = shape === null ? [] : positionsOf(shape);
  const unpacked = shape !== null && shape.score('unpacked') > 0 ? sizes.length : 0;
  const nested = depthOf(guess, 0);
  const rank = Math.max(unpacked, indicesOf(guess), nested, ...sizes.map((at) => at + 1));
  if (rank > 1 || unpacked === 1) return rank;
  const isPlain = nested === 1 || guess.score('sized', 'iterable') > 0;
  return isPlain && shape === null ? 1 : null;
}

function indicesOf(guess: Guess): number {
  const index = guess.partIfAny('index');
  const positions = index === null ? [] : positionsOf(index);
  return positions.length < 2 ? 0 : Math.max(...positions) + 1;
}

/** Rows within rows, as far as they are asked for one after the other. */
function depthOf(guess: Guess, depth: number): number {
  const inside = partsOf(guess);
  const isRow = inside.length > 0 || guess.score('sized', 'iterable', 'list', 'unpacked') > 0;
  if (depth > 2 || !isRow) return depth;
  return Math.max(depth + 1, ...inside.map((part) => depthOf(part, depth + 1)));
}

function partsOf(guess: Guess): readonly Guess[] {
  const names = ['items', 'value', ...guess.partNames('at ')];
  return names.map((name) => guess.partIfAny(name)).filter((part) => part !== null);
}

/** Whether its items can be nothing but integers. */
function isIndex(guess: Guess): boolean {
  return ['items', 'value'].some((name) => {
    const part = guess.partIfAny(name);
    return part !== null && kindOf(part) === 'integer' && part.score('integer') >= 2;
  });
}

function tableOf(shape: InstanceShape, guess: Guess): Shape {
  const names = guess.partNames('key ');
  if (names.length === 0) return shape;
  return tableShape(
    Object.fromEntries(names.map((name) => [name.slice(4), columnOf(guess.part(name))])),
  );
}

function columnOf(column: Guess): Shape {
  if (column.partIfAny('.str') !== null) return { kind: 'string' };
  const items = column.partIfAny('items') ?? column.partIfAny('value');
  const shape = items === null ? anything : shapeOf(items);
  return shape.kind === 'string' || shape.kind === 'integer' || shape.kind === 'boolean'
    ? shape
    : { kind: 'float' };
}
