import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunEvent } from '../../protocol/events.ts';
import { compareOf, makeRig, measureOf, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await makeRig();
});
afterAll(() => rig.close());

const never = new AbortController().signal;

const quadratic = `def has_pair(xs, target):
    for i, x in enumerate(xs):
        for y in xs[i + 1:]:
            if x + y == target:
                return True
    return False
`;
const linear = `def has_pair(xs, target):
    seen = set()
    for x in xs:
        if target - x in seen:
            return True
        seen.add(x)
    return False
`;

function casesOf(n: number): object {
  return {
    function: 'has_pair',
    cases: [
      { id: 'two', args: [[1, 2], 3], expected: true },
      { id: 'many', args: [{ $ints: { n, min: 0, max: 1000000, seed: 1 } }, -1] },
    ],
  };
}

it('tells the class of a function, and keeps it', async () => {
  const path = await rig.write('quadratic.py', quadratic);
  await rig.write('quadratic.cases.json', casesOf(500));
  const asked = measureOf(path, 'has_pair', { comparisonSeconds: 8 });
  const result = await rig.service.scale(asked, rig.tell, never);
  if (!result.ok) throw new Error(result.failure.message);
  const { value } = result;
  expect(value.case).toEqual({ id: 'many', n: 500, grows: ['args[0]'] });
  // How much can be ruled out is the machine's affair, and what is true never is.
  expect(value.time.ruledOut).not.toContain('n^2');
  expect(value.sizes.filter(({ runtimeNs }) => runtimeNs !== null).length).toBeGreaterThan(2);
  expect(value.sizes.map(({ n }) => n)).toEqual(
    value.sizes.map(({ n }) => n).toSorted((one, other) => one - other),
  );
  expect(rig.service.records.scalings({ path, function: 'has_pair' })).toMatchObject({
    value: { scalings: [{ code: quadratic.trimEnd(), scaling: { id: value.id } }] },
  });
}, 60_000);

it('says what to write where no case can grow, and none can be generated', async () => {
  const path = await rig.write('fixed.py', quadratic);
  const domain = { xs: { type: 'array', maxItems: 3 }, target: { type: 'integer' } };
  await rig.write('fixed.cases.json', { domain, cases: [{ args: [[1, 2], 3], expected: true }] });
  const result = await rig.service.scale(measureOf(path, 'has_pair'), rig.tell, never);
  expect(result).toMatchObject({
    failure: {
      code: 'cases-invalid',
      message: expect.stringMatching(
        /no case of has_pair has an input that can grow, and none .*: its inputs can be no larger/,
      ),
      hint: expect.stringContaining('"$ints"'),
    },
  });
});

const chain = `class Node:
    def __init__(self, value: int, next: 'Node | None' = None):
        self.value = value
        self.next = next


def total(head: 'Node | None') -> int:
    """Sum of a chain.

    >>> total(Node(1, Node(2)))
    3
    """
    found = 0
    while head is not None:
        found += head.value
        head = head.next
    return found
`;

it.each([
  ['written out', quadratic, 'has_pair', { cases: [{ args: [[1, 2], 3], expected: true }] }],
  ['a chain of nodes', chain, 'total', null],
])(
  'generates inputs that grow where those of the cases cannot: %s',
  async (_, source, name, cases) => {
    const path = await rig.write(`grown-${name}.py`, source);
    if (cases !== null) await rig.write(`grown-${name}.cases.json`, cases);
    const asked = measureOf(path, name, { comparisonSeconds: 4 });
    const result = await rig.service.scale(asked, rig.tell, never);
    if (!result.ok) throw new Error(result.failure.message);
    expect(result.value.case).toMatchObject({ id: 'generated', grows: ['args[0]'] });
    const measured = result.value.sizes.filter(({ runtimeNs }) => runtimeNs !== null);
    expect(measured.length).toBeGreaterThan(0);
  },
  60_000,
);

it('says why a function cannot be measured at any size', async () => {
  const path = await rig.write('raises.py', 'def has_pair(xs, target):\n    raise KeyError(1)\n');
  await rig.write('raises.cases.json', casesOf(100));
  const result = await rig.service.scale(measureOf(path, 'has_pair'), rig.tell, never);
  expect(result).toMatchObject({
    failure: { code: 'cases-invalid', message: expect.stringContaining('it raises KeyError') },
  });
});

it('stops growing at once when it is cancelled', async () => {
  const path = await rig.write('cancelled.py', quadratic);
  await rig.write('cancelled.cases.json', casesOf(500));
  const controller = new AbortController();
  const tell = (event: RunEvent): void => {
    if (event.kind === 'measuring' && event.what.startsWith('Measuring n = 16')) controller.abort();
  };
  const asked = measureOf(path, 'has_pair', { comparisonSeconds: 60 });
  const result = await rig.service.scale(asked, tell, controller.signal);
  expect(result).toMatchObject({ failure: { code: 'cancelled' } });
  expect(rig.service.records.scalings({ path, function: 'has_pair' })).toEqual({
    ok: true,
    value: { scalings: [] },
  });
});

// On a machine that is busy the sizes may not get far enough to tell: then once more.
const busy = { retry: 2, timeout: 120_000 };

it('does not call two versions equal that tie on small inputs alone', busy, async () => {
  // As long as there are few, both do the same; from there on one of them looks at all pairs.
  const tie = (beyond: string): string => `${linear.replace('has_pair', 'linear')}

${quadratic.replace('has_pair', 'quadratic')}

def has_pair(xs, target):
    return linear(xs, target) if len(xs) <= 40 else ${beyond}(xs, target)
`;
  const slow = await rig.write('tie.py', tie('quadratic'));
  const fast = await rig.write('tie-fast.py', tie('linear'));
  await rig.write('tie.cases.json', casesOf(40));
  const asked = compareOf(slow, fast, 'has_pair');
  const result = await rig.service.compare(asked, rig.tell, never);
  expect(result).toMatchObject({
    value: {
      equivalent: true,
      decision: 'improved',
      reason: expect.stringMatching(/^grows as .* instead of n².*no difference that counts/),
      growth: { of: 'time', changed: 'slower-growth', given: 40 },
    },
  });
});
