import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HarnessReport, RunPlan } from '../../../daemon/core/ports/harness.ts';
import { compareOutcome } from '../../../daemon/cases/outcomes.ts';
import { show } from '../../../daemon/cases/show.ts';
import type { Call, Outcome, Value } from '../../../protocol/cases.ts';
import { roomy } from '../../sandbox/fixture.ts';
import { callOf, exploringRig, type ExploringRig, functionIn } from './exploring-rig.ts';

let rig: ExploringRig;
beforeAll(async () => {
  rig = await exploringRig();
}, 60_000);
afterAll(() => rig.close());

async function ran(
  source: string,
  name: string,
  calls: readonly Call[],
  change: Partial<RunPlan> = {},
): Promise<Extract<HarnessReport, { kind: 'ran' }>> {
  const plan: RunPlan = {
    mode: 'check',
    fileName: 'sample.py',
    source,
    function: functionIn(rig.python, source, name),
    calls,
    repeat: 1,
    regions: 0,
    watched: 0,
    hashSeed: 1,
    ...change,
  };
  const signal = new AbortController().signal;
  const limits = { limits: roomy, sampleIntervalNs: 0 };
  const { kit } = rig.python;
  if (kit === null) throw new Error('Python has a kit');
  const compiled = await rig.lease.run({ ...kit, ...limits }, signal);
  const job = rig.python.job(plan, compiled.ok ? compiled.value.outcome : null);
  const result = await rig.lease.run({ ...job, ...limits }, signal);
  if (!result.ok) throw new Error(result.failure.message);
  const report = rig.python.report(result.value.outcome);
  if (report.kind !== 'ran') throw new Error(JSON.stringify(report));
  return report;
}

async function outcomes(...given: Parameters<typeof ran>): Promise<readonly Outcome[]> {
  return (await ran(...given)).outcomes ?? [];
}

const made = (type: string, args: readonly Value[] = [], more: object = {}): Value => ({
  $new: { type, args, ...more } as Value,
});

const nodes = `
class Node:
    def __init__(self, val=0, next=None):
        self.val = val
        self.next = next
`;

describe('instances in the sandbox', () => {
  it('are made afresh for each pass, and what was done to them is told', async () => {
    const source = `${nodes}
def f(node):
    node.val += 1
    return type(node) is Node and node.val
`;
    const call = callOf([made('Node', [1], { set: { next: made('Node', [2]) } })], { id: 'a' });
    const { outcomes: found, digests } = await ran(source, 'f', [call], {
      repeat: 3,
      regions: 2,
      watched: 1,
    });
    const [first] = found ?? [];
    expect(first?.value).toBe(2);
    expect(show(first?.args[0] as Value)).toBe('Node(val=2, next=Node(val=2, next=null))');
    expect(new Set(digests).size).toBe(1);
  }, 60_000);

  it('are equal where the classes of two versions only have the same name', async () => {
    const source = `${nodes}
def f(node):
    return Node(node.val, node)
`;
    const other = source.replace('return Node', 'made = Node\n    return made');
    const calls = [callOf([{ $object: { type: 'sample.Node', state: [{ val: 1, next: null }] } }])];
    const [[one], [two]] = [await outcomes(source, 'f', calls), await outcomes(other, 'f', calls)];
    const policy = { kind: 'original', tolerance: { relative: 0, absolute: 0 } } as const;
    expect(compareOutcome(one as Outcome, two as Outcome, policy)).toBeNull();
  }, 60_000);

  it('stand in place of what the constructor makes, for a method', async () => {
    const source = `
class Stack:
    def __init__(self):
        self.items = []
    def push(self, item):
        self.items.append(item)
        return len(self.items)
`;
    const [first, second, third] = await outcomes(source, 'Stack.push', [
      callOf([3], { self: { $object: { type: 'Stack', state: { items: [1, 2] } } } }),
      callOf([3], {
        self: made('Stack', [], {
          calls: [
            ['push', [1]],
            ['pull', [2]],
            ['push', [3]],
          ],
        }),
      }),
      callOf([3], { init: [] }),
    ]);
    expect([first?.value, second?.value, third?.value]).toEqual([3, 3, 1]);
    expect(second?.self).toEqual({
      $object: { type: 'sample.Stack', state: [{ items: [1, 3, 3] }] },
    });
  }, 60_000);

  it('may mean each other in a graph, both ways, and by $ref', async () => {
    const source = `${nodes}
def f(a, b):
    return [a.next.next is a, a.next.val, b[0] is b[1].next]
`;
    const graph: Value = {
      $graph: [
        made('Node', [1], { set: { next: { $node: 1 } } }),
        made('Node', [2, { $node: 2 }]),
        made('Node', [3]),
      ],
    };
    const ring: Value = {
      $graph: [
        made('Node', [1], { set: { next: { $node: 1 } } }),
        made('Node', [2], { set: { next: { $node: 0 } } }),
      ],
    };
    const shared: Value = [made('Node', [1]), made('Node', [2, { $ref: 1 }])];
    const [first, second] = await outcomes(source, 'f', [
      callOf([ring, shared]),
      callOf([graph, shared]),
    ]);
    expect(first?.value).toEqual([true, 2, true]);
    expect(second?.value).toEqual([false, 2, true]);
  }, 60_000);

  it('may be of the standard library, of nested classes, and anything that can be called', async () => {
    const source = `
import collections
class Outer:
    class Inner:
        pass
def build(n):
    return list(range(n))
def f(*given):
    return [type(each).__name__ for each in given]
`;
    const types = [
      'collections.deque',
      'Outer.Inner',
      'fractions.Fraction',
      'sample.Outer',
      '__main__.Outer',
    ];
    const [outcome] = await outcomes(source, 'f', [
      callOf([...types.map((type) => made(type)), made('build', [3]), made('bytearray', [2])]),
    ]);
    expect(outcome?.value).toEqual([
      'deque',
      'Inner',
      'Fraction',
      'Outer',
      'Outer',
      'list',
      'bytearray',
    ]);
  }, 60_000);

  it('make chains of any length, that are given back and compared', async () => {
    const source = `${nodes}
def f(head):
    out = None
    while head:
        out = Node(head.val, out)
        head = head.next
    return out
`;
    const count = 10_000;
    const graph = Array.from({ length: count }, (_, index) =>
      made('Node', [index], index + 1 < count ? { set: { next: { $node: index + 1 } } } : {}),
    );
    const calls = [callOf([{ $graph: graph }], { id: 'long' })];
    const [outcome] = await outcomes(source, 'f', calls);
    const policy = { kind: 'original', tolerance: { relative: 0, absolute: 0 } } as const;
    expect(show(outcome?.value as Value)).toBe(
      'Node(val=9999, next=Node(val=9998, next=Node(val=9997, next=Node(val=9996, next=… 9996 more))))',
    );
    // What was recorded of a call can be given back.
    const [again] = await outcomes(source, 'f', [
      callOf([outcome?.value as Value], { id: 'long' }),
    ]);
    const back = { ...(again as Outcome), args: [], value: again?.value as Value };
    const first = { ...(outcome as Outcome), args: [], value: outcome?.args[0] as Value };
    expect(compareOutcome(first, back, policy)).toBeNull();
    expect(compareOutcome(outcome as Outcome, again as Outcome, policy)?.message).toContain(
      'returned 0 at .val, expected 9999',
    );
  }, 120_000);
});

