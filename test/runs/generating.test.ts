import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Measurement } from '../../protocol/measurement.ts';
import type { Settings } from '../../protocol/settings.ts';
import { compareOf, makeRig, measureOf, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await makeRig();
});
afterAll(() => rig.close());

const never = new AbortController().signal;
const timed = { timingInputs: 'auto', comparisonSeconds: 1 } as const;
const slow = 120_000;

async function measured(
  path: string,
  name: string,
  change: Partial<Settings> = timed,
): Promise<Measurement> {
  const result = await rig.service.measure(measureOf(path, name, change), rig.tell, never);
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
  return result.value;
}

function idsOf({ cases }: Measurement): readonly string[] {
  return cases.map(({ id }) => id);
}

function generatedOf({ cases }: Measurement): number {
  return cases.filter(({ source }) => source?.kind === 'generated').length;
}

const pairs = `def close_pairs(values: list[int], gap: int) -> int:
    count = 0
    for i, first in enumerate(values):
        for second in values[i + 1:]:
            if abs(first - second) <= gap:
                count += 1
    return count
`;

describe('a function without cases', () => {
  it(
    'is measured on generated ones, and on large ones, the same every time',
    async () => {
      const path = await rig.write('pairs.py', pairs);
      const first = await measured(path, 'close_pairs');
      expect(first.verdict).toBe('passed');
      expect(generatedOf(first)).toBe(first.cases.length);
      expect(first.cases[0]?.source).toEqual({ kind: 'generated', path, line: 1 });
      expect(first.cases.length).toBeGreaterThan(12);
      const sizes = idsOf(first).map((id) =>
        Number(/: ([\d,]+) item/.exec(id)?.[1]?.replace(',', '')),
      );
      expect(Math.min(...sizes)).toBeLessThan(2);
      expect(Math.max(...sizes)).toBeGreaterThan(100);
      expect(first.notices?.[0]).toMatch(/^It has no cases: \d+ inputs were generated/);
      expect(first.notices?.[1]).toMatch(
        /it is timed on \d generated inputs? of [\d,]+ items as well/,
      );
      rig.events.length = 0;
      const second = await measured(path, 'close_pairs');
      expect(idsOf(second)).toEqual(idsOf(first));
      expect(second.notices).toEqual(first.notices);
      const told = rig.events.map((event) => ('what' in event ? event.what : ''));
      expect(told).not.toContain('Generating inputs');
      // A faster text of the same function is measured on the same inputs.
      const counts = 'def close_pairs(values: list[int], gap: int) -> int:\n    return 0\n';
      await rig.write('pairs.py', counts);
      const other = await measured(path, 'close_pairs');
      expect(idsOf(other)).toEqual(idsOf(first));
    },
    slow,
  );

  it(
    'is measured on others where what was chosen turns out too small, once',
    async () => {
      const path = await rig.write('mended.py', pairs);
      const folder = join(rig.folder, 'home/data/inputs');
      const others = new Set(await readdir(folder).catch(() => []));
      await measured(path, 'close_pairs');
      const name = (await readdir(folder)).find((each) => !others.has(each)) ?? '';
      const file = join(folder, name);
      const before = JSON.parse(await readFile(file, 'utf8'));
      const toy = {
        call: { init: null, args: [[1, 2], 1], kwargs: {} },
        size: '2 items',
        ns: 90e6,
      };
      await writeFile(file, JSON.stringify({ ...before, larger: [toy], isMended: false }));
      const second = await measured(path, 'close_pairs');
      expect(second.runtime?.medianNs).toBeGreaterThan(1e6);
      const after = JSON.parse(await readFile(file, 'utf8'));
      expect(after.isMended).toBe(true);
      expect(after.inputs).toEqual(before.inputs);
      const third = await measured(path, 'close_pairs');
      expect(idsOf(third)).toEqual(idsOf(second));
      expect(third.notices).toEqual(second.notices);
    },
    slow,
  );

  it(
    'is checked on small ones alone',
    async () => {
      const path = await rig.write('checked.py', pairs);
      const checked = await rig.service.check(
        measureOf(path, 'close_pairs', timed),
        rig.tell,
        never,
      );
      if (!checked.ok) throw new Error(checked.failure.message);
      expect(checked.value.verdict).toBe('passed');
      expect(checked.value.cases.every(({ id }) => !/\d,\d{3}/.test(id))).toBe(true);
    },
    slow,
  );

  it(
    'has them within the domain of a case file that has no case',
    async () => {
      const path = await rig.write('bounded.py', 'def square(n):\n    return 1 // (100 - n)\n');
      const domain = { n: { type: 'integer', minimum: 3, maximum: 50 } };
      await rig.write('bounded.cases.json', { function: 'square', domain, cases: [] });
      const numbers = idsOf(await measured(path, 'square')).map((id) => Number(id.split('= ')[1]));
      expect(numbers.length).toBeGreaterThan(10);
      expect(Math.min(...numbers)).toBeGreaterThanOrEqual(3);
      expect(Math.max(...numbers)).toBeLessThanOrEqual(50);
    },
    slow,
  );

  it(
    'that differs on them is not equivalent, and the comparison is run again on the same',
    async () => {
      const path = await rig.write('right.py', pairs);
      const wrong = await rig.write('wrong.py', pairs.replace('<= gap', '< gap'));
      const same = await rig.write('same.py', pairs.replace('count = 0', 'count = 0 + 0'));
      const bad = await rig.service.compare(
        compareOf(path, wrong, 'close_pairs', timed),
        rig.tell,
        never,
      );
      if (!bad.ok) throw new Error(bad.failure.message);
      expect(bad.value).toMatchObject({ equivalent: false, decision: 'rejected' });
      expect(bad.value.counterexample?.id).toMatch(/^generated \d+/);
      rig.events.length = 0;
      const good = await rig.service.compare(
        compareOf(path, same, 'close_pairs', timed),
        rig.tell,
        never,
      );
      if (!good.ok) throw new Error(good.failure.message);
      expect(good.value.equivalent).toBe(true);
      const begun = rig.events.find((event) => event.kind === 'begun');
      const run = begun?.kind === 'begun' ? begun.run : '';
      await rm(join(rig.folder, 'home/data/inputs'), { recursive: true });
      const again = await rig.service.replay({ run, attempt: null }, rig.tell, never);
      if (!again.ok) throw new Error(again.failure.message);
      expect(again.value.cases).toBe('kept');
      expect(again.value.replayed.baseline && idsOf(again.value.replayed.baseline)).toEqual(
        good.value.baseline && idsOf(good.value.baseline),
      );
      expect(again.value.replayed.equivalent).toBe(true);
    },
    slow,
  );
});

