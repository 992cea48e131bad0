import { beforeAll, describe, expect, test } from 'vitest';
import { loadGrammar } from '../../../../daemon/languages/grammar.ts';
import { parameterText, shapeText } from './shape-text.ts';
import { signatureOf, sketchOf } from './sketching.ts';

beforeAll(() => loadGrammar('python'));

const definitions = `
from __future__ import annotations
from dataclasses import dataclass, field, KW_ONLY
from typing import ClassVar, NamedTuple, Optional
from collections import namedtuple
from abc import ABC, abstractmethod

class ListNode:
    def __init__(self, val=0, next=None):
        self.val = val
        self.next = next

class Plain:
    def __init__(self, value: str):
        self.value = value
        self.next = None
        self.prev = None

class TreeNode:
    def __init__(self, val=0, left=None, right=None):
        self.val, self.left, self.right = val, left, right

class Binary:
    def __init__(self, val=0, left=None, right=None):
        self.val = val
        self.left = left
        self.right = right

class Folder:
    def __init__(self, size=0, children=None):
        self.size = size
        self.children = children or []

class Letter:
    def __init__(self):
        self.children = {}
        self.ends = False

def end(letter):
    letter.ends = True

class Odd:
    def __init__(self, head: int, tail=None):
        self.head = head
        self.tail = tail

def length(odd):
    while odd.tail is not None:
        odd = odd.tail

@dataclass
class Item:
    name: str
    price: float = 1.0
    tags: list[str] = field(default_factory=list)
    kinds: ClassVar[int] = 3
    total: int = field(init=False, default=0)
    parts: list[Item] = field(default_factory=list)
    parent: Optional[Item] = None

@dataclass(kw_only=True)
class Named:
    x: int

@dataclass
class Sub(Item):
    _: KW_ONLY
    more: bool = False

@dataclass(frozen=True)
class Fixed:
    x: int
    next: Optional[Fixed] = None

class Pair(NamedTuple):
    a: int
    b: str = ''

Trio = namedtuple('Trio', 'a b c', defaults=[0])

class Shape(ABC):
    @abstractmethod
    def area(self): ...

class Circle(Shape):
    def __init__(self, radius: float):
        self.radius = radius

    def area(self):
        return 3 * self.radius**2

class Square(Shape):
    def __init__(self, side: int):
        self.side = side

    def area(self):
        return self.side**2

class Expression:
    def value(self):
        raise NotImplementedError

class Number(Expression):
    def __init__(self, of: int):
        self.of = of

    def value(self):
        return self.of

class Sum(Expression):
    def __init__(self, left: Expression, right: Expression):
        self.left = left
        self.right = right

    def value(self):
        return self.left.value() + self.right.value()

class Foreign(Unknown):
    pass
`;

const listNode = 'ListNode(val?: integer, next?: again ListNode | null)';

const item =
  'Item(name: string, price?: float, tags?: list[string], parts?: list[again Item], ' +
  'parent?: null; parent: back)';
const sub =
  `Sub(name: string, price?: float, tags?: list[string], parts?: list[${item} | again Sub], ` +
  'parent?: null, =more?: boolean; parent: back)';

describe('classes of the file', () => {
  test.each([
    ['ListNode', listNode],
    ['Optional[ListNode]', `${listNode} | null`],
    ['list["ListNode"]', `list[${listNode}]`],
    ['Plain', 'Plain(value: string; next: again Plain | null; prev: back)'],
    ['Binary', 'Binary(val?: integer, left?: again Binary | null, right?: again Binary | null)'],
    ['Folder', 'Folder(size?: integer, children?: list[again Folder] | null)'],
    ['Letter', 'Letter(; children: dict[string{1..1}, again Letter]; ends: boolean)'],
    ['Odd', 'Odd(head: integer, tail?: again Odd | null)'],
    ['Item', `${item} | ${sub}`],
    ['Named', 'Named(=x: integer)'],
    ['Sub', sub],
    ['Fixed', 'Fixed(x: integer, next?: again Fixed | null)'],
    ['Pair', 'Pair(a: integer, b?: string)'],
    ['Trio', 'Trio(a: ?, b: ?, c?: ?)'],
    ['Shape', 'Circle(radius: float) | Square(side: integer)'],
    [
      'Expression',
      'Number(of: integer) | Sum(left: Number(of: integer) | again Sum, ' +
        'right: Number(of: integer) | again Sum)',
    ],
    ['Foreign', '?'],
  ])('%s', (annotation, shape) => {
    const source = `${definitions}\ndef f(x: ${annotation}): pass\n`;
    expect(signatureOf(source)).toBe(`x: ${shape}`);
  });
});

