import * as fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Shape } from '../../../../daemon/core/exploring.ts';
import { loadGrammar } from '../../../../daemon/languages/grammar.ts';
import { programOf } from '../../../../daemon/languages/python/program.ts';
import { sketch } from '../../../../daemon/languages/python/sketch/sketch.ts';
import { functionsTolerant } from '../../../../daemon/languages/python/syntax.ts';
import { parameterText, shapeText } from './shape-text.ts';
import { signatureOf, sketchOf } from './sketching.ts';

beforeAll(() => loadGrammar('python'));

const root = join(import.meta.dirname, '../../../..');

describe('classes', () => {
  const source = `
class Tape:
    def __init__(self, items, start=0):
        self.items = items
        self.at = start
    def step(self, by):
        self.at += by
        return self.items[self.at % len(self.items)].upper()
    def steps(self, times):
        return [self.step(1) for _ in range(times)]
    @classmethod
    def make(cls, text):
        return cls(text.split(','))
    @staticmethod
    def twice(given):
        return [given] * (given // 2)
class Bare:
    def f(self, xs): return sum(xs)
`;
  const initOf = (name: string): string | undefined =>
    sketchOf(source, name).init?.map(parameterText).join(', ');

  test('methods leave out what they are bound to', () => {
    expect(signatureOf(source, 'Tape.step')).toBe('by: integer');
    expect(signatureOf(source, 'Tape.make')).toBe('text: string');
    expect(signatureOf(source, 'Tape.twice')).toBe('given: integer');
    expect(signatureOf(source, 'Tape.steps')).toBe('times: integer');
  });

  test('a method tells of what the constructor is given', () => {
    expect(initOf('Tape.step')).toBe('items: list[string], start?: integer');
    expect(initOf('Tape.steps')).toBe('items: list[string], start?: integer');
    expect(initOf('Bare.f')).toBe('');
    expect(initOf('Tape.make')).toBeUndefined();
    expect(initOf('Tape.twice')).toBeUndefined();
  });
});

test.each([
  [
    'weights: list[integer], most: integer',
    'def heavier(weight, most):\n    return weight % 7 > most\n' +
      'def f(weights, most):\n    return [w for w in weights if heavier(w, most)]\n',
  ],
  [
    'given: string',
    'def clean(text: str) -> str:\n    return text\ndef f(given):\n    return clean(given)\n',
  ],
  ['given: integer', 'def f(given):\n    return 1 if given == 0 else given * f(given - 1)\n'],
  [
    'given: ?',
    'def one(v): return two(v)\ndef two(v): return v.lower()\ndef f(given): return one(given)\n',
  ],
  ['given: list[integer]', 'TABLE = [1, 2]\ndef f(given): return [TABLE[i] for i in given]\n'],
])('functions of the same file: %s', (signature, source) => {
  expect(signatureOf(source, 'f')).toBe(signature);
});

test.each([
  ['if x > 3: pass', [3]],
  ['return x == -1.5 or x in ("a", "bc", b"d")', [-1.5, 'a', 'bc', { $bytes: 'ZA==' }]],
  ['return x % (10**9 + 7)', [1000000007]],
  ['return x % LIMIT, VOWELS', [998244353, 'aeiou']],
  ['return 0x10 + 1.0 + 2**70', [{ $int: '1180591620717411303424' }, 16, { $float: 1 }]],
  ['raise ValueError("not this")', []],
  ['assert x != 5, "nor this"', [5]],
  ['"nor this"', []],
  ['return helper(x)', [42]],
  ['y: "List[int]" = x', []],
  ['return True, None, x', []],
])('literals: %s', (body, literals) => {
  const source =
    "LIMIT = 998244353\nVOWELS = 'aeiou'\ndef helper(x): return x + 42\n" +
    `def f(x):\n    """Nor 99."""\n    ${body}\n`;
  const { literals: found } = sketchOf(source, 'f');
  expect(new Set(found.map((each) => JSON.stringify(each)))).toEqual(
    new Set(literals.map((each) => JSON.stringify(each))),
  );
});

