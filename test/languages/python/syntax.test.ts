import { beforeAll, describe, expect, test } from 'vitest';
import { loadGrammar } from '../../../daemon/languages/grammar.ts';
import { functions, functionsTolerant } from '../../../daemon/languages/python/syntax.ts';

beforeAll(() => loadGrammar('python'));

function listed(source: string) {
  const result = functions(source);
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

/** Checks names, and that each range is the text from the first decorator to the last statement. */
function check(source: string, expected: Readonly<Record<string, string>>) {
  const found = listed(source).map(({ name, start, end }) => [name, source.slice(start, end)]);
  expect(Object.fromEntries(found)).toEqual(expected);
}

describe('functions', () => {
  test('functions, async functions and lambdas', () => {
    check('f = lambda x: x\n\nasync def g(): pass\ndef h():\n  return 1\n', {
      g: 'async def g(): pass',
      h: 'def h():\n  return 1',
    });
  });

  test('methods, nested classes and nested functions', () => {
    const source =
      'class Outer:\n    class Inner:\n        def method(self): pass\n' +
      'def outer():\n    def inner():\n        def innermost(): pass\n    return inner\n';
    expect(listed(source).map(({ name, kind }) => [name, kind])).toEqual([
      ['Outer.Inner.method', 'method'],
      ['outer', 'function'],
      ['outer.inner', 'nested'],
      ['outer.inner.innermost', 'nested'],
    ]);
  });

  test('functions in conditional blocks, the later of two counts', () => {
    const source =
      'if TYPE_CHECKING:\n    def f(): return 1\ntry:\n    def g(): pass\n' +
      'except ImportError:\n    def g(): return 2\ndef f(): return 3\n';
    check(source, { g: 'def g(): return 2', f: 'def f(): return 3' });
  });

  test('decorators belong to the function', () => {
    check('import a\n@a.b(\n  1)\n@c\ndef f():\n  pass\n\n\nx = 1\n', {
      f: '@a.b(\n  1)\n@c\ndef f():\n  pass',
    });
    expect(listed('@a.b(1)\n@c\ndef f(): pass\n')[0]!.decorators).toEqual(['a.b(1)', 'c']);
  });

  test('comments after the last statement are nobody’s', () => {
    check('def f():\n    if x:\n        y()  # here\n        # after\n    # end\n\nz = 1\n', {
      f: 'def f():\n    if x:\n        y()',
    });
  });

  test('a property is its getter', () => {
    const source =
      'class A:\n    @property\n    def x(self): return 1\n' +
      '    @x.setter\n    def x(self, value): pass\n';
    check(source, { 'A.x': '@property\n    def x(self): return 1' });
  });

  test.each([
    ['instance', 'def f(self): pass'],
    ['static', '@staticmethod\n    def f(x): pass'],
    ['class', '@classmethod\n    def f(cls): pass'],
  ])('binding: %s', (binding, text) => {
    expect(listed(`class A:\n    ${text}\n`)[0]!.binding).toBe(binding);
  });

  test('parameters of every kind', () => {
    const [info] = listed('def f(a, /, b: int, c=1, *args, d: str = "x", **kwargs): pass\n');
    expect(info!.parameters).toEqual(['a', 'b', 'c', 'args', 'd', 'kwargs']);
    expect(info!.binding).toBeNull();
  });

  test('generators yield in their own scope', () => {
    const source =
      'def a():\n    yield 1\ndef b():\n    def c(): yield\n    return c\n' +
      'def d(): return [(yield x) for x in y]\ndef e(): return lambda: (yield)\n';
    const yielding = listed(source).filter(({ isGenerator }) => isGenerator);
    expect(yielding.map(({ name }) => name)).toEqual(['a', 'b.c', 'd']);
  });

  test('docstrings', () => {
    const source =
      'def a():\n    """Says.\n\n    More."""\ndef b():\n    "a" \'b\'\n' +
      "def c():\n    f'no {a}'\ndef d(): r'\\d'\n";
    expect(listed(source).map(({ docstring }) => docstring)).toEqual([
      'Says.\n\n    More.',
      'ab',
      null,
      '\\d',
    ]);
  });

  test.each([
    ['emoji', 's = "😀 é ü"\n'],
    ['a byte order mark', '\uFEFF'],
    ['carriage returns and line feeds', 'x = 1\r\n\r\n'],
    ['carriage returns', 'x = 1\r\r'],
    ['form feeds', 'x = 1\n\f\n'],
  ])('offsets are code units: %s', (_, before) => {
    const source = `${before}def f(a):\n\treturn "😀" + a`;
    const [info] = listed(source);
    expect(source.slice(info!.start, info!.end)).toBe('def f(a):\n\treturn "😀" + a');
    expect(source.slice(info!.nameStart, info!.nameEnd)).toBe('f');
  });
});

describe('syntax errors', () => {
  test.each([
    ['def f(x)\n    return 1\n', "Line 1, column 9: expected ':'."],
    ['x = 1\nfor i in x\n    pass\n', "Line 2, column 11: expected ':'."],
    ['def f(x:\n    return 1\n', "Line 1, column 6: '(' was never closed."],
    ['x = [1, 2\ny = 3\n', "Line 1, column 5: '[' was never closed."],
    ['x = (1]\n', "Line 1, column 7: ']' does not close '('."],
    ['x = 1)\n', "Line 1, column 6: ')' closes nothing."],
    ['x = "abc\n', 'Line 1, column 5: the string that begins here has no end.'],
    ['def f():\nreturn 1\n', 'Line 1, column 9: expected an indented block.'],
    ['x = 1\n    y = 2\n', 'Line 2, column 5: unexpected indent.'],
    [
      'def f():\n        x = 1\n    y = 2\n',
      'Line 3, column 5: unindent does not match any outer level.',
    ],
    ['print "x"\n', "Line 1, column 1: 'print' is a function in Python 3."],
    ['# 😀\r\ndef f():\r\n    x = = 1\r\n', "Line 3, column 9: invalid syntax at '='."],
    ['s = "😀"; x = = 1\n', "Line 1, column 14: invalid syntax at '='."],
  ])('%j', (source, message) => {
    expect(functions(source)).toMatchObject({
      ok: false,
      failure: { code: 'syntax-error', message },
    });
  });

  test.each([
    '',
    '# only a comment',
    'def f(): ...\n',
    'match x:\n    case [1, *_] if y: pass\n    case _: pass\n',
    'type X = int\ndef f[T](x: T) -> T: return x\n',
    'with (open(a) as f, open(b) as g):\n    pass\n',
    'x = f"{a!r:>{b}} {c["d"]}"\n',
    'if (n := 3) > 2:\n\tpass\nelse:\n        pass\n',
    'try:\n    pass\nexcept* ValueError as e:\n    pass\n',
    'x = (yield)\n',
    'async def f():\n    async with a as b, c:\n        return [x async for x in b]\n',
    'def f():\n    if a: return 1; x = 2\n    # end\n',
    'class A:\n    x = 1; y = 2\n\n    def f(self): return """\n  text\n"""\n',
  ])('%j is fine', (source) => {
    expect(functions(source).ok).toBe(true);
  });

  test('the tolerant list has the functions around an error', () => {
    const source = 'def before():\n    return 1\n\nx = = 2\n\ndef after():\n    return 3\n';
    expect(functions(source).ok).toBe(false);
    expect(functionsTolerant(source).map(({ name }) => name)).toEqual(['before', 'after']);
  });
});
