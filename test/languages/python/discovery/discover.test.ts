import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammar } from '../../../../daemon/languages/grammar.ts';
import { discover } from '../../../../daemon/languages/python/discovery/discover.ts';
import { functions } from '../../../../daemon/languages/python/syntax.ts';

beforeAll(() => loadGrammar('python'));

interface Texts {
  readonly source?: string;
  readonly path?: string;
  readonly name?: string;
  readonly tests?: Readonly<Record<string, string>>;
  readonly namesakes?: readonly string[];
}

/** Each case as `init.[args] {kwargs} -> value`, and what could not be read as `? line why`. */
function found({ source = 'def f(xs, k=0):\n    return xs\n', ...more }: Texts): string[] {
  const { path = 'pairs.py', name = 'f', tests = {}, namesakes = [] } = more;
  const listed = functions(source);
  if (!listed.ok) throw new Error(listed.failure.message);
  const target = listed.value.findLast((each) => each.name === name)!;
  const texts = Object.entries(tests).map(([at, text]) => ({ path: at, text }));
  const { cases, unread } = discover({ path, source, namesakes }, target, texts);
  return [
    ...cases.map(({ init, args, kwargs, expectation }) => {
      const call = JSON.stringify(args) + (Object.keys(kwargs)[0] ? JSON.stringify(kwargs) : '');
      const made = init === null ? '' : `${JSON.stringify(init)}.`;
      if (expectation.kind === 'original') return made + call;
      return expectation.kind === 'raises'
        ? `${made}${call} raises ${expectation.exception}`
        : `${made}${call} -> ${JSON.stringify(expectation.value)}`;
    }),
    ...unread.map(({ line, why }) => `? ${line} ${why}`),
  ];
}

/** Of a body in a test that has the function as `f`. */
function inTest(body: string, head = ''): string[] {
  const lines = body.split('\n').map((line) => `    ${line}\n`);
  const text = `import pytest\nfrom pairs import f\n${head}\ndef test_a():\n${lines.join('')}`;
  return found({ tests: { 'test_pairs.py': text } });
}

describe('values', () => {
  it.each<[string, string]>([
    ['1, -2', '[1,-2]'],
    ['1.0, 0.5', '[{"$float":1},0.5]'],
    ['10 ** 20, 2 ** 3', '[{"$int":"100000000000000000000"},8]'],
    ['7 // -2, -7 % 3', '[-4,2]'],
    ['float("inf"), -float("inf")', '[{"$float":"inf"},{"$float":"-inf"}]'],
    ["'a\\n', b'ab'", '["a\\n",{"$bytes":"YWI="}]'],
    ["'ab' * 2 + 'c', 'x' * 100", '["ababc",{"$string":{"n":100,"alphabet":"x","seed":1}}]'],
    ['(1, [2]), {3}', '[{"$tuple":[1,[2]]},{"$set":[3]}]'],
    ["{'a': 1}, {1: 2}", '[{"a":1},{"$dict":[[1,2]]}]'],
    ["{'$a': 1}, {**{'a': 1}, 'b': 2}", '[{"$escape":{"$a":1}},{"a":1,"b":2}]'],
    ['[*range(3), 9], [0] * 3', '[[0,1,2,9],[0,0,0]]'],
    [
      'list(range(1000)), [0] * 1000000',
      '[{"$range":{"start":0,"stop":1000}},{"$repeat":{"value":0,"n":1000000}}]',
    ],
    ['list(range(200))[::-2]', '[{"$range":{"start":199,"stop":-1,"step":-2}}]'],
    ['list(range(10 ** 6))', '[{"$range":{"start":0,"stop":1000000}}]'],
    ['[[0] * 2 for _ in range(2)]', '[[[0,0],[0,0]]]'],
    ['[[0] * 2] * 2', '[[[0,0],{"$ref":1}]]'],
    ['[i * j for i in range(3) for j in (1, 2) if i != j]', '[[0,0,2,2]]'],
    ["{c: i for i, c in enumerate('ab')}", '[{"a":0,"b":1}]'],
    ["sorted([3, 1], reverse=True), 'a b'.split()", '[[3,1],["a","b"]]'],
    ['1 if [] else 2, not 0', '[2,true]'],
    ['[1, 2, 3][1:], (4, 5)[-1]', '[[2,3],5]'],
    ['*[1, 2]', '[1,2]'],
    ['**{"xs": [1]}, k=2', '[]{"xs":[1],"k":2}'],
  ])('f(%s)', (written, read) => {
    expect(inTest(`assert f(${written}) is None`)).toEqual([`${read} -> null`]);
  });

  it.each(['open("x")', 'random.random()', '1j', 'f"{x}"', 'Node(1)', 'x', '[0] * n', 'lambda: 1'])(
    'f(%s) is left to be recorded',
    (written) => {
      expect(inTest(`assert f(${written}) == 1`)).toEqual(['? 5 run-time']);
    },
  );

  it('what is compared with a row that holds itself is not known', () => {
    const body = 'xs = [1]\nxs.append(xs)\nxs.append(xs)\nd = {}\nd["d"] = d\n';
    const compared = 'if xs == [1] or d == {}:\n    f(1)\nassert f(2) == 3\n';
    expect(inTest(`${body}${compared}assert f([2]) == 4`)).toContain('[[2]] -> 4');
  });

  it('a range is given as a list, and then the original decides', () => {
    expect(inTest('assert f(range(3)) == 3')).toEqual(['[{"$range":{"start":0,"stop":3}}]']);
  });

  it('what is too large to be written down is said', () => {
    const text = 'assert f([i * i for i in range(99999)]) == 3\nf([1, 2] * 10 ** 6)';
    expect(inTest(text)).toEqual(['? 5 too-large', '? 6 too-large']);
  });
});

