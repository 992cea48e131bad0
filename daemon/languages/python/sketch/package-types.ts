import type { Shape, SketchedParameter } from '../../../core/exploring.ts';
import type { InstanceShape } from '../../../core/shapes.ts';

type Inner = (index: number) => Shape;

/** Types of numpy and pandas by the names they are imported by; null for any other. */
export function packageShape(name: string, inner: Inner): Shape | null {
  switch (name) {
    case 'ndarray':
      // ndarray[shape, dtype[type]]
      return openArray(typeOfItems(inner(1)));
    case 'NDArray':
      return openArray(typeOfItems(inner(0)));
    case 'dtype':
      return inner(0);
    case 'ArrayLike': {
      const items: Shape = { kind: 'list', items: { kind: 'float' } };
      return { kind: 'union', of: [arrayShape('float64', items), items] };
    }
    case 'Series':
      return seriesShape(inner(0));
    case 'DataFrame':
      return openTable();
    default:
      return scalarShape(name);
  }
}

/** Arrays of which the rank, and tables of which the columns, are for usage to say. */
const open = new WeakSet<Shape>();

export function isOpen(shape: Shape): boolean {
  return open.has(shape);
}

/** An array with these items, as lists within lists. */
export function arrayShape(type: string, items: Shape): InstanceShape {
  return made('numpy.array', items, [['dtype', { kind: 'constant', values: [type] }]]);
}

/** What items of an array of a type are drawn from. */
export function itemsFor(type: string): Shape {
  const [, sign = '', bits = ''] = /^(u?)int(\d+)$/.exec(type) ?? [];
  if (bits !== '') {
    const size = Math.min(Number(bits), 32);
    return sign === 'u'
      ? { kind: 'integer', min: 0, max: 2 ** size - 1 }
      : { kind: 'integer', min: -(2 ** (size - 1)), max: 2 ** (size - 1) - 1 };
  }
  if (type === 'bool') return { kind: 'boolean' };
  if (/^(?:str|<U|object)/.test(type)) return { kind: 'string' };
  // Halves would overflow at once.
  if (type === 'float16') return { kind: 'float', min: -100, max: 100 };
  return type === 'float32' ? { kind: 'float', min: -1e6, max: 1e6 } : { kind: 'float' };
}

/** The type of an open array's items, where its annotation says one. */
export function typeOfOpen({ parameters }: InstanceShape): string | null {
  const shape = parameters.find(({ name }) => name === 'dtype')?.shape;
  return shape?.kind === 'constant' ? String(shape.values[0]) : null;
}

function openArray(type: string | null): Shape {
  const items: Shape = { kind: 'list', items: itemsFor(type ?? 'float64') };
  const shape = type === null ? made('numpy.array', items, []) : arrayShape(type, items);
  open.add(shape);
  return shape;
}

function openTable(): Shape {
  const shape = tableShape({ a: { kind: 'float' }, b: { kind: 'float' } });
  open.add(shape);
  return shape;
}

/** A table by its rows, so that its columns are of one length. */
export function tableShape(columns: Readonly<Record<string, Shape>>): InstanceShape {
  const rows: Shape = { kind: 'list', items: { kind: 'record', fields: columns } };
  const names: Shape = { kind: 'constant', values: [Object.keys(columns)] };
  return made('pandas.DataFrame', rows, [['columns', names]]);
}

function seriesShape(items: Shape): Shape {
  const known = items.kind === 'unknown' ? null : (contentOf(items) ?? items);
  const rows: Shape = { kind: 'list', items: known ?? { kind: 'float' } };
  const type = known === null || known.kind === 'float' ? 'float64' : null;
  if (type === null) return made('pandas.Series', rows, []);
  return made('pandas.Series', rows, [['dtype', { kind: 'constant', values: [type] }]]);
}

const scalars =
  /^(?:float(?:16|32|64)|u?int(?:8|16|32|64)|bool_|floating|integer|number|double|single|intp|int_)$/;
const meant: Readonly<Record<string, string>> = {
  bool_: 'bool',
  floating: 'float64',
  number: 'float64',
  double: 'float64',
  single: 'float32',
  integer: 'int64',
  intp: 'int64',
  int_: 'int64',
};

function scalarShape(name: string): Shape | null {
  if (!scalars.test(name)) return null;
  const type = meant[name] ?? name;
  return made(`numpy.${type === 'bool' ? 'bool_' : type}`, itemsFor(type), []);
}

function typeOfItems(shape: Shape): string | null {
  if (shape.kind === 'instance' && shape.type.startsWith('numpy.')) {
    return shape.type.slice('numpy.'.length).replace('bool_', 'bool');
  }
  const plain = { integer: 'int64', float: 'float64', boolean: 'bool' } as const;
  return shape.kind in plain ? plain[shape.kind as keyof typeof plain] : null;
}

function contentOf(shape: Shape): Shape | null {
  return shape.kind === 'instance' ? (shape.parameters[0]?.shape ?? null) : null;
}

function made(
  type: string,
  content: Shape,
  named: readonly (readonly [name: string, shape: Shape])[],
): InstanceShape {
  const parameter = (
    name: string,
    shape: Shape,
    place: SketchedParameter['place'],
  ): SketchedParameter => ({ name, shape, place, isOptional: false, source: 'annotation' });
  return {
    kind: 'instance',
    type,
    parameters: [
      parameter('content', content, 'positional'),
      ...named.map(([name, shape]) => parameter(name, shape, 'keyword')),
    ],
  };
}