describe('instances that cannot be made', () => {
  const source = `
import threading
class Circle:
    def __init__(self, radius):
        if radius < 0:
            raise ValueError('a negative radius')
        self.radius = radius
class Fixed:
    __slots__ = ('x',)
def f(*given, **named):
    return 1
`;
  it.each<[Value, string]>([
    [
      made('Circle', [-1]),
      'args[0] cannot be made: Circle(…) raised ValueError: a negative radius',
    ],
    [made('Circle'), 'args[0] cannot be made: Circle(…) raised TypeError: '],
    [
      made('Square'),
      'args[0] cannot be made: there is no Square in the file or among the builtins',
    ],
    [
      made('shapes.Square'),
      'args[0] cannot be made: there is no shapes.Square in the project or in Python',
    ],
    [
      made('Fixed', [], { set: { y: 1 } }),
      'args[0] cannot be made: setting Fixed.y raised AttributeError: ',
    ],
    [{ $set: [made('list')] }, 'args[0] cannot be made: a member of a set raised TypeError: '],
    [
      { $object: { type: 'generator', state: '<generator object f>' } },
      'a generator is bound to the call',
    ],
    [
      { $object: { type: '_thread.lock', state: '<unlocked _thread.lock object' } },
      'is not that of a _thread.lock',
    ],
    [
      { $object: { type: '_io.TextIOWrapper', state: '<_io.TextIOWrapper' } },
      '_io.TextIOWrapper is no type whose',
    ],
    [
      { $object: { type: 'function', state: 'f.<locals>.<lambda>' } },
      'a function without a place of its own, f.<locals>.<lambda>',
    ],
    [
      { $object: { type: 'Fixed', state: [{ y: 1 }] } },
      'the state does not fit Fixed: AttributeError: ',
    ],
    [
      { $object: { type: 'decimal.Decimal', state: 'x' } },
      'the state does not fit decimal.Decimal: ',
    ],
  ])(
    '%j',
    async (value, message) => {
      const [first, second] = await outcomes(source, 'f', [
        callOf([value], { id: 'bad' }),
        callOf([made('Circle', [1])], { id: 'good' }),
      ]);
      expect(first).toMatchObject({ id: 'bad', kind: 'unbuilt' });
      expect(first?.message).toContain(message);
      expect(second).toMatchObject({ id: 'good', kind: 'returned', value: 1 });
    },
    60_000,
  );

  it('are told by what explores too, and others go on', async () => {
    const plan = {
      fileName: 'sample.py',
      source,
      function: functionIn(rig.python, source, 'f'),
      calls: [callOf([made('Circle', [-1])]), callOf([made('Circle', [1])])],
      hashSeed: 1,
      randomSeed: 1,
      callsPerModule: 1,
      deadlineMs: 200,
      budgetMs: 20_000,
      longest: 2000,
      withArcs: true,
      isTimed: false,
    };
    const explorer = rig.python.inputExplorer;
    const job = explorer?.job(plan, null);
    if (explorer === undefined || job === undefined) throw new Error('Python explores');
    const result = await rig.lease.run(
      { ...job, limits: roomy, sampleIntervalNs: 0 },
      new AbortController().signal,
    );
    if (!result.ok) throw new Error(result.failure.message);
    const said = explorer.report(result.value.outcome);
    expect(said.kind === 'explored' && said.inputs).toMatchObject([
      { kind: 'unbuilt', why: expect.stringContaining('a negative radius') as string },
      { kind: 'returned' },
    ]);
  }, 60_000);
});
