import { afterAll, beforeAll, expect, it } from 'vitest';
import { ScriptedEndpoint, streamed } from '../proposers/scripted-endpoint.ts';
import { compareOf, makeRig, optimizeOf, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await makeRig();
});
afterAll(() => rig.close());

const never = new AbortController().signal;
const change = { exploration: 1, minimumGain: 0.25, comparisonSeconds: 3 };

const original = `def largest(xs: list[int], k: int) -> list[int]:
    """The k largest, in descending order."""
    left = list(xs)
    found = []
    while left and len(found) < k:
        best = left[0]
        for x in left:
            if x > best:
                best = x
        left.remove(best)
        found.append(best)
    return found
`;
const right = `def largest(xs: list[int], k: int) -> list[int]:
    return sorted(xs, reverse=True)[:max(k, 0)]
`;
/** A negative k counts from the end: no case has one. */
const wrong = `def largest(xs: list[int], k: int) -> list[int]:
    return sorted(xs, reverse=True)[:k]
`;
const cases = {
  function: 'largest',
  cases: [
    { id: 'small', args: [[3, 1, 2], 2] },
    { id: 'large', args: [{ $ints: { n: 1500, min: 0, max: 100000, seed: 1 } }, 300] },
  ],
};

it('finds what the cases do not show', { timeout: 120_000 }, async () => {
  const before = await rig.write('before.py', original);
  await rig.write('before.cases.json', cases);
  const after = await rig.write('after.py', wrong);
  const params = compareOf(before, after, 'largest', change);
  const compared = await rig.service.compare(params, rig.tell, never);
  if (!compared.ok) throw new Error(compared.failure.message);
  const { equivalent, decision, counterexample, reason, evidence } = compared.value;
  expect({ equivalent, decision }).toEqual({ equivalent: false, decision: 'rejected' });
  expect(reason).toMatch(/^not equivalent: on a generated input \(args \[\[/);
  expect(counterexample).toMatchObject({ id: 'generated', expected: [] });
  expect(evidence).toMatchObject({ cases: { written: 2 } });
});

it('says how far it looked where it finds nothing', { timeout: 120_000 }, async () => {
  const before = await rig.write('before.py', original);
  await rig.write('before.cases.json', cases);
  const after = await rig.write('after.py', right);
  const params = compareOf(before, after, 'largest', change);
  const compared = await rig.service.compare(params, rig.tell, never);
  if (!compared.ok) throw new Error(compared.failure.message);
  const { evidence, counterexample, decision } = compared.value;
  expect({ counterexample, decision }).toEqual({ counterexample: null, decision: 'improved' });
  expect(evidence?.generated).toBeGreaterThan(20);
  expect(evidence?.branches?.original).toEqual({ taken: 12, all: 12 });
});

it('tells a model why its version is wrong', { timeout: 120_000 }, async () => {
  const path = await rig.write('loop.py', original);
  await rig.write('loop.cases.json', cases);
  const fenced = (code: string): string => `\`\`\`python\n${code}\`\`\``;
  const endpoint = new ScriptedEndpoint([wrong, right].map((code) => streamed(fenced(code))));
  const baseUrl = await endpoint.listen();
  try {
    const params = optimizeOf(path, 'largest', {
      ...change,
      proposers: ['openai'],
      baseUrl,
      model: 'm',
      iterations: 2,
      candidatesPerIteration: 1,
    });
    const optimized = await rig.service.optimize(params, rig.tell, never);
    if (!optimized.ok) throw new Error(optimized.failure.message);
    const { iterations, best } = optimized.value;
    expect(iterations.map(({ status }) => status)).toEqual(['incorrect', 'accepted']);
    expect(iterations[0]?.comparison?.counterexample?.id).toBe('generated');
    expect(JSON.stringify(endpoint.received.at(-1))).toContain('on a generated input');
    expect(best?.comparison.evidence?.generated).toBeGreaterThan(20);
  } finally {
    await endpoint.close();
  }
});

it('gives functions where functions are called', { timeout: 120_000 }, async () => {
  const text = `def leading(rows, test):
    kept = []
    for row in rows:
        if not test(row):
            break
        kept.append(row)
    return kept
`;
  const before = await rig.write('leading.py', text);
  const after = await rig.write('trailing.py', text.replace('break', 'continue'));
  const compared = await rig.service.compare(
    compareOf(before, after, 'leading', change),
    rig.tell,
    never,
  );
  if (!compared.ok) throw new Error(compared.failure.message);
  expect(compared.value).toMatchObject({ equivalent: false, decision: 'rejected' });
  expect(compared.value.baseline?.cases.length).toBeGreaterThan(5);
});
