import { beforeAll, expect, test } from 'vitest';
import { loadGrammar } from '../../../../daemon/languages/grammar.ts';
import { discover } from '../../../../daemon/languages/python/discovery/discover.ts';
import { functions } from '../../../../daemon/languages/python/syntax.ts';

beforeAll(() => loadGrammar('python'));

const source = `
from collections import deque
from decimal import Decimal
from enum import Enum
import datetime as dt


class Color(Enum):
    RED = 'r'
    BLUE = 'b'


class Point:
    def __init__(self, x, y=0):
        self.x = x
        self.y = y

    def move(self, by):
        self.x += by


def f(value, other=None):
    """
    >>> f(Point(1))
    """
`;

/** The arguments that a test gives, as they are found; a case that cannot be read is its line. */
function argumentsIn(body: string): readonly string[] {
  const listed = functions(source);
  if (!listed.ok) throw new Error(listed.failure.message);
  const target = listed.value.find(({ name }) => name === 'f')!;
  const head = 'from decimal import Decimal\nimport datetime\nfrom shapes import f, Point, Color\n';
  const lines = body.split('\n').map((line) => `    ${line}\n`);
  const text = `${head}def test_a():\n${lines.join('')}`;
  const file = { path: 'shapes.py', source, namesakes: [] };
  const { cases, unread } = discover(file, target, [{ path: 'test_shapes.py', text }]);
  return [
    ...cases
      .filter(({ source: from }) => from.kind === 'pytest')
      .map(({ args, expectation }) =>
        expectation.kind === 'value'
          ? `${JSON.stringify(args)} -> ${JSON.stringify(expectation.value)}`
          : JSON.stringify(args),
      ),
    ...unread.map(({ line }) => `? ${line}`),
  ];
}

const point = (rest: string): string => `{"$new":{"type":"Point",${rest}}}`;

test.each<[string, string, readonly string[]]>([
  ['a class of the file', 'f(Point(1, y=2))', [`[${point('"args":[1],"kwargs":{"y":2}')}]`]],
  ['by a name', 'p = Point(1)\nassert f(p) == 3', [`[${point('"args":[1]')}] -> 3`]],
  ['within others', 'f([Point(1)])', [`[[${point('"args":[1]')}]]`]],
  [
    'an attribute that is set',
    'p = Point(1)\np.y = 5\nf(p)',
    [`[${point('"args":[1],"set":{"y":5}')}]`],
  ],
  [
    'links',
    'a, b = Point(1), Point(2)\na.y = b\nf(a)',
    [`[${point(`"args":[1],"set":{"y":${point('"args":[2]')}}`)}]`],
  ],
  [
    'a method that is called before',
    'p = Point(1)\np.move(3)\nf(p)',
    [`[${point('"args":[1],"calls":[["move",[3]]]')}]`],
  ],
  ['what another function may have changed', 'p = Point(1)\ng(p)\nf(p)', ['? 7']],
  [
    'what a call of it may have changed',
    'p = Point(4)\nf(p)\nf(p)',
    [`[${point('"args":[4]')}]`, '? 7'],
  ],
  ['one instance twice in an argument', 'p = Point(1)\nf([p, p])', ['? 6']],
  ['members', 'f(Color.RED)', ['[{"$new":{"type":"Color","args":["r"]}}]']],
  ['numbers', 'f(Decimal("1.5"))', ['[{"$new":{"type":"decimal.Decimal","args":["1.5"]}}]']],
  [
    'dates',
    'f(datetime.date(2024, 1, 31))',
    ['[{"$new":{"type":"datetime.date","args":[2024,1,31]}}]'],
  ],
  ['what is expected is no input', 'assert f(1) == Point(1)', ['[1]']],
  ['a class that is not known', 'f(Other(1))', ['? 5']],
  ['a name that is bound to something else', 'Point = g()\nf(Point(1))', ['? 6']],
])('%s', (_, body, expected) => {
  expect(argumentsIn(body)).toEqual(expected);
});

test('in a docstring the file’s own names count', () => {
  const listed = functions(source);
  const target = listed.ok && listed.value.find(({ name }) => name === 'f');
  const found = discover({ path: 'shapes.py', source, namesakes: [] }, target || never(), []);
  expect(found.cases.map(({ args }) => args)).toEqual([[{ $new: { type: 'Point', args: [1] } }]]);
});

function never(): never {
  throw new Error('The source has no such function.');
}