describe('what a test expects', () => {
  it.each<[string, string]>([
    ['assert f([1]) == 2', '[[1]] -> 2'],
    ['assert 2 == f([1])', '[[1]] -> 2'],
    ['assert (f([1]) is None), "why"', '[[1]] -> null'],
    ['assert f([1]) == 2 and True', '[[1]] -> 2'],
    ['assert f([1]) != 2', '[[1]]'],
    ['assert f([1]) == pytest.approx(0.1)', '[[1]]'],
    ['assert pytest.approx(f([1])) == 0.1', '[[1]]'],
    ['assert len(f([1])) == 2', '[[1]]'],
    ['assert f([1])[0] == 2', '[[1]]'],
    ['assert f([1]) == g(1)', '[[1]]'],
    ['assert f([1])', '[[1]]'],
    ['f([1])', '[[1]]'],
    ['r = f([1])\nassert r == 2', '[[1]] -> 2'],
    ['r = f([1])\nr.sort()\nassert r[0] == 2', '[[1]]'],
    ['want = [1] * 2\nassert f([1]) == want', '[[1]] -> [1,1]'],
    ['with pytest.raises(ValueError, match="x"):\n    f([1])', '[[1]] raises ValueError'],
    ['with pytest.raises(queue.Empty) as e:\n    f([1])', '[[1]] raises Empty'],
    ['with pytest.raises((KeyError, ValueError)):\n    f([1])', '[[1]]'],
    ['with pytest.raises(Exception):\n    f([1])', '[[1]]'],
    ['pytest.raises(KeyError, f, [1])', '[[1]] raises KeyError'],
    ['for x in (1,):\n    assert f([x]) == x', '[[1]] -> 1'],
    ['assert all(f(a) == b for a, b in [([1], 2)])', '[[1]] -> 2'],
    ['if True:\n    assert f([1]) == 2', '[[1]] -> 2'],
    ['try:\n    f([1])\nfinally:\n    pass', '[[1]]'],
  ])('%s', (body, read) => {
    expect(inTest(body)).toEqual([read]);
  });

  it('truth is True where the function tells nothing else', () => {
    const source = 'def f(x):\n    return x in [1] or not x\n';
    const tests = {
      'test_a.py':
        'from pairs import f\ndef test_a():\n    assert f(1)\n    assert not f(2)\n    assert f(3) == 0\n',
    };
    expect(found({ source, tests })).toEqual(['[1] -> true', '[2] -> false', '[3] -> false']);
  });

  it('a base of exceptions of the file is no type to hold it to', () => {
    const source = 'class A(Exception): pass\nclass B(A): pass\ndef f(x):\n    raise B\n';
    const test =
      'import pytest\nfrom pairs import *\ndef test_a():\n    with pytest.raises(A):\n        f(1)\n';
    expect(found({ source, tests: { 'test_a.py': test } })).toEqual(['[1]']);
  });
});

