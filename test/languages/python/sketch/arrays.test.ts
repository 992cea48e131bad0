import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammar } from '../../../../daemon/languages/grammar.ts';
import { signatureOf } from './sketching.ts';

const head = `import numpy as np
import numpy.typing as npt
import pandas as pd
from numpy.typing import NDArray
`;

beforeAll(() => loadGrammar('python'));

/** With `float vector` for an array of rank 1 and doubles, and so on. */
function told(parameters: string, body: string): string {
  return signatureOf(`${head}def f(${parameters}):\n${body.replace(/^/gm, '    ')}\n`)
    .replaceAll('integer', 'int')
    .replace(/numpy\.array\(content: (list|matrix)\[(\w+)\], =dtype: \["(\w+)"\]\)/g, rankText);
}

function rankText(_: string, rows: string, items: string, type: string): string {
  const usual = { float: 'float64', int: 'int64', boolean: 'bool' }[items];
  return `${type === usual ? items : type} ${rows === 'list' ? 'vector' : 'matrix'}`;
}

const ofAnyType = (rank: string): string => `float ${rank} | int ${rank}`;

describe('annotated arrays', () => {
  it.each<[string, string, string]>([
    ['np.ndarray', 'return x[0] + len(x)', ofAnyType('vector')],
    ['np.ndarray', 'return x[0, 1]', ofAnyType('matrix')],
    ['np.ndarray', 'return x[0][1] + len(x)', ofAnyType('matrix')],
    ['np.ndarray', 'n, m = x.shape\nreturn n', ofAnyType('matrix')],
    ['np.ndarray', 'return x.shape[1]', ofAnyType('matrix')],
    ['np.ndarray', 'return x.sum()', `${ofAnyType('vector')} | ${ofAnyType('matrix')}`],
    ['np.ndarray', 'return [1 << v for v in x]', 'int vector'],
    ['npt.NDArray[np.float64]', 'return x[0]', 'float vector'],
    ['NDArray[np.int64]', 'return x[0, 0]', 'int matrix'],
    ['NDArray[np.float32]', 'return [v for v in x]', 'float32 vector'],
    ['NDArray[np.bool_]', 'return [v for v in x]', 'boolean vector'],
    ['np.ndarray[Any, np.dtype[np.int32]]', 'return [v for v in x]', 'int32 vector'],
    ['Optional[np.ndarray]', 'return x[0, 1]', `${ofAnyType('matrix')} | null`],
    ['list[np.ndarray]', 'return [a[0, 1] for a in x]', `list[${ofAnyType('matrix')}]`],
    ['npt.ArrayLike', 'return np.asarray(x).sum()', 'float vector | list[float]'],
    ['np.float64', 'return x + 1', 'numpy.float64(content: float)'],
  ])('%s, used as in `%s`', (annotation, body, shape) => {
    expect(told(`x: ${annotation}`, body)).toBe(`x: ${shape}`);
  });
});

describe('arrays without an annotation', () => {
  it.each<[string, string]>([
    ['return x.shape[0] + x[0]', `${ofAnyType('vector')} | ${ofAnyType('matrix')}`],
    ['return x[0, 1] + 1', ofAnyType('matrix')],
    ['"""Adds.\n\nArgs:\n    x: values, of shape (n, m)\n"""\nreturn x', ofAnyType('matrix')],
    ['"""Adds.\n\nArgs:\n    x (ndarray): values\n"""\nreturn x[0]', ofAnyType('vector')],
    ['return x + 1', 'int'],
    ['return sum(x)', 'list[int]'],
  ])('%s', (body, shape) => {
    expect(told('x', body)).toBe(`x: ${shape}`);
  });

  it('are none where the file has no arrays', () => {
    expect(signatureOf('def f(x):\n    return x[0, 1] + 1\n')).not.toContain('numpy');
  });
});

describe('tables', () => {
  it.each<[string, string, string]>([
    [
      'pd.DataFrame',
      'return x["price"].sum() + len(x["name"].str.upper())',
      'pandas.DataFrame(content: list[{price: float, name: string}], =columns: [["price","name"]])',
    ],
    ['pd.Series', 'return x.sum()', 'pandas.Series(content: list[float], =dtype: ["float64"])'],
    ['pd.Series[int]', 'return x.sum()', 'pandas.Series(content: list[int])'],
  ])('%s, used as in `%s`', (annotation, body, shape) => {
    expect(told(`x: ${annotation}`, body)).toBe(`x: ${shape}`);
  });
});
