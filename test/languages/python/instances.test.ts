import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { marshal, Tuple } from '../../../daemon/languages/python/marshal.ts';
import { recipeOf } from '../../../daemon/languages/python/recipes.ts';
import type { Value } from '../../../protocol/cases.ts';
import { isPythonHere } from './python-process.ts';

const folder = join(import.meta.dirname, '../../../daemon/languages/python');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

/** Types of the user's, as the module `sample` has them. */
const sample = `
import collections, dataclasses, enum, io, operator, typing
class Circle:
    def __init__(self, r):
        if r < 0:
            raise ValueError('a negative radius')
        self.r = r
class Node:
    def __init__(self, val=0, next=None):
        self.val, self.next = val, next
class Twin:
    __slots__ = ('value', 'prev', 'next', '__hidden')
    def __init__(self, value=None):
        self.value = value
        self.prev = self.next = None
        self.__hidden = [value]
class Tree:
    def __init__(self, name, children=()):
        self.name, self.children, self.parent = name, list(children), None
        for child in self.children:
            child.parent = self
class Both(Twin):
    def __init__(self):
        super().__init__(1)
        self.more = {'a': (1, self)}
@dataclasses.dataclass(frozen=True)
class Point:
    x: int
    y: float = 0.0
@dataclasses.dataclass(frozen=True, slots=True)
class Slim:
    x: int
    tags: list
class Pair(typing.NamedTuple):
    left: object
    right: object
class Color(enum.Enum):
    RED = 1
    BLUE = (2, 3)
class Level(enum.IntEnum):
    LOW = 1
class Right(enum.Flag):
    READ = 1
    WRITE = 2
class Row(list):
    def __iter__(self):
        return iter(())
class Named(dict):
    pass
class Last(dict):
    def __iter__(self):
        return iter(['a'])
    def keys(self):
        return ['a']
    def __getitem__(self, key):
        return dict.__getitem__(self, key)[-1]
class Recent(collections.OrderedDict):
    def __getitem__(self, key):
        self.move_to_end(key)
        return super().__getitem__(key)
class Word(str):
    pass
class Count(int):
    pass
class Ring(collections.deque):
    def __iter__(self):
        return iter(())
class Relay:
    __slots__ = ('to', 'more')
    def __init__(self, to):
        self.to = to
    def __getattr__(self, name):
        return getattr(self.to, name)
    def call(self):
        return self.to
class Lazy(Relay):
    pass
class Base(__import__('abc').ABC):
    @classmethod
    def make(cls):
        return cls()
class Watcher(Base):
    def __init__(self):
        self.lock = __import__('threading').RLock()
        self.condition = __import__('threading').Condition()
        self.done = self.finish
    def finish(self):
        return 1
    def held(self):
        self.lock.acquire()
        return self
def stream(kind, content, at):
    made = kind(content)
    made.seek(at)
    return made
class Money(__import__('decimal').Decimal):
    pass
class Day(__import__('datetime').datetime):
    pass
class Broken(Exception):
    def __init__(self, code, *, why):
        super().__init__(code)
        self.why = why
class Outer:
    class Inner:
        def __init__(self):
            self.inside = True
class Guarded:
    def __init__(self):
        self.__dict__['level'] = 3
    @property
    def level(self):
        return self.__dict__['level']
    @level.setter
    def level(self, value):
        raise RuntimeError
class Logged:
    def __setattr__(self, name, value):
        object.__setattr__(self, name, ('logged', value))
    def __init__(self):
        self.x = 1
class Stack:
    def __init__(self):
        self.items = []
    def push(self, item, *, times=1):
        self.items += [item] * times
    def pop(self):
        return self.items.pop()
def linked(values):
    head = None
    for value in reversed(values):
        head = Node(value, head)
    return head
def twins(*values):
    made = [Twin(value) for value in values]
    for a, b in zip(made, made[1:]):
        a.next, b.prev = b, a
    return made[0]
def cyclic():
    row = [1]
    row.append((row, {'row': row}))
    return row
class Loop:
    def __init__(self):
        self.me = [self, {self: 1}]
def holder():
    return 1
`;

const program = `
import io, json, marshal, sys, types
encoding = {'__name__': 'encoding'}
exec(${JSON.stringify(read('encoding.py') + read('states.py'))}, encoding)
building = types.ModuleType('building')
exec(${JSON.stringify(read('building.py') + read('objects.py'))}, building.__dict__)
def fresh():
    module = types.ModuleType('sample')
    sys.modules['sample'] = module
    exec(${JSON.stringify(sample)}, module.__dict__)
    return module
def text(value):
    return encoding['_Encoder']().text(value)
`;

function python(body: string, input: string | Uint8Array): string {
  return execFileSync('python3', ['-I', '-c', program + body], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
}

/** What each expression's value is in the encoding. */
function encoded(expressions: readonly string[]): readonly Value[] {
  const body = `
module = fresh()
for each in json.load(sys.stdin):
    print(text(eval(each, module.__dict__)))
`;
  const lines = python(body, JSON.stringify(expressions)).trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Value);
}

