import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LineProfile } from '../../protocol/line-profile.ts';
import type { Value } from '../../protocol/cases.ts';
import { makeRig, measureOf, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await makeRig();
});
afterAll(() => rig.close());

const never = new AbortController().signal;
const patience = { timeout: 120_000 };

interface Shape {
  readonly source: string;
  readonly name: string;
  readonly args: readonly Value[];
  readonly init?: readonly Value[];
}

async function profileOf(title: string, { source, name, args, init }: Shape) {
  const file = `${title.replaceAll(' ', '_')}.py`;
  const path = await rig.write(file, source);
  const call = init === undefined ? { args } : { args, init };
  await rig.write(file.replace(/py$/, 'cases.json'), { function: name, cases: [call] });
  return rig.service.profileLines(measureOf(path, name), rig.tell, never);
}

async function profile(title: string, shape: Shape): Promise<LineProfile> {
  const result = await profileOf(title, shape);
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

/** The line of the source that holds the text, from 1. */
function lineOf(source: string, text: string): number {
  return source.slice(0, source.indexOf(text)).split('\n').length;
}

interface Known extends Shape {
  /** A text in the line where nearly all of the time goes. */
  readonly hot: string;
  /** Of lines by a text in them; written down by hand, or worked out from the arguments. */
  readonly hits: Readonly<Record<string, number>>;
}

const shuffled = Array.from({ length: 30_000 }, (_, index) => (index * 7919) % 100_003);

const known: Readonly<Record<string, Known>> = {
  'a quadratic loop': {
    source: `import math


def count_close(xs, gap):
    found = 0
    for i, x in enumerate(xs):
        limit = x + gap
        for y in xs[i + 1 :]:
            if math.hypot(x - y, math.sin(x) * math.cos(y), math.sqrt(x + y)) < limit * 0:
                found += 1
    return found
`,
    name: 'count_close',
    args: [Array.from({ length: 120 }, (_, index) => index), 3],
    hot: 'math.hypot(',
    hits: {
      'def count_close': 1,
      'found = 0': 1,
      'for i, x': 121,
      'limit = x': 120,
      // Each value that comes, and each time that there is none left.
      'for y in': (120 * 119) / 2 + 120,
      'math.hypot(': (120 * 119) / 2,
      'found += 1': 0,
      'return found': 1,
    },
  },
  'a sort in C': {
    source: `# Not of the function.
def middle(xs):
    for _ in range(10):
        ordered = sorted(xs)
    total = 0
    for x in ordered[::10]:
        total += x
    return total
`,
    name: 'middle',
    args: [shuffled],
    hot: 'sorted(xs)',
    hits: { 'for _': 11, 'sorted(xs)': 10, 'for x': 3001, 'total += x': 3000 },
  },
  'an operator in C between cheap lines': {
    source: `def common(xs, ys):
    found = 0
    for x in xs:
        y = x + 1
        is_there = y in ys
        z = y - 1
        if is_there:
            found += z - x + 1
    return found
`,
    name: 'common',
    args: [shuffled.slice(0, 300), shuffled.slice(1000, 3000)],
    hot: 'is_there = y in ys',
    hits: { 'for x': 301, 'y = x': 300, 'is_there = y': 300, 'z = y': 300 },
  },
  'a helper of the same file': {
    source: `def slow(n):
    total = 0
    for i in range(n):
        total += i * i
    return total


def caller(n):
    first = n + 1
    second = slow(n)
    return first + second
`,
    name: 'caller',
    args: [5000],
    hot: 'second = slow(n)',
    hits: { 'def caller': 1, 'first = n': 1, 'second = slow': 1, 'total += i': 0 },
  },
  'a generator': {
    source: `def squares(n):
    for i in range(n):
        inner = sum(range(i))
        yield inner
`,
    name: 'squares',
    args: [500],
    hot: 'inner = sum',
    hits: { 'def squares': 1, 'for i': 501, 'inner = sum': 500, 'yield inner': 500 },
  },
  'a recursion': {
    source: `def walk(n):
    if n == 0:
        return 0
    weight = sum(range(2000))
    return weight + walk(n - 1)
`,
    name: 'walk',
    // Deeper than the handler looks.
    args: [300],
    hot: 'weight = sum',
    hits: {
      'def walk': 301,
      'if n == 0': 301,
      'return 0': 1,
      'weight = sum': 300,
      'walk(n - 1)': 300,
    },
  },
  'a method': {
    source: `class Table:
    def __init__(self, n):
        self.rows = list(range(n))

    def total(self, times):
        best = 0
        for _ in range(times):
            best = max(self.rows)
        return best

    def other(self):
        return 1
`,
    name: 'Table.total',
    init: [20_000],
    args: [20],
    hot: 'best = max',
    hits: { 'def total': 1, 'best = 0': 1, 'for _': 21, 'best = max': 20, 'def __init__': 0 },
  },
  'an asynchronous function': {
    source: `import asyncio


async def gather(n):
    total = 0
    for i in range(n):
        await asyncio.sleep(0)
        total += sum(range(20_000))
    return total
`,
    name: 'gather',
    args: [10],
    hot: 'total += sum',
    hits: { 'async def': 1, 'for i': 11, 'await asyncio': 10, 'total += sum': 10 },
  },
  'a comprehension': {
    source: `def table(n):
    size = n * 2
    rows = [sum(range(i)) for i in range(size)]
    return len(rows)
`,
    name: 'table',
    args: [400],
    hot: 'rows = [',
    hits: { 'size = n': 1, 'return len': 1 },
  },
  'a function that raises': {
    source: `def fails(n):
    total = 0
    for i in range(n):
        total += sum(range(500))
        if i == 100:
            raise ValueError('no more')
    return total
`,
    name: 'fails',
    args: [1000],
    hot: 'total += sum',
    hits: { 'for i': 101, 'total += sum': 101, 'if i == 100': 101, 'raise ': 1, 'return total': 0 },
  },
  'a key that C calls for each item': {
    source: `def ordered(xs):
    total = 0
    for x in xs[:100]:
        total += x
    return sorted(xs, key=lambda x: (x % 7, -x)), total
`,
    name: 'ordered',
    args: [shuffled],
    hot: 'return sorted',
    hits: { 'for x in': 101, 'total += x': 100, 'return sorted': 30_001 },
  },
  'a nested function and a lambda': {
    source: `import functools


def decorated(function):
    return function


@decorated
@functools.lru_cache(maxsize=None)
def ranked(n):
    def weight(x):
        return sum(range(x % 300))

    xs = list(range(n))
    xs.sort(key=lambda x: -x)
    best = 0
    for x in xs:
        best = max(best, weight(x))
    return best
`,
    name: 'ranked',
    args: [500],
    hot: 'return sum(range(x',
    hits: {
      '@decorated': 0,
      'def ranked': 1,
      'def weight': 1,
      'return sum(range(x': 500,
      'xs = list': 1,
      // The statement once, and its lambda for each item.
      'xs.sort': 501,
      'for x in': 501,
      'best = max': 500,
    },
  },
  'a thread': {
    source: `import threading


def threaded(n):
    found = []

    def work():
        for _ in range(n):
            found.append(sum(range(300)))

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(found)
`,
    name: 'threaded',
    args: [30_000],
    // The main thread waits here for all of the others' work.
    hot: 'thread.join()',
    hits: { 'def work': 1, 'for _ in range(n)': 60_002, 'found.append': 60_000, 'thread.join': 2 },
  },
};

describe.each(Object.entries(known))('%s', (title, shape) => {
  it('has its time on the known line, and exact counts', patience, async () => {
    const found = await profile(title, shape);
    const at = new Map(found.lines.map((line) => [line.line, line]));
    const total = found.lines.reduce((sum, { share }) => sum + share, 0);
    expect(total).toBeCloseTo(1, 9);
    expect(at.get(lineOf(shape.source, shape.hot))?.share).toBeGreaterThan(0.6);
    const hits = Object.keys(shape.hits).map((text) => [
      text,
      at.get(lineOf(shape.source, text))?.hits ?? 0,
    ]);
    expect(Object.fromEntries(hits)).toEqual(shape.hits);
    const code = found.code.split('\n');
    for (const { line } of found.lines) {
      expect(shape.source.split('\n')[line - 1]).toContain(code[line - found.firstLine]);
    }
    expect(found.samples).toBeGreaterThan(100);
    expect(found.passNs).toBeGreaterThan(0);
    expect(found.slowdown.sampling).toBeGreaterThan(0);
    expect(found.slowdown.counting).toBeGreaterThan(0);
    expect(found.environment.toolchain).toMatch(/^Python 3/);
  });
});

it('profiles a whole program', patience, async () => {
  const source = `import sys

n = int(sys.stdin.read())
total = 0
for i in range(n):
    total += sum(range(i))
print(total)
`;
  const path = await rig.write('program.py', source);
  await rig.write('program.cases.json', { cases: [{ stdin: '600\n' }] });
  const result = await rig.service.profileLines(measureOf(path, '<program>'), rig.tell, never);
  if (!result.ok) throw new Error(result.failure.message);
  const hot = result.value.lines.find(({ line }) => line === 6);
  expect(hot).toMatchObject({ hits: 600 });
  expect(hot?.share).toBeGreaterThan(0.6);
});

describe('what gets in the way of a hook', () => {
  it.each<[string, string, string]>([
    [
      'a trace function',
      `import sys


def f(n):
    sys.settrace(None)
    return sum(range(n))
`,
      'f could not be profiled: it sets a trace function of its own, which counting its lines needs.',
    ],
    [
      'an alarm',
      `import signal


def f(n):
    signal.alarm(100)
    for _ in range(100):
        total = sum(range(n))
    return total
`,
      'f could not be profiled: it sets an alarm of its own, which sampling its stack needs.',
    ],
    [
      'a handler for the alarm, which is put back as it seemed to be',
      `import signal


def f(n):
    kept = signal.signal(signal.SIGALRM, signal.SIG_IGN)
    total = sum(range(n))
    signal.signal(signal.SIGALRM, kept)
    return total
`,
      'f could not be profiled: it sets an alarm of its own, which sampling its stack needs.',
    ],
    [
      'a thread of the module',
      `import threading

# Every pass has a fresh copy of the module: one thread is enough.
if threading.active_count() == 1:
    threading.Thread(target=threading.Event().wait, daemon=True).start()


def f(n):
    return sum(range(n))
`,
      'f could not be profiled: threads that it left behind cannot come along into the process that is sampled.',
    ],
    [
      'an outcome that depends on it',
      `import sys


def f(n):
    return sum(range(n)), sys.gettrace() is None
`,
      'f could not be profiled: its outcomes change when its lines are watched.',
    ],
    [
      'an end that never comes',
      `def f(n):
    while True:
        n += 1
`,
      'f could not be profiled: it did not end within the time limit.',
    ],
    [
      'nothing to be seen at work',
      `import asyncio


async def f(n):
    await asyncio.sleep(0.4)
`,
      'f could not be profiled: it was hardly ever at work when its stack was looked at: it waits.',
    ],
  ])('%s', patience, async (title, source, message) => {
    const path = await rig.write('in_the_way.py', source);
    await rig.write('in_the_way.cases.json', { cases: [{ args: [20_000] }] });
    const asked = measureOf(path, 'f', { caseTimeoutSeconds: 2 });
    const result = await rig.service.profileLines(asked, rig.tell, never);
    expect(result).toMatchObject({ ok: false, failure: { code: 'profile-impossible', message } });
  });
});
