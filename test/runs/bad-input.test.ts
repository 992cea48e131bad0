import { readFile, readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Settings } from '../../protocol/settings.ts';
import { makeRig, measureOf, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await makeRig();
});
afterAll(() => rig.close());

const never = new AbortController().signal;

describe('what is asked for wrongly gets a failure that says what is wrong', () => {
  const fine = 'def total(xs):\n    return sum(xs)\n';
  const cases = { function: 'total', cases: [{ args: [[1]] }] };
  it.each([
    ['an unknown file', null, cases, 'total', 'file-not-found', /no file/],
    ['an unknown function', fine, cases, 'totl', 'function-not-found', /nearest is total/],
    ['a file without functions', 'x = 1\n', cases, 'f', 'function-not-found', /has no function/],
    [
      'a syntax error',
      'def total(xs:\n    return 1\n',
      cases,
      'total',
      'syntax-error',
      /Line 1, column 10/,
    ],
    ['a nested function', `def a():\n    def b(): pass\n`, cases, 'a.b', 'function-nested', /a\.b/],
    [
      'no cases, and no input that it bears',
      'def total(db):\n    return db.cursor().execute("total").rows\n',
      null,
      'total',
      'cases-missing',
      /no cases for total of .*\. None of \d+ generated inputs can be one: there are \d+ that it does not bear/,
    ],
    ['empty cases', fine, { function: 'total', cases: [] }, 'total', 'cases-empty', /./],
    [
      'a wrong declarative input',
      fine,
      { function: 'total', cases: [{ args: [{ $ints: { n: -1, min: 0, max: 1, seed: 1 } }] }] },
      'total',
      'cases-invalid',
      /cases\[0\]\.args\[0\]\.\$ints\.n must be a positive integer/,
    ],
    [
      'inputs beyond all measure',
      fine,
      { function: 'total', cases: [{ args: [{ $range: { start: 0, stop: 1e9 } }] }] },
      'total',
      'cases-too-large',
      /./,
    ],
  ])('%s', async (name, source, sidecar, target, code, message) => {
    const stem = name.replaceAll(' ', '_');
    if (source !== null) await rig.write(`${stem}.py`, source);
    if (sidecar !== null) await rig.write(`${stem}.cases.json`, sidecar);
    const params = measureOf(`${rig.folder}/${stem}.py`, target);
    const result = await rig.service.measure(params, rig.tell, never);
    expect(result).toMatchObject({
      ok: false,
      failure: { code, message: expect.stringMatching(message) },
    });
  });

  it('a case file of another function, which was named', async () => {
    const path = await rig.write('own.py', fine);
    const other = { function: 'other', cases: [{ args: [] }] };
    const params = {
      ...measureOf(path, 'total'),
      cases: await rig.write('other.cases.json', other),
    };
    const result = await rig.service.measure(params, rig.tell, never);
    expect(result).toMatchObject({
      ok: false,
      failure: { code: 'cases-other-function', message: expect.stringMatching(/other/) },
    });
  });

  it('a file that is not text', async () => {
    const path = await rig.write('latin.py', new Uint8Array([0x23, 0xe9, 0x0a]));
    const result = await rig.service.measure(measureOf(path, 'total'), rig.tell, never);
    expect(result).toMatchObject({ ok: false, failure: { code: 'file-unreadable' } });
  });

  it('an extension that no language has', async () => {
    const path = await rig.write('total.xyz', fine);
    const result = await rig.service.measure(measureOf(path, 'total'), rig.tell, never);
    expect(result).toMatchObject({ ok: false, failure: { code: 'language-unsupported' } });
  });
});

describe('what the program does is a verdict, and nothing is left behind', () => {
  const table: [string, string, string, RegExp, Partial<Settings>][] = [
    ['runs for ever', 'while True: pass', 'timeout', /time limit/, { caseTimeoutSeconds: 1 }],
    [
      'eats memory',
      "x = 'a' * (400 << 20); return len(x)",
      'oom',
      /memory/,
      { memoryLimitMb: 128 },
    ],
    [
      'prints gigabytes',
      "import sys\n    for _ in range(10**6): sys.stdout.write('x' * 10**6)",
      'output-limit',
      /output/,
      {},
    ],
    ['forks without end', 'import os\n    while True: os.fork()', 'killed', /processes/, {}],
    ['leaves at once', 'import os\n    os._exit(0)', 'error', /before its outcomes/, {}],
    ['is ended by a signal', 'import os\n    os.abort()', 'error', /SIGABRT/, {}],
    ['raises', "raise ValueError('no')", 'passed', /^$/, {}],
    ['exits', 'import sys\n    sys.exit(3)', 'passed', /^$/, {}],
    ['recurses without end', 'return f(xs)', 'passed', /^$/, {}],
  ];
  it.each(table)('%s', async (name, body, verdict, message, settings) => {
    const stem = name.replaceAll(' ', '_');
    const source = `def f(xs):\n    ${body}\n`;
    const path = await rig.write(`${stem}.py`, source);
    await rig.write(`${stem}.cases.json`, { function: 'f', cases: [{ id: 'one', args: [[1]] }] });
    const result = await rig.service.measure(measureOf(path, 'f', settings), rig.tell, never);
    if (!result.ok) throw new Error(result.failure.message);
    expect(result.value.verdict).toBe(verdict);
    expect(result.value.message ?? '').toMatch(message);
    expect(result.value.cases).toHaveLength(1);
    expect(await readFile(path, 'utf8')).toBe(source);
    expect(await readdir(rig.folder)).not.toContain('__pycache__');
  });

  it('needs a module that is not there', async () => {
    const path = await rig.write('needs.py', 'import numpyy\n\ndef f(x):\n    return x\n');
    await rig.write('needs.cases.json', { function: 'f', cases: [{ args: [1] }] });
    const result = await rig.service.measure(measureOf(path, 'f'), rig.tell, never);
    expect(result).toMatchObject({
      ok: false,
      failure: {
        code: 'package-missing',
        message: "The file cannot import numpyy: this machine's Python does not have it.",
        hint: expect.stringContaining('container engine'),
      },
    });
  });

  it('gives other outcomes each time', async () => {
    const path = await rig.write(
      'chance.py',
      'import random\n\ndef f(x):\n    return random.random()\n',
    );
    await rig.write('chance.cases.json', { function: 'f', cases: [{ args: [1] }] });
    const result = await rig.service.measure(measureOf(path, 'f'), rig.tell, never);
    expect(result).toMatchObject({
      ok: true,
      value: { verdict: 'failed', runtime: null, message: expect.stringContaining('differ') },
    });
  });

  it('returns what was not expected', async () => {
    const path = await rig.write('wrong.py', 'def f(x):\n    return x + 1\n');
    await rig.write('wrong.cases.json', {
      function: 'f',
      cases: [
        { id: 'right', args: [1], expected: 2 },
        { id: 'wrong', args: [1], expected: 3 },
      ],
    });
    const result = await rig.service.measure(measureOf(path, 'f'), rig.tell, never);
    expect(result).toMatchObject({
      ok: true,
      value: {
        verdict: 'failed',
        message: expect.stringContaining('wrong'),
        cases: [{ verdict: 'passed' }, { verdict: 'failed' }],
      },
    });
  });
});
