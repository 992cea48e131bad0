import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultTolerance } from '../../daemon/core/case-set.ts';
import type { Examined } from '../../daemon/core/equivalence.ts';
import type { InputSketch } from '../../daemon/core/exploring.ts';
import { createEquivalence } from '../../daemon/equivalence/equivalence.ts';
import { LeasedExplorer } from '../../daemon/measure/exploring.ts';
import type { Call, Value } from '../../protocol/cases.ts';
import {
  callOf,
  exploringRig,
  type ExploringRig,
  functionIn,
} from '../languages/python/exploring-rig.ts';
import { roomy } from '../sandbox/fixture.ts';
import { type Drawer, integers, lists, SmallGenerator, words } from './small-generator.ts';

let rig: ExploringRig;
beforeAll(async () => {
  rig = await exploringRig();
}, 60_000);
afterAll(() => rig.close());

const { signal } = new AbortController();

const sketch: InputSketch = {
  parameters: [],
  init: null,
  literals: [],
  constraints: [],
  raises: [],
  impurities: [],
};

interface Setting {
  readonly drawers?: readonly Drawer[];
  readonly sketch?: Partial<InputSketch>;
  readonly calls?: readonly Call[];
  readonly budgetMs?: number;
}

function equivalenceOf(original: string, setting: Setting = {}) {
  const { drawers = [lists(integers)], calls = [] } = setting;
  const explorer = rig.python.inputExplorer;
  if (explorer === undefined) throw new Error('Python explores');
  const target = functionIn(rig.python, original, 'f');
  const setup = {
    lease: rig.lease,
    language: rig.python,
    target,
    fileName: 'sample.py',
    calls: [],
    limits: roomy,
    sampleIntervalNs: 0,
    kit: null,
  };
  const generator = new SmallGenerator(...drawers);
  const equivalence = createEquivalence({
    explorer: new LeasedExplorer(setup, explorer),
    original: { source: original, code: original },
    sketch: { ...sketch, ...setting.sketch },
    cases: {
      cases: calls.map((call) => ({ call, expectation: { kind: 'original' } })),
      domain: null,
      tolerance: defaultTolerance,
    },
    seed: 1,
    tell: () => {},
    generator,
  });
  return { equivalence, generator };
}

async function examine(
  original: string,
  candidate: string,
  setting: Setting = {},
): Promise<Examined> {
  const { equivalence } = equivalenceOf(original, setting);
  const version = { source: candidate, code: candidate };
  const examined = await equivalence.examine(version, setting.budgetMs ?? 700, signal);
  if (!examined.ok) throw new Error(examined.failure.message);
  return examined.value;
}

const timeout = 60_000;
const unique = 'def f(xs):\n    return sorted(set(xs))\n';