describe('of a parameter without a type', () => {
  test.each([
    [
      'head',
      'while head and head.next: head = head.next\n    return head.val',
      `${listNode} | null`,
    ],
    ['first', 'return first.val', '?'],
    ['odd', 'return odd.head', 'Odd(head: integer, tail?: again Odd | null) | null'],
    ['shape', 'return shape.radius', 'Circle(radius: float)'],
    ['circles', 'return [each.radius for each in circles]', 'list[Circle(radius: float)]'],
    ['x', 'return x.nothing_has_this', '?'],
  ])('%s: %s', (name, body, shape) => {
    const more = name === 'first' ? 'class Other:\n    val = 1\n' : '';
    const text = signatureOf(`${definitions}${more}\ndef f(${name}):\n    ${body}\n`);
    if (name === 'first') expect(text).not.toBe('first: ?');
    else expect(text).toBe(`${name}: ${shape}`);
  });

  test('a docstring names the class, of which the empty one is nothing', () => {
    const source = `${definitions}
def f(head):
    """
    :type head: ListNode
    """
    return head.val
`;
    expect(signatureOf(source)).toBe(`head: ${listNode} | null`);
  });

  test('a class that stands in a comment alone is none', () => {
    const source = `# class Node:\n#     def __init__(self, val=0): self.val = val\ndef f(root: 'Node'): return root.val\n`;
    expect(signatureOf(source)).toBe('root: ?');
  });
});

describe('the instance of a method', () => {
  const queue = `
class Queue:
    def __init__(self, limit=None):
        self.limit = limit
        self.items = []
        self.count = 0

    def put(self, item: str):
        if self.limit is None or len(self.items) < self.limit:
            self.items.append(item)

    def take(self):
        return self.items.pop(0)

    def note(self):
        self._note()

    def _note(self):
        self.count += 1

    def peek(self):
        return self.items[0]

    @property
    def size(self):
        return len(self.items)

    @staticmethod
    def parse(text):
        return text
`;

  test('has the methods that change it', () => {
    const { init, self } = sketchOf(queue, 'Queue.peek');
    expect(init?.map(parameterText)).toEqual(['limit?: integer | null']);
    expect(self?.methods?.map(({ name }) => name)).toEqual(['put', 'take', 'note']);
    expect(self?.methods?.[0]?.parameters.map(parameterText)).toEqual(['item: string']);
  });

  test('of a class of fields is made of them', () => {
    const source = `${definitions}
@dataclass
class Account:
    owner: str
    balance: int = 0

    def deposit(self, amount: int):
        self.balance += amount
`;
    const { init, self } = sketchOf(source, 'Account.deposit');
    expect(init?.map(parameterText)).toEqual(['owner: string', 'balance?: integer']);
    expect(shapeText({ kind: 'instance', parameters: [], ...self! })).toBe(
      'Account(; deposit(amount: integer))',
    );
  });

  test('may lead to others of its type', () => {
    const source = `
class Node:
    def __init__(self, key, left=None, right=None):
        self.key = key
        self.left = left
        self.right = right

    def height(self):
        return 1 + max(self.left.height() if self.left else 0, self.right.height() if self.right else 0)
`;
    const node = 'Node(key: ?, left?: again Node | null, right?: again Node | null)';
    expect(sketchOf(source).init?.slice(1).map(parameterText)).toEqual([
      `left?: ${node} | null`,
      `right?: ${node} | null`,
    ]);
  });

  test('has none where it keeps nothing', () => {
    const source =
      'class Solution:\n    def f(self, n: int):\n        self.x = n\n        return n\n';
    expect(sketchOf(source).self).toBeUndefined();
  });
});
