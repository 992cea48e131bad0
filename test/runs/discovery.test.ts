import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countSources, sourcesText } from '../../protocol/case-source.ts';
import { unreadSentences } from '../../protocol/discovery.ts';
import { compareOf, makeRig, measureOf, type Rig } from './rig.ts';

let rig: Rig;
let project: string;
let balance: string;

beforeAll(async () => {
  rig = await makeRig();
  project = mkdtempSync(join(tmpdir(), 'afterburner-project-'));
  cpSync('test/fixtures/projects/every-style', project, { recursive: true });
  balance = join(project, 'src/ledger/balance.py');
});

afterAll(async () => {
  await rig.close();
  rmSync(project, { recursive: true, force: true });
});

function show(path: string): string {
  return path.slice(project.length + 1);
}

async function discover(name: string) {
  const found = await rig.service.discover({
    subject: { path: balance, source: null, function: name },
  });
  if (!found.ok) throw new Error(found.failure.message);
  return found.value;
}

describe('a project with tests of every style', () => {
  it('has cases, each with its place', async () => {
    const { cases, unread, searched, sidecar } = await discover('running_balance');
    expect(sourcesText(countSources(cases), show)).toBe(
      '3 from its docstring, 2 from its comments, 2 from src/ledger/balance.py, ' +
        '5 from tests/balance_unittest_test.py, 8 from tests/test_balance.py',
    );
    expect(unreadSentences(unread, show)).toEqual([
      '1 call in tests/test_balance.py uses values that are made at run time: record them',
    ]);
    expect(searched).toMatchObject({ root: project, isPartial: false });
    expect(sidecar).toMatchObject({ text: null, added: 20 });
  });

  it('is measured at once, and what the original itself fails is said', async () => {
    const measured = await rig.service.measure(
      measureOf(balance, 'running_balance'),
      rig.tell,
      new AbortController().signal,
    );
    if (!measured.ok) throw new Error(measured.failure.message);
    const { verdict, cases, runtime } = measured.value;
    expect(cases.filter((each) => each.verdict !== 'passed')).toEqual([
      {
        id: 'test_balance.py::test_stale',
        verdict: 'failed',
        message: 'returned 4 at [1], expected 5',
        source: { kind: 'pytest', path: join(project, 'tests/test_balance.py'), line: 50 },
      },
    ]);
    expect(verdict).toBe('failed');
    expect(cases).toHaveLength(20);
    expect(runtime).not.toBeNull();
  }, 120_000);

  it('where versions are compared, what the original itself fails is held against none', async () => {
    const other = join(project, 'src/ledger/other.py');
    const loop = 'start + sum(amounts[: index + 1])';
    const source = readFileSync(balance, 'utf8');
    writeFileSync(other, source.replace(loop, 'sum(amounts[: index + 1], start)'));
    const params = compareOf(balance, other, 'running_balance', { timingInputs: 'never' });
    const compared = await rig.service.compare(params, rig.tell, new AbortController().signal);
    if (!compared.ok) throw new Error(compared.failure.message);
    expect(compared.value).toMatchObject({ equivalent: true, counterexample: null });
    expect(compared.value.baseline?.notices).toContain(
      'A case that was found does not say what the original does ' +
        '(test_balance.py::test_stale: it returned 4 at [1], expected 5): ' +
        'what the original does counts.',
    );
  }, 120_000);

  it('has methods with the arguments of their constructors', async () => {
    const measured = await rig.service.check(
      measureOf(balance, 'Account.book'),
      rig.tell,
      new AbortController().signal,
    );
    expect(measured).toMatchObject({ ok: true, value: { verdict: 'passed' } });
    const { cases, unread } = await discover('Account.book');
    expect(cases.map(({ call, expects }) => `${call} ${expects}`)).toEqual([
      '(100, "USD").(40) true',
      '(1).(2) false',
    ]);
    expect(unread).toMatchObject([{ why: 'state' }]);
  }, 120_000);

  it('has cases generated where there is nothing, or nothing may be looked for', async () => {
    const areGenerated = async (name: string, discoverCases: 'missing' | 'never') => {
      const params = measureOf(balance, name, { discoverCases });
      const checked = await rig.service.check(params, rig.tell, new AbortController().signal);
      if (!checked.ok) throw new Error(checked.failure.message);
      return checked.value.cases.every(({ id }) => id.startsWith('generated '));
    };
    expect(await areGenerated('untested', 'missing')).toBe(true);
    expect(await areGenerated('running_balance', 'never')).toBe(true);
  }, 120_000);

  it('a case file counts alone, unless both are asked for', async () => {
    const sidecar = join(project, 'src/ledger/balance.running_balance.cases.json');
    const text =
      '{"function": "running_balance", "cases": [{"id": "own", "args": [[5, -2], 10]}, {"args": [[8]]}]}\n';
    writeFileSync(sidecar, text);
    const ids = async (discoverCases: 'missing' | 'always') => {
      const params = measureOf(balance, 'running_balance', { discoverCases });
      const checked = await rig.service.check(params, rig.tell, new AbortController().signal);
      if (!checked.ok) throw new Error(checked.failure.message);
      return checked.value.cases.map(({ id }) => id);
    };
    expect(await ids('missing')).toEqual(['own', '2']);
    const both = await ids('always');
    expect(both.slice(0, 3)).toEqual(['own', '2', 'doctest line 9']);
    expect(both).toHaveLength(2 + 19);
    const found = await discover('running_balance');
    expect(found.sidecar).toMatchObject({ path: sidecar, text, added: 19 });
    expect(readFileSync(sidecar, 'utf8')).toBe(text);
    rmSync(sidecar);
  }, 120_000);

  it('a case file of another function of the file is none of this one', async () => {
    const sidecar = join(project, 'src/ledger/balance.cases.json');
    writeFileSync(sidecar, '{"function": "running_balance", "cases": [{"args": [[1]]}]}');
    const check = (name: string) =>
      rig.service.check(measureOf(balance, name), rig.tell, new AbortController().signal);
    expect(await check('Account.book')).toMatchObject({ ok: true, value: { verdict: 'passed' } });
    const untested = await check('untested');
    expect(untested).toMatchObject({ ok: true, value: { verdict: 'passed' } });
    expect(untested.ok && untested.value.cases[0]?.id).toMatch(/^generated 1/);
    rmSync(sidecar);
  }, 120_000);

  it('what is equal in Python passes, whatever type it has', async () => {
    const path = join(project, 'src/ledger/kinds.py');
    writeFileSync(
      path,
      `from collections import Counter, namedtuple
Pair = namedtuple('Pair', 'left right')

def upto(n):
    """
    >>> list(upto(3))
    [0, 1, 2]
    """
    yield from range(n)

def letters(text):
    return Counter(text)

def split(text):
    return Pair(*text)

async def later(x):
    return x

def test_letters():
    assert letters('aab') == {'a': 2, 'b': 1}
    assert split('ab') == ('a', 'b')

async def test_later():
    assert await later(7) == 7
`,
    );
    for (const name of ['upto', 'letters', 'split', 'later']) {
      const params = measureOf(path, name);
      const checked = await rig.service.check(params, rig.tell, new AbortController().signal);
      expect(checked).toMatchObject({ ok: true, value: { verdict: 'passed' } });
      const { cases } = await rig.service
        .discover({ subject: params.subject })
        .then((found) => (found.ok ? found.value : { cases: [] }));
      expect(cases.map(({ expects }) => expects)).toEqual([expect.any(String)]);
    }
  }, 120_000);
});
