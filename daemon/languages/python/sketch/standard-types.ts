import type { Shape, SketchedParameter } from '../../../core/exploring.ts';
import { anyCallable } from './callables.ts';
import { packageShape } from './package-types.ts';

/** Shapes of what is between the brackets of a type: `deque[int]`. */
export type Inner = (index: number) => Shape;

/** Types that are made by calling them, by the names they are imported by. */
export function standardShape(name: string, inner: Inner): Shape | null {
  return Object.hasOwn(makers, name) ? makers[name]!(inner) : packageShape(name, inner);
}

const integer = (min?: number, max?: number): Shape => ({
  kind: 'integer',
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
});

function made(type: string, ...shapes: readonly Shape[]): Shape {
  const parameters = shapes.map((shape, index): SketchedParameter => ({
    name: `value${index + 1}`,
    shape,
    place: 'positional',
    isOptional: false,
    source: 'annotation',
  }));
  return { kind: 'instance', type, parameters };
}

/** Dates at which months and years end, beside any other. */
function dates(type: string, ...rest: readonly Shape[]): Shape {
  const edges = [
    [2024, 2, 29],
    [2024, 1, 31],
    [2023, 2, 28],
    [1999, 12, 31],
    [2000, 1, 1],
    [2024, 12, 31],
  ];
  const drawn = made(type, integer(1990, 2035), integer(1, 12), integer(1, 28), ...rest);
  const values = edges.map((args) => ({ $new: { type, args } }));
  const long: Shape = { kind: 'constant', values: [1, 3, 5, 7, 8, 10, 12] };
  const late = made(type, integer(1990, 2035), long, integer(29, 31), ...rest);
  return { kind: 'union', of: [drawn, late, { kind: 'constant', values }] };
}

const clock = [integer(0, 23), integer(0, 59), integer(0, 59)];

const path: Shape = {
  kind: 'string',
  pattern: String.raw`^/?([a-z]{1,3}/){0,3}[a-z]{1,3}(\.[a-z]{1,3}){0,2}$`,
};

const makers: Readonly<Record<string, (inner: Inner) => Shape>> = {
  deque: (inner) => made('collections.deque', { kind: 'list', items: inner(0) }),
  Deque: (inner) => made('collections.deque', { kind: 'list', items: inner(0) }),
  Counter: (inner) =>
    made('collections.Counter', { kind: 'dict', keys: inner(0), values: integer(0, 20) }),
  OrderedDict: (inner) =>
    made('collections.OrderedDict', { kind: 'dict', keys: inner(0), values: inner(1) }),
  Decimal: () =>
    made('decimal.Decimal', { kind: 'string', pattern: String.raw`^-?[0-9]{1,4}(\.[0-9]{1,3})?$` }),
  Fraction: () => made('fractions.Fraction', integer(), integer(1)),
  date: () => dates('datetime.date'),
  datetime: () => dates('datetime.datetime', ...clock),
  time: () => made('datetime.time', ...clock),
  timedelta: () => made('datetime.timedelta', integer(-1000, 1000), integer(0, 86_399)),
  Path: () => made('pathlib.Path', path),
  PurePath: () => made('pathlib.PurePath', path),
  PurePosixPath: () => made('pathlib.PurePosixPath', path),
  complex: () => made('complex', { kind: 'float' }, { kind: 'float' }),
  bytearray: () => made('bytearray', { kind: 'bytes' }),
  range: () => made('range', integer(-20, 20), integer(-20, 20), integer(1, 5)),
  Callable: () => anyCallable,
  UUID: () => made('uuid.UUID', { kind: 'string', pattern: '^[0-9a-f]{32}$' }),
  array: (inner) => {
    const isReal = inner(0).kind === 'float';
    return made(
      'array.array',
      { kind: 'constant', values: [isReal ? 'd' : 'i'] },
      {
        kind: 'list',
        items: isReal ? { kind: 'float' } : integer(-(2 ** 31), 2 ** 31 - 1),
      },
    );
  },
};