it(
  'cases are generated for a function that has some, and a case file with them',
  async () => {
    const path = await rig.write('more.py', pairs);
    const params = measureOf(path, 'close_pairs', timed);
    const begun = await rig.service.generateCases(params, rig.tell, never);
    if (!begun.ok) throw new Error(begun.failure.message);
    expect(begun.value.cases.length).toBeGreaterThan(12);
    expect(begun.value.cases[0]).toMatchObject({ expects: null, source: { kind: 'generated' } });
    const { sidecar } = begun.value;
    expect(sidecar).toMatchObject({ text: null, added: begun.value.cases.length });
    expect(sidecar.path).toBe(join(rig.folder, 'more.cases.json'));
    const own = '{"function": "close_pairs", "cases": [{"id": "own", "args": [[1, 2], 1]}]}';
    await rig.write('more.cases.json', own);
    const more = await rig.service.generateCases(params, rig.tell, never);
    if (!more.ok) throw new Error(more.failure.message);
    expect(more.value.sidecar).toMatchObject({ text: own, added: more.value.cases.length });
    await rig.write('more.cases.json', more.value.sidecar.updated);
    const checked = await rig.service.check(params, rig.tell, never);
    if (!checked.ok) throw new Error(checked.failure.message);
    expect(checked.value).toMatchObject({ verdict: 'passed' });
    expect(checked.value.cases.map(({ id }) => id).slice(0, 2)).toEqual([
      'own',
      expect.stringMatching(/^generated 1/),
    ]);
  },
  slow,
);

describe('cases that are toys', () => {
  const toys = {
    function: 'close_pairs',
    cases: [
      { id: 'few', args: [[1, 5, 6], 2], expected: 1 },
      { id: 'none', args: [[], 1] },
    ],
  };

  it(
    'stay, and larger inputs are timed beside them where that is wanted',
    async () => {
      const path = await rig.write('toys.py', pairs);
      await rig.write('toys.cases.json', toys);
      const before = await readFile(join(rig.folder, 'toys.cases.json'), 'utf8');
      const auto = await measured(path, 'close_pairs');
      expect(idsOf(auto).slice(0, 2)).toEqual(['few', 'none']);
      expect(generatedOf(auto)).toBe(auto.cases.length - 2);
      expect(generatedOf(auto)).toBeGreaterThan(0);
      expect(auto.notices?.[0]).toMatch(/^Its own cases take [\d.]+ [µn]s at most: it is timed on/);
      expect(auto.verdict).toBe('passed');
      const own = await measured(path, 'close_pairs', { ...timed, timingInputs: 'never' });
      expect(idsOf(own)).toEqual(['few', 'none']);
      expect(own.notices).toBeUndefined();
      expect(auto.runtime?.medianNs).toBeGreaterThan(100 * (own.runtime?.medianNs ?? Infinity));
      expect(await readFile(join(rig.folder, 'toys.cases.json'), 'utf8')).toBe(before);
    },
    slow,
  );

  it(
    'are all there is where larger inputs cannot occur, or take no longer',
    async () => {
      const path = await rig.write(
        'flat.py',
        'def first(xs: list[int]) -> int:\n    return xs[0] if xs else 0\n\n\n' +
          'def steps(n: int) -> int:\n    """1 <= n <= 12"""\n    return sum(range(n))\n',
      );
      const flat = await measured(path, 'first');
      expect(flat.notices?.[1]).toMatch(/it is timed on them: larger inputs take it no longer/);
      const bounded = await measured(path, 'steps');
      expect(bounded.notices?.[1]).toMatch(/its inputs can be no larger/);
    },
    slow,
  );

  it(
    'are no toys where one of them takes its time',
    async () => {
      const path = await rig.write('long.py', pairs);
      const args = [{ $ints: { n: 600, min: 0, max: 1000, seed: 1 } }, 3];
      await rig.write('long.cases.json', {
        function: 'close_pairs',
        cases: [{ id: 'long', args }],
      });
      rig.events.length = 0;
      expect(idsOf(await measured(path, 'close_pairs'))).toEqual(['long']);
      const told = rig.events.map((event) => ('what' in event ? event.what : ''));
      expect(told).not.toContain('Generating inputs');
      // Nor do they become toys when the function becomes fast.
      await rig.write(
        'long.py',
        'def close_pairs(values: list[int], gap: int) -> int:\n    return 0\n',
      );
      expect(idsOf(await measured(path, 'close_pairs'))).toEqual(['long']);
    },
    slow,
  );
});

it('what was generated is kept where the history is', async () => {
  const kept = await readdir(join(rig.folder, 'home/data/inputs'));
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.every((name) => /^[0-9a-f]{16}\.json$/.test(name))).toBe(true);
});
