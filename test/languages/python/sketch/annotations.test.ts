import { beforeAll, describe, expect, test } from 'vitest';
import { loadGrammar } from '../../../../daemon/languages/grammar.ts';
import { signatureOf, sketchOf } from './sketching.ts';

beforeAll(() => loadGrammar('python'));

const definitions = `
from enum import Enum, IntEnum
class Color(Enum):
    RED = 1
class Level(IntEnum):
    LOW = 1
    HIGH = 3
class Mode(str, Enum):
    A = 'a'
    B = 'b'
class Person(TypedDict):
    name: str
    age: NotRequired[int]
class Loose(TypedDict, total=False):
    tags: list[str]
@dataclass
class Point:
    x: int
Grid = List[List[int]]
T = TypeVar('T')
N = TypeVar('N', int, float)
UserId = NewType('UserId', int)
Json = Union[None, int, str, List['Json']]
`;

const some = (items: string): string =>
  `() | (${items}) | (${items}, ${items}) | (${Array(5).fill(items).join(', ')})`;

describe('annotations', () => {
  test.each([
    ['int', 'integer'],
    ['float', 'float'],
    ['str', 'string'],
    ['bool', 'boolean'],
    ['bytes', 'bytes'],
    ['None', 'null'],
    ['List[int]', 'list[integer]'],
    ['list[str]', 'list[string]'],
    ['typing.Sequence[float]', 'list[float]'],
    ['Iterable[Tuple[int, str]]', 'list[(integer, string)]'],
    ['Dict[str, int]', 'dict[string, integer]'],
    ['collections.abc.Mapping[str, list[int]]', 'dict[string, list[integer]]'],
    ['dict', 'dict[?, ?]'],
    ['Set[int]', 'set[integer]'],
    ['frozenset[str]', 'frozenset[string]'],
    ['Counter[str]', 'collections.Counter(value1: dict[string, integer])'],
    ['deque[int]', 'collections.deque(value1: list[integer])'],
    ['Optional[int]', 'integer | null'],
    ['int | None', 'integer | null'],
    ['Union[int, str, None]', 'integer | string | null'],
    ['"List[int]"', 'list[integer]'],
    ['Optional["List[str]"]', 'list[string] | null'],
    ['Tuple[int, ...]', some('integer')],
    ['tuple[int, str]', '(integer, string)'],
    ['tuple[()]', '()'],
    ["Literal['x', 3, None]", '["x",3,null]'],
    ['Annotated[int, "metres"]', 'integer'],
    ['Callable[[int], int]', 'function'],
    ['Custom', '?'],
    ['Color', '[{"$new":{"type":"Color","args":[1]}}]'],
    ['Level', '[{"$new":{"type":"Level","args":[1]}},{"$new":{"type":"Level","args":[3]}}]'],
    ['Mode', '[{"$new":{"type":"Mode","args":["a"]}},{"$new":{"type":"Mode","args":["b"]}}]'],
    ['Person', '{name: string, age?: integer}'],
    ['list[Loose]', 'list[{tags?: list[string]}]'],
    ['Point', 'Point(x: integer)'],
    ['Grid', 'list[list[integer]]'],
    ['N', 'integer | float'],
    ['UserId', 'integer'],
    ['Json', 'null | integer | string | list[?]'],
    ['"not a type ["', '?'],
  ])('%s', (annotation, shape) => {
    const source = `${definitions}\ndef f(value_of_it: ${annotation}): pass\n`;
    expect(signatureOf(source)).toBe(`value_of_it: ${shape}`);
    expect(sketchOf(source).parameters[0]!.source).toBe('annotation');
  });

  test.each([
    ['Any', 'return x.lower()', 'string'],
    ['object', 'return x.lower()', 'string'],
    ['T', 'return x.lower()', 'string'],
    ['list', 'return [a.lower() for a in x]', 'list[string]'],
    ['list[list[int]]', 'for u, v in x: pass', 'list[list[integer]{2..2}]'],
    ['list[list[int]]', 'return len(x[0])', 'matrix[integer]'],
    ['dict', "return x['n'] // 2 + len(x['names'].split())", '{n: integer, names: string}'],
    ['dict[str, Any]', 'return sum(x.values())', 'dict[string, integer]'],
    ['Optional[list]', 'return sum(x)', 'list[integer] | null'],
    ['int', 'return x.lower()', 'integer'],
    ['str', 'return sum(x)', 'string'],
  ])('%s, refined by `%s`', (annotation, body, shape) => {
    expect(signatureOf(`${definitions}\ndef f(x: ${annotation}):\n    ${body}\n`)).toBe(
      `x: ${shape}`,
    );
  });
});