test.each<[string, string[]]>([
  ['if not xs:\n        raise ValueError("empty")', ['ValueError']],
  ['raise errors.Bad', ['errors.Bad']],
  [
    '"""It.\n\n    :raises KeyError: when\n    :raise OSError: when\n    """',
    ['KeyError', 'OSError'],
  ],
  [
    '"""It.\n\n    Raises:\n        KeyError: when\n        json.JSONDecodeError: when\n    """',
    ['KeyError', 'json.JSONDecodeError'],
  ],
  ['"""It.\n\n    Raises\n    ------\n    IndexError\n        when\n    """', ['IndexError']],
  ['return check(xs)', ['TypeError']],
  ['try:\n        pass\n    except ValueError as e:\n        raise', []],
  ['try:\n        pass\n    except ValueError as e:\n        raise e', []],
])('raises: %s', (body, raises) => {
  const source = `def check(x):\n    raise TypeError\ndef f(xs):\n    ${body}\n`;
  expect(sketchOf(source, 'f').raises).toEqual(raises);
});

describe('constraints', () => {
  const textsOf = (source: string): readonly string[] =>
    sketchOf(source).constraints.map(({ text, source: from }) => `${from}: ${text}`);

  test.each<[string, string[]]>([
    ['# 1 <= n <= 10\ndef f(n): pass\n', ['comment: 1 <= n <= 10', 'comment: 1 <= n <= 10']],
    ['# 1 <= n\n\ndef f(n): pass\n', []],
    ['def f(n):  # n >= 1\n    pass\n', ['comment: n >= 1']],
    ['def f(n):\n    # n >= 1\n    return n\n', ['comment: n >= 1']],
    ['def f(n):\n    if n < 3:\n        return 1\n    # n >= 3\n    return n\n', []],
    ['def f(n):\n    """Does.\n\n    1 <= n\n    """\n', ['docstring: 1 <= n']],
    [
      'def f(n):\n    """Does.\n\n    Args:\n        n (int): how many (n >= 1)\n    """\n',
      ['docstring: n >= 1'],
    ],
    ['def f(n):\n    """Does.\n\n    Returns:\n        1 <= n\n    """\n', []],
    [
      'def f(n):\n    """Does.\n\n    >>> f(3) # n <= 3\n    n <= 3\n    """\n',
      ['docstring: n <= 3'],
    ],
    [
      'def f(n, k):\n    assert 0 < n and k <= n, "no"\n',
      ['assert: 0 < n and k <= n', 'assert: 0 < n and k <= n'],
    ],
    [
      'def f(n, k):\n    """Does."""\n    if k is None:\n        raise ValueError\n    assert n\n',
      ['assert: n'],
    ],
    ['def f(n):\n    n = n + 1\n    assert n > 0\n', []],
    ['def f(n):\n    if n <= 0:\n        raise ValueError\n    return n\n', []],
    ['def f(n):\n    if n <= 0:\n        return 0\n    return n\n', []],
    [
      'def f(xs):\n    assert all(0 <= x < 9 for x in xs)\n',
      ['assert: all(0 <= x < 9 for x in xs)', 'assert: all(0 <= x < 9 for x in xs)'],
    ],
    [
      'def f(xs):\n    assert xs == sorted(xs) and len(set(xs)) == len(xs)\n',
      [
        'assert: xs == sorted(xs) and len(set(xs)) == len(xs)',
        'assert: xs == sorted(xs) and len(set(xs)) == len(xs)',
      ],
    ],
  ])('%s', (source, expected) => {
    expect(textsOf(source)).toEqual(expected);
  });

  test('a number that is asserted is not 0, a list not empty', () => {
    const saysOf = (source: string) => sketchOf(source).constraints.map(({ says }) => says.kind);
    expect(saysOf('def f(n):\n    assert n\n    return 7 % n\n')).toEqual(['compare']);
    expect(saysOf('def f(xs):\n    assert xs\n    return sum(xs)\n')).toEqual(['non-empty']);
  });

  test('asserts in terms', () => {
    const source =
      'def f(n, xs):\n    assert len(xs) == n + 1\n    assert all(x > -2 for x in xs)\n    assert xs\n';
    expect(sketchOf(source).constraints.map(({ says }) => says)).toEqual([
      {
        kind: 'compare',
        left: { kind: 'length', of: { kind: 'parameter', name: 'xs' } },
        operator: '==',
        right: {
          kind: 'sum',
          left: { kind: 'parameter', name: 'n' },
          right: { kind: 'number', value: 1 },
          sign: 1,
        },
      },
      {
        kind: 'compare',
        left: { kind: 'number', value: -2 },
        operator: '<',
        right: { kind: 'each', of: { kind: 'parameter', name: 'xs' } },
      },
      { kind: 'non-empty', of: { kind: 'parameter', name: 'xs' } },
    ]);
  });
});

