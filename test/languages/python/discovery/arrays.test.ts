import { beforeAll, expect, test } from 'vitest';
import { loadGrammar } from '../../../../daemon/languages/grammar.ts';
import { discover } from '../../../../daemon/languages/python/discovery/discover.ts';
import { functions } from '../../../../daemon/languages/python/syntax.ts';

beforeAll(() => loadGrammar('python'));

const source = 'def f(value, other=None):\n    return value\n';

/** The arguments that a test of a file with arrays gives; `?` and the line where they are not read. */
function argumentsIn(line: string): readonly string[] {
  const listed = functions(source);
  if (!listed.ok) throw new Error(listed.failure.message);
  const text = `import numpy as np
import pandas as pd
from numpy import linspace
from shapes import f

def test_a():
    ${line}
`;
  const file = { path: 'shapes.py', source, namesakes: [] };
  const tests = [{ path: 'test_shapes.py', text }];
  const { cases, unread } = discover(file, listed.value[0]!, tests);
  return [
    ...cases.map(({ args }) => JSON.stringify(args)),
    ...unread.map((each) => `? ${each.line}`),
  ];
}

const made = (type: string, args: string, rest = ''): string =>
  `{"$new":{"type":"${type}","args":[${args}]${rest}}}`;

test.each<[string, readonly string[]]>([
  ['f(np.array([1.5, np.nan]))', [`[${made('numpy.array', '[1.5,{"$float":"nan"}]')}]`]],
  [
    'f(np.zeros((2, 3), dtype=np.float32))',
    [`[${made('numpy.zeros', '{"$tuple":[2,3]}', ',"kwargs":{"dtype":"float32"}')}]`],
  ],
  [
    'f(np.arange(6).reshape(2, 3))',
    [`[${made('numpy.reshape', `${made('numpy.arange', '6')},{"$tuple":[2,3]}`)}]`],
  ],
  ['f(linspace(0, 1, 5))', [`[${made('numpy.linspace', '0,1,5')}]`]],
  [
    'f(np.float64(1.5), np.int64(2))',
    [`[${made('numpy.float64', '1.5')},${made('numpy.int64', '2')}]`],
  ],
  ['f(pd.Series([1, 2]))', [`[${made('pandas.Series', '[1,2]')}]`]],
  ['f(pd.DataFrame({"a": [1]}))', [`[${made('pandas.DataFrame', '{"a":[1]}')}]`]],
  ['assert f(np.ones(2)).size == 2', [`[${made('numpy.ones', '2')}]`]],
  ['np.testing.assert_allclose(f(np.ones(2)), [1, 1])', [`[${made('numpy.ones', '2')}]`]],
  ['x = np.ones(2)\n    f(x)\n    f(x)', [`[${made('numpy.ones', '2')}]`, '? 9']],
  ['f(np.random.rand(3))', ['? 7']],
  ['f(np.ones(2) + 1)', ['? 7']],
])('%s', (line, found) => {
  expect(argumentsIn(line)).toEqual(found);
});
