import { beforeAll, describe, expect, test } from 'vitest';
import type { InputSketch } from '../../../../daemon/core/exploring.ts';
import { loadGrammar } from '../../../../daemon/languages/grammar.ts';
import { needsOf } from '../../../../daemon/languages/python/project/needs.ts';
import { sketch } from '../../../../daemon/languages/python/sketch/sketch.ts';
import { functions } from '../../../../daemon/languages/python/syntax.ts';
import { parameterText } from './shape-text.ts';

beforeAll(() => loadGrammar('python'));

type Texts = Readonly<Record<string, string>>;

/** The sketch of the last function of a file of a project at /p, with what a run would read of it. */
async function sketchIn(texts: Texts, path: string): Promise<InputSketch> {
  const source = texts[path] ?? '';
  const read = (each: string): Promise<string | null> =>
    Promise.resolve(texts[each.replace('/p/', '')] ?? null);
  const file = { path: `/p/${path}`, root: '/p', sources: [source], isProgram: false };
  const { modules } = await needsOf(file, read);
  const listed = functions(source);
  if (!listed.ok) throw new Error(listed.failure.message);
  return sketch(source, listed.value.at(-1)!, modules);
}

async function signatureIn(texts: Texts, path: string): Promise<string> {
  return (await sketchIn(texts, path)).parameters.map(parameterText).join(', ');
}

const circle =
  'class Circle:\n    def __init__(self, radius: float):\n        self.radius = radius\n';

const imports: readonly (readonly [string, string, Texts, string])[] = [
  ['a name', 'from shapes import Circle\ndef f(c: Circle): ...\n', {}, 'shapes.Circle'],
  ['an alias', 'from shapes import Circle as C\ndef f(c: C): ...\n', {}, 'shapes.Circle'],
  ['a module', 'import shapes\ndef f(c: shapes.Circle): ...\n', {}, 'shapes.Circle'],
  [
    'a module by another name',
    'import shapes as s\ndef f(c: s.Circle): ...\n',
    {},
    'shapes.Circle',
  ],
  ['all names', 'from shapes import *\ndef f(c: Circle): ...\n', {}, 'shapes.Circle'],
  ['a text', "from shapes import Circle\ndef f(c: 'Circle'): ...\n", {}, 'shapes.Circle'],
  [
    'types alone',
    'from __future__ import annotations\nfrom typing import TYPE_CHECKING\n' +
      'if TYPE_CHECKING:\n    from shapes import Circle\ndef f(c: Circle): ...\n',
    {},
    'shapes.Circle',
  ],
  [
    'a package that hands it on',
    'from geometry import Circle\ndef f(c: Circle): ...\n',
    {
      'geometry/__init__.py': 'from .round.circles import Circle\n',
      'geometry/round/circles.py': circle,
    },
    'geometry.round.circles.Circle',
  ],
  [
    'a module of a module',
    'import geometry.circles\ndef f(c: geometry.circles.Circle): ...\n',
    { 'geometry/__init__.py': '', 'geometry/circles.py': circle },
    'geometry.circles.Circle',
  ],
  [
    'an alias elsewhere',
    'from kinds import Round\ndef f(c: Round): ...\n',
    { 'kinds.py': 'import shapes\nRound = shapes.Circle\n' },
    'shapes.Circle',
  ],
  [
    'a docstring with the whole name',
    'import shapes\ndef f(c):\n    """\n    :type c: shapes.Circle\n    """\n    return c.radius\n',
    {},
    'shapes.Circle',
  ],
  [
    'what is read of it',
    'from shapes import Circle\nX = Circle(1.0)\ndef f(c): return c.radius * 2\n',
    {},
    'shapes.Circle',
  ],
  [
    'a class in a class',
    'from outer import Outer\ndef f(c: Outer.Inner): ...\n',
    {
      'outer.py':
        'class Outer:\n    class Inner:\n        def __init__(self, radius: float): ...\n',
    },
    'outer.Outer.Inner',
  ],
];

describe('a class of another module', () => {
  test.each(imports)('by %s', async (_, source, texts, type) => {
    const all = { 'a.py': source, 'shapes.py': circle, ...texts };
    expect(await signatureIn(all, 'a.py')).toBe(`c: ${type}(radius: float)`);
  });

  test.each(['shop/', 'src/shop/', 'shop/deep/'])('relative to %s', async (folder) => {
    const texts = {
      [`${folder}__init__.py`]: '',
      'shop/__init__.py': '',
      [`${folder}a.py`]: 'from .shapes import Circle\ndef f(c: Circle): ...\n',
      [`${folder}shapes.py`]: circle,
    };
    const name = `${folder.replace('src/', '').replaceAll('/', '.')}shapes.Circle`;
    expect(await signatureIn(texts, `${folder}a.py`)).toBe(`c: ${name}(radius: float)`);
  });

  test('for types alone, relative, from outside of its package', async () => {
    const texts = {
      'shop/__init__.py': '',
      'shop/a.py': 'if TYPE_CHECKING:\n    from .shapes import Circle\ndef f(c: "Circle"): ...\n',
      'shop/shapes.py': circle,
    };
    expect(await signatureIn(texts, 'shop/a.py')).toBe('c: shop.shapes.Circle(radius: float)');
  });
});