const imports = `import datetime, os, random, requests, socket, subprocess, sys, threading, time, uuid
import numpy as np
from datetime import datetime as dt
from pathlib import Path
from time import perf_counter as tick
CACHE = {}
COUNT = 0
`;

test.each<[string, string[]]>([
  ['return time.time() + tick()', ['clock time.time()', 'clock tick()']],
  [
    'return dt.now(), datetime.datetime.utcnow()',
    ['clock dt.now()', 'clock datetime.datetime.utcnow()'],
  ],
  ['return open(x).read()', ['files open(x)']],
  [
    'return Path(x).read_text() + os.listdir(x)[0]',
    ['files Path(x).read_text()', 'files os.listdir(x)'],
  ],
  ['return os.path.join(x, x)', []],
  [
    'return random.random() + np.random.rand()',
    ['random random.random()', 'random np.random.rand()'],
  ],
  ['return uuid.uuid4(), os.urandom(3)', ['random uuid.uuid4()', 'random os.urandom(3)']],
  ['return random.Random(3).random()', []],
  [
    'return requests.get(x), socket.socket()',
    ['network requests.get(x)', 'network socket.socket()'],
  ],
  ['return input() + sys.stdin.readline()', ['input input()', 'input sys.stdin.readline()']],
  ['return [line for line in sys.stdin]', ['input sys.stdin']],
  ['subprocess.run(x); os.system(x)', ['process subprocess.run(x)', 'process os.system(x)']],
  ['threading.Thread(target=x).start()', ['process threading.Thread(target=x)']],
  ['global COUNT; COUNT += 1', ['globals COUNT += 1']],
  [
    'CACHE[x] = 1; CACHE.pop(x); return CACHE.get(x)',
    ['globals CACHE[x] = 1', 'globals CACHE.pop(x)'],
  ],
  ['CACHE = {}; CACHE[x] = 1', []],
  ['seen[x] = 1', ['globals seen[x] = 1']],
  ['xs = []; xs.append(x); x.sort()', []],
  ['import time as t; return t.time()', ['clock t.time()']],
  ['time = x; return time.time()', []],
  ['return helper()', ['clock time.time()']],
  ['return further()', []],
])('impurities: %s', (body, impurities) => {
  const source =
    `${imports}def helper():\n    return time.time()\ndef further(): return between()\n` +
    `def between(): return helper()\ndef f(x, seen={}):\n    ${body}\n`;
  const found = sketchOf(source, 'f').impurities;
  expect(found.map(({ kind, evidence }) => `${kind} ${evidence}`)).toEqual(impurities);
  for (const { line, evidence } of found)
    expect(source.split('\n')[line - 1]).toContain(evidence.slice(0, 5));
});

test('nonlocal of a function around is state, within it is not', () => {
  const source =
    'def outer():\n    n = 0\n    def inner():\n        nonlocal n\n        n += 1\n    return inner\n';
  expect(sketchOf(source, 'outer').impurities).toEqual([]);
  expect(sketchOf(source, 'outer.inner').impurities).toEqual([
    { kind: 'globals', evidence: 'n += 1', line: 5 },
  ]);
});

test('a program has no parameters', () => {
  const source = 'import sys\nn = int(input())\nprint(n % 7)\n';
  const program = programOf(source);
  if (!program.ok) throw new Error(program.failure.message);
  expect(sketch(source, program.value)).toEqual({
    parameters: [],
    init: null,
    literals: [7],
    constraints: [],
    raises: [],
    impurities: [{ kind: 'input', evidence: 'input()', line: 2 }],
  });
});

test.each([
  ['knapsack', 'weights: list[integer], values: list[integer], capacity: integer, index?: integer'],
  ['network', 'links: list[(integer, integer)], start: integer'],
  ['pairs', 'numbers: list[integer], target: integer'],
  ['primes', 'limit: integer'],
  ['words', 'text: string, ignored: list[string]'],
])('examples/%s.py', (name, signature) => {
  const source = readFileSync(join(root, `examples/${name}.py`), 'utf8');
  expect(signatureOf(source)).toBe(signature);
  expect(sketchOf(source).impurities).toEqual([]);
});

