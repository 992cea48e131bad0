import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../protocol/failures.ts';
import type { MeasuredSolution, MeasurePackParams } from '../../protocol/pack-measurement.ts';
import { makeRig, measureOf, quick, type Rig } from './rig.ts';
import { tinyPack } from './tiny-pack.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await makeRig();
});
afterAll(() => rig.close());

const never = new AbortController().signal;

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

function packOf(path: string, change: Partial<MeasurePackParams> = {}): MeasurePackParams {
  const settings = quick({ comparisonSeconds: 0.1 });
  return { path, problems: [], again: false, settings, ...change };
}

async function measurePack(path: string, change: Partial<MeasurePackParams> = {}) {
  const measured = valueOf(await rig.service.measurePack(packOf(path, change), rig.tell, never));
  const solutions = measured.problems.flatMap((problem) => problem.solutions);
  return { ...measured, solutions };
}

function earlier(solutions: readonly MeasuredSolution[]): readonly string[] {
  return solutions.filter(({ isEarlier }) => isEarlier).map(({ id }) => id);
}

const linked = `# afterburner: problem sum-up
def my_sum(xs):
    total = 0
    for x in xs:
        total = total + x
    return total
`;

describe('a measured pack', () => {
  it('has figures and ranks of what passes, and the verdict of what does not', async () => {
    const path = await rig.write('tiny.pack.json', tinyPack);
    const { problems, solutions, unsupported } = await measurePack(path);
    expect(unsupported).toBe(0);
    expect(problems.map(({ id, cases }) => [id, cases])).toEqual([
      ['sum-up', 2],
      ['count-ones', 2],
    ]);
    const verdicts = solutions.map(({ id, figures }) => [id, figures.verdict]);
    expect(verdicts).toEqual([
      ['builtin', 'passed'],
      ['loop', 'passed'],
      ['prefixes', 'passed'],
      ['count', 'passed'],
      ['filtered', 'passed'],
      ['off-by-one', 'failed'],
    ]);
    const [builtin, , prefixes, count, , wrong] = solutions;
    const ranks = { population: 'problem', problem: 'sum-up', size: 3 };
    expect(builtin?.ranks).toMatchObject({ ...ranks, beyond: expect.anything() });
    expect(prefixes?.ranks).toMatchObject(ranks);
    expect(builtin!.ranks!.time).toBeGreaterThan(prefixes!.ranks!.time);
    // Two that pass are no population.
    expect(count).toMatchObject({ ranks: null, figures: { verdict: 'passed' } });
    expect(wrong).toMatchObject({ ranks: null, message: expect.stringContaining('expected') });
    expect(new Set(solutions.map(({ environment }) => environment)).size).toBe(1);
  });

  it('tells how far it is, solution by solution', () => {
    const told = rig.events.flatMap((event) => (event.kind === 'measuring' ? [event] : []));
    expect(new Set(told.map(({ what }) => what))).toEqual(
      new Set(
        tinyPack.problems.flatMap(({ id, solutions }) =>
          solutions.map((solution) => `${id}: ${solution.id}`),
        ),
      ),
    );
    expect(new Set(told.map(({ total }) => total))).toEqual(new Set([6]));
    expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).toSorted(ascending));
  });

  it('is not measured again, but for what failed or has changed', async () => {
    const path = `${rig.folder}/tiny.pack.json`;
    const again = await measurePack(path);
    expect(earlier(again.solutions)).toEqual(['builtin', 'loop', 'prefixes', 'count', 'filtered']);
    expect(again.solutions[0]?.ranks).toMatchObject({ size: 3, beyond: expect.anything() });

    const changed = structuredClone(tinyPack);
    changed.problems[0]!.solutions[1]!.code += '# as before, but for this\n';
    await rig.write('tiny.pack.json', changed);
    const { problems, solutions } = await measurePack(path, { problems: ['sum-up'] });
    expect(problems.map(({ id }) => id)).toEqual(['sum-up']);
    expect(earlier(solutions)).toEqual(['builtin', 'prefixes']);

    const anew = await measurePack(path, { problems: ['sum-up'], again: true });
    expect(earlier(anew.solutions)).toEqual([]);
  });

  it('ranks a function that is linked to a problem, on the cases of the problem', async () => {
    const path = await rig.write('linked.py', linked);
    const measured = valueOf(await rig.service.measure(measureOf(path, 'my_sum'), rig.tell, never));
    expect(measured).toMatchObject({
      function: 'my_sum',
      verdict: 'passed',
      cases: [{ verdict: 'passed' }, { verdict: 'passed' }],
      ranks: { population: 'problem', problem: 'sum-up', size: 3 },
    });
    const known = valueOf(rig.service.records.known({ path }));
    expect(known.versions).toMatchObject([{ function: 'my_sum', percentiles: measured.ranks }]);
  });

  it('ranks nothing on other inputs', async () => {
    const path = await rig.write('other.py', linked);
    await rig.write('other.cases.json', { cases: [{ args: [[1, 2]], expected: 3 }] });
    const measured = await rig.service.measure(measureOf(path, 'my_sum'), rig.tell, never);
    expect(measured).toMatchObject({ value: { verdict: 'passed', ranks: null } });
  });

  it('keeps its cases where the case file beside the function says what can occur', async () => {
    const path = await rig.write('ruled.py', linked);
    const domain = { xs: { type: 'array', maxItems: 9 } };
    await rig.write('ruled.cases.json', { function: 'my_sum', domain, cases: [] });
    const measured = await rig.service.measure(measureOf(path, 'my_sum'), rig.tell, never);
    expect(measured).toMatchObject({
      value: { cases: [{ verdict: 'passed' }, { verdict: 'passed' }], ranks: { size: 3 } },
    });
  });

  it('lends its cases to a case file that names a problem alone', async () => {
    const path = await rig.write('named.py', linked.slice(linked.indexOf('def ')));
    await rig.write('named.cases.json', { problem: 'sum-up', cases: [] });
    const measured = await rig.service.measure(measureOf(path, 'my_sum'), rig.tell, never);
    expect(measured).toMatchObject({ value: { ranks: { problem: 'sum-up', size: 3 } } });
  });
});

