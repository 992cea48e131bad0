import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Settings } from '../../protocol/settings.ts';
import type { Optimization } from '../../protocol/optimization.ts';
import { describeWithEngine } from '../sandbox/with-engine.ts';
import { makeRig, optimizeOf, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await makeRig();
});
afterAll(() => rig.close());

const never = new AbortController().signal;
const patience = { timeout: 240_000 };
/** An image is built with what comes over the network. */
const longPatience = { timeout: 600_000 };

let folder: string;
beforeEach(async () => {
  folder = join(rig.folder, 'shop');
  await rm(folder, { recursive: true, force: true });
});

async function write(texts: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(texts)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** A membership test in a list: a rule makes a set of it, and `count` is not asked any more. */
const source = `class Counted(list):
    asked = 0

    def __contains__(self, item):
        Counted.asked += 1
        return list.__contains__(self, item)


make = list


def known(xs, wanted):
    """Those of xs that are wanted."""
    stock = make(wanted)
    found = []
    for x in xs:
        if x in stock:
            found.append(x)
    return found
`;

const cases = {
  function: 'known',
  cases: [
    { args: [{ $range: { start: 0, stop: 700 } }, { $range: { start: 300, stop: 900 } }] },
    { args: [[], []] },
  ],
};

const project = {
  'pyproject.toml': '[project]\nname = "shop"\nversion = "1"\n',
  'shop/__init__.py': '',
  'shop/known.py': source,
  'shop/known.cases.json': JSON.stringify(cases),
};

const rightTest = `from shop.known import known


def test_known():
    assert known([1, 2, 3], [2]) == [2]
`;

/** What no input shows: how the function goes about it. */
const strictTest = `from shop import known


def test_asks_the_stock(monkeypatch):
    monkeypatch.setattr(known, "make", known.Counted)
    known.Counted.asked = 0
    assert known.known([1, 2, 3], [2]) == [2]
    assert known.Counted.asked == 3, "the stock was not asked"
`;

/** Time for the tests is what this is about. */
const few = { comparisonSeconds: 1, iterations: 1, candidatesPerIteration: 6 };

async function optimize(change: Partial<Settings>, signal = never) {
  const path = join(folder, 'shop/known.py');
  const settings = { ...few, ...change };
  return rig.service.optimize(optimizeOf(path, 'known', settings), rig.tell, signal);
}

async function optimized(change: Partial<Settings>): Promise<Optimization> {
  const result = await optimize(change);
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

function shown(run: string) {
  const detail = rig.service.records.run({ run, after: 0 });
  if (!detail.ok) throw new Error(detail.failure.message);
  return detail.value;
}

describe('tests of the project before a best version', () => {
  it('are run with the original, then with the best', patience, async () => {
    await write(project);
    const before = rig.events.length;
    const testCommand = 'python3 -c "from shop.known import known; assert known([1], [1]) == [1]"';
    const found = await optimized({ testCommand });
    expect(found.tests).toMatchObject({ command: testCommand, state: 'passed', output: '' });
    expect(found.best).not.toBeNull();
    const tests = rig.events.slice(before).filter(({ kind }) => kind === 'tests');
    expect(tests).toMatchObject([
      { of: 'original', state: 'running' },
      { of: 'original', state: 'passed' },
      { of: 'best', state: 'running' },
      { of: 'best', state: 'passed' },
    ]);
    expect(shown(found.run).tests).toEqual(found.tests);
    const proposal = rig.service.records.proposal({ run: found.run, attempt: null });
    expect(proposal).toMatchObject({ ok: true, value: { tests: { state: 'passed' } } });
  });

  it('that fail without any change claim nothing', patience, async () => {
    await write(project);
    const found = await optimized({ testCommand: 'echo first; echo no >&2; exit 3' });
    expect(found.tests).toMatchObject({
      state: 'fail-without-change',
      reason: 'exit code 3',
      output: 'first\nno',
    });
    expect(found.best).not.toBeNull();
  });

  it('that do not end, or flood, are ended', patience, async () => {
    await write(project);
    const hangs = await optimized({ testCommand: 'sleep 60', testTimeoutSeconds: 0.5 });
    expect(hangs.tests).toMatchObject({
      state: 'fail-without-change',
      reason: 'it did not end within 0.5 s',
    });
    const floods = await optimized({ testCommand: 'yes' });
    expect(floods.tests).toMatchObject({
      state: 'fail-without-change',
      reason: 'it wrote too much',
    });
    expect(floods.tests?.output.length).toBeLessThan(7000);
  });

  it('are cancelled with the run', patience, async () => {
    await write(project);
    const stop = new AbortController();
    const path = join(folder, 'shop/known.py');
    const change = { ...few, testCommand: 'sleep 300' };
    const result = await rig.service.optimize(
      optimizeOf(path, 'known', change),
      (event) => event.kind === 'tests' && stop.abort(),
      stop.signal,
    );
    expect(result).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  });

  it('are not run on a project that is too large, and the best stays', patience, async () => {
    await write(project);
    await writeFile(join(folder, 'large.bin'), Buffer.alloc(65 * 2 ** 20));
    const found = await optimized({ testCommand: 'true' });
    expect(found.tests).toMatchObject({ state: 'not-run', seconds: null });
    expect(found.tests?.reason).toContain('large.bin (65 MiB)');
    expect(found.tests?.reason).toContain('.afterburner/leave-out');
    expect(found.best).not.toBeNull();
  });
});

describeWithEngine('tests of the project in a container', () => {
  const container = { sandbox: 'container' } as const;

  it('refute what no input shows to be wrong', longPatience, async () => {
    await write({
      ...project,
      'requirements-dev.txt': 'pytest\n',
      'tests/test_known.py': rightTest,
    });
    const testCommand = 'python -m pytest -q';
    const right = await optimized({ ...container, testCommand });
    expect(right.tests).toMatchObject({ state: 'passed' });
    expect(right.best).not.toBeNull();
    await write({ 'tests/test_strict.py': strictTest });
    const strict = await optimized({ ...container, testCommand });
    expect(strict.tests).toMatchObject({ state: 'failed', reason: 'exit code 1' });
    expect(strict.tests?.output).toContain('the stock was not asked');
    expect(strict.best).toBeNull();
    const refuted = strict.iterations.filter(({ comparison }) =>
      comparison?.reason.includes('the tests fail with it'),
    );
    expect(refuted.length).toBeGreaterThan(0);
    expect(refuted.map(({ status }) => status)).toEqual(refuted.map(() => 'incorrect'));
    const detail = shown(strict.run);
    expect(detail.tests).toEqual(strict.tests);
    expect(detail.attempts.map(({ status }) => status)).toEqual(
      strict.iterations.map(({ status }) => status),
    );
    expect(detail.attempts.filter(({ reason }) => reason.includes('was not asked'))).toHaveLength(
      refuted.length,
    );
    const known = rig.service.records.known({ path: join(folder, 'shop/known.py') });
    if (!known.ok) throw new Error(known.failure.message);
    expect(known.value.improvements.filter(({ run }) => run === strict.run)).toEqual([]);
  });
});
