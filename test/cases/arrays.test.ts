import { describe, expect, it } from 'vitest';
import type { Value } from '../../protocol/cases.ts';
import { compareValue } from '../../daemon/cases/outcomes.ts';
import { show } from '../../daemon/cases/show.ts';

const tolerance = { relative: 1e-9, absolute: 1e-12 };

function object(type: string, state: Value): Value {
  return { $object: { type, state } };
}

function array(elementType: Value, items: Value, ...rest: readonly Value[]): Value {
  return object('numpy.ndarray', [elementType, items, ...rest]);
}

function frame(columns: readonly Value[], ...data: readonly Value[]): Value {
  return object('pandas.DataFrame', { columns, index: null, data });
}

function check(kind: 'original' | 'written', expected: Value, actual: Value): string | null {
  return compareValue(expected, actual, { kind, tolerance })?.message ?? null;
}

const scalar = (type: string, value: Value): Value => object(`numpy.${type}`, [type, value]);
const nan: Value = { $float: 'nan' };

describe('arrays of two programs', () => {
  it.each<[string, Value, Value, string | null]>([
    ['equal', array('float64', [1.5, nan]), array('float64', [1.5, nan]), null],
    [
      'another value',
      array('float64', [[1.5], [2.5]]),
      array('float64', [[1.5], [3.5]]),
      'returned 3.5 at [1][0], expected 2.5',
    ],
    [
      'another type of items',
      array('float64', [1.5]),
      array('float32', [1.5]),
      'returned an array of float32, expected float64',
    ],
    [
      'another shape of as many items',
      array('int64', [1, 2]),
      array('int64', [[1, 2]]),
      'returned an array of shape (1, 2), expected (2,): np.array([[1, 2]]) instead of np.array([1, 2])',
    ],
    [
      'another shape of no items',
      array('float64', [], { shape: [0, 3] }),
      array('float64', [], { shape: [3, 0] }),
      'returned an array of shape (3, 0), expected (0, 3): np.array([]) instead of np.array([])',
    ],
    [
      'a list',
      array('int64', [1, 2]),
      [1, 2],
      'returned [1, 2] (a list), expected np.array([1, 2]) (numpy.ndarray)',
    ],
    [
      'a scalar and a number',
      3,
      scalar('int64', 3),
      'returned np.int64(3) (numpy.int64), expected 3 (an int)',
    ],
    ['sums in another order', array('float32', [0.3000001]), array('float32', [0.3]), null],
    [
      'floats as precise',
      array('float64', [0.3000001]),
      array('float64', [0.3]),
      'returned 0.3 at [0], expected 0.3000001',
    ],
    ['a scalar of single precision', scalar('float32', 0.3000001), scalar('float32', 0.3), null],
    [
      'a mask',
      object('numpy.ma.MaskedArray', ['int64', [1, 2], { mask: [true, false] }]),
      object('numpy.ma.MaskedArray', ['int64', [1, 2], { mask: [false, false] }]),
      'returned false at ["mask"][0], expected true',
    ],
    [
      'a cell of a table',
      frame(['a', 'b'], ['int64', [1]], ['float64', [2.5]]),
      frame(['a', 'b'], ['int64', [1]], ['float64', [3.5]]),
      'returned 3.5 at ["b"][0], expected 2.5',
    ],
    [
      'the type of a column',
      frame(['a'], ['int64', [1]]),
      frame(['a'], ['int32', [1]]),
      'returned items of type int32 at ["a"], expected int64',
    ],
    [
      'the order of columns',
      frame(['a', 'b'], ['int64', [1]], ['int64', [1]]),
      frame(['b', 'a'], ['int64', [1]], ['int64', [1]]),
      'returned "b" at .columns[0], expected "a"',
    ],
  ])('%s', (_, expected, actual, message) => {
    expect(check('original', expected, actual)).toBe(message);
  });

  it('are compared exactly where a case file says so', () => {
    const exact = { kind: 'original', tolerance: { relative: 0, absolute: 0 } } as const;
    const [a, b] = [array('float32', [0.3000001]), array('float32', [0.3])];
    expect(compareValue(a, b, exact)).not.toBe(null);
  });
});

describe('what a person writes', () => {
  it.each<[string, Value, Value, boolean]>([
    ['a row for an array', [1, 2.5], array('float64', [{ $float: 1 }, 2.5]), true],
    ['rows for a matrix', [[1], [2]], array('int64', [[1], [2]]), true],
    ['other items', [1, 3], array('int64', [1, 2]), false],
    ['a number for a scalar', 3, scalar('int64', 3), true],
    ['a truth value for a scalar', true, scalar('bool', true), true],
    ['a row for a series', [1], object('pandas.Series', { values: ['int64', [1]] }), true],
  ])('%s', (_, expected, actual, isEqual) => {
    expect(check('written', expected, actual) === null).toBe(isEqual);
  });
});

describe('arrays as they are shown', () => {
  it.each<[Value, string]>([
    [array('float64', [{ $float: 1 }, nan]), 'np.array([1.0, nan])'],
    [array('int32', [1, 2]), 'np.array([1, 2], dtype="int32")'],
    [array('<U3', ['abc']), 'np.array(["abc"])'],
    [scalar('float32', 1.5), 'np.float32(1.5)'],
    [
      { $new: { type: 'numpy.array', args: [[1.5]], kwargs: { dtype: 'float64' } } },
      'np.array([1.5])',
    ],
    [
      { $new: { type: 'numpy.array', args: [[1]], kwargs: { dtype: 'float64' } } },
      'np.array([1], dtype="float64")',
    ],
    [frame(['a', 'b'], ['int64', [1]], ['str', ['x']]), 'pd.DataFrame({"a": [1], "b": ["x"]})'],
    [
      object('pandas.Series', { values: ['float64', [1.5]], index: null, name: 's' }),
      'pd.Series([1.5])',
    ],
  ])('%j', (value, shown) => {
    expect(show(value)).toBe(shown);
  });
});
