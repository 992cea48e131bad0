import type { Value } from '../../protocol/cases.ts';
import type { Shape } from '../core/exploring.ts';

/** A value to begin a case with: large where a shape allows it, to be changed by hand. */
export function exampleValue(shape: Shape): Value {
  switch (shape.kind) {
    case 'integer':
      return 10;
    case 'float':
      return 1.5;
    case 'boolean':
      return true;
    case 'string':
      return shape.max === undefined ? 'text' : 'text'.slice(0, shape.max);
    case 'bytes':
      return { $bytes: 'dGV4dA==' };
    case 'constant':
      return shape.values[0] ?? null;
    case 'list':
      return shape.max === undefined
        ? exampleList(shape.items)
        : Array.from({ length: shape.max }, () => exampleValue(shape.items));
    case 'matrix':
      return shape.items.kind === 'integer'
        ? { $matrix: { rows: 30, cols: 30, min: 0, max: 1000, seed: 1 } }
        : [exampleRow(shape.items), exampleRow(shape.items)];
    case 'set':
    case 'frozenset': {
      const isOfIntegers = shape.items.kind === 'integer' || shape.items.kind === 'unknown';
      return {
        [`$${shape.kind}`]: isOfIntegers
          ? { $range: { start: 0, stop: 1000 } }
          : [exampleValue(shape.items)],
      };
    }
    case 'tuple':
      return { $tuple: shape.items.map(exampleValue) };
    case 'dict':
      return exampleDict(shape.keys, shape.values);
    case 'record':
      return Object.fromEntries(
        Object.entries(shape.fields).map(([name, field]) => [name, exampleValue(field)]),
      );
    case 'union': {
      const some = shape.of.filter(({ kind }) => kind !== 'null');
      // Of tuples of any length the first is empty.
      const first = some.find((one) => one.kind !== 'tuple' || one.items.length > 1) ?? some[0];
      return first === undefined ? null : exampleValue(first);
    }
    case 'instance':
      return {
        $new: {
          type: shape.type,
          args: shape.parameters
            .filter(({ place, isOptional }) => place === 'positional' && !isOptional)
            .map((parameter) => exampleValue(parameter.shape)),
        },
      };
    case 'null':
    case 'again':
    case 'unknown':
      return null;
  }
}

function exampleList(items: Shape): Value {
  switch (items.kind) {
    case 'integer':
    case 'unknown':
      return { $ints: { n: 1000, min: 0, max: 1000, seed: 1 } };
    case 'float':
      return { $floats: { n: 1000, min: 0, max: 1, seed: 1 } };
    case 'string':
      return { $strings: { n: 1000, length: 8, alphabet: 'abcdefghij', seed: 1 } };
    default:
      return [exampleValue(items)];
  }
}

function exampleRow(cells: Shape): Value {
  return [exampleValue(cells), exampleValue(cells)];
}

function exampleDict(keys: Shape, values: Shape): Value {
  if (keys.kind === 'unknown' && values.kind === 'unknown') return {};
  if (keys.kind === 'string' || keys.kind === 'unknown') return { key: exampleValue(values) };
  return { $dict: [[exampleValue(keys), exampleValue(values)]] };
}
