import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Explored } from '../../../daemon/core/exploring.ts';
import type { ExplorePlan, ExploreReport } from '../../../daemon/core/ports/harness.ts';
import type { RunReport } from '../../../daemon/core/ports/sandbox.ts';
import type { Call } from '../../../protocol/cases.ts';
import { roomy } from '../../sandbox/fixture.ts';
import { callOf, exploringRig, type ExploringRig, functionIn } from './exploring-rig.ts';

let rig: ExploringRig;
beforeAll(async () => {
  rig = await exploringRig();
}, 60_000);
afterAll(() => rig.close());

interface Seen {
  readonly report: RunReport;
  readonly said: ExploreReport;
}

type Explored1 = Extract<ExploreReport, { kind: 'explored' }>;

async function run(
  source: string,
  calls: readonly Call[],
  change: Partial<ExplorePlan> & { readonly name?: string } = {},
): Promise<Seen> {
  const { name = 'f', ...others } = change;
  const explorer = rig.python.inputExplorer;
  if (explorer === undefined) throw new Error('Python explores');
  const target = name === '<program>' ? rig.python.program(source) : null;
  const job = explorer.job(
    {
      fileName: 'sample.py',
      source,
      function: target?.ok ? target.value : functionIn(rig.python, source, name),
      calls,
      hashSeed: 1,
      randomSeed: 1,
      callsPerModule: 1,
      deadlineMs: 200,
      budgetMs: 20_000,
      longest: 2000,
      withArcs: false,
      isTimed: false,
      ...others,
    },
    null,
  );
  const result = await rig.lease.run(
    { ...job, limits: roomy, sampleIntervalNs: 0 },
    new AbortController().signal,
  );
  if (!result.ok) throw new Error(result.failure.message);
  return { report: result.value, said: explorer.report(result.value.outcome) };
}

async function explore(...given: Parameters<typeof run>): Promise<Explored1> {
  const { said, report } = await run(...given);
  const stderr = Buffer.from(report.stderr).toString();
  if (said.kind !== 'explored') throw new Error(`${JSON.stringify(said)} ${stderr}`);
  return said;
}

function valueOf(explored: Explored | undefined): unknown {
  if (explored?.kind !== 'returned' && explored?.kind !== 'raised') return explored?.kind;
  return explored.isDigest ? 'digest' : JSON.parse(explored.text);
}

const timeout = 60_000;