/** Each value made in a process and a module of its own, and encoded again; or why it cannot be. */
function made(values: readonly Value[], look = 'text(value)'): readonly string[] {
  const recipes = values.map((value) =>
    marshal(recipeOf({ init: null, args: [value], kwargs: {} })),
  );
  const body = `
for packed in marshal.loads(sys.stdin.buffer.read()):
    try:
        value = building.call_of(fresh(), marshal.loads(packed))[2][0]
        print(${look})
    except building.Unmakeable as reason:
        print(reason)
`;
  return python(body, marshal(new Tuple(...recipes)))
    .trimEnd()
    .split('\n');
}

describe.runIf(isPythonHere)('what is encoded can be made again', () => {
  const expressions = [
    'Circle(2.5)',
    'linked([1, 2, 3])',
    'twins(1, "two", 3.0)',
    'Tree("a", [Tree("b", [Tree("c")]), Tree("d")])',
    'Both()',
    'Point(1)',
    'Slim(1, [2])',
    'Pair(1, [2])',
    '[Point(1, 2.0), Point(3)]',
    '{Point(1): Point(2)}',
    '{Point(1), Point(2)}',
    'frozenset({Point(1)})',
    'Color.RED',
    'Color.BLUE',
    'Level.LOW',
    'Right.READ | Right.WRITE',
    'Row([1, [2]])',
    'Named(a=1)',
    'Last(a=[1, 2], b=[3])',
    'Recent([("b", 1), ("a", 2)])',
    'Relay([1])',
    'Lazy({"a": 1})',
    'Base, Watcher.make, Watcher().finish',
    'Watcher().held()',
    'stream(io.StringIO, "abc", 2)',
    'stream(io.BytesIO, b"abc", 0)',
    'len, [1].append, {}.get, str.lower, dict.fromkeys, int.__add__, (1).__add__',
    'slice(1, None), slice(None, 3, 2)',
    'operator.itemgetter(1, 2), operator.attrgetter("a.b"), operator.methodcaller("m", 1)',
    'operator',
    '__import__("logging").getLogger("a.b"), __import__("logging").getLogger()',
    '__import__("threading").Lock()',
    'Word("x")',
    'Count(3)',
    'Ring([1, 2], 5)',
    'Money("1.10")',
    'Day(2020, 1, 2, 3)',
    'Broken(3, why="so")',
    'ValueError("a", 1)',
    'Outer.Inner()',
    'Guarded()',
    'Logged()',
    'cyclic()',
    'Loop()',
    'Node, holder',
    'int, len',
    '__import__("collections").deque([1, [2]])',
    '__import__("collections").deque([1], maxlen=3)',
    '__import__("collections").Counter("abca")',
    '__import__("collections").OrderedDict([("b", 1), ("a", 2)])',
    '__import__("collections").defaultdict(list, {1: [2]})',
    '__import__("collections").defaultdict(Node, {"a": Node(1)})',
    '__import__("collections").ChainMap({"a": 1}, {"b": 2})',
    '__import__("decimal").Decimal("1.50")',
    '__import__("fractions").Fraction(1, 3)',
    '__import__("datetime").date(2020, 1, 2)',
    '__import__("datetime").datetime(2020, 1, 2, 3, 4, 5, 6)',
    '__import__("datetime").datetime(2020, 1, 2, tzinfo=__import__("datetime").timezone.utc, fold=1)',
    '__import__("datetime").time(3, 4)',
    '__import__("datetime").timedelta(days=-1, seconds=3)',
    '__import__("pathlib").Path("/a/b.txt")',
    '__import__("pathlib").PurePosixPath("a")',
    '__import__("uuid").UUID(int=5)',
    '__import__("re").compile("a+", 2)',
    '__import__("array").array("d", [1.0, 2.5])',
    '__import__("functools").partial(int, "11", base=2)',
    '__import__("types").SimpleNamespace(a=1, b=[2])',
    '__import__("ipaddress").ip_address("10.0.0.1")',
    '__import__("itertools").count',
    '1 + 2j',
    'bytearray(b"ab")',
    'range(3, 30, 4)',
    'range(0)',
    '...',
    'object()',
    '__import__("random").Random(5)',
    '(lambda a: [a, a, (a,)])(Node(1))',
    '[2**70, Node(float("nan")), b"x", {"$odd": Node(1)}, {1: Node(None)}]',
  ];

  it('to the same state', () => {
    const values = encoded(expressions);
    const again = made(values);
    for (const [index, text] of again.entries()) {
      expect(text.startsWith('args') ? text : JSON.parse(text), expressions[index]).toEqual(
        values[index],
      );
    }
    expect(again).toHaveLength(expressions.length);
  });

  it('in a chain of any length', () => {
    const [value] = encoded(['linked(list(range(20000)))']);
    const [again] = made([value as Value]);
    const [length] = made(
      [value as Value],
      '(lambda n: sum(1 for _ in iter(lambda: n.__setitem__(0, n[0] and n[0].next) or n[0], None)))([value])',
    );
    expect(again?.length).toBeGreaterThan(1_000_000);
    expect(length).toBe('19999');
  });
});