describe('versions of one function', { timeout }, () => {
  it('are the same on all inputs', async () => {
    const other = `def f(xs):
    out = []
    for x in sorted(xs):
        if not out or out[-1] != x:
            out.append(x)
    return out
`;
    const { evidence, counterexample } = await examine(unique, other);
    expect(counterexample).toBeNull();
    expect(evidence.generated).toBeGreaterThan(100);
    expect(evidence.excluded).toEqual({ outside: 0, unclear: 0, slow: 0, unstable: 0 });
    expect(evidence.branches).toEqual({
      original: { taken: 0, all: 0 },
      candidate: { taken: 6, all: 6 },
    });
    expect(evidence.notices).toEqual([]);
  });

  it.each([
    ['a value', 'return sorted(set(xs))[:4]', 5, 'returned a list of 4 elements'],
    ['a type', 'return tuple(sorted(set(xs)))', 0, 'returned () (a tuple), expected [] (a list)'],
    ['an argument', 'xs.sort()\n    return sorted(set(xs))', 2, ' in args[0][0]'],
    [
      'what it prints',
      'print(len(xs)) if len(xs) > 2 else 0\n    return sorted(set(xs))',
      3,
      'wrote "3\\n", expected ""',
    ],
    ['an exception', 'return [min(xs)] + sorted(set(xs))[1:]', 0, 'raised ValueError'],
    [
      'an end',
      'import os\n    if len(xs) > 3: os._exit(0)\n    return sorted(set(xs))',
      null,
      'it ended before',
    ],
    [
      'a crash',
      'import ctypes\n    if 7 in xs: ctypes.string_at(0)\n    return sorted(set(xs))',
      null,
      'it was ended by SIGSEGV',
    ],
    [
      'never ending',
      'while 3 in xs: pass\n    return sorted(set(xs))',
      null,
      'it did not end within',
    ],
  ])('differ in %s', async (_, body, length, message) => {
    const { counterexample } = await examine(unique, `def f(xs):\n    ${body}\n`);
    expect(counterexample?.message).toContain(message);
    expect(counterexample?.id).toBe('generated');
    const [argument] = (counterexample?.args ?? []) as readonly Value[];
    if (length !== null) expect(argument).toHaveLength(length);
  });

  it('differ after several calls, of which none can be left out', async () => {
    const candidate =
      'seen = set()\ndef f(xs):\n    seen.add(len(xs))\n    return [] if {1, 2, 3} <= seen and len(xs) == 0 else sorted(set(xs)) if {1, 2, 3} - seen else [0]\n';
    const { counterexample } = await examine(unique, candidate);
    expect(counterexample?.message).toContain('in the same process');
    const lengths = counterexample?.after?.map(
      ({ args }) => (args as readonly Value[][])[0]?.length,
    );
    expect(
      new Set([...(lengths ?? []), (counterexample?.args as Value[][] | undefined)?.[0]?.length]),
    ).toEqual(new Set([1, 2, 3]));
    expect(lengths?.length).toBeLessThanOrEqual(3);
  });

  it('differ once calls share a process', async () => {
    const candidate =
      'memo = {}\ndef f(xs):\n    key = len(xs)\n    if key not in memo: memo[key] = sorted(set(xs))\n    return memo[key]\n';
    const { counterexample } = await examine(unique, candidate);
    expect(counterexample?.message).toMatch(/, after f\(.*\) in the same process$/);
    // Two lists of one length, of which the second gets what was kept of the first.
    expect(counterexample?.args).toHaveLength(1);
    expect(counterexample?.after).toHaveLength(1);
    const [first, last] = [counterexample?.after?.[0]?.args, counterexample?.args].map(
      (args) => (args as readonly (readonly Value[])[])[0],
    );
    expect([first, last].map((xs) => xs?.length)).toEqual([1, 1]);
    expect(first).not.toEqual(last);
  });

  it.each<[string, string, string, boolean]>([
    ['a derived dict', 'return dict(n=n)', 'return Counter(n=n)', true],
    ['a truth value and a number', 'return n > 3', 'return int(n > 3)', true],
    ['a number and a float', 'return n * 2', 'return n * 2.0', true],
    ['a derived float, as of numpy', 'return n / 2', 'return Single(n / 2)', true],
    ['a named tuple', 'return n, n', 'return Pair(n, n)', true],
    ['a set and a frozen one', 'return {n}', 'return frozenset({n})', true],
    ['an iterator', 'return [n]', 'return iter([n])', true],
    ['a view', 'return list({n: 1})', 'return {n: 1}.keys()', true],
    ['what is printed elsewhere', 'return n', 'sys.stdout.write(str(n))\n    return n', true],
    ['the order of keys', 'return {n: 1, -1: 2}', 'return {-1: 2, n: 1}', false],
    ['the sign of zero', 'return 0.0 * n', 'return -0.0 * n', false],
    ['another iterator', 'return iter([n])', 'return (m for m in [n])', false],
    ['the text of an exception', 'raise ValueError(n)', 'raise ValueError("no")', false],
    ['sharing', 'a = [n]\n    return [a, a]', 'return [[n], [n]]', false],
  ])('of results: %s', async (_, first, other, isDifferent) => {
    const head = [
      'import sys',
      'from collections import Counter, namedtuple',
      "Pair = namedtuple('Pair', 'a b')",
      'class Single(float):',
      '    pass',
      'def f(n):',
    ].join('\n');
    const { counterexample } = await examine(`${head}\n    ${first}\n`, `${head}\n    ${other}\n`, {
      drawers: [(draw) => draw(9)],
    });
    expect(counterexample !== null).toBe(isDifferent);
  });

  it('differ where the order of sets shows', async () => {
    const first = 'def f(xs):\n    return list(dict.fromkeys(xs))\n';
    const other = 'def f(xs):\n    return list(set(xs))\n';
    const { counterexample } = await examine(first, other, { drawers: [lists(words)] });
    expect(counterexample).not.toBeNull();
  });

  it('may differ in sums as much as floats do', async () => {
    const floats: Drawer = (draw) => (draw(2000) - 1000.5) / 7;
    const first = 'def f(xs):\n    return sum(xs)\n';
    const other =
      'import math\ndef f(xs):\n    return math.fsum(reversed(xs)) + 0.0 * len(xs) if xs else 0\n';
    const { counterexample, evidence } = await examine(first, other, { drawers: [lists(floats)] });
    expect(counterexample).toBeNull();
    expect(evidence.generated).toBeGreaterThan(100);
  });
});