describe('exploring in Python', { timeout }, () => {
  it('gives each input its own arguments, and says what became of them', async () => {
    const source =
      'def f(xs):\n    xs.append(len(xs))\n    print("n", len(xs))\n    return xs[0]\n';
    const { inputs, isWhole, toolchain } = await explore(source, [
      callOf([[5]]),
      callOf([[]]),
      callOf([3]),
    ]);
    expect(isWhole).toBe(true);
    expect(toolchain).toMatch(/^Python 3/);
    expect(valueOf(inputs[0])).toMatchObject({
      id: '',
      kind: 'returned',
      value: 5,
      args: [[5, 1]],
    });
    expect(inputs[0]).toMatchObject({ kind: 'returned', stdout: 'n 2\n', exception: null });
    expect(valueOf(inputs[1])).toMatchObject({ value: 0, args: [[0]] });
    expect(inputs[2]).toMatchObject({
      kind: 'raised',
      exception: 'AttributeError',
      isDeliberate: false,
      stdout: '',
    });
  });

  it.each([
    ['a raise statement', 'def f(x):\n    raise ValueError(x)\n', true],
    ['one in a helper', 'def g(x):\n    raise ValueError(x)\ndef f(x):\n    g(x)\n', true],
    ['an operation', 'def f(x):\n    return int("a")\n', false],
    ['a library', 'import json\ndef f(x):\n    return json.loads("[")\n', false],
  ])('tells an exception of %s', async (_, source, isDeliberate) => {
    const { inputs } = await explore(source, [callOf([1])]);
    expect(inputs[0]).toMatchObject({ kind: 'raised', isDeliberate });
  });

  it('gives each call a module of its own, or one to all', async () => {
    const source = 'seen = []\ndef f(x, memo=[]):\n    memo.append(x)\n    return len(memo)\n';
    const calls = [1, 2, 3, 4].map((x) => callOf([x]));
    const values = async (callsPerModule: number) =>
      (await explore(source, calls, { callsPerModule })).inputs.map(
        (each) => (valueOf(each) as { value: number }).value,
      );
    expect(await values(1)).toEqual([1, 1, 1, 1]);
    expect(await values(2)).toEqual([1, 2, 1, 2]);
    expect(await values(0)).toEqual([1, 2, 3, 4]);
  });

  it('stops what computes for too long, and goes on', async () => {
    const source = `def f(x):
    while x == 1:
        pass
    while x == 2:
        try:
            while True:
                pass
        except Exception:
            pass
    return x
`;
    const { inputs, isWhole } = await explore(
      source,
      [0, 1, 2, 3].map((x) => callOf([x])),
      {
        deadlineMs: 50,
      },
    );
    expect(inputs.map(({ kind }) => kind)).toEqual(['returned', 'stopped', 'stopped', 'returned']);
    expect(isWhole).toBe(true);
  });

  it.each([
    [
      'swallows the request',
      'while True:\n            try:\n                while len(str(x)): str(x)\n            except: str(x)',
    ],
    ['sits in code of C', 'sum(range(10**13))'],
    ['ends the process', 'import os; os._exit(3)'],
    ['crashes', 'import ctypes; ctypes.string_at(0)'],
  ])('loses nothing but the input that %s', async (_, body) => {
    const source = `def f(x):\n    if x == 2:\n        ${body}\n    return x\n`;
    const calls = [0, 1, 2, 3].map((x) => callOf([x]));
    const { inputs, isWhole } = await explore(source, calls, { deadlineMs: 50 });
    expect(isWhole).toBe(false);
    expect(inputs.map((each) => (valueOf(each) as { value: number }).value)).toEqual([0, 1]);
  });

  it('writes digests where a text is long', async () => {
    const source = 'def f(n):\n    print("x" * n)\n    return [1] * n\n';
    const { inputs } = await explore(
      source,
      [3, 5000, 5000].map((n) => callOf([n])),
    );
    expect(inputs.map((each) => 'isDigest' in each && each.isDigest)).toEqual([false, true, true]);
    expect(inputs[1]).toMatchObject({ text: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect({ ...inputs[1], ns: 0 }).toEqual({ ...inputs[2], ns: 0 });
  });

  it('seeds random numbers by the arguments', async () => {
    const source = 'import random\ndef f(n):\n    return random.random()\n';
    const calls = [1, 2, 1].map((n) => callOf([n]));
    const texts = async (randomSeed: number) =>
      (await explore(source, calls, { randomSeed, callsPerModule: 0 })).inputs.map((each) =>
        'text' in each ? each.text : '',
      );
    const [first, second, third] = await texts(1);
    expect(first).toBe(third);
    expect(first).not.toBe(second);
    expect((await texts(2))[0]).not.toBe(first);
  });

  it('ends in time, with the inputs that it got to', async () => {
    const source = 'def f(n):\n    return sum(range(200_000))\n';
    const calls = Array.from({ length: 2000 }, (_, n) => callOf([n]));
    const { inputs, isWhole } = await explore(source, calls, { budgetMs: 50 });
    expect(isWhole).toBe(true);
    expect(inputs.length).toBeLessThan(2000);
    expect(inputs.length).toBeGreaterThan(0);
  });

  it('follows branches, within a line too, and says how many there are', async () => {
    const source = `def unused(x):
    return 1 if x else 2
def helper(x):
    return 'big' if x > 10 else 'small'
def f(x):
    if x > 0:
        return [helper(x) for y in range(x) if y % 2 == 0]
    return None
`;
    const { arcs } = await explore(
      source,
      [0, 0, 3, 20].map((x) => callOf([x])),
      {
        withArcs: true,
      },
    );
    expect(arcs.taken.map(({ input }) => input)).toEqual([0, 2, 3]);
    // Of the condition, of the helper's, of the loop and of its filter: two each.
    expect(arcs.possible).toHaveLength(8);
    expect(new Set(arcs.taken.flatMap((each) => each.arcs))).toEqual(new Set(arcs.possible));
  });

  it.each([
    [
      'a method',
      'class A:\n    def __init__(self, n):\n        self.n = n\n    def m(self, x):\n        self.n += x\n        return self.n\n',
      'A.m',
      callOf([2], { init: [3] }),
      { value: 5, self: { $object: { type: 'sample.A', state: [{ n: 5 }] } } },
    ],
    [
      'a generator',
      'def f(n):\n    for i in range(n):\n        yield i\n',
      'f',
      callOf([2]),
      { value: { $object: { type: 'iterator', state: [0, 1] } } },
    ],
    ['one without an end', 'def f(n):\n    while True:\n        yield n\n', 'f', callOf([2]), null],
    ['a coroutine', 'async def f(n):\n    return n\n', 'f', callOf([2]), { value: 2 }],
    [
      'keywords',
      'def f(*, n):\n    return n\n',
      'f',
      callOf([], { kwargs: { n: 1 } }),
      { value: 1, kwargs: { n: 1 } },
    ],
    ['a program', 'print(int(input()) + 1)\n', '<program>', callOf(['4\n']), { value: '5\n' }],
  ])('runs %s', async (_, source, name, call, expected) => {
    const { inputs } = await explore(source, [call], { name });
    if (expected === null) expect(inputs[0]).toMatchObject({ kind: 'returned', isDigest: true });
    else expect(valueOf(inputs[0])).toMatchObject(expected);
  });

  it.each([
    ['import', 'import nowhere\ndef f():\n    pass\n'],
    ['lookup', 'def f():\n    pass\ndel f\n'],
  ])('says that it cannot begin: %s', async (stage, source) => {
    const { said } = await run(source, [callOf([])]);
    expect(said).toMatchObject({ kind: 'unusable', stage });
  });

  it('believes nothing out of order', async () => {
    const source =
      'import os\ndef f(x):\n    m = b"7\\tr\\t1\\t\\t\\t{}\\n"\n    os.write(3, b"O" + len(m).to_bytes(4, "little") + m)\n    return x\n';
    const { inputs, isWhole } = await explore(
      source,
      [1, 2].map((x) => callOf([x])),
    );
    expect(inputs).toEqual([]);
    expect(isWhole).toBe(false);
  });

  it.each([
    ['sleeps at once where only outcomes count', false, 0, 5e6],
    ['sleeps in earnest where time counts, and is stopped late', true, 20e6, Infinity],
  ] as const)('%s', async (_, isTimed, least, most) => {
    const source = 'import time\ndef f(seconds):\n    time.sleep(seconds)\n    return seconds\n';
    const calls = [callOf([0.02]), callOf([60])];
    const { inputs } = await explore(source, calls, { isTimed, deadlineMs: 20 });
    const [short, long] = inputs;
    expect(short?.kind).toBe('returned');
    const ns = short !== undefined && 'ns' in short ? short.ns : -1;
    expect(ns).toBeGreaterThanOrEqual(least);
    expect(ns).toBeLessThan(most);
    expect(long?.kind).toBe(isTimed ? 'stopped' : 'returned');
  });

  it('leaves out what others had of the core, where time counts', async () => {
    // A child that computes takes its share of the core; the call itself computes for 60 ms.
    const source = `import os, time
def f(count):
    children = []
    for _ in range(count):
        child = os.fork()
        if child == 0:
            while True:
                pass
        children.append(child)
    until = time.process_time() + 0.06
    while time.process_time() < until:
        pass
    for child in children:
        os.kill(child, 9)
        os.waitpid(child, 0)
`;
    const { inputs } = await explore(source, [callOf([3])], { isTimed: true, deadlineMs: 2000 });
    const ns = inputs[0] !== undefined && 'ns' in inputs[0] ? inputs[0].ns : -1;
    expect(ns).toBeGreaterThanOrEqual(55e6);
    // With three others on one core it is four times as long by the clock on the wall.
    expect(ns).toBeLessThan(180e6);
  });
});