test.each([
  ['n=10', 'n?: integer'],
  ['x=1.5', 'x?: float'],
  ['sep=" "', 'sep?: string'],
  ['flag=False', 'flag?: boolean'],
  ['pair=(1, "a")', 'pair?: (integer, string)'],
  ['seen={}', 'seen?: dict[?, ?]'],
  ['count=None', 'count?: integer | null'],
  ['thing=None', 'thing?: ?'],
  ['thing, /, other, *, third', 'thing: ?, other: ?, =third: ?'],
  ['*things: int, **others: str', '*things: integer, **others: string'],
  ['*, third: int = 3', '=third?: integer'],
  ['a: int = 1, *rest', 'a?: integer, *rest: ?'],
])('def f(%s)', (parameters, signature) => {
  expect(signatureOf(`def f(${parameters}): pass\n`)).toBe(signature);
});

test('where shapes come from', () => {
  const source =
    'def f(a: int, b, c=3, d=None, nums=None, thing=None):\n' +
    '    """\n    :param str b: what\n    """\n    return d.split()\n';
  expect(sketchOf(source).parameters.map((each) => each.source)).toEqual([
    'annotation',
    'docstring',
    'default',
    'usage',
    'name',
    'none',
  ]);
});

describe('docstrings', () => {
  test.each<[string, string, string]>([
    [
      'Sphinx',
      ':type a: List[int]\n    :param b: a list of strings\n    :type b: list(str)',
      'list[integer]',
    ],
    ['Sphinx, in one', ':param int a: what', 'integer'],
    ['Epydoc', '@type a: dict of str to int', 'dict[string, integer]'],
    [
      'Google',
      'Args:\n        a (list of int): what\n            it is\n        b: more',
      'list[integer]',
    ],
    ['Google, optional', 'Args:\n        a (int, optional): what. Defaults to 3.', 'integer'],
    ['Google, in words', 'Args:\n        a: A list of strings to join', 'list[string]'],
    [
      'NumPy',
      'Parameters\n    ----------\n    a : list of int\n        what\n    b : str',
      'list[integer]',
    ],
    ['NumPy, two names', 'Parameters\n    ----------\n    a, b : {"x", "y"}', '["x","y"]'],
    ['NumPy, optional', 'Parameters\n    ----------\n    a : int, optional\n', 'integer'],
    ['words', ':type a: str or None', 'string | null'],
    ['nested words', ':type a: list of lists of ints', 'list[list[integer]]'],
    ['a matrix', ':type a: 2D list of ints', 'matrix[integer]'],
    ['a pair', ':type a: tuple of (int, str)', '(integer, string)'],
    ['a class', ':type a: Optional[TreeNode]', '?'],
    ['a character', ':type a: character', 'string{1..1}'],
    ['prose', 'Args:\n        a: whatever comes to mind', '?'],
    ['results alone', 'Returns:\n        a (int): what', '?'],
  ])('%s', (_, docstring, shape) => {
    const source = `def f(a, b):\n    """Does it.\n\n    ${docstring}\n    """\n    return a\n`;
    expect(signatureOf(source).split(', b:')[0]).toBe(`a: ${shape}`);
  });
});