/** What a problem's own description says of a parameter. */
const described: Readonly<Record<string, RegExp>> = {
  integer: /^(?:integer|\?)$/,
  string: /^(?:string\b.*|.*\bstring)$/,
  'integer[]': /^(?:string \| )?list\[(?:integer|\?)\]$/,
  'string[]': /^(?:string \| )?list\[(?:string|\?)(?: \| list\[(?:string|\?)\])?\]$/,
  'integer[][]':
    /^(?:list\[\(integer, integer\)\]|matrix\[integer\]|list\[list\[integer\]\]|list\[string \| list\[\?\]\])$/,
};

const problems = readdirSync(join(root, 'packs/basics'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

test.each(problems)('solutions of %s, without types', (problem) => {
  const folder = join(root, 'packs/basics', problem);
  const { function: name, parameters } = JSON.parse(
    readFileSync(join(folder, 'problem.json'), 'utf8'),
  ) as { function: string; parameters: { name: string; type: string }[] };
  for (const file of readdirSync(join(folder, 'solutions'))) {
    const found = sketchOf(readFileSync(join(folder, 'solutions', file), 'utf8'), name);
    found.parameters.forEach(({ shape }, i) => {
      expect(shapeText(shape), file).toMatch(described[parameters[i]!.type]!);
    });
  }
});

describe('any text', () => {
  const texts = ['examples', 'test/fixtures/python']
    .flatMap((folder) =>
      readdirSync(join(root, folder))
        .filter((file) => file.endsWith('.py'))
        .map((file) => readFileSync(join(root, folder, file), 'utf8').slice(0, 3000)),
    )
    .slice(0, 40);

  function sketchAll(source: string): void {
    for (const target of functionsTolerant(source)) {
      const { parameters } = sketch(source, target);
      for (const { shape } of parameters) expect(depthOf(shape)).toBeLessThan(20);
    }
  }

  test('mangled sources', () => {
    const junk = fc.constantFrom(
      '',
      '(',
      ')',
      ':',
      '\n',
      '    ',
      '"""',
      "'",
      ',',
      '=',
      '*',
      'def f(',
      'lambda x:',
      '[0]',
      '.x',
      '\r',
      '∂',
      'yield ',
    );
    const edit = fc.tuple(fc.nat(), fc.nat({ max: 12 }), junk);
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.array(edit, { minLength: 1, maxLength: 6 }),
        (text, edits) => {
          let source = text;
          for (const [at, length, put] of edits) {
            const start = at % (source.length + 1);
            source = source.slice(0, start) + put + source.slice(start + length);
          }
          sketchAll(source);
        },
      ),
      { numRuns: 150 },
    );
  }, 120_000);

  test.each([
    ['deep brackets', `def f(x):\n    return ${'('.repeat(400)}x${')'.repeat(400)}\n`],
    ['long sums', `def f(x):\n    return ${Array(1500).fill('x').join(' + ')}\n`],
    ['deep types', `def f(x: ${'list['.repeat(200)}int${']'.repeat(200)}): pass\n`],
    ['deep subscripts', `def f(x):\n    return x${'[0]'.repeat(300)}\n`],
    [
      'a type of itself',
      "A = List['A']\nB = Union['C', int]\nC = List['B']\ndef f(x: A, y: B, z: C): pass\n",
    ],
    [
      'a value of itself',
      'def f(x):\n    x.append(x)\n    x[0] = x\n    for x in x: x = x[x]\n    return x(x)\n',
    ],
    [
      'a name of objects',
      'def f(constructor, toString, __proto__): return constructor.hasOwnProperty(toString)\n',
    ],
    [
      'deep blocks',
      `def f(x):\n${Array.from({ length: 90 }, (_, i) => `${' '.repeat(i + 1)}if x:\n`).join('')}${' '.repeat(91)}pass\n`,
    ],
    ['many statements', `def f(x):\n${'    x = x + [x[0]]\n'.repeat(3000)}`],
  ])('%s', (_, source) => {
    sketchAll(source);
  });
});

function depthOf(shape: Shape): number {
  switch (shape.kind) {
    case 'list':
    case 'set':
    case 'frozenset':
    case 'matrix':
      return 1 + depthOf(shape.items);
    case 'tuple':
      return 1 + Math.max(0, ...shape.items.map(depthOf));
    case 'union':
      return 1 + Math.max(0, ...shape.of.map(depthOf));
    case 'dict':
      return 1 + Math.max(depthOf(shape.keys), depthOf(shape.values));
    case 'record':
      return 1 + Math.max(0, ...Object.values(shape.fields).map(depthOf));
    default:
      return 1;
  }
}