describe('names that change', () => {
  it.each<[string, string, string[]]>([
    ['append', 'xs = [1]\nxs.append(2)\nassert f(xs) == 1', ['[[1,2]] -> 1']],
    [
      'a loop',
      'xs = []\nfor i in range(3):\n    xs.append(i)\nassert f(xs) == 1',
      ['[[0,1,2]] -> 1'],
    ],
    ['an item', 'xs = [1, 2]\nxs[0] = 5\nassert f(xs) == 1', ['[[5,2]] -> 1']],
    ['something unknown', 'xs = [1]\nshuffle(xs)\nassert f(xs) == 1', ['? 7 run-time']],
    ['an alias', 'xs = [1]\nys = xs\nshuffle(ys)\nassert f(xs) == 1', ['? 8 run-time']],
    ['perhaps', 'xs = [1]\nif now():\n    xs = [2]\nassert f(xs) == 1', ['? 8 run-time']],
    [
      'perhaps, in place',
      'xs = [1]\nwhile now():\n    xs.append(2)\nassert f(xs) == 1',
      ['? 8 run-time'],
    ],
    ['twice', 'xs = [1]\nassert f(xs) == 1\nassert f(xs, 2) == 2', ['[[1]] -> 1', '[[1],2] -> 2']],
  ])('%s', (_, body, read) => {
    expect(inTest(body)).toEqual(read);
  });

  it('a function that changes what it is given leaves it unknown', () => {
    const source = 'def f(xs):\n    xs.sort()\n    return xs\n';
    const test =
      'from pairs import f\ndef test_a():\n    xs = [2, 1]\n    assert f(xs) == [1, 2]\n    assert f(xs) == [1, 2]\n';
    expect(found({ source, tests: { 'test_a.py': test } })).toEqual([
      '[[2,1]] -> [1,2]',
      '? 5 run-time',
    ]);
  });
});