describe('inputs that cannot occur', { timeout }, () => {
  const mixed: Drawer = (draw) => (draw(3) === 0 ? 'x' : draw(9));

  it('are those that the original does not bear', async () => {
    const { evidence, counterexample } = await examine(
      'def f(n):\n    return n - 1\n',
      'def f(n):\n    return n - 1 if n != "x" else 0\n',
      { drawers: [mixed] },
    );
    expect(counterexample).toBeNull();
    expect(evidence.excluded.outside).toBe(1);
  });

  it.each([
    ['raised on purpose', 'if n < 3: raise KeyError(n)\n    return n', {}, true],
    ['documented', 'return [1, 2, 3, 4, 5, 6][n]', { sketch: { raises: ['IndexError'] } }, true],
    ['seen in a case', 'return [1, 2, 3, 4, 5, 6][n]', { calls: [callOf([99])] }, true],
    ['of an operation', 'return [1, 2, 3, 4, 5, 6][n]', {}, false],
    ['of an assertion', 'assert n < 6\n    return n', {}, false],
  ])(
    'are not those with an exception that is behaviour: %s',
    async (_, body, setting, isBehaviour) => {
      const candidate = `def g(n):\n    ${body}\ndef f(n):\n    try:\n        return g(n)\n    except Exception:\n        return None\n`;
      const { counterexample, evidence } = await examine(`def f(n):\n    ${body}\n`, candidate, {
        drawers: [(draw) => draw(9)],
        ...setting,
      });
      expect(counterexample !== null).toBe(isBehaviour);
      if (!isBehaviour) expect(evidence.excluded.outside + evidence.excluded.unclear).toBe(3);
    },
  );

  it('are those that take too long', async () => {
    const source = 'def f(n):\n    while n == 4: pass\n    return n\n';
    const { evidence, counterexample } = await examine(source, source, {
      drawers: [(draw) => draw(9)],
    });
    expect(counterexample).toBeNull();
    expect(evidence).toMatchObject({ generated: 8, excluded: { slow: 1 } });
  });

  it('leave too little to say more than the cases do, and that is told', async () => {
    const source = 'def f(n):\n    return [1, 2][n]\n';
    const { evidence } = await examine(source, source, { drawers: [(draw) => draw(9)] });
    expect(evidence).toMatchObject({ generated: 2, excluded: { unclear: 7 } });
    expect(evidence.notices.join()).toContain('rests on the cases');
  });

  it('or end the process', async () => {
    const source = 'import os\ndef f(n):\n    if n == 4: os._exit(1)\n    return n\n';
    const { evidence } = await examine(source, source, { drawers: [(draw) => draw(9)] });
    expect(evidence).toMatchObject({ generated: 8, excluded: { slow: 1 } });
  });
});

