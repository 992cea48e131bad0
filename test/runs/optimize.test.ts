import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { applyEdits } from '../../protocol/edits.ts';
import { ScriptedEndpoint, streamed } from '../proposers/scripted-endpoint.ts';
import { makeRig, optimizeOf, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await makeRig();
});
afterAll(() => rig.close());

const never = new AbortController().signal;
const patience = { timeout: 120_000 };

/** What a published schema says against a real document. */
async function faults(schema: string, document: unknown): Promise<unknown> {
  const text = await readFile(`schemas/${schema}.schema.json`, 'utf8');
  const validate = new Ajv2020({ strictTypes: true }).compile(JSON.parse(text) as object);
  return validate(JSON.parse(JSON.stringify(document))) ? [] : validate.errors;
}

const slow = `def pair(xs, target):
    """Two values that add up to target."""
    for i in range(len(xs)):
        for j in range(i + 1, len(xs)):
            if xs[i] + xs[j] == target:
                return [xs[i], xs[j]]
    return None
`;

const cases = {
  function: 'pair',
  cases: [
    { id: 'empty', args: [[], 5], expected: null },
    { id: 'small', args: [[1, 2, 3, 4], 7], expected: [3, 4] },
    { id: 'large', args: [{ $ints: { n: 800, min: 0, max: 1000, seed: 1 } }, 5000] },
  ],
};

it('finds a version by rules that is far faster, and leaves the file alone', patience, async () => {
  const path = await rig.write('pair.py', slow);
  await rig.write('pair.cases.json', cases);
  const result = await rig.service.optimize(optimizeOf(path, 'pair'), rig.tell, never);
  if (!result.ok) throw new Error(result.failure.message);
  const { best, baseline, iterations } = result.value;
  expect(baseline.verdict).toBe('passed');
  expect(best?.ratio?.ci95[1]).toBeLessThan(0.5);
  expect(best?.comparison.decision).toBe('improved');
  expect(best?.rules.length).toBeGreaterThan(0);
  expect(iterations.some(({ status }) => status === 'accepted')).toBe(true);
  expect(applyEdits(slow, best?.edits ?? [])).toContain(best?.code.trimEnd());
  expect(await readFile(path, 'utf8')).toBe(slow);
  expect(await faults('optimization', result.value)).toEqual([]);
  expect(await faults('measurement', baseline)).toEqual([]);
  expect(await faults('comparison', best?.comparison)).toEqual([]);
});

it('says that nothing is better where nothing is', async () => {
  const path = await rig.write('one.py', 'def one(x):\n    return x\n');
  await rig.write('one.cases.json', { function: 'one', cases: [{ args: [1] }] });
  const result = await rig.service.optimize(optimizeOf(path, 'one'), rig.tell, never);
  expect(result).toMatchObject({ ok: true, value: { best: null, stopped: 'exhausted' } });
});

it('takes a version from a model, and throws out a wrong one', patience, async () => {
  const path = await rig.write('pair.py', slow);
  await rig.write('pair.cases.json', cases);
  const fenced = (code: string): string => `Here it is.\n\n\`\`\`python\n${code}\`\`\`\n`;
  const wrong = 'def pair(xs, target):\n    return None\n';
  const right = `def pair(xs, target):
    seen = set()
    best = None
    for j, x in enumerate(xs):
        if target - x in seen:
            i = xs.index(target - x)
            if best is None or (i, j) < best:
                best = (i, j)
        seen.add(x)
    return None if best is None else [xs[best[0]], xs[best[1]]]
`;
  const endpoint = new ScriptedEndpoint([wrong, right].map((code) => streamed(fenced(code))));
  const baseUrl = await endpoint.listen();
  try {
    const params = optimizeOf(path, 'pair', {
      proposers: ['openai'],
      baseUrl,
      model: 'scripted',
      iterations: 2,
    });
    const result = await rig.service.optimize(params, rig.tell, never);
    if (!result.ok) throw new Error(result.failure.message);
    expect(result.value.iterations.map(({ status }) => status)).toEqual(['incorrect', 'accepted']);
    expect(result.value.iterations[0]?.comparison?.counterexample?.id).toBe('small');
    expect(result.value.best?.proposer).toBe('openai');
    // One profile of the one parent, for both requests.
    const prompts = endpoint.received.map(({ body }) => JSON.stringify(body));
    const told = prompts.map(
      (prompt) => /line \d+, \d+% of the time, \d+ times: [^"\\]*/.exec(prompt)?.[0],
    );
    expect(told[0]).toMatch(/319606 times: if xs\[i\] \+ xs\[j\] == target:$/);
    expect(told[1]).toBe(told[0]);
  } finally {
    await endpoint.close();
  }
});

it('never runs what a model wrote without isolation, unless the user insists', async () => {
  const path = await rig.write('pair.py', slow);
  await rig.write('pair.cases.json', cases);
  const params = optimizeOf(path, 'pair', {
    sandbox: 'none',
    proposers: ['openai'],
    baseUrl: 'http://127.0.0.1:9/v1',
    model: 'none',
  });
  const result = await rig.service.optimize(params, rig.tell, never);
  expect(result).toMatchObject({ ok: false, failure: { code: 'isolation-refused' } });
});

it(
  'leaves a model out where there is no isolation, and goes on with the rules',
  patience,
  async () => {
    const path = await rig.write('pair.py', slow);
    await rig.write('pair.cases.json', cases);
    const endpoint = new ScriptedEndpoint([]);
    const baseUrl = await endpoint.listen();
    try {
      const params = optimizeOf(path, 'pair', {
        sandbox: 'none',
        proposers: ['rules', 'openai'],
        baseUrl,
        model: 'scripted',
        iterations: 1,
      });
      const result = await rig.service.optimize(params, rig.tell, never);
      expect(result.ok).toBe(true);
      expect(endpoint.connections).toBe(0);
    } finally {
      await endpoint.close();
    }
  },
);

it('is cancelled in the middle of a run', async () => {
  const path = await rig.write('endless.py', 'def f(x):\n    while True: pass\n');
  await rig.write('endless.cases.json', { function: 'f', cases: [{ args: [1] }] });
  const controller = new AbortController();
  const running = rig.service.optimize(
    optimizeOf(path, 'f'),
    (event) => {
      if (event.kind === 'sandbox') setImmediate(() => controller.abort());
    },
    controller.signal,
  );
  expect(await running).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
});