describe('tests', () => {
  const rows = (test: string, path = 'tests/test_pairs.py'): string[] =>
    found({ tests: { [path]: `import pytest, unittest\nfrom pairs import f\n${test}` } });

  it('are parametrized, by one decorator or several', () => {
    const test = `
@pytest.mark.parametrize('k', [7, 8])
@pytest.mark.parametrize(('xs', 'want'), [([1], 2), pytest.param([3], 4, id='x'), pytest.param([9], 9, marks=pytest.mark.skip)])
def test_a(xs, k, want):
    assert f(xs, k) == want
`;
    expect(rows(test)).toEqual(['[[1],7] -> 2', '[[1],8] -> 2', '[[3],7] -> 4', '[[3],8] -> 4']);
  });

  it('take rows from the module, and say which cannot be read', () => {
    const test = `
ROWS = [(1, 2), (make(), 3)]
@pytest.mark.parametrize('x,want', ROWS)
class TestA:
    def test_a(self, x, want):
        assert f([x]) == want
`;
    expect(rows(test)).toEqual(['[[1]] -> 2', '? 8 run-time']);
  });

  it('have fixtures and helpers', () => {
    const test = `
@pytest.fixture
def base():
    return [1]
@pytest.fixture
def xs(base):
    yield base + [2]
def check(xs, want=3):
    assert f(xs) == want
def test_a(xs):
    check(xs)
    check([5], want=5)
`;
    expect(rows(test)).toEqual(['[[1,2]] -> 3', '[[5]] -> 5']);
  });

  it('have fixtures of the conftest files in their folder and above', () => {
    const root = `
import pytest
from pairs import f
ROWS = [1, 2]
@pytest.fixture
def rows():
    return ROWS
@pytest.fixture
def base():
    return [9]
@pytest.fixture
def result(rows):
    return f(rows)
@pytest.fixture
def odd():
    return helper()
`;
    const near = `
@pytest.fixture
def xs(base, rows):
    yield base + rows
@pytest.fixture
def base():
    return [0]
`;
    const test = `
import pytest
from pairs import f
ROWS = [7]
def helper():
    return [8]
@pytest.fixture
def own(rows):
    return rows + [3]
def test_a(xs, own, rows):
    assert f(xs) == 3
    assert f(own) == 4
    assert f(rows) == 5
def test_b(result, odd):
    f(result)
    f(odd)
`;
    const tests = {
      'tests/unit/test_a.py': test,
      'tests/unit/conftest.py': near,
      'tests/conftest.py': root,
      'other/conftest.py': '@pytest.fixture\ndef rows():\n    return [6]\n',
    };
    expect(found({ tests })).toEqual([
      '[[0,1,2]] -> 3',
      '[[1,2,3]] -> 4',
      '[[1,2]] -> 5',
      '? 15 run-time',
      '? 16 run-time',
      '? 13 run-time',
    ]);
  });

  it('are of unittest', () => {
    const test = `
class Base(unittest.TestCase):
    ROWS = {'a': 1}
class TestA(Base):
    K = 4
    def setUp(self):
        self.xs = [1]
    def test_a(self):
        self.assertEqual(f(self.xs, self.K), 1)
        self.assertIsNone(f([2]))
        self.assertDictEqual({'a': 1}, f([3]))
        self.assertAlmostEqual(f([4]), 0.5)
        self.assertTrue(f([5]) == 6)
        self.assertRaises(ValueError, f, [6], k=1)
        with self.assertRaisesRegex(KeyError, 'x'):
            f([7])
        for xs, want in (([8], 8), ([9], 9)):
            with self.subTest(xs=xs):
                self.assertEqual(f(xs), want)
    @unittest.expectedFailure
    def test_b(self):
        self.assertEqual(f([10]), 1)
`;
    expect(rows(test)).toEqual([
      '[[1],4] -> 1',
      '[[2]] -> null',
      '[[3]] -> {"a":1}',
      '[[4]]',
      '[[5]] -> 6',
      '[[6]]{"k":1} raises ValueError',
      '[[7]] raises KeyError',
      '[[8]] -> 8',
      '[[9]] -> 9',
    ]);
  });

  it('that contradict each other are both cases', () => {
    expect(
      rows('def test_a():\n    assert f([1]) == 1\n    assert f([1]) == 2\n    f([1])\n'),
    ).toEqual(['[[1]] -> 1', '[[1]] -> 2']);
  });

  it('have names that say where they stand', () => {
    const test =
      'from pairs import f\ndef test_a():\n    assert f(1) == 1\n    assert f(2) == 2\nclass TestB:\n    def test_c(self):\n        f(3)\n';
    const source = 'def f(xs):\n    """\n    >>> f(4)\n    """\n';
    const target = functions(source);
    if (!target.ok) throw new Error(target.failure.message);
    const tests = [{ path: 'tests/test_p.py', text: test }];
    const { cases } = discover(
      { path: 'pairs.py', source, namesakes: [] },
      target.value[0]!,
      tests,
    );
    expect(cases.map(({ id, source: { kind, path, line } }) => [id, kind, path, line])).toEqual([
      ['doctest line 3', 'doctest', 'pairs.py', 3],
      ['test_p.py::test_a line 3', 'pytest', 'tests/test_p.py', 3],
      ['test_p.py::test_a line 4', 'pytest', 'tests/test_p.py', 4],
      ['test_p.py::TestB::test_c', 'pytest', 'tests/test_p.py', 7],
    ]);
  });
});