describe('an original that does not do the same every time', { timeout }, () => {
  it('by the order of sets is compared under the same seed', async () => {
    const source = 'def f(xs):\n    return list(set(xs))\n';
    const { evidence, counterexample } = await examine(
      source,
      'def f(xs):\n    return [*{*xs}]\n',
      {
        drawers: [lists(words)],
      },
    );
    expect(counterexample).toBeNull();
    expect(evidence.notices.join()).toContain('same hash seed');
  });

  it('by chance is compared in what never changes', async () => {
    const source =
      'import random\ndef f(xs):\n    ys = xs[:]\n    random.shuffle(ys)\n    return ys\n';
    const sampled = 'import random\ndef f(xs):\n    return random.sample(xs, len(xs))\n';
    const lossy = 'import random\ndef f(xs):\n    return random.sample(xs, max(0, len(xs) - 1))\n';
    const right = await examine(source, sampled);
    expect(right.counterexample).toBeNull();
    expect(right.evidence.excluded.unstable).toBeGreaterThan(10);
    expect(right.evidence.notices.join()).toContain('random numbers');
    const wrong = await examine(source, lossy);
    expect(wrong.counterexample).not.toBeNull();
  });

  it('by the clock is compared exactly, for both read the same one', async () => {
    const source = 'import time\ndef f(n):\n    return (n, time.time())\n';
    const twice =
      'from time import time\ndef f(n):\n    start = time()\n    return (n, max(start, time()))\n';
    const later = 'import time\ndef f(n):\n    return (n, time.time() + 100)\n';
    const { evidence, counterexample } = await examine(source, twice, { drawers: [integers] });
    expect(counterexample).toBeNull();
    expect(evidence.notices.join()).not.toContain('does not do the same twice');
    expect((await examine(source, later, { drawers: [integers] })).counterexample).not.toBeNull();
  });

  it('by where things lie in memory', async () => {
    const source = 'def f(n):\n    return (n, id(f))\n';
    const { evidence, counterexample } = await examine(source, source, { drawers: [integers] });
    expect(counterexample).toBeNull();
    expect(evidence.notices.join()).toContain('does not do the same twice');
  });

  it('by earlier calls has a module for each', async () => {
    const source = 'seen = []\ndef f(n):\n    seen.append(n)\n    return len(seen)\n';
    const { evidence, counterexample } = await examine(source, source, { drawers: [integers] });
    expect(counterexample).toBeNull();
    expect(evidence.notices.join()).toContain('depends on earlier calls');
  });
});

describe('the engine', { timeout }, () => {
  it('rewards inputs that go where none has been, and refuses misuse', async () => {
    const source =
      'def f(n):\n    if n == "x": return n + 1\n    if n > 7: return 1\n    return 2\n';
    const drawer: Drawer = (draw) => (draw(3) === 0 ? 'x' : draw(9));
    const { equivalence, generator } = equivalenceOf(source, { drawers: [drawer] });
    await equivalence.examine({ source, code: source }, 300, signal);
    expect(generator.rewarded.map(({ call }) => call.args)).toContainEqual([8]);
    expect(generator.refused.map(({ call }) => call.args)).toEqual([['x']]);
  });

  it('asks the original once for all candidates', async () => {
    const { equivalence } = equivalenceOf(unique);
    const same = { source: unique, code: unique };
    await equivalence.examine(same, 300, signal);
    const again = await equivalence.examine(same, 300, signal);
    expect(again).toMatchObject({ ok: true, value: { counterexample: null } });
  });

  it('says what cannot be run', async () => {
    const broken = 'import nowhere\n' + unique;
    const asOriginal = await examine(broken, unique);
    expect(asOriginal.evidence).toMatchObject({ generated: 0, branches: null });
    expect(asOriginal.evidence.notices.join()).toContain('importing the file raised');
    const asCandidate = await examine(unique, broken);
    expect(asCandidate.evidence.notices.join()).toContain('The candidate could not be explored');
  });
});