const models = `
from __future__ import annotations
from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum
from typing import Generic, NamedTuple, NewType, Protocol, TypedDict, TypeVar
from base import Entity, Status

T = TypeVar('T')
UserId = NewType('UserId', int)
Row = list[tuple[str, UserId]]

@dataclass
class Item(Entity):
    price: float
    status: Status = Status.OPEN

class Point(NamedTuple):
    x: int
    y: int

class Movie(TypedDict, total=False):
    title: str
    id: UserId

class Plan(ABC):
    @abstractmethod
    def cost(self) -> float: ...

class Flat(Plan):
    def __init__(self, fee: float):
        self.fee = fee
    def cost(self):
        return self.fee

class Sized(Protocol):
    width: int
    def area(self) -> int: ...

class Stack(Generic[T]):
    def __init__(self):
        self._items = []
    def push(self, item: T) -> None:
        self._items.append(item)
    def pop(self) -> T:
        return self._items.pop()

class Names(Stack[str]):
    pass

@dataclass
class Node:
    value: T
    next: Node | None = None
`;

const base = `
from dataclasses import dataclass
from enum import Enum

class Status(Enum):
    OPEN = 1
    DONE = 2

@dataclass
class Entity:
    name: str
`;

const more = `
from models import Plan

class Tiered(Plan):
    def __init__(self, limits: list[int]):
        self.limits = limits
    def cost(self):
        return sum(self.limits)

class Door:
    def __init__(self, width: int):
        self.width = width
    def area(self):
        return self.width * 2
`;

const kinds: readonly (readonly [string, string])[] = [
  ['Item', 'models.Item(name: string, price: float, status?: constant)'],
  ['Point', 'models.Point(x: integer, y: integer)'],
  ['Movie', '{title?: string, id?: integer}'],
  ['UserId', 'integer'],
  ['Row', 'list[(string, integer)]'],
  ['Plan', 'models.Flat(fee: float) | more.Tiered(limits: list[integer])'],
  ['Sized', 'more.Door(width: integer)'],
  ['Stack[int]', 'models.Stack(; push(item: integer); pop())'],
  ['Stack[Point]', 'models.Stack(; push(item: models.Point(x: integer, y: integer)); pop())'],
  ['Names', 'models.Names(; push(item: string); pop())'],
];

describe('kinds of classes of other modules', () => {
  test.each(kinds)('%s', async (type, shape) => {
    const source = `import more\nfrom models import *\ndef f(x: ${type}): ...\n`;
    const texts = { 'a.py': source, 'models.py': models, 'base.py': base, 'more.py': more };
    const text = (await signatureIn(texts, 'a.py')).replace(/\[\{"\$new.*\}\]/, 'constant');
    expect(text).toBe(`x: ${shape}`);
  });

  test('a linked one', async () => {
    const source = 'from models import Node\ndef f(x: Node): ...\n';
    const texts = { 'a.py': source, 'models.py': models, 'base.py': base };
    expect(await signatureIn(texts, 'a.py')).toContain('again models.Node');
  });
});

describe('the class of a method', () => {
  test('made from one of another module', async () => {
    const texts = {
      'a.py':
        'from base import Base\nclass Sub(Base):\n    def f(self, n: int):\n        return self.limit + n\n',
      'base.py':
        'class Base:\n    def __init__(self, limit: int):\n        self.limit = limit\n' +
        '    def raised(self, by: int):\n        self.limit += by\n',
    };
    const { init, self } = await sketchIn(texts, 'a.py');
    expect(init?.map(parameterText)).toEqual(['limit: integer']);
    expect(self).toMatchObject({ type: 'Sub', methods: [{ name: 'raised' }] });
  });

  test('a helper of another module tells of what it is given', async () => {
    const texts = {
      'a.py': 'from b import total\ndef f(xs): return total(xs)\n',
      'b.py': 'def total(xs: list[str]): return len(xs)\n',
    };
    expect(await signatureIn(texts, 'a.py')).toBe('xs: list[string]');
  });
});

test('modules that import each other, and a package that is its own module', async () => {
  const texts = {
    'shop/__init__.py': 'from .a import *\nfrom .b import *\nfrom . import a\n',
    'shop/a.py':
      'from .b import B\nfrom shop import A as Other\nA = B\ndef f(x: Other, y: "A"): ...\n',
    'shop/b.py': 'from .a import A\nclass B:\n    def __init__(self, other: "A" = None): ...\n',
  };
  expect(await signatureIn(texts, 'shop/a.py')).toContain('shop.b.B(');
});
