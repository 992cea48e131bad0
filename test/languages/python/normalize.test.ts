import { beforeAll, describe, expect, test } from 'vitest';
import { loadGrammar } from '../../../daemon/languages/grammar.ts';
import { normalize } from '../../../daemon/languages/python/normalize.ts';

beforeAll(() => loadGrammar('python'));

describe('equal', () => {
  test.each([
    ['layout', 'def f(a):\n  return [a,\n    1,]\n', 'def f( a ):\n\n\treturn [a, 1]'],
    ['comments', 'def f():\n    # why\n    return 1  # one\n', 'def f():\n    return 1\n'],
    ['docstrings', 'def f():\n    """Doc."""\n    return 1\n', 'def f():\n    return 1\n'],
    ['a body that is a docstring', 'def f():\n    """Doc."""\n', 'def f():\n    pass\n'],
    ['quotes', 'x = "it\\\'s" + "a"\n', "x = 'it\\'s' + '''a'''\n"],
    ['parentheses', 'x = (1 + (2)), (a, b)\n', 'x = 1 + 2, (a, b)\n'],
    ['one line', 'if x: return 1\n', 'if x:\n    return 1\n'],
    ['line endings', 'x = 1\r\ny = 2\r\n', 'x = 1\ny = 2\n'],
    [
      'names of local variables',
      'def f(a):\n    total = 0\n    for x in a:\n        total += x\n    return total\n',
      'def f(a):\n    s = 0\n    for item in a:\n        s += item\n    return s\n',
    ],
  ])('%s', (_, one, other) => {
    expect(normalize(one)).toBe(normalize(other));
  });
});

describe('different', () => {
  test.each([
    ['operators', 'x = a + b\n', 'x = a - b\n'],
    ['order of operations', 'x = (a + b) * c\n', 'x = a + b * c\n'],
    ['blocks', 'if a:\n    b()\n    c()\n', 'if a:\n    b()\nc()\n'],
    ['slices', 'x[1:]\n', 'x[:1]\n'],
    ['tuples', 'x = (a,)\n', 'x = (a)\n'],
    ['string prefixes', 'x = b"a"\n', 'x = "a"\n'],
    ['interpolation', 'x = f"{a}"\n', 'x = "{a}"\n'],
    ['parameters', 'def f(a): return a\n', 'def f(b): return b\n'],
    [
      'attributes',
      'def f(a):\n    x = a\n    return x.x\n',
      'def f(a):\n    y = a\n    return y.y\n',
    ],
    ['global names', 'def f():\n    return g\n', 'def f():\n    return h\n'],
    [
      'declared globals',
      'def f():\n    global a\n    a = 1\n',
      'def f():\n    global b\n    b = 1\n',
    ],
    [
      'two variables made one',
      'def f():\n    a = 1\n    b = 2\n    return a\n',
      'def f():\n    a = 1\n    a = 2\n    return a\n',
    ],
    ['relative imports', 'from . import a\n', 'from .. import a\n'],
    ['decorators', '@a\ndef f(): pass\n', 'def f(): pass\n'],
    ['conditions', 'x = a if b else c\n', 'x = c if b else a\n'],
    ['not in', 'x = a in b\n', 'x = a not in b\n'],
    ['matrix products', 'x = a @ b\n', 'x = a * b\n'],
    ['stars', 'f(*a)\n', 'f(**a)\n'],
  ])('%s', (_, one, other) => {
    expect(normalize(one)).not.toBe(normalize(other));
  });
});