describe('imports', () => {
  const call = 'def test_a():\n    assert ';
  it.each<[string, string, string, string, boolean]>([
    ['by name', 'pairs.py', 'tests/test_a.py', 'from pairs import f', true],
    ['of a package', 'src/pack/pairs.py', 'tests/test_a.py', 'from pack.pairs import f', true],
    ['relative', 'pack/pairs.py', 'pack/tests/test_a.py', 'from ..pairs import f', true],
    ['of another module', 'pairs.py', 'tests/test_a.py', 'from others import f', false],
    ['of another package', 'a/pairs.py', 'tests/test_a.py', 'from b.pairs import f', false],
    ['all', 'pairs.py', 'test_a.py', 'from pairs import *', true],
    ['none', 'pairs.py', 'test_a.py', 'import os', false],
  ])('%s', (_, path, at, line, isFound) => {
    const tests = { [at]: `${line}\n${call}f([1]) == 2\n` };
    expect(found({ path, tests })).toEqual(isFound ? ['[[1]] -> 2'] : []);
  });

  it.each([
    ['import pairs', 'pairs.f'],
    ['import pairs as p', 'p.f'],
    ['from pairs import f as g', 'g'],
    ['import pack.pairs', 'pack.pairs.f'],
    ['from pack import pairs', 'pairs.f'],
    ['import pack', 'pack.f'],
    ['from pack import h', 'h'],
  ])('%s: %s', (line, name) => {
    const tests = {
      'pack/__init__.py': 'from .pairs import f\nfrom .pairs import f as h\n',
      'tests/test_a.py': `${line}\n${call}${name}([1]) == 2\n`,
    };
    const wanted = line.endsWith('h') ? [] : ['[[1]] -> 2'];
    expect(found({ path: 'pack/pairs.py', tests })).toEqual(wanted);
  });

  it('mean the nearer of two modules of one name', () => {
    const tests = { 'b/tests/test_a.py': `from pairs import f\n${call}f([1]) == 2\n` };
    expect(found({ path: 'a/pairs.py', namesakes: ['b/pairs.py'], tests })).toEqual([]);
    expect(found({ path: 'b/pairs.py', namesakes: ['a/pairs.py'], tests })).toEqual(['[[1]] -> 2']);
  });

  it('are hidden by a name of the test', () => {
    const test = 'from pairs import f\ndef test_a():\n    f = str\n    assert f([1]) == 2\n';
    expect(found({ tests: { 'test_a.py': test } })).toEqual(['? 4 run-time']);
  });
});

describe('methods', () => {
  const stack = `
class Stack:
    def __init__(self, size, kind='x'):
        self.items = []
    def push(self, x):
        self.items.append(x)
        return len(self.items)
    @staticmethod
    def twice(x):
        return 2 * x
`;
  const test = (body: string): Record<string, string> => ({
    'test_a.py': `from pairs import Stack\ndef test_a():\n    ${body.replaceAll('\n', '\n    ')}\n`,
  });

  it.each<[string, string[]]>([
    ['assert Stack(3).push(1) == 1', ['[3].[1] -> 1']],
    ['s = Stack(3, kind="y")\nassert s.push(1) == 1', ['[3,"y"].[1] -> 1']],
    ['s = Stack(3)\ns.push(1)\nassert s.push(2) == 2', ['[3].[1]', '? 5 state']],
    ['assert Stack(make()).push(1) == 1', ['? 3 run-time']],
  ])('%s', (body, read) => {
    expect(found({ source: stack, name: 'Stack.push', tests: test(body) })).toEqual(read);
  });

  it('that are static need no object', () => {
    const body = 'assert Stack.twice(4) == 8\nassert Stack(1).twice(5) == 10';
    expect(found({ source: stack, name: 'Stack.twice', tests: test(body) })).toEqual([
      '[4] -> 8',
      '[5] -> 10',
    ]);
  });

  it('without state can be called again', () => {
    const source = 'class Solution:\n    def go(self, nums):\n        return nums\n';
    const tests = {
      'test_a.py':
        'from pairs import Solution\ns = Solution()\ndef test_a():\n    assert s.go(1) == 1\n    assert s.go(nums=2) == 2\n',
    };
    expect(found({ source, name: 'Solution.go', tests })).toEqual([
      '[].[1] -> 1',
      '[].[]{"nums":2} -> 2',
    ]);
  });
});

