import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordingSchema, type Recording, type RecordParams } from '../../protocol/recording.ts';
import { describeWithEngine } from '../sandbox/with-engine.ts';
import { compareOf, makeRig, measureOf, quick, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await makeRig();
});
afterAll(() => rig.close());

const never = new AbortController().signal;
const patience = { timeout: 120_000 };
/** An image is built with what comes over the network. */
const longPatience = { timeout: 600_000 };
const unittest = ['python3', '-m', 'unittest', 'discover', '-q', '-s', 'tests'];

async function project(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(rig.folder, name);
  await rm(folder, { recursive: true, force: true });
  const all = { 'pyproject.toml': '[project]\nname = "own"\nversion = "1"\n', ...files };
  for (const [path, text] of Object.entries(all)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

async function record(
  path: string,
  name: string,
  change: Partial<RecordParams> = {},
): Promise<Recording> {
  const subject = { path, source: null, function: name };
  const usual = { command: unittest, folder: null, limit: 50, settings: quick() };
  const result = await rig.service.record({ subject, ...usual, ...change }, rig.tell, never);
  if (!result.ok) throw new Error(result.failure.message);
  return recordingSchema.parse(result.value);
}

/** As the command line does it. */
async function write({ sidecar }: Recording): Promise<void> {
  await writeFile(sidecar.path, sidecar.updated);
}

function tests(body: string): string {
  const lines = body.split('\n').map((line) => `        ${line}`);
  return (
    'import unittest\nfrom shop.carts import *\n\n\nclass Test(unittest.TestCase):\n' +
    `    def test_carts(self):\n${lines.join('\n')}\n`
  );
}

const carts = `import random
import time


class Cart:
    def __init__(self, items, rate=1.0):
        self.items = items
        self.rate = rate

    def total(self, extra=0):
        self.items.append(extra)
        return sum(self.items) * self.rate


def total(items, key=None):
    if not items:
        raise ValueError('nothing')
    items.sort()
    return sum(items)


def now(x):
    return x + time.time()


prices = {}


def price(name):
    return prices[name]
`;

function shop(name: string, body: string): Promise<string> {
  return project(name, {
    'src/shop/__init__.py': '',
    'src/shop/carts.py': carts,
    'tests/test_carts.py': tests(body),
  });
}

describe('recording calls', patience, () => {
  it('makes cases of a function, which count as such from then on', async () => {
    const folder = await shop(
      'function',
      'for n in range(30):\n    total(list(range(n, 0, -1)))if n else None\n' +
        'total([3, 1, 2])\nself.assertRaises(ValueError, total, [])',
    );
    const path = join(folder, 'src/shop/carts.py');
    const recording = await record(path, 'total', { limit: 6 });
    expect(recording).toMatchObject({
      function: 'total',
      exit: { kind: 'exited', code: 0 },
      calls: { made: 31, captured: 31, unreproduced: 0, known: 0 },
      nothing: null,
      sidecar: { added: 6, text: null, path: join(folder, 'src/shop/carts.cases.json') },
    });
    // Arguments are those before the call.
    expect(recording.cases.map(({ call }) => call)).toContain('([])');
    expect(recording.cases.map(({ call }) => call)).not.toContain('([1, 2])');
    expect(recording.cases[0]?.id).toBe('recorded 1: test_carts');
    await write(recording);

    const checked = await rig.service.check(measureOf(path, 'total'), rig.tell, never);
    expect(checked).toMatchObject({ ok: true, value: { verdict: 'passed' } });
    const settings = { exploration: 0.5, comparisonSeconds: 1 };
    const other = join(folder, 'src/shop/other.py');
    await writeFile(other, carts.replace('items.sort()', 'items[:] = sorted(items)'));
    const compared = await rig.service.compare(
      compareOf(path, other, 'total', settings),
      rig.tell,
      never,
    );
    expect(compared).toMatchObject({
      ok: true,
      value: {
        equivalent: true,
        evidence: { cases: { written: 0, discovered: 0, recorded: 6 } },
      },
    });

    const again = await record(path, 'total', { limit: 3 });
    expect(again.calls.known).toBe(6);
    expect(again.cases[0]?.id).toBe('recorded 7: test_carts');
    await write(again);
    const all = JSON.parse(await readFile(again.sidecar.path, 'utf8')).cases;
    expect(all.length).toBe(9);
    expect(all[0]).toEqual({
      id: 'recorded 1: test_carts',
      source: 'recorded',
      args: expect.anything(),
    });
  });

  it('makes cases of a method, with its instance as it was', async () => {
    const folder = await shop(
      'method',
      'cart = Cart([1, 2], rate=2.0)\ncart.total()\ncart.total(extra=5)',
    );
    const path = join(folder, 'src/shop/carts.py');
    const recording = await record(path, 'Cart.total');
    expect(recording.nothing).toBeNull();
    expect(JSON.parse(recording.sidecar.updated).cases).toMatchObject([
      { init: [[1, 2], 2.0], args: [] },
      {
        self: { $object: { type: 'Cart', state: [{ items: [1, 2, 0], rate: 2.0 }] } },
        kwargs: { extra: 5 },
      },
    ]);
    await write(recording);
    const checked = await rig.service.check(measureOf(path, 'Cart.total'), rig.tell, never);
    expect(checked).toMatchObject({ ok: true, value: { verdict: 'passed' } });
  });

  it.each<[what: string, name: string, body: string, expected: object]>([
    [
      'a clock decides',
      'now',
      'now(1)',
      { nothing: 'unreproduced', calls: { made: 1, unreproduced: 1 } },
    ],
    [
      'a global decides that the test sets',
      'price',
      "prices['a'] = 3\nprice('a')",
      { nothing: 'unreproduced', unreproduced: [{ call: '("a")' }] },
    ],
    ['it was never called', 'total', 'pass', { nothing: 'not-called', calls: { made: 0 } }],
    [
      'a function is among the arguments',
      'total',
      'total([1], key=lambda x: x)',
      { nothing: 'unreadable', calls: { unreadable: [{ type: 'function', count: 1 }] } },
    ],
  ])('says that there is nothing where %s', async (_what, name, body, expected) => {
    const folder = await shop('nothing', body);
    const recording = await record(join(folder, 'src/shop/carts.py'), name);
    expect(recording).toMatchObject({ ...expected, cases: [], sidecar: { added: 0 } });
    expect(recording.reason).toContain(name);
  });

  it('says what a command wrote that never got to the file', async () => {
    const folder = await shop('failing', 'pass');
    const command = ['sh', '-c', 'echo first; echo "no such suite" >&2; exit 5'];
    const recording = await record(join(folder, 'src/shop/carts.py'), 'total', { command });
    expect(recording).toMatchObject({
      nothing: 'not-imported',
      exit: { kind: 'exited', code: 5 },
      output: 'first\nno such suite',
    });
  });

  it('has what was recorded of tests that fail, and runs in the folder that is named', async () => {
    const folder = await shop('folder', 'total([1, 2])\nself.fail()');
    const command = ['python3', '-m', 'unittest', 'test_carts'];
    const recording = await record(join(folder, 'src/shop/carts.py'), 'total', {
      command,
      folder: join(folder, 'tests'),
    });
    expect(recording).toMatchObject({ exit: { kind: 'exited', code: 1 }, nothing: null });
    expect(recording.cases.map(({ call }) => call)).toEqual(['([1, 2])']);
    expect(recording.output).toContain('FAILED');
  });

  it('counts the text that came with the request, not the one on the disk', async () => {
    const folder = await shop('unsaved', 'total([1, 2])');
    const path = join(folder, 'src/shop/carts.py');
    const source = carts.replace('return sum(items)', 'return [sum(items)]');
    const subject = { path, source, function: 'total' };
    const recording = await record(path, 'total', { subject });
    expect(recording).toMatchObject({ nothing: null, calls: { made: 1, unreproduced: 0 } });
  });

  it('has chains of objects of any length, and those that end in themselves', async () => {
    const folder = await project('chains', {
      'chains.py':
        'class Node:\n    def __init__(self, value, next=None):\n        self.value = value\n' +
        '        self.next = next\n\n\n' +
        'def total(node):\n    seen = set()\n    found = 0\n' +
        '    while node is not None and id(node) not in seen:\n        seen.add(id(node))\n' +
        '        found += node.value\n        node = node.next\n    return found\n',
      'use.py':
        'from chains import *\n\n\ndef chain(n):\n    node = None\n    for i in range(n):\n' +
        '        node = Node(i, node)\n    return node\n\n\n' +
        'for n in (3, 100, 101, 2000):\n    total(chain(n))\n' +
        'last = first = chain(200)\nwhile last.next is not None:\n    last = last.next\n' +
        'last.next = first\ntotal(first)\n',
    });
    const path = join(folder, 'chains.py');
    const recording = await record(path, 'total', { command: ['python3', 'use.py'] });
    expect(recording).toMatchObject({ calls: { made: 5, unreproduced: 0, large: 0 } });
    expect(recording.cases.length).toBe(5);
    await write(recording);
    const expected = JSON.parse(recording.sidecar.updated);
    const sums = [3, 4950, 5050, 1999000, 19900];
    for (const [at, sum] of sums.entries()) expected.cases[at].expected = sum;
    await writeFile(recording.sidecar.path, JSON.stringify(expected));
    const checked = await rig.service.check(measureOf(path, 'total'), rig.tell, never);
    expect(checked).toMatchObject({ ok: true, value: { verdict: 'passed', message: null } });
  });

  it('knows what is nothing but itself by its name, wherever it stands', patience, async () => {
    const folder = await project('markers', {
      'pick.py':
        'from marks import missing\n\nGONE = object()\n\n\n' +
        'def pick(x, box=None):\n' +
        '    return [x is missing, x is GONE, box is not None and box.mark is missing]\n',
      'marks.py':
        'class Missing:\n    __slots__ = ()\n\n\ndef made():\n    class Local:\n        mark = 1\n\n' +
        '    return Local()\n\n\nmissing = Missing()\n',
      'tests/base.py': 'class Box:\n    def __init__(self, mark):\n        self.mark = mark\n',
      'use.py':
        'from pick import GONE, pick\nfrom marks import Missing, missing\nfrom tests.base import Box\n\n' +
        'pick(missing); pick(GONE); pick(Missing()); pick(1, Box(missing)); pick(object())\n',
    });
    const recording = await record(join(folder, 'pick.py'), 'pick', {
      command: ['python3', 'use.py'],
    });
    expect(recording.cases.map(({ call }) => call)).toEqual([
      '(marks.missing)',
      '(GONE)',
      '(Missing())',
      '(1, Box(mark=marks.missing))',
    ]);
    expect([recording.unreproduced, recording.calls.unreadable]).toEqual([
      [],
      [{ type: 'object', count: 1 }],
    ]);
  });

  it('refuses a case file that cannot be read, before anything is run', async () => {
    const folder = await shop('broken', 'total([1, 2])');
    await writeFile(join(folder, 'src/shop/carts.cases.json'), '{ "cases": ');
    const path = join(folder, 'src/shop/carts.py');
    const subject = { path, source: null, function: 'total' };
    const params = { subject, command: unittest, folder: null, limit: 5, settings: quick() };
    const result = await rig.service.record(params, rig.tell, never);
    expect(result).toMatchObject({ ok: false, failure: { code: 'cases-invalid' } });
  });

  it('ends at once when it is cancelled', async () => {
    const folder = await shop('cancelled', 'import time\ntotal([1])\ntime.sleep(100)');
    const path = join(folder, 'src/shop/carts.py');
    const subject = { path, source: null, function: 'total' };
    const params = { subject, command: unittest, folder: null, limit: 5, settings: quick() };
    const cancelling = new AbortController();
    const result = await rig.service.record(
      params,
      (event) => {
        if (event.kind === 'measuring') cancelling.abort();
      },
      cancelling.signal,
    );
    expect(result).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  });
});

describeWithEngine('recording calls in a container', () => {
  it('has pytest, its parameters and its names', longPatience, async () => {
    const folder = await project('pytest', {
      'carts.py': carts,
      'tests/test_all.py':
        'import pytest\nfrom carts import total\n\n\n' +
        "@pytest.mark.parametrize('items', [[1], [2, 1], [-1, 4]])\n" +
        'def test_total(items):\n    assert total(items) == sum(items)\n',
    });
    const recording = await record(join(folder, 'carts.py'), 'total', {
      command: ['python', '-m', 'pytest', '-q'],
      settings: quick({ sandbox: 'container' }),
    });
    expect(recording).toMatchObject({
      exit: { kind: 'exited', code: 0 },
      cases: [
        { id: 'recorded 1: test_total', call: '([1])' },
        { id: 'recorded 2: test_total', call: '([2, 1])' },
        { id: 'recorded 3: test_total', call: '([-1, 4])' },
      ],
    });
    expect(recording.output).toContain('3 passed');
  });

  it('knows what can be made again, whatever it is written in', patience, async () => {
    const kinds =
      'import abc, collections, datetime, decimal, enum, functools, io, json, logging, operator\n' +
      'import pathlib, threading, typing\n\n\n' +
      'class Row(collections.deque):\n    pass\n\n\nclass Wrong(ValueError):\n    pass\n\n\n' +
      'class Pair(typing.NamedTuple):\n    a: int\n    b: int = 2\n\n\n' +
      'class Hue(enum.Enum):\n    RED = 1\n\n\n' +
      'class Item:\n    __slots__ = ("x",)\n\n    def __init__(self, x):\n        self.x = x\n\n' +
      '    def method(self):\n        return self.x\n\n\n' +
      'class Abstract(abc.ABC):\n    pass\n\n\n' +
      'class Locked:\n    def __init__(self):\n        self.condition = threading.Condition()\n' +
      '        self.done = self.finish\n\n    def finish(self):\n        pass\n\n\n' +
      'class Relay:\n    def __init__(self, to):\n        self.to = to\n\n' +
      '    def __getattr__(self, name):\n        return getattr(self.to, name)\n\n\n' +
      'def kind(x):\n    return type(x).__name__\n';
    const use =
      'from kinds import *\n\n' +
      'for x in [Row([1]), Wrong(1), Pair(1), Hue.RED, Item([1]), decimal.Decimal("1.5"),\n' +
      '          datetime.date(2020, 1, 2), pathlib.Path("a"), collections.Counter("aab")]:\n' +
      '    kind(x)\n' +
      'for x in [len, [1].count, str.lower, Item.method, Item([2]).method, Abstract, slice(1, None),\n' +
      '          operator.itemgetter(1), functools.partial(kind, 2), threading.Lock(), Locked(),\n' +
      '          io.StringIO("ab"), json, logging.getLogger("a.b"), Relay([1]), Ellipsis]:\n' +
      '    kind(x)\n' +
      'for x in [open("use.py"), iter([1]), lambda: 1, threading.local(), {}.values()]:\n' +
      '    kind(x)\n';
    const folder = await project('kinds', { 'kinds.py': kinds, 'use.py': use });
    for (const sandbox of ['container', 'bubblewrap'] as const) {
      const recording = await record(join(folder, 'kinds.py'), 'kind', {
        command: ['python3', 'use.py'],
        settings: quick({ sandbox }),
      });
      const refused = recording.calls.unreadable.reduce((sum, { count }) => sum + count, 0);
      expect([recording.cases.length, refused, recording.unreproduced]).toEqual([25, 5, []]);
    }
  });
});