it('keeps what was measured before it was cancelled', async () => {
  const problems = tinyPack.problems.map((each) => ({ ...each, id: `${each.id}-too` }));
  const path = await rig.write('stopped.pack.json', { ...tinyPack, problems });
  const controller = new AbortController();
  const stopAtSecond = (event: Parameters<Rig['tell']>[0]): void => {
    if (event.kind === 'measuring' && event.what.endsWith(': loop')) controller.abort();
  };
  const asked = packOf(path);
  const stopped = await rig.service.measurePack(asked, stopAtSecond, controller.signal);
  expect(stopped).toMatchObject({ failure: { code: 'cancelled' } });
  const { solutions } = await measurePack(path, { problems: ['sum-up-too'] });
  expect(earlier(solutions)).toEqual(['builtin']);
});

describe('says what is wrong', () => {
  beforeAll(async () => {
    await rig.write('whole.pack.json', tinyPack);
    await rig.write('linked.py', linked);
  });

  it.each<[string, string, Partial<MeasurePackParams>, object]>([
    ['a file that is not there', 'none.pack.json', {}, { code: 'file-not-found' }],
    [
      'a problem that the pack does not have',
      'whole.pack.json',
      { problems: ['sum-down'] },
      { code: 'problem-unknown', hint: expect.stringContaining('sum-up') },
    ],
    ['what is no pack', 'linked.py', {}, { code: 'pack-invalid' }],
  ])('%s', async (_, name, change, failure) => {
    const asked = packOf(`${rig.folder}/${name}`, change);
    expect(await rig.service.measurePack(asked, rig.tell, never)).toMatchObject({ failure });
  });

  it('a link to a problem that no pack has', async () => {
    const path = await rig.write('lost.py', linked.replace('sum-up', 'sum-sideways'));
    const result = await rig.service.measure(measureOf(path, 'my_sum'), rig.tell, never);
    expect(result).toMatchObject({ failure: { code: 'problem-unknown' } });
  });

  it('a program that is linked to a problem', async () => {
    const path = await rig.write('program.py', '# afterburner: problem sum-up\nprint(1)\n');
    const result = await rig.service.measure(measureOf(path, '<program>'), rig.tell, never);
    expect(result).toMatchObject({ failure: { code: 'usage' } });
  });
});

it('knows the problems of a pack for as long as the pack is there', async () => {
  const problems = tinyPack.problems.map((each) => ({ ...each, id: `${each.id}-once` }));
  const pack = await rig.write('once.pack.json', { ...tinyPack, problems });
  await measurePack(pack, { problems: ['count-ones-once'] });
  const path = await rig.write(
    'once.py',
    'def f(xs):\n    "afterburner: problem count-ones-once"\n',
  );
  const check = () => rig.service.check(measureOf(path, 'f'), rig.tell, never);
  expect(await check()).toMatchObject({ value: { cases: [{ expected: '2' }, {}] } });
  await rm(pack);
  expect(await check()).toMatchObject({ failure: { code: 'problem-unknown' } });
});

it('finds the problems that come along', async () => {
  const path = await rig.write('gap.py', '# afterburner: problem pair-gap\ndef f(xs, gap): ...\n');
  const checked = await rig.service.check(measureOf(path, 'f'), rig.tell, never);
  expect(checked).toMatchObject({ value: { verdict: 'failed' } });
});

function ascending(a: number, b: number): number {
  return a - b;
}
