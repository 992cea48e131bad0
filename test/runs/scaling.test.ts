import { afterAll, beforeAll, expect, it } from 'vitest';
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
  expect(value.time.plausible).toContain('n^2');
  expect(value.time.ruledOut).toEqual(expect.arrayContaining(['1', 'log n', 'n', '2^n']));
  expect(value.sizes.map(({ n }) => n)).toEqual(
    value.sizes.map(({ n }) => n).toSorted((one, other) => one - other),
  );
  expect(rig.service.records.scalings({ path, function: 'has_pair' })).toMatchObject({
    value: { scalings: [{ code: quadratic.trimEnd(), scaling: { id: value.id } }] },
  });
}, 60_000);