describe('docstrings and comments', () => {
  const doc = (text: string, head = 'def f(xs, k=0):'): string[] =>
    found({ source: `${head}\n    """\n    ${text.replaceAll('\n', '\n    ')}\n    """\n` });

  it.each<[string, string[]]>([
    ['>>> f([1])\n[2]', ['[[1]] -> [2]']],
    ['>>> f([1])\n', ['[[1]] -> null']],
    ['>>> xs = [1]\n>>> f(xs,\n...   k=2)\n(1, 2)', ['[[1]]{"k":2} -> {"$tuple":[1,2]}']],
    ['>>> f([1])\nTraceback (most recent call last):\n  ...\njson.Bad: no', ['[[1]] raises Bad']],
    ['>>> f([1])  # doctest: +ELLIPSIS\n<object ...>', ['[[1]]']],
    ['>>> f([1])  # doctest: +SKIP\n3', []],
    ['>>> print(f([1]))\n[2]', ['[[1]] -> [2]']],
    ['>>> print(f([1]))\n101', ['[[1]]']],
    ['>>> r = f([1])\n>>> r\n3', ['[[1]] -> 3']],
    ['>>> f([1]) == 3\nTrue', ['[[1]]']],
    ['>>> f(load())\n3', ['? 3 run-time']],
    ['f([1], 2) -> 3', ['[[1],2] -> 3']],
    ['`f([1])` returns True.', ['[[1]] -> true']],
    ['f([1]) raises ValueError', ['[[1]] raises ValueError']],
    ['Input: xs = [2,7], k = 9\nOutput: [0,1]\nExplanation: so', ['[[2,7],9] -> [0,1]']],
    ['Input: nums = [2], target = 9\nOutput: null', ['[[2],9] -> null']],
    ['Input: xs = [[1],\n  [2]]\n\nOutput: 4 (it is)', ['[[[1],[2]]] -> 4']],
    ['Input: k = 3', ['[]{"k":3}']],
    ['Input: a list of numbers\nOutput: their sum', ['? 3 run-time']],
  ])('%s', (text, read) => {
    expect(doc(text)).toEqual(read);
  });

  it('what is printed is text where the function says so', () => {
    expect(doc('>>> print(f(5))\n101', 'def f(x) -> str:')).toEqual(['[5] -> "101"']);
  });

  it('an input that is made into nodes first is not what is given', () => {
    const head = 'def f(root: Optional[TreeNode]):';
    expect(doc('Input: root = [1,null]\nOutput: 1', head)).toEqual(['? 3 run-time']);
  });

  it('comments stand above, inside, and behind a printed call', () => {
    const source = `
# Example: f([1]) -> 2
def f(xs):
    # f([2]) => 3
    return xs

def g(xs):
    # f([9]) -> 9
    return f([8])

if __name__ == '__main__':
    print(f([3]))  # [4]
    for n in (1, 2):
        f([n] * 4)
    assert f([5]) == 6
    print(f(input()))
`;
    expect(found({ source })).toEqual([
      '[[1]] -> 2',
      '[[2]] -> 3',
      '[[3]] -> [4]',
      '[[1,1,1,1]]',
      '[[2,2,2,2]]',
      '[[5]] -> 6',
      '? 16 run-time',
    ]);
  });
});

describe('text of any kind', () => {
  it.each([
    ['that does not parse', 'from pairs import f\ndef test_a(:\n    assert f([1]) ==\n'],
    [
      'that goes round',
      'from pairs import f\ndef a(): return b()\ndef b(): return a()\ndef test_a():\n    while True:\n        a()\n    f(f(f(1)))\n    assert f(1) == f(2) == f(3)\n',
    ],
    [
      'that counts for ever',
      'from pairs import f\ndef test_a():\n    xs = [i for i in range(10 ** 12)]\n    for a in range(999):\n        for b in range(999):\n            for c in range(999):\n                f(a)\n',
    ],
    [
      'that grows',
      'from pairs import f\ndef test_a():\n    x = 9 ** 9 ** 9\n    y = "a" * 10 ** 10\n    z = [[[0] * 1000] * 1000] * 1000\n    f(x, y, z)\n    f(1 << 10 ** 9)\n',
    ],
  ])('%s is gone through in the end', (_, test) => {
    expect(() => found({ tests: { 'test_a.py': test } })).not.toThrow();
  });
});
